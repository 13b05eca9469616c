package diagram

import (
	"cmp"
	"slices"
	"strconv"
)

// Sizes of a flow.
const (
	flowHeight  = 130 // of the most people
	barWidth    = 14
	thinnest    = 2 // ribbon
	flowStages  = 20
	levelGap    = 40 // room for figures between tracks
	flowColumn  = 104
	thickReturn = 24 // most of a way back, so that it can turn
	returnWords = 22 // room for words over a way back
)

// flowDrawing draws the stages of a strip as bars and the ways as ribbons between them. It lies on the same tracks as the
// line of the map.
type flowDrawing struct {
	*band
	tracks
	f       *Flow
	most    float64 // people who are drawn as flowHeight
	y       int     // of the top of the bars on the main line
	tops    []int   // of the levels below, by level
	heights []int   // of the bars, by stage
	in, out [][]int // ways by stage, from top to bottom
	few     []bool  // ways that are gathered in one band, see few
	figures []figure
}

// figure is how many people take a way, over the way or, where something else is drawn there, below it.
type figure struct {
	x, over, below int
	people         string
}

func (f *Flow) draw(links Links) *Scene { return f.scene(links, even(len(f.Stages), flowStages)) }

func (f *Flow) sheets(links Links) []*Scene {
	var list []*Scene
	for _, strip := range even(len(f.Stages), sheetStages) {
		list = append(list, f.scene(links, [][2]int{strip}))
	}
	return list
}

// journey is the flow as a journey of stages and ways, to find its main line and its tracks.
func (f *Flow) journey() *Journey {
	j := &Journey{Ref: f.Ref}
	for _, s := range f.Stages {
		j.Stages = append(j.Stages, Stage{Ref: s.Ref, Number: s.Number, Phase: s.Phase})
	}
	for _, w := range f.Ways {
		j.Ways = append(j.Ways, w.Way)
	}
	return j
}

func (f *Flow) scene(links Links, strips [][2]int) *Scene {
	longest := 1
	for _, c := range strips {
		longest = max(longest, c[1]-c[0])
	}
	column := min(widestStage, max(flowColumn, bandWidth/longest))
	d := &drawing{}
	right := margin + 30 + max(longest*column, 6*narrowStage)
	y := margin - 8
	if !links.Bare {
		y = d.title(heading{f.Name, "How many people go which way. " + f.Summary(), "", f.About().Status}, right)
	}
	j := f.journey()
	main := mainLine(j)
	few := f.few(main)
	j.Ways = without(j.Ways, few)
	for i, c := range strips {
		if i > 0 {
			y += bandGap
		}
		b := &band{drawing: d, j: j, first: c[0], last: c[1], x0: margin + 30, column: column, links: links, main: main}
		y = newFlowDrawing(b, f, few).draw(y)
	}
	y = d.key(f.entries(), y, right)
	return d.scene(f.Name, joined(" ", "How many people go which way.", f.Summary(), f.About().Status+"."), right, y)
}

func (f *Flow) entries() []entry {
	on, other, back, unknown, ends := 0, 0, 0, 0, 0
	few := f.few(mainLine(f.journey()))
	for k, w := range f.Ways {
		switch {
		case few[k]:
			other++
		case !w.Back:
			on++
		case w.Share < 0:
			unknown++
		default:
			back++
		}
	}
	for _, s := range f.Stages {
		if s.Ends > f.Start/1e6 {
			ends++
		}
	}
	return []entry{
		{"stage", len(f.Stages), func(d *drawing, x, y int) { d.rect(Area{x + 6, y - 9, barWidth, 18}, 2, Paint{Fill: darkBlue}) }},
		{"way on, as thick as many take it", on, func(d *drawing, x, y int) {
			d.rect(Area{x, y - 6, 28, 12}, 0, Paint{Fill: ribbonOn, Stroke: blue, Width: 1})
		}},
		{otherWays, other, func(d *drawing, x, y int) {
			d.rect(Area{x, y - 2, 28, 4}, 0, Paint{Fill: ribbonAside, Stroke: grey, Width: 1})
		}},
		{"way back, drawn no thicker than this", back, func(d *drawing, x, y int) { d.line(x, y, x+28, y, Paint{Stroke: purple, Width: thickReturn}) }},
		{"way back, not known how many take it", unknown, func(d *drawing, x, y int) {
			d.line(x, y, x+26, y, Paint{Stroke: purple, Width: 2, Dash: "1 6", Round: true})
		}},
		{"end here or leave for another journey", ends, func(d *drawing, x, y int) {
			d.rect(Area{x, y - 6, 16, 12}, 0, Paint{Fill: ash})
			d.rect(Area{x + 18, y - 8, 3, 16}, 0, Paint{Fill: grey})
		}},
	}
}

