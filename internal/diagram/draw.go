package diagram

import (
	"slices"
	"strconv"
	"strings"
)

// Links say where parts of the picture lead. A nil function leads nowhere.
type Links struct {
	Stage   func(number int) string
	Journey func(id string) string
	Node    func(id string) string // of anything else
	Bare    bool                   // without title and figures, for a page that has them
	Current string                 // id of what somebody looks at closer, "" for nothing
}

// draw lays the journey out as one scene.
func (j *Journey) draw(links Links) *Scene {
	return j.scene(links, even(len(j.Stages), longestBand), whole)
}

// note tells a stage in a sentence, for a speaker.
func (s *Stage) note() string {
	said := joined(", ", strconv.Itoa(s.Number)+" "+s.Name, s.Timing) + "."
	list := func(what string, names []string) {
		if len(names) > 0 {
			said += " " + what + ": " + strings.Join(names, ", ") + "."
		}
	}
	list("Digital ways in", s.channels(true))
	list("Other ways in", s.channels(false))
	var missing []string
	for _, g := range s.Gaps {
		missing = append(missing, g.Words)
	}
	list("Missing", missing)
	return said
}

// scene draws strips of stages below each other.
func (j *Journey) scene(links Links, strips [][2]int, show extent) *Scene {
	longest := 1
	for _, c := range strips {
		longest = max(longest, c[1]-c[0])
	}
	column := columnWidth(longest, show)
	d := &drawing{}
	right := margin + labelWidth + max(longest*column, 5*narrowStage)
	y := margin - 8
	name := j.title() + show.title()
	if !links.Bare {
		y = d.title(heading{name, joined(" ", j.Description, j.Summary()), capitalised(j.Reach()), j.Status()}, right)
		y = d.sentences(j.Said(), y, right)
	}
	main, tints, ends := mainLine(j), organisationTints(j), j.ends()
	for i, c := range strips {
		b := &band{drawing: d, j: j, first: c[0], last: c[1], x0: margin + labelWidth, links: links, main: main, tints: tints, ends: ends, extent: show}
		b.column = min(widestStage, longest*column/max(1, c[1]-c[0]))
		if i > 0 {
			y += bandGap
		}
		y = b.draw(y)
	}
	shown := j.countsAmong(strips[0][0], strips[len(strips)-1][1])
	y = d.key(append(entries(j.Hidden.without(shown), show), j.filterEntries(show)...), y, right)
	return d.scene(name, joined(" ", j.Description, j.Summary(), j.Status()+".", strings.Join(j.Said(), " "), "The same in words: the steps of the journey."), right, y)
}

// About says what the map shows and where it comes from.
func (j *Journey) About() About {
	a := about("map", j.title(), j.Status(), map[string]any{"journey": j.ID})
	for _, f := range append(j.filters, [2]string{"hide", j.Hidden.Names()}) {
		if f[1] != "" {
			a.Filters = joined(" ", a.Filters, f[0]+"="+f[1])
		}
	}
	return a
}

// title is what the map is called: of an area, with its name.
func (j *Journey) title() string {
	if j.Area != nil {
		return j.Name + " in " + j.Area.Name
	}
	return j.Name
}

// scene puts what is drawn on a white ground.
func (d *drawing) scene(title, description string, right, y int) *Scene {
	background := &Rect{Area: Area{0, 0, right + margin, y + margin}, Paint: Paint{Fill: white}}
	return &Scene{
		Width: right + margin, Height: y + margin, Title: title, Description: description,
		Items: append([]Item{background}, d.items...), Boxes: d.boxes,
	}
}

// heading stands over a picture: what it is called, what it says in figures, what of that matters most, and how far it
// can be relied on. It stands in the picture so that it survives a screenshot.
type heading struct{ title, said, most, status string }

// title writes the heading and gives where it ends.
func (d *drawing) title(h heading, right int) int {
	room := right - margin
	status := h.status
	beside := room - width(status, 13, false) - 24
	y := 50
	title, _ := wrap(h.title, 32, true, max(beside, room/2), 2)
	if width(title[0], 32, true) <= beside {
		d.label(right, y, 13, status, grey, false, End)
		status = ""
	}
	d.lines(margin, y, 32, 38, title, ink, true, Start)
	y += 38*(len(title)-1) + 28
	said, _ := wrap(h.said, 15, false, room, 3)
	d.lines(margin, y, 15, 21, said, grey, false, Start)
	y += 21 * len(said)
	if h.most != "" {
		d.label(margin, y, 15, h.most, ink, true, Start)
	} else {
		y -= 16
	}
	if status != "" {
		y += 20
		d.label(margin, y, 13, status, grey, false, Start)
	}
	return y + 20
}

// sentences writes what a picture was narrowed to, under its heading.
func (d *drawing) sentences(list []string, y, right int) int {
	for _, sentence := range list {
		lines, _ := wrap(sentence, 15, false, right-margin, 3)
		d.lines(margin, y+1, 15, 21, lines, ink, false, Start)
		y += 21 * len(lines)
	}
	return y
}

