package diagram

import "strconv"

// comparedStages is how many stages of two journeys are drawn side by side.
const comparedStages = 20

// markLooks are the colours of the marks. They are not told apart by colour alone: every one has a sign and words.
var markLooks = [...]Paint{
	Same:    {Fill: pale, Stroke: ash, Width: 1},
	Changed: {Fill: white, Stroke: purple, Width: 2},
	OnlyA:   {Fill: "#fde8cf", Stroke: "#a8691c", Width: 2, Dash: "5 3"},
	OnlyB:   {Fill: sky, Stroke: blue, Width: 2},
}

func (c *Comparison) draw(links Links) *Scene {
	return c.scene(links, even(len(c.Stages), comparedStages))
}

func (c *Comparison) sheets(links Links) []*Scene {
	var list []*Scene
	for _, strip := range even(len(c.Stages), sheetStages) {
		list = append(list, c.scene(links, [][2]int{strip}))
	}
	return list
}

func (c *Comparison) scene(links Links, strips [][2]int) *Scene {
	longest := 1
	for _, s := range strips {
		longest = max(longest, s[1]-s[0])
	}
	column := columnWidth(longest, whole)
	d := &drawing{}
	right := margin + labelWidth + max(longest*column, 6*narrowStage)
	y := margin - 8
	if !links.Bare {
		y = d.title(heading{c.title(), "What is different. " + c.Summary(), "", c.About().Status}, right)
	}
	for i, s := range strips {
		if i > 0 {
			y += bandGap
		}
		b := &band{drawing: d, j: &Journey{}, first: s[0], last: s[1], x0: margin + labelWidth, column: column, links: links}
		y = c.strip(b, y+8)
	}
	y = d.key(c.entries(), y, right)
	return d.scene(c.title(), joined(" ", "What is different.", c.Summary()), right, y)
}

func (c *Comparison) entries() []entry {
	stages, things := c.counts()
	var list []entry
	for _, m := range []Mark{OnlyA, OnlyB, Changed, Same} {
		list = append(list, entry{c.words(m), stages[m] + things[m], func(d *drawing, x, y int) {
			d.rect(Area{x, y - 10, 26, 20}, 4, markLooks[m])
			d.mark(x+13, y, m)
		}})
	}
	return list
}

// mark draws the sign of a mark: fonts are not asked for it.
func (d *drawing) mark(x, y int, m Mark) {
	p := Paint{Stroke: ink, Width: 2, Round: true}
	switch m {
	case OnlyA:
		d.line(x-5, y, x+5, y, p)
	case OnlyB:
		d.add(path(p, "M", x-5, y, "H", x+5, "M", x, y-5, "V", y+5))
	case Changed:
		d.add(path(p, "M", x-6, y+2, "C", x-3, y-5, x+3, y+5, x+6, y-2))
	case Same:
		d.add(path(p, "M", x-5, y-3, "H", x+5, "M", x-5, y+3, "H", x+5))
	}
}

// strip draws stages and under them, lane by lane, what only one journey has.
func (c *Comparison) strip(b *band, y int) int {
	height := 0
	for i := b.first; i < b.last; i++ {
		height = max(height, 30+16*len(c.Stages[i].names(b.column-14)))
	}
	order := "in the order of both journeys"
	if c.on != nil {
		order = "in the order of the journey"
	}
	b.heading(y, "Stages", order)
	b.list(LaneStage, func(b *band) {
		for i := b.first; i < b.last; i++ {
			c.stage(b, i, b.area(i, i, y, height))
		}
	})
	y += max(height, 50) + laneGap
	for k, lane := range c.lanes {
		b.separate(y)
		top := y + laneGap
		b.heading(top, lane.Name())
		bottom := top + 40
		b.list(lane, func(b *band) {
			for i := b.first; i < b.last; i++ {
				bottom = max(bottom, c.cell(b, i, &c.Stages[i].Lanes[k], top))
			}
		})
		y = bottom + laneGap - 4
	}
	return y
}

// names are what a stage is called, by both journeys where they call it differently.
func (s *ComparedStage) names(room int) []string {
	var lines []string
	add := func(name string) {
		folded, _ := wrap(name, 13, true, room, 4)
		lines = append(lines, folded...)
	}
	switch {
	case s.B == nil || s.A != nil && s.A.Name == s.B.Name:
		add(s.A.Name)
	case s.A == nil:
		add(s.B.Name)
	default:
		add(s.A.Name + " /")
		add(s.B.Name)
	}
	return lines
}

func (c *Comparison) stage(b *band, i int, a Area) {
	s := &c.Stages[i]
	m := s.Mark()
	lines := s.names(b.column - 14)
	title := joined(" ", "Place "+strconv.Itoa(i+1)+":", joined(" ", lines...)+",", c.words(m))
	b.into(&Group{Role: "listitem", Title: title}, func(b *band) {
		b.rect(a, 4, markLooks[m])
		b.mark(a.X+a.W/2, a.Y+13, m)
		b.lines(a.X+a.W/2, a.Y+38, 13, 16, lines, ink, true, Middle)
	})
	b.box(LaneStage, i, i, lines[0], a, a.Y, a.H)
}

// cell draws what only one journey has in a lane at a stage, and counts the rest.
func (c *Comparison) cell(b *band, i int, l *ComparedLane, y int) int {
	top := y
	draw := func(list []Ref, m Mark) {
		for _, n := range list {
			lines, _ := wrap(n.Name, 12, false, b.column-38, 4)
			a := b.area(i, i, y, 10+14*len(lines))
			b.into(&Group{Role: "listitem", Title: n.Name + ": " + c.words(m)}, func(b *band) {
				b.rect(a, 4, markLooks[m])
				b.mark(a.X+13, a.Y+a.H/2, m)
				b.lines(a.X+24, a.Y+16, 12, 14, lines, ink, false, Start)
			})
			b.box(l.Lane, i, i, n.Name, a, top, 1<<20)
			y += a.H + 4
		}
	}
	draw(l.OnlyA, OnlyA)
	draw(l.OnlyB, OnlyB)
	if l.Same > 0 {
		b.into(&Group{Role: "listitem"}, func(b *band) {
			b.label(b.middle(i), y+14, 12, strconv.Itoa(l.Same)+" in both", grey, false, Middle)
		})
		y += 20
	}
	return y
}
