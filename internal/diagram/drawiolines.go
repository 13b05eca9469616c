package diagram

import (
	"fmt"
	"strconv"
)

// mark writes a line that joins nothing as a shape, a path of several lines as several.
func (w *mxfile) mark(number int, in mxcell) {
	p := w.shapes[number].path
	for n, line := range flatten(p.D) {
		id := "s" + strconv.Itoa(number)
		if n > 0 {
			id += "-" + strconv.Itoa(n)
		}
		a := line.area()
		w.start("mxCell")
		w.attribute("id", id)
		w.attribute("value", "")
		w.attribute("style", polygon(a, []polyline{line}, true)+mxPaint(Paint{Stroke: p.Stroke, Width: p.Width, Dash: p.Dash})+"html=0;")
		w.vertex(a, in)
		w.raw("\n")
	}
}

// area is the box around a line, at least one pixel wide and high.
func (l polyline) area() Area {
	x1, y1, x2, y2 := l.at[0].x, l.at[0].y, l.at[0].x, l.at[0].y
	for _, p := range l.at {
		x1, y1, x2, y2 = min(x1, p.x), min(y1, p.y), max(x2, p.x), max(y2, p.y)
	}
	x, y := int(x1), int(y1)
	return Area{x, y, max(1, int(x2+0.99)-x), max(1, int(y2+0.99)-y)}
}

// wires writes a line as edges that are tied to what they join.
func (w *mxfile) wires(number int, in mxcell) {
	p := w.shapes[number].path
	for n, wire := range w.tied[number] {
		id := "s" + strconv.Itoa(number)
		if n > 0 {
			id += "-" + strconv.Itoa(n)
		}
		last := wire.at[len(wire.at)-1]
		w.joint(wire.from, wire.at[0], p, in)
		w.joint(wire.to, last, p, in)
		style := "endArrow=none;rounded=0;html=0;" + w.fixed("exit", wire.from, wire.at[0]) + w.fixed("entry", wire.to, last) + mxPaint(Paint{Stroke: p.Stroke, Width: p.Width, Dash: p.Dash})
		w.open("mxCell", "id", id, "style", style, "edge", "1", "parent", in.id, "source", wire.from.terminal(), "target", wire.to.terminal())
		w.raw(`<mxGeometry relative="1" as="geometry">`)
		w.point(wire.at[0], "sourcePoint", in)
		w.point(last, "targetPoint", in)
		if len(wire.at) > 2 {
			w.raw(`<Array as="points">`)
			for _, at := range wire.at[1 : len(wire.at)-1] {
				w.point(at, "", in)
			}
			w.raw("</Array>")
		}
		w.raw("</mxGeometry></mxCell>\n")
	}
}

func (w *mxfile) point(at point, as string, in mxcell) {
	w.start("mxPoint")
	w.number("x", int(at.x+0.5)-in.x)
	w.number("y", int(at.y+0.5)-in.y)
	if as != "" {
		w.attribute("as", as)
	}
	w.raw("/>")
}

// fixed says where an edge is fixed to what it is tied to.
func (w *mxfile) fixed(which string, e end, at point) string {
	if e.joint > 0 {
		return which + "X=0.5;" + which + "Y=0.5;" + which + "Perimeter=0;"
	}
	return grip(which, w.shapes[e.shape].area(), at)
}

// jointSize is how large the spot is at which a joint can be taken hold of.
const jointSize = 12

// joint writes the joint at the end of a line before the first line that is tied to it: a spot as wide as the line.
func (w *mxfile) joint(e end, at point, p *Path, in mxcell) {
	if e.joint == 0 || w.joints[e.joint] {
		return
	}
	w.joints[e.joint] = true
	fill := p.Stroke
	if p.Dash != "" {
		fill = "none"
	}
	w.start("mxCell")
	w.attribute("id", e.terminal())
	w.attribute("value", "")
	w.attribute("style", fmt.Sprintf("shape=waypoint;size=%d;fillColor=%s;strokeColor=none;resizable=0;rotatable=0;html=0;", p.Width, fill))
	w.vertex(Area{int(at.x+0.5) - jointSize/2, int(at.y+0.5) - jointSize/2, jointSize, jointSize}, in)
	w.raw("\n")
}

// polygon is the style of a shape whose corners are given as parts of its box.
func polygon(box Area, lines []polyline, open bool) string {
	style := "shape=mxgraph.basic.polygon;polyline=0;polyCoords=["
	if open {
		style = "shape=mxgraph.basic.polygon;polyline=1;polyCoords=["
	}
	between := ""
	for _, line := range lines {
		for _, at := range line.at {
			style += between + fmt.Sprintf("[%.3f,%.3f]", part(at.x, box.X, box.W), part(at.y, box.Y, box.H))
			between = ","
		}
	}
	return style + "];"
}