// draw draws a strip from y on and gives where it ends.
func (b *band) draw(y int) int {
	top := y
	stripes := &Group{Hidden: true}
	b.add(stripes)
	y = b.phases(y)
	if b.extent.person() {
		y = b.metro(y)
	} else {
		y += 2 * laneGap
	}
	y = b.names(y)
	if b.extent.person() {
		y = b.met(y)
	}
	behind := b.extent.lanes(b.j)
	if b.extent == whole && len(behind) > 0 {
		y = b.visibility(y)
	}
	y = b.behind(behind, y)
	b.separate(y)
	if i := b.end(); i > b.first && i < b.last {
		stripes.Items = append(stripes.Items, path(Paint{Stroke: rule, Width: 3}, "M", b.left(i), top, "L", b.left(i), y))
	}
	for i := b.first; i < b.last; i++ {
		if (i-b.first)%2 == 0 {
			stripes.Items = append(stripes.Items, &Rect{Area: Area{b.left(i), top, b.column, y - top}, Paint: Paint{Fill: faint}})
		}
	}
	return y
}

// met draws the lanes of what the person meets.
func (b *band) met(y int) int {
	hidden := &b.j.Hidden
	if !hidden[LaneDigital] {
		b.separate(y)
		y = b.reach(y) // right under the stages: whether people can get in comes first
	}
	if b.extent == overview {
		return y
	}
	if !hidden[LaneClock] {
		y = b.clocks(y)
	}
	b.separate(y)
	if !hidden[LaneFeeling] {
		y = b.feelings(y)
	}
	if !hidden[LaneInsight] {
		y = b.insights(y)
	}
	return y
}

// lanesBehind are the lanes of what makes it work that are shown.
func (j *Journey) lanesBehind() []Lane {
	return slices.DeleteFunc([]Lane{LaneBusiness, LaneService, LaneOrganisation, LaneHandoff, LaneApplication, LaneStandard}, func(l Lane) bool { return j.Hidden[l] })
}

// behind draws the lanes of what makes it work.
func (b *band) behind(lanes []Lane, y int) int {
	for i, lane := range lanes {
		if i > 0 && lane != LaneHandoff {
			b.separate(y)
		}
		if lane == LaneHandoff {
			y = b.handoffs(y)
			continue
		}
		y = b.bars(lane, y)
	}
	return y
}

// phases draws the headings over neighbouring stages of one phase.
func (b *band) phases(y int) int {
	if !b.anyPhase() {
		return y
	}
	height := 28
	b.eachPhase(func(first, last int, name string) {
		if lines, _ := wrap(name, 14, true, b.area(first, last, 0, 0).W-10, 2); len(lines) > 1 {
			height = 42
		}
	})
	b.list(LanePhase, func(b *band) {
		b.eachPhase(func(first, last int, name string) { b.phase(first, last, name, y, height) })
	})
	return y + height
}

// phase draws one heading.
func (b *band) phase(first, last int, name string, y, height int) {
	a := b.area(first, last, y, height)
	b.into(&Group{Role: "listitem", Title: name + ": " + b.stagesNamed(first, last)}, func(b *band) {
		paint, color := Paint{Fill: darkBlue, Stroke: darkBlue, Width: 2}, white
		if b.aside(first, last) {
			paint, color = Paint{Fill: white, Stroke: grey, Width: 2, Dash: "6 3"}, ink
		}
		b.rect(Area{a.X + 1, a.Y + 1, a.W - 2, a.H - 2}, 3, paint)
		lines, _ := wrap(name, 14, true, a.W-10, 2)
		b.inside(a, 14, lines, color, true)
	})
	b.box(LanePhase, first, last, name, a, y, height)
}

// aside reports whether stages all lie beside the main way, so that only some people come to them.
func (b *band) aside(first, last int) bool {
	for i := first; i <= last; i++ {
		if b.main[i] {
			return false
		}
	}
	return true
}

// end is the stage after the end of the main way: what stands there is not the next stage of the one to its left.
func (b *band) end() int {
	for i := b.last; i > b.first; i-- {
		if b.main[i-1] {
			return i
		}
	}
	return b.first
}

// eachPhase gives the runs of neighbouring stages of one phase.
func (b *band) eachPhase(do func(first, last int, name string)) {
	for i := b.first; i < b.last; {
		end := i
		for end+1 < b.last && b.j.Stages[end+1].Phase == b.j.Stages[i].Phase {
			end++
		}
		if name := b.j.Stages[i].Phase; name != "" {
			do(i, end, name)
		}
		i = end + 1
	}
}

func (b *band) anyPhase() bool {
	for i := range b.j.Stages {
		if b.j.Stages[i].Phase != "" {
			return true
		}
	}
	return false
}

// visibility draws the line between what the person sees and what makes it work.
func (b *band) visibility(y int) int {
	const words = "above: what the person meets · below: what makes it work"
	half := width(words, 12, false)/2 + 12
	mid := (margin + b.right()) / 2
	paint := Paint{Stroke: ink, Width: 2, Dash: "7 5"}
	b.line(margin, y+8, mid-half, y+8, paint)
	b.line(mid+half, y+8, b.right(), y+8, paint)
	b.label(mid, y+12, 12, words, ink, false, Middle)
	return y + 16
}
