package diagram

import (
	"strconv"

	"github.com/carejourney/carejourney/internal/model"
)

// Near is a node with what is around it: what leads to it on the left, what it leads to on the right, and beyond each what that is
// linked to.
type Near struct {
	Centre      Ref
	Kind        string // in words
	Left, Right []NearGroup
	Said        string     // how much of it is drawn
	Links       []NearLink // everything that was read, as a table
	Asked       NearAsked
}

// NearAsked is how a picture of links was asked for, so that it can be made again.
type NearAsked struct {
	Question  string // the first of the questions
	Variables string // of it, JSON
	Filters   string

	Version      int64 // of the graph
	Illustrative bool  // whether something that was read is
}

// NearGroup are the nodes at the other end of one relationship of a node. Each is drawn once, where it is nearest.
type NearGroup struct {
	Name  string
	Nodes []NearNode
	More  int // nodes that are not drawn
}

// NearNode is a node with what is beyond it.
type NearNode struct {
	Ref
	Beyond []NearGroup
}

// NearLink is a stored relationship in its own direction, and how many steps its farther end is away.
type NearLink struct {
	From, To  Ref
	How, Kept string
	Steps     int
}

// Sizes of a neighbourhood.
const (
	nearWide   = 330
	nearMiddle = 300
	nearApart  = 150 // between columns, where the lines run
	nearBox    = 30
	nearStep   = 36
	nearHead   = 30
	nearEnd    = 14  // under a group
	nearTop    = 320 // how far down the centre stands at most, so that it is seen without scrolling
)

func (n *Near) draw(links Links) *Scene {
	d := &drawing{}
	left, right := nearDeep(n.Left), nearDeep(n.Right)
	middle := margin + left*(nearWide+nearApart)
	end := middle + nearMiddle + right*(nearWide+nearApart)
	top := margin
	if !links.Bare {
		end = max(end, 900)
		top = d.title(heading{"What is around " + n.Centre.Name, nearSides + " " + n.Said, "", n.About().Status}, end) + 8
	}
	high := max(nearHeight(n.Left), nearHeight(n.Right), 64)
	y := top + min(high/2, nearTop)
	centre := Area{middle, y - 32, nearMiddle, 64}
	for _, side := range []nearSide{{groups: n.Left, left: true}, {groups: n.Right}} {
		edge := middle
		if !side.left {
			edge += nearMiddle
		}
		d.nearGroups(links, side, edge, y, max(top, y-nearHeight(side.groups)/2))
	}
	d.rect(centre, 6, Paint{Fill: blue, Stroke: darkBlue, Width: 2})
	lines, _ := wrap(n.Centre.Name, 16, true, nearMiddle-24, 2)
	d.inside(centre, 16, lines, white, true)
	d.label(centre.X+nearMiddle/2, centre.Y-10, 12, n.Kind, grey, false, Middle)
	return d.scene("What is around "+n.Centre.Name, joined(" ", nearSides, n.Said), end, max(top+high, y+32))
}

const nearSides = "What leads to it is on the left, what it leads to on the right."

// nearDeep is how many columns groups take.
func nearDeep(groups []NearGroup) int {
	deep := 0
	for _, g := range groups {
		deep = max(deep, 1)
		for _, n := range g.Nodes {
			deep = max(deep, 1+nearDeep(n.Beyond))
		}
	}
	return deep
}

// nearHeight is how much room groups take with everything beyond them.
func nearHeight(groups []NearGroup) int {
	height := 0
	for _, g := range groups {
		height += nearHead + nearEnd
		for _, n := range g.Nodes {
			height += n.height()
		}
		if g.More > 0 {
			height += nearStep
		}
	}
	return height
}

// height is the room of a node: what is beyond it stands beside it and not beside its neighbours, so that lines do not cross.
func (n *NearNode) height() int { return max(nearStep, nearHeight(n.Beyond)) }

// nearSide are groups in one column, to the left or to the right of what they are linked to.
type nearSide struct {
	groups []NearGroup
	left   bool
	of     string // what they are linked to, "" for the centre
}

// nearGroups draws groups below each other from y on, each with a line from the edge of what it is linked to, and in the next column
// what is beyond.
func (d *drawing) nearGroups(links Links, side nearSide, edge, at, y int) {
	x := edge + nearApart
	near, far := x, x+nearWide
	if side.left {
		x = edge - nearApart - nearWide
		near, far = edge-nearApart, x
	}
	for _, g := range side.groups {
		half, head, top := (edge+near)/2, y+nearHead/2, y
		d.add(&Group{Hidden: true, Items: []Item{path(Paint{Stroke: skyEdge, Width: 2}, "M", edge, at, "C", half, at, half, head, near, head)}})
		d.group(&Group{Role: "list", Label: joined(": ", side.of, g.Name)}, func(d *drawing) {
			d.label(x+8, y+nearHead-10, 13, fitting(g.Name, 13, true, nearWide-60), darkBlue, true, Start)
			d.label(x+nearWide-8, y+nearHead-10, 13, model.Thousands(len(g.Nodes)+g.More), grey, false, End)
			y += nearHead
			for _, node := range g.Nodes {
				d.near(links, node.Ref, Area{x, y, nearWide, nearBox})
				y += node.height()
			}
			if g.More > 0 {
				d.label(x+8, y+20, 13, "and "+model.Thousands(g.More)+" more", grey, false, Start)
				y += nearStep
			}
		})
		y += nearEnd
		top += nearHead
		for _, node := range g.Nodes {
			d.nearGroups(links, nearSide{node.Beyond, side.left, node.Name}, far, top+nearBox/2, top)
			top += node.height()
		}
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

// sheets has one scene: the table is what is printed of much.
func (n *Near) sheets(links Links) []*Scene { return []*Scene{n.draw(links)} }

// About says what the picture shows and where it comes from.
func (n *Near) About() About { return n.Asked.about("What is around " + n.Centre.Name) }

func (a NearAsked) about(title string) About {
	variables := a.Variables
	if variables == "" {
		variables = "{}"
	}
	return About{Title: title, View: "neighbourhood", Status: status(a.Illustrative, a.Version, ""), Question: a.Question, Variables: variables, Filters: a.Filters, Renderer: Renderer}
}

func (n *Near) tables() []sheet { return []sheet{linksTable(n.Links)} }

// linksTable gives a row for every relationship.
func linksTable(links []NearLink) sheet {
	rows := [][]string{{"steps away", "from", "how", "to", "what the link keeps", "from id", "to id"}}
	for _, l := range links {
		rows = append(rows, []string{strconv.Itoa(l.Steps), l.From.Name, l.How, l.To.Name, l.Kept, l.From.ID, l.To.ID})
	}
	return sheet{name: "Links", rows: rows}
}