// newFlowDrawing works out how high every bar is and in which order ways leave and reach it.
func newFlowDrawing(b *band, f *Flow, few []bool) *flowDrawing {
	d := &flowDrawing{band: b, tracks: b.layTracks(), f: f, few: few, most: 1}
	for i := range f.Stages {
		d.most = max(d.most, f.told(f.Stages[i].Comes))
	}
	d.in, d.out = make([][]int, len(f.Stages)), make([][]int, len(f.Stages))
	for k, w := range f.Ways {
		d.out[w.From] = append(d.out[w.From], k)
		d.in[w.To] = append(d.in[w.To], k)
	}
	for i := range f.Stages {
		slices.SortStableFunc(d.out[i], func(a, b int) int { return cmp.Compare(d.depth(a), d.depth(b)) })
		slices.SortStableFunc(d.in[i], func(a, b int) int {
			if depth := d.depth(a); depth != d.depth(b) || depth >= 0 {
				return cmp.Or(cmp.Compare(depth, d.depth(b)), cmp.Compare(f.Ways[b].From, f.Ways[a].From))
			}
			return cmp.Compare(f.Ways[a].From, f.Ways[b].From) // short ways back lie inside long ones
		})
		in, out := d.thick(f.Stages[i].Starts), d.thick(f.Stages[i].Ends)
		for _, k := range d.in[i] {
			in += d.thickness(k)
		}
		for _, k := range d.out[i] {
			out += d.thickness(k)
		}
		d.heights = append(d.heights, max(6, in, out))
	}
	return d
}

// depth is on which level a way runs: 0 on the main line, above it where it leads back.
func (d *flowDrawing) depth(k int) int {
	w := d.f.Ways[k]
	switch {
	case w.Back:
		return -1
	case d.few[k]:
		return d.levels + 1
	case straight(w.Way, d.main):
		return 0
	}
	for _, t := range d.tracks.below {
		if t.to == w.To {
			return t.level
		}
	}
	return 1
}

// thick is how thick so many people are drawn: nobody is nothing, anybody at least the thinnest ribbon.
func (d *flowDrawing) thick(people float64) int {
	people = d.f.told(people)
	if people < d.f.Start/1e6 {
		return 0
	}
	return max(thinnest, int(people/d.most*flowHeight+0.5))
}

func (d *flowDrawing) thickness(k int) int {
	t := d.thick(d.f.Ways[k].People)
	if d.f.Ways[k].Back {
		return max(thinnest, min(t, thickReturn))
	}
	return t
}

// draw draws the strip from y on and gives where it ends.
func (d *flowDrawing) draw(y int) int {
	returns := d.returnRows(y + 16)
	bottom := d.y
	for i := d.first; i < d.last; i++ {
		if d.main[i] {
			bottom = max(bottom, d.y+d.heights[i])
		}
	}
	d.tops = make([]int, d.levels+2)
	for level := 1; level <= d.levels; level++ {
		d.tops[level] = bottom + levelGap
		bottom = d.tops[level]
		for _, t := range d.tracks.below {
			if t.level != level {
				continue
			}
			thick := 0
			for _, w := range t.ways {
				thick += d.thick(d.wayPeople(w))
			}
			bottom = max(bottom, d.tops[level]+thick)
			if d.has(t.to) && !d.main[t.to] {
				bottom = max(bottom, d.tops[level]+d.heights[t.to])
			}
		}
	}
	bottom = d.otherBand(bottom)
	for i := d.first; i < d.last; i++ {
		d.line(d.middle(i), d.top(i)+d.heights[i]+2, d.middle(i), bottom+14, Paint{Stroke: rule, Width: 1})
	}
	labels := &drawing{}
	d.into(&Group{Hidden: true}, func(b *band) {
		inner := *d
		inner.band = b
		inner.ribbons()
		inner.otherWords(labels)
		inner.returns(returns, labels)
		inner.ends()
		for _, n := range inner.figures {
			if !inner.try(n.x, n.over, 0, []string{n.people}, ink, true, Start) {
				inner.try(n.x, n.below, 0, []string{n.people}, ink, true, Start)
			}
		}
	})
	bars := bottom + 14
	end := d.stages(bars)
	d.add(labels.items...)
	return end
}

// returnRows gives every way back a row of its own above the bars, the middle of which it tells, and moves the bars under
// them. The shortest lie nearest to the bars.
func (d *flowDrawing) returnRows(y int) map[int]int {
	middles := map[int]int{}
	for level := d.levelsAbove; level >= 1; level-- {
		height := 0
		for _, t := range d.above {
			if t.level != level {
				continue
			}
			at := y
			for k := len(d.f.Ways) - 1; k >= 0; k-- {
				if w := d.f.Ways[k]; w.Back && w.To == t.to {
					thick := max(6, d.thickness(k))
					middles[k] = at + returnWords + thick/2
					at += returnWords + thick
				}
			}
			height = max(height, at-y)
		}
		y += height
	}
	d.y = y + 26
	return middles
}

