package diagram

// exits draws the ways into other journeys: first all lines, then the names, so that no line runs over a name.
func (l *metroLine) exits(list []track) {
	lines := &Group{Hidden: true}
	l.add(lines)
	for _, k := range list {
		if k.exit != nil {
			lines.Items = append(lines.Items, l.exit(k))
		}
	}
}

// exit draws the name of another journey and gives the line that leads to it.
func (l *metroLine) exit(k track) *Path {
	e := k.exit
	room := l.column * 3 / 2
	if !l.main[e.From] {
		room = 2 * l.column
	}
	name, _ := wrap(e.To.Name, 12, true, min(room-72, 180, l.right()-l.x0-40), 1)
	w := width(name[0], 12, true) + 34
	x, from := l.middle(e.From), l.yOf(e.From)
	paint := Paint{Stroke: grey, Width: 3, Dash: "2 5", Round: true}
	var y, left int
	var way *Path
	if l.main[e.From] {
		y = l.y - 16 - k.level*levelAbove
		left = x + 26
		way = path(paint, "M", x, from-station, "V", y+16, "C", x, y+6, x+6, y, x+16, y, "H", left)
		if left+w > l.right() {
			left = max(l.x0, min(l.right()-w, x-12))
			way = path(paint, "M", x, from-station, "V", y+12)
		}
	} else {
		y = l.y + k.level*levelBelow - 4
		left = max(l.x0, min(x-w/2, l.right()-w))
		way = path(paint, "M", x, from+station, "V", y-12)
	}
	link := ""
	if l.links.Journey != nil {
		link = l.links.Journey(e.To.ID)
	}
	title := joined(", ", "leads to the journey "+e.To.Name+" from stage "+l.number(e.From), e.Condition)
	l.into(&Group{Role: "listitem", Class: "exit", Link: link, Title: title}, func(b *band) {
		a := Area{left, y - 12, w, 24}
		b.box(LaneExit, e.From, e.From, e.To.Name, a, 0, 0)
		b.boxes[len(b.boxes)-1].Cell = Area{b.x0, a.Y, b.right() - b.x0, a.H}
		b.rect(a, 12, Paint{Fill: white, Stroke: grey, Width: 2})
		b.label(left+12, y+4, 12, name[0], grey, true, Start)
		b.add(path(Paint{Stroke: grey, Width: 2, Round: true}, "M", left+w-15, y-4, "L", left+w-11, y, "L", left+w-15, y+4))
	})
	return way
}
