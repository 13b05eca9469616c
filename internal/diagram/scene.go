package diagram

import "strconv"

// Renderer is the version of the drawing. It changes when the same journey gives another picture.
const Renderer = "1"

// Scene is a picture: what is drawn, and where, without saying in which format. All coordinates are whole pixels.
type Scene struct {
	About         About
	Width, Height int
	Title         string
	Description   string
	Notes         []string // what a speaker says to it
	Items         []Item
	Boxes         []Box // where things are drawn, for tests and for links
}

// Box is where something is drawn: in which lane, from which stage to which.
type Box struct {
	Lane        Lane
	First, Last int // stages, from 0, both included
	Name        string
	Area
	Cell Area // of its lane and columns
}

// Area is a rectangle.
type Area struct{ X, Y, W, H int }

// Item is a part of a scene: *Group, *Rect, *Path or *Text.
type Item interface{ item() }

// Group holds parts that belong together.
type Group struct {
	Class  string
	Role   string // list or listitem
	Label  string // what a list is called
	Title  string // shown when somebody points at it, and read out
	Link   string // where it leads, if anywhere
	Chosen bool   // what the link leads to is what somebody looks at now
	Hidden bool   // from people who listen: it is said in words elsewhere
	Faint  bool   // drawn thin and grey, because it is not connected with what is traced
	Items  []Item
}

// Paint is how a shape is filled and edged. An empty colour is none.
type Paint struct {
	Fill, Stroke string
	Width        int // of the edge
	Dash         string
	Round        bool // ends of lines
}

// Rect is a box.
type Rect struct {
	Area
	R int // radius of the corners
	Paint
}

// Path is a line made of steps as in SVG: M, L, H, V, C and Z with absolute coordinates.
type Path struct {
	D []Move
	Paint
}

// Move is a step of a path.
type Move struct {
	Op byte
	At []int
}

// Anchor says which point of a text is given.
type Anchor int

// Anchors of a text.
const (
	Start Anchor = iota
	Middle
	End
)

// Text is one line of text.
type Text struct {
	X, Y   int
	Size   int
	Bold   bool
	Anchor Anchor
	Fill   string
	S      string
}

func (*Group) item() {}
func (*Rect) item()  {}
func (*Path) item()  {}
func (*Text) item()  {}

// path makes a path of letters and numbers, as in path("M", 1, 2, "L", 3, 4).
func path(paint Paint, parts ...any) *Path {
	p := &Path{Paint: paint}
	for _, part := range parts {
		switch part := part.(type) {
		case string:
			p.D = append(p.D, Move{Op: part[0]})
		case int:
			last := &p.D[len(p.D)-1]
			last.At = append(last.At, part)
		}
	}
	return p
}

// text gives the steps as SVG writes them.
func (p *Path) text(to []byte) []byte {
	for _, s := range p.D {
		to = append(to, s.Op)
		for i, n := range s.At {
			if i > 0 {
				to = append(to, ' ')
			}
			to = strconv.AppendInt(to, int64(n), 10)
		}
	}
	return to
}
