package diagram

import (
	"strconv"
	"strings"
)

// rows is how many rows of bars a lane may have; what is over is counted.
func (l Lane) rows() int {
	switch l {
	case LaneBusiness, LaneService, LaneApplication:
		return 8
	case LaneOrganisation:
		return 6
	}
	return 20
}

// mostLines is how many lines of words a bar may have.
const mostLines = 3

// barLine is the height of a line of words in a bar, barPadding what stands around them.
const (
	barLine    = 14
	barPadding = 10
)

// barHeight and barGap make the bars of standards slim: there are many of them.
func (l Lane) barHeight() int {
	if l == LaneStandard {
		return 22
	}
	return 26
}

func (l Lane) barGap() int {
	if l == LaneStandard {
		return 3
	}
	return 5
}

func (l Lane) pick(s *Stage) []Ref {
	switch l {
	case LaneBusiness:
		return s.Supporting
	case LaneService:
		return s.Services
	case LaneOrganisation:
		return s.Organisations
	case LaneApplication:
		return s.Applications
	}
	return s.Standards
}

// laneBars are the bars of a lane in a strip, and at which stages how many more there are.
func (b *band) laneBars(l Lane) (bars []run, left map[int]int) {
	missing := runs(b.j.Stages, b.first, b.last, func(s *Stage) (list []Ref) {
		for _, g := range s.Gaps {
			if g.Lane == l {
				list = append(list, Ref{ID: "gap: " + g.Words, Name: g.Words})
			}
		}
		return list
	})
	for i := range missing {
		missing[i].gap = true
	}
	if l == LaneStandard {
		return b.standardBars()
	}
	if l != LaneBusiness {
		return pack(append(missing, runs(b.j.Stages, b.first, b.last, l.pick)...), 0, l.rows())
	}
	main := runs(b.j.Stages, b.first, b.last, func(s *Stage) []Ref { return s.Main })
	for i := range main {
		main[i].main = true
	}
	bars, left = pack(append(missing, main...), 0, 5)
	supporting, more := pack(runs(b.j.Stages, b.first, b.last, l.pick), rowsOf(bars), l.rows())
	for i, n := range more {
		left[i] += n
	}
	return append(bars, supporting...), left
}

// standardBars keeps all rows slim: a bar whose words need several lines stands over several rows. A bar with too little
// room for a name that stands on another bar has only the code of the standard.
func (b *band) standardBars() (bars []run, left map[int]int) {
	fits := func(r run) bool {
		_, cut := wrap(r.words(), 12, false, b.textRoom(r), 1)
		return !cut
	}
	all := runs(b.j.Stages, b.first, b.last, LaneStandard.pick)
	named := map[string]bool{}
	for _, r := range all {
		named[r.ref.ID] = named[r.ref.ID] || fits(r)
	}
	slim := LaneStandard.barHeight() + LaneStandard.barGap()
	for i := range all {
		r := &all[i]
		if code, _, ok := strings.Cut(r.ref.Name, " "); ok && !fits(*r) && named[r.ref.ID] && strings.ContainsAny(code, "0123456789") {
			r.said = code
		}
		if lines, _ := wrap(r.words(), 12, false, b.textRoom(*r), mostLines); len(lines) > 1 {
			r.tall = (4 + barLine*len(lines) + LaneStandard.barGap() + slim - 1) / slim
		}
	}
	return pack(all, 0, LaneStandard.rows())
}

