package diagram

import (
	"strconv"
	"strings"
)

func capitalised(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// stagesNamed says which stages something spans.
func (b *band) stagesNamed(first, last int) string {
	if first == last {
		return "stage " + strconv.Itoa(first+1)
	}
	return "stages " + strconv.Itoa(first+1) + " to " + strconv.Itoa(last+1)
}

// stageLink leads to a stage.
func (b *band) stageLink(i int) string {
	if b.links.Stage == nil {
		return ""
	}
	return b.links.Stage(i + 1)
}

// nodeLink leads to anything else than a stage or a journey.
func (b *band) nodeLink(id string) string {
	if b.links.Node == nil {
		return ""
	}
	return b.links.Node(id)
}

// closedMark says that a stage is closed to the group of people who go along the map.
func (d *drawing) closedMark(x, y int) {
	const words = "closed to them"
	w := width(words, 12, true) + 30
	d.rect(Area{x - w/2, y, w, 18}, 3, Paint{Fill: white, Stroke: red, Width: 2, Dash: "3 2"})
	d.cross(x-w/2+11, y+9, 3)
	d.label(x-w/2+21, y+13, 12, words, red, true, Start)
}

// traced draws an edge around what is traced.
func (b *band) traced(id string, a Area) {
	if b.j.Traced != nil && b.j.Traced.ID == id {
		b.rect(a, 4, Paint{Stroke: ink, Width: 4})
	}
}

// names writes what each stage is called, when it happens, what it is for and how much is missing there.
func (b *band) names(y int) int {
	room := b.column - 12
	nameLines, timeLines, anyGap, anyClosed := 1, 0, false, false
	for i := b.first; i < b.last; i++ {
		s := &b.j.Stages[i]
		name, _ := wrap(s.Name, 15, true, room, 3)
		nameLines = max(nameLines, len(name))
		if s.Timing != "" {
			timing, _ := wrap(s.Timing, 12, false, room, 3)
			timeLines = max(timeLines, len(timing))
		}
		anyGap, anyClosed = anyGap || len(s.Gaps) > 0, anyClosed || b.j.closed(s)
	}
	height := 18*nameLines + 15*timeLines + 30
	if anyGap {
		height += 20
	}
	if anyClosed {
		height += 22
	}
	b.list(LaneStage, func(b *band) {
		for i := b.first; i < b.last; i++ {
			b.name(i, y, 18*nameLines, 15*timeLines, height)
		}
	})
	return y + height + laneGap
}

func (b *band) name(i, y, nameHeight, timeHeight, height int) {
	s := &b.j.Stages[i]
	room, x := b.column-12, b.middle(i)
	title := joined(". ", strconv.Itoa(s.Number)+" "+s.Name, s.Description)
	b.into(&Group{Role: "listitem", Class: "stage", Link: b.stageLink(i), Chosen: s.ID == b.links.Current, Title: title, Faint: !b.j.strong(s.ID)}, func(b *band) {
		box := Area{b.left(i) + 2, y - 1, b.column - 4, height}
		b.rect(box, 4, Paint{Fill: clear})
		b.traced(s.ID, box)
		name, _ := wrap(s.Name, 15, true, room, 3)
		at := y + nameHeight
		b.lines(x, at+14-18*len(name), 15, 18, name, ink, true, Middle) // short names stand low, over their time
		if s.Timing != "" {
			timing, _ := wrap(s.Timing, 12, false, room, 3)
			b.lines(x, at+12, 12, 15, timing, grey, false, Middle)
		}
		at += timeHeight + 6
		kind, _ := wrap(s.Type, 12, false, room-14, 1)
		w := width(kind[0], 12, false) + 20
		b.rect(Area{x - w/2, at, w, 20}, 10, Paint{Fill: pale, Stroke: ash, Width: 1})
		b.label(x, at+14, 12, kind[0], ink, false, Middle)
		if n := len(s.Gaps); n > 0 {
			words := count(n, "gap", "gaps")
			w := width(words, 12, true) + 14
			b.cross(x-w/2+4, at+32, 4)
			b.label(x-w/2+14, at+36, 12, words, red, true, Start)
			at += 20
		}
		if b.j.closed(s) {
			b.closedMark(x, at+24)
		}
	})
	b.box(LaneStage, i, i, s.Name, Area{b.left(i) + 2, y - 1, b.column - 4, height}, y-1, height)
}
