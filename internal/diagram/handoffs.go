package diagram

// handoffs draws what is passed on: an arrow from stage to stage with a diamond that says whether a standard carries it,
// and how it travels under it.
func (b *band) handoffs(y int) int {
	var list []run
	var of []Handoff
	for _, h := range b.j.Handoffs {
		first, last := h.ends()
		if !h.crosses(b.first, b.last) || last <= first {
			continue
		}
		// Neighbouring arrows meet in the middle of a stage, so a run is counted by the seams it crosses.
		list = append(list, run{ref: h.Ref, first: max(first, b.first-1), last: min(last-1, b.last-1)})
		of = append(of, h)
	}
	if len(list) == 0 {
		return y
	}
	byID := map[string]Handoff{}
	for _, h := range of {
		byID[h.ID] = h
	}
	placed, _ := pack(list, 0, len(list))
	tops := make([]int, rowsOf(placed)+1)
	for _, r := range placed {
		tops[r.row+1] = max(tops[r.row+1], 30+14*len(b.handoffWords(byID[r.ref.ID], r)))
	}
	for i := range len(tops) - 1 {
		tops[i+1] += tops[i]
	}
	height := tops[len(tops)-1]
	b.heading(y, LaneHandoff.Name(), "with or without a standard")
	b.list(LaneHandoff, func(b *band) {
		for _, r := range placed {
			b.handoff(byID[r.ref.ID], r, y+tops[r.row]+14, y, height)
		}
	})
	return y + max(height, 52) + laneGap - 4
}

// ends are the first and the last stage that the arrow of a handoff spans.
func (h Handoff) ends() (first, last int) {
	to := h.To
	if to < 0 {
		to = h.From + 1
	}
	return min(h.From, to), max(h.From, to)
}

// crosses reports whether the arrow spans any of some stages that stand side by side.
func (h Handoff) crosses(first, last int) bool {
	from, to := h.ends()
	return to >= first && from < last
}

func (b *band) handoff(h Handoff, r run, y, top, height int) {
	sound := len(h.Standards) > 0
	color := green
	if !sound {
		color = red
	}
	x1, x2 := b.middle(h.From), b.middle(h.From)+b.column/2+b.column/3
	if h.To >= 0 {
		x2 = b.middle(h.To)
	}
	carried := "without a standard"
	if sound {
		carried = "carried by " + named(h.Standards)
	}
	title := joined(", ", h.Name, "from "+b.j.Stages[h.From].Name+" to "+h.ToName, h.Transport, carried)
	x1, x2 = min(max(x1, b.x0), b.right()), min(max(x2, b.x0), b.right())
	b.into(&Group{Role: "listitem", Title: title, Link: b.nodeLink(h.ID), Chosen: h.ID == b.links.Current, Faint: !b.j.strong(h.ID)}, func(b *band) {
		way := 1
		if x2 < x1 {
			way = -1
		}
		b.rect(Area{min(x1, x2) + 6, y - 13, max(x1, x2) - min(x1, x2) - 12, 26}, 4, Paint{Fill: clear}) // can be pointed at
		b.line(x1+way*8, y, x2-way*10, y, Paint{Stroke: color, Width: 2})
		b.rect(circle(x1+way*6, y, 3), 3, Paint{Fill: color})
		b.add(path(Paint{Fill: color}, "M", x2-way*6, y, "L", x2-way*14, y-5, "L", x2-way*14, y+5, "Z"))
		x := (x1 + x2) / 2
		if h.To < 0 {
			x = min(b.left(h.From)+b.column, b.right()-16)
		}
		b.diamond(x, y, 12, sound)
		words := b.handoffWords(h, r)
		half := 0
		for _, line := range words {
			half = max(half, width(line, 12, false)/2)
		}
		b.lines(max(b.x0+half, min(x, b.right()-half)), y+26, 12, 14, words, ink, false, Middle)
		b.boxes = append(b.boxes, Box{Lane: LaneHandoff, First: r.first, Last: r.last, Name: h.Name, Area: circle(x, y, 12), Cell: Area{min(x1, x2) - 20, top, max(x1, x2) - min(x1, x2) + 40, height}})
	})
}

func named(list []Ref) string {
	var s string
	for _, n := range list {
		s = joined(", ", s, n.Name)
	}
	return s
}

// handoffWords says how a hand-off travels or, where it leaves the journey, to whom.
func (b *band) handoffWords(h Handoff, r run) []string {
	words := h.Transport
	if h.To < 0 {
		words = "to " + h.ToName
	}
	lines, _ := wrap(words, 12, false, (max(r.last-r.first, 0)+1)*b.column-10, 2)
	return lines
}
