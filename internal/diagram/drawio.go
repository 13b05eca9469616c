package diagram

import (
	"fmt"
	"strconv"
)

// drawio writes a picture as an uncompressed file for draw.io: one page with a container for every lane, whose parts
// stand at places relative to it, so that they move with it. Words and signs in a box are its parts. Lines are tied to what they join.
func drawio(p Picture) ([]byte, error) {
	s := Draw(p, Links{})
	w := &mxfile{svg: svg{out: make([]byte, 0, 256<<10)}, shapes: s.shapes(), lanes: map[string]mxcell{}, joints: map[int]bool{}, parts: map[int][]int{}}
	w.tied = wireUp(w.shapes)
	w.inside = nest(w.shapes, w.tied)
	for i, in := range w.inside {
		if in >= 0 {
			w.parts[in] = append(w.parts[in], i)
		}
	}
	w.open("mxfile", "host", "carejourney", "compressed", "false")
	w.open("diagram", "id", "picture", "name", s.About.Title)
	width, height := strconv.Itoa(s.Width), strconv.Itoa(s.Height)
	w.open("mxGraphModel", "grid", "0", "page", "1", "pageWidth", width, "pageHeight", height, "math", "0", "shadow", "0")
	w.raw("<root>\n" + `<mxCell id="0"/><mxCell id="1" parent="0"/>` + "\n")
	w.ground(s)
	for i := range w.shapes {
		if i == 0 && w.shapes[i].rect != nil || w.inside[i] >= 0 {
			continue // the ground is written already, and parts of a box come after it
		}
		w.lane(i)
		in := mxcell{id: "1"}
		if name := w.shapes[i].lane; name != "" {
			in = w.lanes[name]
		}
		w.shape(i, in)
	}
	w.raw("</root></mxGraphModel></diagram></mxfile>\n")
	return w.out, nil
}

// mxfile writes cells. It escapes as the SVG does.
type mxfile struct {
	svg
	shapes []shape
	tied   wires
	inside []int         // by shape, the box it is a part of
	parts  map[int][]int // by box, what is inside
	lanes  map[string]mxcell
	joints map[int]bool // that are written
}

// mxcell is a cell that others are in: its id and where its coordinates begin.
type mxcell struct {
	id   string
	x, y int
}

// ground writes the white ground, which also keeps what the picture shows and where it comes from.
func (w *mxfile) ground(s *Scene) {
	a := s.About
	w.open("UserObject", "id", "about", "label", "", "title", a.Title, "view", a.View, "status", a.Status, "question", a.Question,
		"variables", a.Variables, "filters", a.Filters, "renderer", a.Renderer)
	w.raw(`<mxCell style="fillColor=#ffffff;strokeColor=none;html=0;locked=1;" vertex="1" parent="1">`)
	w.geometry(Area{0, 0, s.Width, s.Height})
	w.raw("</mxCell></UserObject>\n")
}

// lane writes the container of a shape's lane before the first shape in it.
func (w *mxfile) lane(at int) {
	name := w.shapes[at].lane
	if name == "" {
		return
	}
	if _, ok := w.lanes[name]; ok {
		return
	}
	around := w.shapes[at].area()
	for i := range w.shapes[at:] {
		if s := &w.shapes[at+i]; s.lane == name {
			around = around.with(s.area())
		}
	}
	l := mxcell{id: "lane-" + strconv.Itoa(len(w.lanes)+1), x: around.X, y: around.Y}
	w.lanes[name] = l
	w.open("UserObject", "id", l.id, "label", "", "lane", name)
	w.raw(`<mxCell style="container=1;collapsible=0;recursiveResize=0;fillColor=none;strokeColor=none;html=0;" vertex="1" connectable="0" parent="1">`)
	w.geometry(around)
	w.raw("</mxCell></UserObject>\n")
}

// with is the smallest area around two.
func (a Area) with(b Area) Area {
	x, y := min(a.X, b.X), min(a.Y, b.Y)
	return Area{x, y, max(a.X+a.W, b.X+b.W) - x, max(a.Y+a.H, b.Y+b.H) - y}
}

// shape writes a cell in another, with its parts after it.
func (w *mxfile) shape(number int, in mxcell) {
	s := &w.shapes[number]
	switch {
	case w.tied[number] != nil:
		w.wires(number, in)
	case s.path != nil && !s.path.closed():
		w.mark(number, in)
	default:
		w.box(number, in)
	}
	a := s.area()
	for _, part := range w.parts[number] {
		w.shape(part, mxcell{id: "s" + strconv.Itoa(number), x: a.X, y: a.Y})
	}
}

