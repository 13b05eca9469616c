package diagram

import (
	"fmt"
	"strconv"
)

// drawio writes a picture as an uncompressed file for draw.io: one page with a container for every lane, whose parts
// stand at places relative to it, so that they move with it.
func drawio(p Picture) ([]byte, error) {
	s := Draw(p, Links{})
	shapes := s.shapes()
	w := &mxfile{svg: svg{out: make([]byte, 0, 256<<10)}, lanes: map[string]mxlane{}}
	w.open("mxfile", "host", "carejourney", "compressed", "false")
	w.open("diagram", "id", "picture", "name", s.About.Title)
	width, height := strconv.Itoa(s.Width), strconv.Itoa(s.Height)
	w.open("mxGraphModel", "grid", "0", "page", "1", "pageWidth", width, "pageHeight", height, "math", "0", "shadow", "0")
	w.raw("<root>\n" + `<mxCell id="0"/><mxCell id="1" parent="0"/>` + "\n")
	w.ground(s)
	for i := range shapes {
		if i == 0 && shapes[i].rect != nil {
			continue // the ground is written already
		}
		w.lane(shapes, i)
		w.shape(shapes, i)
	}
	w.raw("</root></mxGraphModel></diagram></mxfile>\n")
	return w.out, nil
}

// mxfile writes cells. It escapes as the SVG does.
type mxfile struct {
	svg
	lanes map[string]mxlane
}

// mxlane is a container: its id and where its coordinates begin.
type mxlane struct {
	id   string
	x, y int
}

// ground writes the white ground, which also keeps what the picture shows and where it comes from.
func (w *mxfile) ground(s *Scene) {
	a := s.About
	w.open("UserObject", "id", "about", "label", "", "title", a.Title, "view", a.View, "status", a.Status, "question", a.Question,
		"variables", a.Variables, "renderer", a.Renderer)
	w.raw(`<mxCell style="fillColor=#ffffff;strokeColor=none;html=0;locked=1;" vertex="1" parent="1">`)
	w.geometry(Area{0, 0, s.Width, s.Height})
	w.raw("</mxCell></UserObject>\n")
}

// lane writes the container of a shape's lane before the first shape in it.
func (w *mxfile) lane(shapes []shape, at int) {
	name := shapes[at].lane
	if name == "" {
		return
	}
	if _, ok := w.lanes[name]; ok {
		return
	}
	around := shapes[at].area()
	for i := range shapes[at:] {
		if s := &shapes[at+i]; s.lane == name {
			around = around.with(s.area())
		}
	}
	l := mxlane{id: "lane-" + strconv.Itoa(len(w.lanes)+1), x: around.X, y: around.Y}
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

// shape writes a cell.
func (w *mxfile) shape(shapes []shape, number int) {
	s := &shapes[number]
	id, in := "s"+strconv.Itoa(number), mxlane{id: "1"}
	if s.lane != "" {
		in = w.lanes[s.lane]
	}
	wrapped := s.title != "" && s.rect != nil
	value := s.words("\n")
	if wrapped {
		w.open("UserObject", "id", id, "label", value, "tooltip", s.title)
		id, value = "", ""
	}
	if s.path != nil && !s.path.closed() {
		w.edge(shapes, s.path, id, in)
		return
	}
	w.open("mxCell", "id", id, "value", value, "style", s.style(), "vertex", "1", "parent", in.id)
	a := s.area()
	w.geometry(Area{a.X - in.x, a.Y - in.y, max(1, a.W), max(1, a.H)})
	w.raw("</mxCell>")
	if wrapped {
		w.raw("</UserObject>")
	}
	w.raw("\n")
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
			style = "ellipse;"
		} else {
			style = fmt.Sprintf("rounded=1;absoluteArcSize=1;arcSize=%d;", 2*r.R)
		}
		style += mxPaint(r.Paint)
	case s.rect != nil:
		style = "rounded=0;" + mxPaint(s.rect.Paint)
	case s.path != nil:
		style = "shape=mxgraph.basic.polygon;polyline=0;polyCoords=" + polygon(s.path) + ";" + mxPaint(s.path.Paint)
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

// polygon gives the corners of a path as parts of its box.
func polygon(p *Path) string {
	a := p.area()
	out := "["
	for _, line := range flatten(p.D) {
		for _, at := range line.at {
			if len(out) > 1 {
				out += ","
			}
			out += fmt.Sprintf("[%.3f,%.3f]", part(at.x, a.X, a.W), part(at.y, a.Y, a.H))
		}
	}
	return out + "]"
}

func part(at float32, from, length int) float64 {
	if length == 0 {
		return 0
	}
	return float64(at-float32(from)) / float64(length)
}

// edge writes a line with its bends, tied to the boxes it joins. A path of several lines becomes several.
func (w *mxfile) edge(shapes []shape, p *Path, id string, in mxlane) {
	point := func(at point, as string) {
		w.start("mxPoint")
		w.number("x", int(at.x+0.5)-in.x)
		w.number("y", int(at.y+0.5)-in.y)
		if as != "" {
			w.attribute("as", as)
		}
		w.raw("/>")
	}
	for n, line := range flatten(p.D) {
		own := id
		if n > 0 {
			own += "-" + strconv.Itoa(n)
		}
		source, target, ends := tie(shapes, line.at)
		w.open("mxCell", "id", own, "style", "endArrow=none;rounded=0;html=0;"+ends+mxPaint(Paint{Stroke: p.Stroke, Width: p.Width, Dash: p.Dash}), "edge", "1", "parent", in.id, "source", source, "target", target)
		w.raw(`<mxGeometry relative="1" as="geometry">`)
		point(line.at[0], "sourcePoint")
		point(line.at[len(line.at)-1], "targetPoint")
		if len(line.at) > 2 {
			w.raw(`<Array as="points">`)
			for _, at := range line.at[1 : len(line.at)-1] {
				point(at, "")
			}
			w.raw("</Array>")
		}
		w.raw("</mxGeometry></mxCell>\n")
	}
}

func (w *mxfile) geometry(a Area) {
	w.start("mxGeometry")
	w.number("x", a.X)
	w.number("y", a.Y)
	w.number("width", a.W)
	w.number("height", a.H)
	w.raw(` as="geometry"/>`)
}
