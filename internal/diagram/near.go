package diagram

import "strconv"

// Near is a node with what it is linked to: what leads to it on the left, what it leads to on the right.
type Near struct {
	Centre      Ref
	Kind        string // in words
	Left, Right []NearGroup
}

// NearGroup are the nodes at the other end of one relationship.
type NearGroup struct {
	Name  string
	Nodes []Ref
	Total int // of which Nodes are the first
}

// Sizes of a neighbourhood.
const (
	nearWide   = 330
	nearMiddle = 300
	nearApart  = 150 // between columns, where the lines run
	nearBox    = 30
	nearStep   = 36
	nearHead   = 30
)

// Scene lays the neighbourhood out: three columns, and a line from the node to every group.
func (n *Near) Scene(links Links) *Scene {
	d := &drawing{}
	left, right := nearHeight(n.Left), nearHeight(n.Right)
	height := max(left, right, 120)
	x, middle := margin, margin
	if len(n.Left) > 0 {
		middle += nearWide + nearApart
	}
	y := margin + height/2
	centre := Area{middle, y - 32, nearMiddle, 64}
	d.column(links, n.Left, x, margin+(height-left)/2, Area{centre.X, y, 0, 0}, true)
	d.column(links, n.Right, centre.X+nearMiddle+nearApart, margin+(height-right)/2, Area{centre.X + nearMiddle, y, 0, 0}, false)
	d.rect(centre, 6, Paint{Fill: blue, Stroke: darkBlue, Width: 2})
	lines, _ := wrap(n.Centre.Name, 16, true, nearMiddle-24, 2)
	d.inside(centre, 16, lines, white, true)
	d.label(centre.X+nearMiddle/2, centre.Y-10, 12, n.Kind, grey, false, Middle)
	end := centre.X + nearMiddle
	if len(n.Right) > 0 {
		end += nearApart + nearWide
	}
	return d.scene("What is around "+n.Centre.Name, "What leads to it is on the left, what it leads to on the right.", end, margin+height)
}

func nearHeight(groups []NearGroup) int {
	height := 0
	for _, g := range groups {
		height += nearHead + len(g.Nodes)*nearStep + 18
		if g.Total > len(g.Nodes) {
			height += nearStep
		}
	}
	return height
}

// column draws groups below each other, each with a line to the node.
func (d *drawing) column(links Links, groups []NearGroup, x, y int, to Area, left bool) {
	for _, g := range groups {
		from := x
		if left {
			from = x + nearWide
		}
		at, half := y+nearHead/2, (to.X+from)/2
		d.add(&Group{Hidden: true, Items: []Item{path(Paint{Stroke: skyEdge, Width: 2}, "M", to.X, to.Y, "C", half, to.Y, half, at, from, at)}})
		list := &Group{Role: "list", Label: g.Name}
		d.group(list, func(d *drawing) {
			name := fitting(g.Name, 13, true, nearWide-60)
			d.label(x+8, y+nearHead-10, 13, name, darkBlue, true, Start)
			d.label(x+nearWide-8, y+nearHead-10, 13, strconv.Itoa(g.Total), grey, false, End)
			d.add(path(Paint{Stroke: skyEdge, Width: 2}, "M", x, at, "H", x+4))
			y += nearHead
			for _, node := range g.Nodes {
				d.near(links, node, Area{x, y, nearWide, nearBox})
				y += nearStep
			}
			if more := g.Total - len(g.Nodes); more > 0 {
				d.label(x+8, y+20, 13, "and "+strconv.Itoa(more)+" more", grey, false, Start)
				y += nearStep
			}
		})
		y += 18
	}
}

// near draws one node with its link.
func (d *drawing) near(links Links, node Ref, a Area) {
	g := &Group{Class: "bar", Role: "listitem", Title: node.Name}
	if links.Node != nil {
		g.Link = links.Node(node.ID)
	}
	d.group(g, func(d *drawing) {
		d.rect(a, 4, Paint{Fill: white, Stroke: skyEdge, Width: 1})
		d.label(a.X+10, a.Y+20, 14, fitting(node.Name, 14, false, a.W-20), ink, false, Start)
	})
}

// fitting gives a text as it is where there is room for it, and else its beginning.
func fitting(text string, size int, bold bool, room int) string {
	if width(text, size, bold) <= room {
		return text
	}
	return shorten(text, size, bold, room)
}
