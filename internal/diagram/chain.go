package diagram

// Chain is a shortest way from one node to another over relationships: each link joins two nodes that follow each other, in its own
// direction, which may lead back.
type Chain struct {
	Nodes []Ref
	Kinds []string // of the nodes, in words
	Links []NearLink
	Asked NearAsked
}

// Sizes of a chain.
const (
	chainWide = 460
	chainBox  = 52
	chainStep = 106
)

func (c *Chain) title() string {
	return "From " + c.Nodes[0].Name + " to " + c.Nodes[len(c.Nodes)-1].Name
}

// draw sets the nodes below each other, with an arrow for every relationship.
func (c *Chain) draw(links Links) *Scene {
	d := &drawing{}
	y, right := margin, margin+chainWide
	if !links.Bare {
		right = margin + 700
		y = d.title(heading{c.title(), "A shortest way over what is linked. Arrows point as each link is kept.", "", c.About().Status}, right) + 8
	}
	for i, l := range c.Links {
		d.chainLink(l.How, y+chainBox+chainStep*i, l.From.ID == c.Nodes[i].ID)
	}
	d.group(&Group{Role: "list", Label: c.title()}, func(d *drawing) {
		for i, n := range c.Nodes {
			d.chainNode(links, n, c.Kinds[i], Area{margin, y + chainStep*i, chainWide, chainBox}, i == 0 || i == len(c.Nodes)-1)
		}
	})
	return d.scene(c.title(), "Every link in words is in the list.", right, y+chainStep*len(c.Links)+chainBox)
}

func (d *drawing) chainNode(links Links, n Ref, kind string, a Area, end bool) {
	g := &Group{Class: "bar", Role: "listitem", Title: n.Name}
	if links.Node != nil {
		g.Link = links.Node(n.ID)
	}
	d.group(g, func(d *drawing) {
		fill, color, second := white, ink, grey
		if end {
			fill, color, second = blue, white, white
		}
		d.rect(a, 6, Paint{Fill: fill, Stroke: blue, Width: 2})
		d.label(a.X+14, a.Y+22, 15, fitting(n.Name, 15, true, a.W-28), color, true, Start)
		d.label(a.X+14, a.Y+41, 13, fitting(kind, 13, false, a.W-28), second, false, Start)
	})
}

// chainLink draws an arrow between two nodes, down or up, with its name beside it.
func (d *drawing) chainLink(how string, y int, down bool) {
	x, end := margin+40, y+chainStep-chainBox
	line := Paint{Stroke: darkBlue, Width: 2}
	head := path(Paint{Fill: darkBlue}, "M", x-6, end-10, "L", x, end-1, "L", x+6, end-10, "Z")
	if !down {
		head = path(Paint{Fill: darkBlue}, "M", x-6, y+10, "L", x, y+1, "L", x+6, y+10, "Z")
	}
	d.add(&Group{Hidden: true, Items: []Item{path(line, "M", x, y+2, "V", end-2), head}})
	d.label(x+18, (y+end)/2+5, 14, fitting(how, 14, false, chainWide-70), ink, false, Start)
}

func (c *Chain) sheets(links Links) []*Scene { return []*Scene{c.draw(links)} }

// About says what the picture shows and where it comes from.
func (c *Chain) About() About { return c.Asked.about(c.title()) }

func (c *Chain) tables() []sheet { return []sheet{linksTable(c.Links)} }