func (d *flowDrawing) wayPeople(w Way) float64 {
	for _, o := range d.f.Ways {
		if o.Way == w {
			return o.People
		}
	}
	return 0
}

// top is the upper edge of a bar.
func (d *flowDrawing) top(i int) int {
	if d.main[i] {
		return d.y
	}
	return d.tops[d.level[i]]
}

// leaves and reaches give the upper edge of a way at the bar it leaves and at the bar it reaches.
func (d *flowDrawing) leaves(k int) int {
	i := d.f.Ways[k].From
	y := d.top(i)
	for _, o := range d.out[i] {
		if o == k {
			return y + d.endsAbove(i, k)
		}
		y += d.thickness(o)
	}
	return y
}

// endsAbove makes room for those who end at a stage: under its ways back and over its ways on.
func (d *flowDrawing) endsAbove(i, k int) int {
	if d.f.Ways[k].Back {
		return 0
	}
	return d.thick(d.f.Stages[i].Ends)
}

func (d *flowDrawing) reaches(k int) int {
	i := d.f.Ways[k].To
	y := d.top(i)
	for _, o := range d.in[i] {
		if o == k {
			return y
		}
		y += d.thickness(o)
	}
	return y
}

// ribbons draws the ways on.
func (d *flowDrawing) ribbons() {
	for k, w := range d.f.Ways {
		if w.Back || max(w.From, w.To) < d.first || min(w.From, w.To) >= d.last {
			continue
		}
		t := d.thickness(k)
		if t == 0 {
			continue
		}
		x1, y1, x2, y2 := d.x0-20, 0, d.right()+10, 0
		if d.has(w.From) {
			x1, y1 = d.middle(w.From)+barWidth/2, d.leaves(k)
		}
		if d.has(w.To) {
			x2, y2 = d.middle(w.To)-barWidth/2, d.reaches(k)
		}
		if depth := d.depth(k); depth > 0 {
			d.aside(k, depth, t, x1, y1, x2, y2)
			continue
		}
		if !d.has(w.From) {
			y1 = y2
		}
		if !d.has(w.To) {
			y2 = y1
		}
		d.ribbon(x1, y1, x2, y2, t)
	}
}

// ribbon draws a way from one place to another.
func (d *flowDrawing) ribbon(x1, y1, x2, y2, t int) {
	m := (x1 + x2) / 2
	d.add(path(Paint{Fill: ribbonOn, Stroke: blue, Width: 1},
		"M", x1, y1, "C", m, y1, m, y2, x2, y2, "V", y2+t, "C", m, y2+t, m, y1+t, x1, y1+t, "Z"))
}

// aside draws a way that leaves the main line for a track below it.
func (d *flowDrawing) aside(k, depth, t, x1, y1, x2, y2 int) {
	w := d.f.Ways[k]
	y := d.tops[depth] + d.stacked(k, depth)
	bend := min(54, d.column*2/5)
	parts := []any{"M", x1, y1}
	a := x1
	if d.has(w.From) && y1 != y {
		a = x1 + bend
		parts = append(parts, "C", x1+bend/2, y1, x1+bend/2, y, a, y)
	} else {
		parts[2] = y
	}
	if d.has(w.To) && y2 != y {
		b := x2 - bend
		parts = append(parts, "H", b, "C", b+bend/2, y, b+bend/2, y2, x2, y2, "V", y2+t, "C", b+bend/2, y2+t, b+bend/2, y+t, b, y+t)
	} else {
		parts = append(parts, "H", x2, "V", y+t)
	}
	parts = append(parts, "H", a)
	if a != x1 {
		parts = append(parts, "C", x1+bend/2, y+t, x1+bend/2, y1+t, x1, y1+t)
	}
	d.add(path(Paint{Fill: ribbonAside, Stroke: grey, Width: 1}, append(parts, "Z")...))
	if d.has(w.From) && !d.few[k] {
		d.figures = append(d.figures, figure{a + 2, d.tops[depth] - 7, y + t + 14, d.f.People(w.People)})
	}
}

// stacked is how far below the top of its track a way runs: ways that join later lie above those that joined earlier.
func (d *flowDrawing) stacked(k, depth int) int {
	w, y := d.f.Ways[k], 0
	if d.few[k] {
		return 0 // all of them run together
	}
	for o, other := range d.f.Ways {
		if other.To == w.To && !other.Back && d.depth(o) == depth && other.From > w.From {
			y += d.thickness(o)
		}
	}
	return y
}

