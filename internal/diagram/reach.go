package diagram

import (
	"slices"
	"strconv"
)

// most is how many ways in are drawn at a stage, of each sort.
const most = 3

// reach draws how people reach each stage: digital ways filled, others outlined, and a dashed box where there is none.
func (b *band) reach(y int) int {
	y += laneGap
	b.heading(y, "How people reach it", "digital above,", "other ways below")
	y = b.ways(LaneDigital, y)
	y = max(b.ways(LaneOther, y+3), y+28)
	return y + laneGap - 2
}

func (b *band) ways(l Lane, y int) int {
	rows := 1
	for i := b.first; i < b.last; i++ {
		rows = max(rows, min(most, len(b.j.Stages[i].channels(l == LaneDigital))))
	}
	height := rows * 25
	b.list(l, func(b *band) {
		for i := b.first; i < b.last; i++ {
			b.waysAt(l, i, y, height)
		}
	})
	return y + height
}

func (b *band) waysAt(l Lane, i, y, height int) {
	s := &b.j.Stages[i]
	names := s.channels(l == LaneDigital)
	if len(names) == 0 {
		b.noWay(l, i, y, height)
		return
	}
	var said string
	for _, c := range s.Contacts {
		if c.Seen && c.Digital == (l == LaneDigital) {
			said = joined(", ", said, c.Name+" ("+c.Channel+")")
		}
	}
	if len(names) > most {
		names = append(slices.Clone(names[:most-1]), "and "+strconv.Itoa(len(names)-most+1)+" more")
	}
	b.into(&Group{Role: "listitem", Title: s.Name + ": " + said}, func(b *band) {
		for k, name := range names {
			b.into(&Group{Faint: !b.j.strongWay(s, name)}, func(b *band) { b.wayIn(l, i, k, name, y, height) })
		}
	})
}

// wayIn draws one way in: filled where it is digital, crossed out where the group of people who go along the map cannot use it.
func (b *band) wayIn(l Lane, i, k int, name string, y, height int) {
	closed := b.j.Stages[i].closedWay(name)
	room := b.column - 30
	if closed {
		room -= 12
	}
	lines, _ := wrap(name, 12, true, room, 1)
	w := max(72, width(lines[0], 12, true)+24)
	if closed {
		w = max(72, width(lines[0], 12, true)+36)
	}
	a := Area{b.middle(i) - w/2, y + 25*k, w, 21}
	b.box(l, i, i, name, a, y, height)
	if closed {
		b.rect(a, 10, closedPaint)
		half := width(lines[0], 12, false) / 2
		b.cross(b.middle(i)-half-3, a.Y+a.H/2, 3)
		b.label(b.middle(i)+7, a.Y+15, 12, lines[0], ink, false, Middle)
		return
	}
	paint, color := Paint{Fill: white, Stroke: ink, Width: 2}, ink
	if l == LaneDigital {
		paint, color = Paint{Fill: blue, Stroke: blue, Width: 2}, white
	}
	b.rect(a, 10, paint)
	b.inside(a, 12, lines, color, l == LaneDigital)
}

// closedPaint is how a contact is drawn that people cannot use.
var closedPaint = Paint{Fill: white, Stroke: red, Width: 1, Dash: "2 2"}

// noWay draws that there is no way in of a sort. No other way than a digital one shuts people out, so it is a gap.
func (b *band) noWay(l Lane, i, y, height int) {
	s := &b.j.Stages[i]
	if what := s.gap(l); what != "" {
		a := b.area(i, i, y, 22)
		b.into(&Group{Role: "listitem", Title: "Gap at " + b.stagesNamed(i, i) + ": " + what, Faint: !b.j.strong(s.ID)}, func(b *band) { b.gapBox(a, what) })
		b.box(l, i, i, what, a, y, height)
		return
	}
	if s.gap(LaneOther) != "" {
		return // said once is enough
	}
	a := Area{b.middle(i) - 48, y, 96, 21}
	b.into(&Group{Role: "listitem", Title: s.Name + ": no digital way in", Faint: !b.j.strong(s.ID)}, func(b *band) {
		b.withoutDigital(a)
		w := width(noDigital, 12, true)
		x := a.X + (a.W-w-16)/2
		b.rect(Area{x - 5, a.Y + 2, w + 26, a.H - 4}, 8, Paint{Fill: white}) // keeps the hatch from running through the words
		b.crossed(x+5, a.Y+a.H/2, 3, ink)
		b.label(x+16, a.Y+15, 12, noDigital, ink, true, Start)
	})
	b.box(l, i, i, noDigital, a, y, height)
}

// noDigital stands at a stage that people can reach, but in no digital way.
const noDigital = "no digital"

// withoutDigital draws the box of a stage with no digital way in: hatched, and dashed in ink.
func (d *drawing) withoutDigital(a Area) {
	d.rect(a, 10, Paint{Fill: noDataHatch, Stroke: ink, Width: 1, Dash: "4 3"})
}
