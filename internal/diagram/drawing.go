package diagram

// drawing collects the parts of a scene.
type drawing struct {
	items []Item
	boxes []Box
}

func (d *drawing) add(items ...Item) { d.items = append(d.items, items...) }

// group draws into a group of its own.
func (d *drawing) group(g *Group, draw func(*drawing)) {
	inner := &drawing{boxes: d.boxes}
	draw(inner)
	d.boxes = inner.boxes
	if g.Faint {
		fade(inner.items)
	}
	g.Items = append(g.Items, inner.items...)
	d.add(g)
}

// label writes one line.
func (d *drawing) label(x, y, size int, s, fill string, bold bool, anchor Anchor) {
	if s != "" {
		d.add(&Text{X: x, Y: y, Size: size, Bold: bold, Anchor: anchor, Fill: fill, S: s})
	}
}

// lines writes lines below each other, the first on y.
func (d *drawing) lines(x, y, size, step int, lines []string, fill string, bold bool, anchor Anchor) {
	for i, line := range lines {
		d.label(x, y+i*step, size, line, fill, bold, anchor)
	}
}

// inside writes lines into the middle of a box.
func (d *drawing) inside(a Area, size int, lines []string, fill string, bold bool) {
	step := size + 2
	top := a.Y + (a.H-len(lines)*step)/2
	d.lines(a.X+a.W/2, top+size-(size-8)/3, size, step, lines, fill, bold, Middle)
}

// rect draws a box.
func (d *drawing) rect(a Area, r int, p Paint) { d.add(&Rect{Area: a, R: r, Paint: p}) }

// line draws a straight line.
func (d *drawing) line(x1, y1, x2, y2 int, p Paint) { d.add(path(p, "M", x1, y1, "L", x2, y2)) }

// cross draws the mark for something that is missing, drawn because fonts lack it.
func (d *drawing) cross(x, y, r int) { d.crossed(x, y, r, red) }

// crossed draws a cross of any colour.
func (d *drawing) crossed(x, y, r int, color string) {
	d.add(path(Paint{Stroke: color, Width: 2, Round: true}, "M", x-r, y-r, "L", x+r, y+r, "M", x+r, y-r, "L", x-r, y+r))
}

// diamond draws a hand-off, ticked where a standard carries it and crossed out where none does.
func (d *drawing) diamond(x, y, r int, sound bool) {
	edge := Paint{Fill: white, Stroke: green, Width: 2}
	if !sound {
		edge = Paint{Fill: white, Stroke: red, Width: 2, Dash: "3 2"}
	}
	d.add(path(edge, "M", x, y-r, "L", x+r, y, "L", x, y+r, "L", x-r, y, "Z"))
	if !sound {
		d.cross(x, y, r/3)
		return
	}
	d.add(path(Paint{Stroke: green, Width: 2, Round: true}, "M", x-r/3-1, y, "L", x-1, y+r/3, "L", x+r/3+1, y-r/3))
}

// gapBox draws a box for something that is missing: dashed, hatched, crossed and in words.
func (d *drawing) gapBox(a Area, what string) {
	d.rect(a, 4, Paint{Fill: gapHatch, Stroke: red, Width: 2, Dash: "5 3"})
	room := a.W - 30
	lines, _ := wrap(what, 12, true, room, mostLines)
	widest := 0
	for _, l := range lines {
		widest = max(widest, width(l, 12, true))
	}
	// A white plate keeps the hatch from running through the words.
	d.rect(Area{a.X + (a.W-widest-22)/2, a.Y + 3, widest + 24, a.H - 6}, 2, Paint{Fill: white})
	d.cross(a.X+(a.W-widest)/2-8, a.Y+a.H/2, 4)
	d.inside(Area{a.X + 8, a.Y, a.W - 4, a.H}, 12, lines, red, true)
}