// returns draws the ways back in a band above the bars.
func (d *flowDrawing) returns(rows map[int]int, labels *drawing) {
	for k, w := range d.f.Ways {
		y, ok := rows[k]
		if !ok {
			continue
		}
		t := d.thickness(k)
		paint, words := Paint{Stroke: purple, Width: t}, d.f.People(w.People)
		if w.Share < 0 {
			paint, words = Paint{Stroke: purple, Width: thinnest, Dash: "1 6", Round: true}, "not known"
		}
		r := 10 + t/2
		var parts []any
		x1, x2, left := d.right()+10, d.x0-20, d.x0-20
		if d.has(w.From) {
			from := d.leaves(k) + t/2
			x1 = d.middle(w.From) + barWidth/2
			parts = append(parts, "M", x1, from, "C", x1+r, from, x1+r, from, x1+r, from-r, "V", y+r, "C", x1+r, y, x1+r, y, x1, y)
		} else {
			parts = append(parts, "M", x1, y)
		}
		if d.has(w.To) {
			to := d.reaches(k) + t/2
			x2 = d.middle(w.To) - barWidth/2
			left = x2 - r - d.inside(k)
			parts = append(parts, "H", left+r, "C", left, y, left, y, left, y+r, "V", to-r, "C", left, to, left, to, left+r, to, "H", x2)
		} else {
			parts = append(parts, "H", x2)
		}
		d.add(path(paint, parts...))
		// Words stand at the beginning of the track, where other tracks are least in the way.
		said, _ := wrap(joined(" · ", w.Condition, words), 12, true, max(3*d.column, x1-x2)-16, 1)
		wide := width(said[0], 12, true)
		at := max(d.x0-20, min(left+t/2+6, d.right()-wide))
		labels.rect(Area{at - 2, y - t/2 - 16, wide + 4, 14}, 2, Paint{Fill: white}) // other ways pass behind the words
		labels.label(at, y-t/2-5, 12, said[0], purple, true, Start)
	}
}

// inside is how much room the shorter ways back to the same stage take up inside a way.
func (d *flowDrawing) inside(k int) int {
	room := 0
	for _, o := range d.in[d.f.Ways[k].To] {
		if o == k {
			break
		}
		room += d.thickness(o) + 4
	}
	return room
}

// ends draws those who go no further.
func (d *flowDrawing) ends() {
	for i := d.first; i < d.last; i++ {
		t := d.thick(d.f.Stages[i].Ends)
		if t == 0 {
			continue
		}
		y := d.top(i)
		for _, k := range d.out[i] {
			if d.f.Ways[k].Back {
				y += d.thickness(k)
			}
		}
		x := d.middle(i) + barWidth/2
		d.rect(Area{x, y, 16, t}, 0, Paint{Fill: ash})
		d.rect(Area{x + 18, y - 2, 3, t + 4}, 0, Paint{Fill: grey})
	}
}

// stages draws the bars and, under all tracks, what they are called and how many people come.
func (d *flowDrawing) stages(y int) int {
	most := 1
	for i := d.first; i < d.last; i++ {
		lines, _ := wrap(d.f.Stages[i].Name, 13, true, d.column-10, 3)
		most = max(most, len(lines))
	}
	height := 34 + 17*most + 54
	d.list(LaneStage, func(b *band) {
		for i := b.first; i < b.last; i++ {
			s := &d.f.Stages[i]
			a := Area{b.middle(i) - barWidth/2, d.top(i), barWidth, d.heights[i]}
			fill := darkBlue
			if !b.main[i] {
				fill = grey
			}
			said := d.f.People(s.Comes) + " come"
			title := strconv.Itoa(s.Number) + " " + s.Name + ": " + said + ", " + d.f.People(s.Ends) + " end here or leave for another journey"
			b.into(&Group{Role: "listitem", Class: "stage", Link: b.stageLink(i), Title: title}, func(b *band) {
				b.rect(a, 2, Paint{Fill: fill})
				x := b.middle(i)
				b.rect(circle(x, y+12, 12), 12, Paint{Fill: white, Stroke: fill, Width: 4})
				b.label(x, y+16, 12, strconv.Itoa(s.Number), ink, true, Middle)
				lines, _ := wrap(s.Name, 13, true, b.column-10, 3)
				b.lines(x, y+42, 13, 17, lines, ink, true, Middle)
				at := y + 42 + 17*most
				b.label(x, at, 14, said, darkBlue, true, Middle)
				if s.Ends > d.f.Start/1e6 {
					b.label(x, at+18, 12, d.f.People(s.Ends)+" end here", grey, false, Middle)
				}
			})
			b.box(LaneLine, i, i, s.Name, a, a.Y, a.H)
			b.box(LaneStage, i, i, s.Name, Area{b.left(i) + 2, y, b.column - 4, height}, y, height)
		}
	})
	return y + height
}
