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

// place says where the name of another journey stands: beside its line where it leaves the main line, and under its
// stage elsewhere.
func (b *band) place(e *Exit) (name string, left, w int) {
	x, room := b.middle(e.From), 2*b.column
	lines, _ := wrap(e.To.Name, 12, true, min(room-72, 180, b.right()-b.x0-40), 1)
	w = width(lines[0], 12, true) + 34
	left = x - w/2
	if b.main[e.From] {
		left = x + 26
		if b.flipped(e, left+w) {
			left = x - 26 - w
		}
	}
	return lines[0], max(b.x0, min(left, b.right()-w)), w
}

// flipped reports whether a name that would end at a point stands to the left of its line instead: there is no room at
// the right, or a name that stands left of a line that it would cover would in turn cover its line.
func (b *band) flipped(e *Exit, end int) bool {
	if end > b.right() {
		return true
	}
	for i := range b.j.Exits {
		o := &b.j.Exits[i]
		if b.has(o.From) && b.main[o.From] && o.From > e.From && b.middle(o.From) <= end {
			if _, left, _ := b.place(o); left < b.middle(o.From) {
				return true
			}
		}
	}
	return false
}

// exitTrack is the track that the name of another journey takes up.
func (b *band) exitTrack(e *Exit) track {
	_, left, w := b.place(e)
	half := func(x int) int { return 2*b.first - 1 + (x-b.x0)*2/b.column }
	return track{to: -1, exit: e, start: min(half(left-10), 2*e.From-1), end: max(half(left+w+7)+1, 2*e.From+1), flipped: left+w < b.middle(e.From)}
}

// exit draws the name of another journey and gives the line that leads to it.
func (l *metroLine) exit(k track) *Path {
	e := k.exit
	name, left, w := l.place(e)
	x, from := l.middle(e.From), l.yOf(e.From)
	paint := Paint{Stroke: grey, Width: 3, Dash: "2 5", Round: true}
	y := l.y - 4
	if !l.main[e.From] {
		y += l.depth[k.level]
	}
	if k.over > 0 {
		from = l.y + l.depth[k.over] - 4 + 12 - station // under the name over it
	}
	way := path(paint, "M", x, from+station, "V", y-12)
	if l.main[e.From] {
		y = l.y - 16 - k.level*levelAbove
		way = path(paint, "M", x, from-station, "V", y+12)
		if left > x {
			way = path(paint, "M", x, from-station, "V", y+16, "C", x, y+6, x+6, y, x+16, y, "H", left)
		} else if left+w < x {
			way = path(paint, "M", x, from-station, "V", y+16, "C", x, y+6, x-6, y, x-16, y, "H", left+w)
		}
	}
	link := ""
	if l.links.Journey != nil {
		link = l.links.Journey(e.To.ID)
	}
	title := joined(", ", "leads to the journey "+e.To.Name+" from stage "+l.number(e.From), e.Condition)
	l.into(&Group{Role: "listitem", Class: "exit", Link: link, Title: title, Faint: !l.j.strongAt(e.From, e.From)}, func(b *band) {
		a := Area{left, y - 12, w, 24}
		b.box(LaneExit, e.From, e.From, e.To.Name, a, 0, 0)
		b.boxes[len(b.boxes)-1].Cell = Area{b.x0, a.Y, b.right() - b.x0, a.H}
		b.rect(a, 12, Paint{Fill: white, Stroke: grey, Width: 2})
		b.label(left+12, y+4, 12, name, grey, true, Start)
		b.add(path(Paint{Stroke: grey, Width: 2, Round: true}, "M", left+w-15, y-4, "L", left+w-11, y, "L", left+w-15, y+4))
	})
	return way
}
