package diagram

import (
	"slices"
	"strconv"
)

// feelings draws how the stages feel: a curve along the main way through the mean over groups of people, and at each
// stage how far the groups lie apart.
func (b *band) feelings(y int) int {
	const height, swing = 132, 50
	known := func(i int) bool { return len(b.j.Stages[i].Feelings) > 0 }
	if !slices.ContainsFunc(b.j.Stages, func(s Stage) bool { return len(s.Feelings) > 0 }) {
		return y
	}
	mid := y + height/2
	b.heading(y+laneGap, LaneFeeling.Name(), "mean and spread; the line follows the main way")
	b.into(&Group{Hidden: true}, func(b *band) {
		b.label(b.x0-10, mid-swing+6, 12, "good", grey, false, End)
		b.label(b.x0-10, mid+swing+4, 12, "hard", grey, false, End)
		b.line(b.x0, mid, b.right(), mid, Paint{Stroke: rule, Width: 1, Dash: "3 4"})
		b.line(b.x0-4, mid-swing, b.x0-4, mid+swing, Paint{Stroke: ash, Width: 1})
		var d []any
		before := -1
		for i := b.first; i < b.last; i++ {
			if !known(i) || !b.main[i] {
				continue // other stages are not between their neighbours
			}
			x, at := b.middle(i), mid-mean(b.j.Stages[i].Feelings, swing/2)
			if before < 0 {
				d = append(d, "M", x, at)
			} else {
				from := mid - mean(b.j.Stages[before].Feelings, swing/2)
				half := (b.middle(before) + x) / 2
				d = append(d, "C", half, from, half, at, x, at)
			}
			before = i
		}
		if len(d) > 0 {
			b.add(path(Paint{Stroke: purple, Width: 3, Round: true}, d...))
		}
	})
	b.list(LaneFeeling, func(b *band) {
		for i := b.first; i < b.last; i++ {
			if known(i) {
				b.feeling(i, mid, swing/2)
			}
		}
	})
	for i := b.first; i < b.last; i++ {
		if known(i) {
			b.box(LaneFeeling, i, i, b.j.Stages[i].Name, Area{b.middle(i) - 6, mid - swing - 3, 12, 2*swing + 6}, y, height)
		}
	}
	return y + height
}

func (b *band) feeling(i, mid, unit int) {
	s := &b.j.Stages[i]
	low, high, said := 2, -2, ""
	for _, f := range s.Feelings {
		low, high = min(low, f.Emotion), max(high, f.Emotion)
		said = joined("; ", said, f.Group.Name+": "+Feels(f.Emotion))
	}
	x, at := b.middle(i), mid-mean(s.Feelings, unit)
	b.into(&Group{Role: "listitem", Faint: !b.j.strong(s.ID), Title: s.Name + ": " + said}, func(b *band) {
		if low < high {
			edge := Paint{Stroke: purple, Width: 1, Round: true}
			b.add(path(edge, "M", x, mid-high*unit, "V", mid-low*unit, "M", x-4, mid-high*unit, "H", x+4, "M", x-4, mid-low*unit, "H", x+4))
		}
		if b.main[i] {
			b.rect(circle(x, at, 5), 5, Paint{Fill: purple, Stroke: white, Width: 2})
		} else {
			b.rect(circle(x, at, 4), 4, Paint{Fill: white, Stroke: purple, Width: 2})
		}
	})
}

// mean is the mean emotion in pixels, rounded.
func mean(list []Feeling, unit int) int {
	sum := 0
	for _, f := range list {
		sum += f.Emotion * unit
	}
	if sum < 0 {
		return -((-2*sum/len(list) + 1) / 2)
	}
	return (2*sum/len(list) + 1) / 2
}

// insights writes what research found at each stage: a pain point where there is one.
func (b *band) insights(y int) int {
	if !slices.ContainsFunc(b.j.Stages[b.first:b.last], func(s Stage) bool { return len(s.Insights) > 0 }) {
		return y
	}
	y += 2
	height := 20
	shown := map[int][]string{}
	for i := b.first; i < b.last; i++ {
		if in := telling(b.j.Stages[i].Insights); in != nil {
			shown[i], _ = wrap(in.Name, 12, false, b.column-14, 3)
			height = max(height, 15*(len(shown[i])+min(1, len(b.j.Stages[i].Insights)-1))+22)
		}
	}
	b.heading(y, LaneInsight.Name(), "filled: a pain point")
	height = max(height, 52)
	b.list(LaneInsight, func(b *band) {
		for i := b.first; i < b.last; i++ {
			if shown[i] != nil {
				b.insight(i, y, height, shown[i])
			}
		}
	})
	b.into(&Group{Hidden: true}, func(b *band) {
		for i := b.first; i < b.last; i++ {
			if more := len(b.j.Stages[i].Insights) - 1; more > 0 {
				b.lines(b.middle(i), y+23+15*len(shown[i]), 12, 15, []string{andMore(more)}, grey, false, Middle)
			}
		}
	})
	return y + height
}

func (b *band) insight(i, y, height int, lines []string) {
	in := telling(b.j.Stages[i].Insights)
	x := b.middle(i)
	said := Words(in.Kind) + ": " + in.Name
	if more := len(b.j.Stages[i].Insights) - 1; more > 0 {
		said += ", " + andMore(more)
	}
	b.into(&Group{Role: "listitem", Title: said, Link: b.nodeLink(in.ID), Chosen: in.ID == b.links.Current, Faint: !b.j.strongAt(i, i)}, func(b *band) {
		box := Area{b.left(i) + 6, y, b.column - 12, 15*len(lines) + 14}
		b.rect(box, 4, Paint{Fill: clear}) // can be pointed at
		b.traced(in.ID, box)
		if in.Kind == "PAIN_POINT" {
			b.add(path(Paint{Fill: purple}, "M", x-5, y+2, "L", x+5, y+2, "L", x, y+9, "Z"))
		} else {
			b.add(path(Paint{Fill: white, Stroke: purple, Width: 2}, "M", x-5, y+9, "L", x+5, y+9, "L", x, y+2, "Z"))
		}
		b.lines(x, y+23, 12, 15, lines, ink, false, Middle)
	})
	b.box(LaneInsight, i, i, in.Name, Area{b.left(i) + 6, y, b.column - 12, 15*len(lines) + 14}, y, height)
}

// andMore says that more was found than is shown. The steps and the page of the stage have all.
func andMore(n int) string { return "and " + strconv.Itoa(n) + " more" }

// telling gives the insight that is shown: the first pain point, or the first of all.
func telling(list []Insight) *Insight {
	for i := range list {
		if list[i].Kind == "PAIN_POINT" {
			return &list[i]
		}
	}
	if len(list) > 0 {
		return &list[0]
	}
	return nil
}
