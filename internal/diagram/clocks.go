package diagram

// clocks draws the waiting times whose clock runs in this strip, from the stage that starts it to the one that stops it.
func (b *band) clocks(y int) int {
	var list []run
	byID := map[string]Clock{}
	for _, c := range b.j.Clocks {
		if !c.crosses(b.first, b.last) {
			continue
		}
		byID[c.ID] = c
		list = append(list, run{ref: Ref{c.ID, count(c.Days, "day", "days") + " · " + c.Name}, first: max(c.From, b.first), last: min(c.end(), b.last-1)})
	}
	if len(list) == 0 {
		return y
	}
	placed, _ := pack(list, 0, len(list))
	step := 31
	for _, r := range placed {
		if lines, _ := wrap(r.ref.Name, 12, true, b.area(r.first, r.last, 0, 0).W-34, 2); len(lines) > 1 {
			step = 45
		}
	}
	b.separate(y)
	y += laneGap
	height := rowsOf(placed) * step
	b.heading(y, LaneClock.Name())
	b.list(LaneClock, func(b *band) {
		for _, r := range placed {
			b.clock(r, byID[r.ref.ID], y, step, height)
		}
	})
	return y + max(height, 24) + laneGap - 6
}

// end is the last stage the clock is known to run at.
func (c Clock) end() int { return max(c.From, c.To) }

// crosses reports whether the clock runs at any of some stages that stand side by side.
func (c Clock) crosses(first, last int) bool { return c.end() >= first && c.From < last }

func (b *band) clock(r run, c Clock, y, step, height int) {
	a := b.area(r.first, r.last, y+r.row*step, 24)
	lines, _ := wrap(r.ref.Name, 12, true, a.W-34, 2)
	if len(lines) > 1 {
		a.H = 38
	}
	title := r.ref.Name + ": starts at stage " + b.j.Stages[c.From].Name
	if c.To >= 0 {
		title += ", stops at stage " + b.j.Stages[c.To].Name
	}
	b.into(&Group{Role: "listitem", Title: title, Link: b.nodeLink(c.ID), Chosen: c.ID == b.links.Current, Faint: !b.j.strongAt(c.From, c.end())}, func(b *band) {
		paint := Paint{Fill: white, Stroke: darkBlue, Width: 2}
		if c.To < 0 {
			paint.Dash = "6 3" // it stops elsewhere
		}
		b.rect(a, 12, paint)
		b.traced(c.ID, a)
		x, mid := a.X+16, a.Y+a.H/2
		b.rect(circle(x, mid, 7), 7, Paint{Stroke: darkBlue, Width: 2})
		b.add(path(Paint{Stroke: darkBlue, Width: 2, Round: true}, "M", x, mid-4, "V", mid, "L", x+3, mid+2))
		b.inside(Area{a.X + 22, a.Y, a.W - 24, a.H}, 12, lines, darkBlue, true)
	})
	b.box(LaneClock, r.first, r.last, r.ref.Name, a, y, height)
}