// bars draws a lane of bars that span equal neighbours.
func (b *band) bars(l Lane, y int) int {
	bars, left := b.laneBars(l)
	y += laneGap
	top := y
	heights := make([]int, rowsOf(bars))
	for i := range heights {
		heights[i] = l.barHeight()
	}
	for _, r := range bars {
		lines, _ := wrap(r.words(), 12, r.main || r.gap, b.textRoom(r), mostLines)
		if r.tall == 0 {
			heights[r.row] = max(heights[r.row], barPadding+barLine*len(lines))
		}
	}
	tops := make([]int, len(heights)+1)
	tops[0] = y
	for i, h := range heights {
		tops[i+1] = tops[i] + h + l.barGap()
	}
	from := len(b.boxes)
	b.list(l, func(b *band) {
		for _, r := range bars {
			b.bar(l, r, b.area(r.first, r.last, tops[r.row], tops[r.row+r.rows()]-l.barGap()-tops[r.row]))
		}
		b.more(left, tops[len(heights)])
	})
	y = tops[len(heights)]
	if len(left) > 0 {
		y += 24
	}
	y = max(y, top+b.laneHeading(l, top))
	for i := from; i < len(b.boxes); i++ {
		b.boxes[i].Cell.Y, b.boxes[i].Cell.H = top, y-top
	}
	return y + laneGap - 5
}

// laneHeading writes the label of a lane of bars and gives how much height it needs.
func (b *band) laneHeading(l Lane, y int) int {
	switch l {
	case LaneBusiness:
		b.heading(y, l.Name(), "filled: main", "outlined: supporting")
		return 72
	case LaneService, LaneOrganisation, LaneApplication:
		note := "kinds of " + map[Lane]string{LaneService: "service", LaneOrganisation: "organisation", LaneApplication: "application"}[l]
		if b.j.Area != nil {
			note = "in " + b.j.Area.Name
		}
		b.heading(y, l.Name(), note)
		return 52
	}
	b.heading(y, l.Name(), "that apply")
	return 36
}

func (b *band) textRoom(r run) int {
	room := (r.last-r.first+1)*b.column - 6 - 12
	if r.gap {
		room -= 18
	}
	return room
}

func (b *band) bar(l Lane, r run, a Area) {
	title := r.ref.Name + ": " + b.stagesNamed(r.first, r.last)
	if r.gap {
		title = "Gap at " + b.stagesNamed(r.first, r.last) + ": " + r.ref.Name
	}
	g := &Group{Role: "listitem", Class: "bar", Title: title, Faint: !b.j.strongRun(r)}
	if !r.gap {
		g.Link, g.Chosen = b.nodeLink(r.ref.ID), r.ref.ID == b.links.Current
	}
	b.into(g, func(b *band) {
		if r.gap {
			b.gapBox(a, r.ref.Name)
			return
		}
		paint, color, bold := b.look(l, r)
		b.rect(a, 4, paint)
		b.traced(r.ref.ID, a)
		lines, _ := wrap(r.words(), 12, bold, b.textRoom(r), mostLines)
		b.inside(a, 12, lines, color, bold)
	})
	b.box(l, r.first, r.last, r.ref.Name, a, 0, 0)
}

// look is how a bar of a lane is drawn.
func (b *band) look(l Lane, r run) (paint Paint, color string, bold bool) {
	switch l {
	case LaneBusiness:
		if r.main {
			return Paint{Fill: blue, Stroke: blue, Width: 2}, white, true
		}
		return Paint{Fill: white, Stroke: blue, Width: 2}, darkBlue, false
	case LaneService:
		return Paint{Fill: sky, Stroke: skyEdge, Width: 1}, ink, false
	case LaneOrganisation:
		t := tints[b.tints[r.ref.ID]]
		return Paint{Fill: t.fill, Stroke: t.edge, Width: 1}, ink, false
	case LaneApplication:
		return Paint{Fill: pale, Stroke: ash, Width: 1}, ink, false
	}
	return Paint{Fill: white, Stroke: ash, Width: 1}, ink, false
}

// more says at each stage how many bars found no place; the steps of the journey have them all.
func (b *band) more(left map[int]int, y int) {
	for i := b.first; i < b.last; i++ {
		if left[i] > 0 {
			b.into(&Group{Role: "listitem", Class: "more", Link: b.stageLink(i)}, func(b *band) {
				b.rect(Area{b.middle(i) - 40, y - 2, 80, 24}, 4, Paint{Fill: clear})
				b.label(b.middle(i), y+14, 12, "and "+strconv.Itoa(left[i])+" more", grey, false, Middle)
			})
		}
	}
}