// box writes a box, a filled path or words.
func (w *mxfile) box(number int, in mxcell) {
	s := &w.shapes[number]
	id, wrapped := "s"+strconv.Itoa(number), s.title != "" && s.rect != nil
	if wrapped {
		w.start("UserObject")
		w.attribute("id", id)
		w.label("label", s)
		w.attribute("tooltip", s.title)
		w.raw("><mxCell")
	} else {
		w.start("mxCell")
		w.attribute("id", id)
		w.label("value", s)
	}
	w.attribute("style", s.style())
	a := s.area()
	w.vertex(Area{a.X, a.Y, max(1, a.W), max(1, a.H)}, in)
	if wrapped {
		w.raw("</UserObject>")
	}
	w.raw("\n")
}

// label writes the lines of a label. Their ends are written as characters, because an end of line in an attribute is read as a space.
func (w *mxfile) label(name string, s *shape) {
	w.name(name)
	for i, t := range s.label {
		if i > 0 {
			w.raw("&#10;")
		}
		w.escape(t.S)
	}
	w.raw(`"`)
}

// vertex ends the beginning of a cell that stands at a place, and the cell.
func (w *mxfile) vertex(a Area, in mxcell) {
	w.attribute("vertex", "1")
	w.attribute("parent", in.id)
	w.raw(">")
	w.geometry(Area{a.X - in.x, a.Y - in.y, a.W, a.H})
	w.raw("</mxCell>")
}

// closed reports whether a path encloses something that is filled.
func (p *Path) closed() bool { return p.Fill != "" }

// style says how a cell looks, without HTML in its label.
func (s *shape) style() string {
	var style string
	switch {
	case s.rect != nil && s.rect.R > 0:
		r := s.rect
		if 2*r.R >= min(r.W, r.H) && r.W == r.H {
			style = "shape=ellipse;perimeter=ellipsePerimeter;"
		} else {
			style = fmt.Sprintf("rounded=1;absoluteArcSize=1;arcSize=%d;", 2*r.R)
		}
		style += mxPaint(r.Paint)
	case s.rect != nil:
		style = "rounded=0;" + mxPaint(s.rect.Paint)
	case s.path != nil:
		style = polygon(s.path.area(), flatten(s.path.D), false) + mxPaint(s.path.Paint)
	default:
		style = "text;strokeColor=none;fillColor=none;"
	}
	style += "html=0;spacing=0;"
	if len(s.label) == 0 {
		return style
	}
	t := s.label[0]
	bold, align, wrap := 0, [...]string{"left", "center", "right"}[t.Anchor], ""
	if t.Bold {
		bold = 1
	}
	if s.rect != nil {
		wrap = "whiteSpace=wrap;"
	}
	return style + fmt.Sprintf("%salign=%s;verticalAlign=middle;fontFamily=Arial;fontSize=%d;fontStyle=%d;fontColor=%s;", wrap, align, t.Size, bold, t.Fill)
}

// mxPaint is how a shape is filled and edged. Hatches become the nearest fill that draw.io has.
func mxPaint(p Paint) string {
	fill, edge := "none", "none"
	if p.Fill != "" {
		fill = p.Fill
	}
	style := ""
	switch fill {
	case gapHatch:
		fill, style = hatchRed, "fillStyle=hatch;"
	case noDataHatch:
		fill, style = cloud, "fillStyle=hatch;"
	}
	if p.Stroke != "" {
		edge = p.Stroke
		style += fmt.Sprintf("strokeWidth=%d;", p.Width)
	}
	if p.Dash != "" {
		style += "dashed=1;fixDash=1;dashPattern=" + p.Dash + ";"
	}
	return "fillColor=" + fill + ";strokeColor=" + edge + ";" + style
}

func part(at float32, from, length int) float64 {
	if length == 0 {
		return 0
	}
	return float64(at-float32(from)) / float64(length)
}

func (w *mxfile) geometry(a Area) {
	w.start("mxGeometry")
	w.number("x", a.X)
	w.number("y", a.Y)
	w.number("width", a.W)
	w.number("height", a.H)
	w.raw(` as="geometry"/>`)
}
