package diagram

import "strconv"

// entry is a line of the key: a mark, what it means and how many there are.
type entry struct {
	words string
	count int // below 0 where it is not counted
	mark  func(d *drawing, x, y int)
}

// key draws the key. It counts, so it is a summary too; what does not occur is left out.
func (d *drawing) key(entries []entry, y, right int) int {
	y += 30
	d.group(&Group{Role: "list", Label: "Key"}, func(d *drawing) {
		d.label(margin, y+5, 14, "Key", ink, true, Start)
		x := margin + labelWidth
		for _, e := range entries {
			if e.count == 0 {
				continue
			}
			words := e.words
			if e.count > 0 {
				words += " (" + strconv.Itoa(e.count) + ")"
			}
			w := 34 + width(words, 13, false) + 26
			if x+w > right && x > margin+labelWidth {
				x, y = margin+labelWidth, y+30
			}
			d.group(&Group{Role: "listitem"}, func(d *drawing) {
				e.mark(d, x, y)
				d.label(x+34, y+5, 13, words, ink, false, Start)
			})
			x += w
		}
	})
	return y + 16
}

// entries are the lines of the key of a map. What shows a part of the lanes has only theirs.
func entries(c Counts, show extent) []entry {
	if show != whole && show != works {
		c.Main, c.Supporting, c.Handoffs, c.HandoffsWithout = 0, 0, 0, 0
	}
	if show == overview {
		c.Clocks = 0
	}
	if !show.person() {
		c.WaysBack, c.Exits, c.Clocks, c.WithoutDigital = 0, 0, 0, 0
	}
	box := func(p Paint) func(d *drawing, x, y int) {
		return func(d *drawing, x, y int) { d.rect(Area{x, y - 8, 26, 17}, 4, p) }
	}
	pill := func(p Paint) func(d *drawing, x, y int) {
		return func(d *drawing, x, y int) { d.rect(Area{x, y - 8, 26, 17}, 8, p) }
	}
	return []entry{
		{"main business capability", c.Main, box(Paint{Fill: blue, Stroke: blue, Width: 2})},
		{"supporting", c.Supporting, box(Paint{Fill: white, Stroke: blue, Width: 2})},
		{"gap", c.Gaps, func(d *drawing, x, y int) {
			d.rect(Area{x, y - 8, 26, 17}, 4, Paint{Fill: gapHatch, Stroke: red, Width: 2, Dash: "5 3"})
			d.cross(x+13, y, 4)
		}},
		{"hand-off with a standard", c.Handoffs - c.HandoffsWithout, func(d *drawing, x, y int) { d.diamond(x+13, y, 11, true) }},
		{"without", c.HandoffsWithout, func(d *drawing, x, y int) { d.diamond(x+13, y, 11, false) }},
		{"phase that only some people come to", c.Aside, func(d *drawing, x, y int) {
			d.rect(Area{x, y - 8, 26, 17}, 3, Paint{Fill: white, Stroke: grey, Width: 2, Dash: "6 3"})
		}},
		{"way back", c.WaysBack, func(d *drawing, x, y int) {
			d.line(x, y, x+26, y, Paint{Stroke: blue, Width: 3, Dash: "1 6", Round: true})
		}},
		{"leads to another journey", c.Exits, func(d *drawing, x, y int) {
			d.line(x, y, x+26, y, Paint{Stroke: grey, Width: 3, Dash: "2 5", Round: true})
		}},
		{"a clock runs", c.Clocks, pill(Paint{Fill: white, Stroke: darkBlue, Width: 2})},
		{"stage with no digital way in", c.WithoutDigital, func(d *drawing, x, y int) { d.withoutDigital(Area{x, y - 8, 26, 17}) }},
	}
}
