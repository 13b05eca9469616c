package diagram

import "strconv"

// Sizes of a matrix.
const (
	rowLabel     = 250
	cellHeight   = 34
	matrixStages = 24 // that are drawn side by side
)

// bandFills colour the bands, the darker the fuller. Neighbours differ too little to be told apart by colour alone, so
// every cell has a dark edge, a figure and a ball as well.
var bandFills = [4]struct{ fill, words string }{{white, ink}, {"#cfe2f5", ink}, {"#6bace6", ink}, {"#12436d", white}}

// matrixDrawing draws the columns first to last-1 of a matrix.
type matrixDrawing struct {
	*drawing
	m           *Matrix
	links       Links
	first, last int
	column, x0  int
}

func (m *Matrix) draw(links Links) *Scene {
	return m.scene(links, even(len(m.Stages), matrixStages))
}

func (m *Matrix) sheets(links Links) []*Scene {
	var list []*Scene
	for _, strip := range even(len(m.Stages), sheetStages) {
		list = append(list, m.scene(links, [][2]int{strip}))
	}
	return list
}

// scene draws strips of columns below each other.
func (m *Matrix) scene(links Links, strips [][2]int) *Scene {
	longest := 1
	for _, s := range strips {
		longest = max(longest, s[1]-s[0])
	}
	column := min(120, max(84, 1100/longest))
	d := &drawing{}
	right := margin + rowLabel + max(longest*column, 700) + 60
	y := margin - 8
	if !links.Bare {
		y = d.title(heading{m.Name, m.measure().title + ". " + m.Summary(), "", m.About().Status}, right)
	}
	for i, s := range strips {
		if i > 0 {
			y += bandGap
		}
		x := &matrixDrawing{drawing: d, m: m, links: links, first: s[0], last: s[1], column: column, x0: margin + rowLabel}
		y = x.strip(y)
	}
	y = d.key(m.entries(), y, right)
	return d.scene(m.Name, joined(" ", m.measure().title+".", m.Summary(), m.About().Status+"."), right, y)
}

// entries are the lines of the key.
func (m *Matrix) entries() []entry {
	bands, unknown := m.counts()
	balls := m.measure().balls
	var list []entry
	for i := range bands {
		cell := MatrixCell{Met: true, Known: true, Figure: -1, Band: Band(i)}
		list = append(list, entry{m.measure().bands[i], bands[i], func(d *drawing, x, y int) { d.cell(Area{x, y - 10, 28, 20}, cell, balls) }})
	}
	main, short := 0, 0
	for _, r := range m.Rows {
		for _, c := range r.Cells {
			if c.Met && c.Main {
				main++
			}
			if c.Met && c.Known && c.Target > c.Figure {
				short++
			}
		}
	}
	return append(list,
		entry{"not known", unknown, func(d *drawing, x, y int) { d.cell(Area{x, y - 10, 28, 20}, MatrixCell{Met: true}, balls) }},
		entry{"thick edge: the stage is mainly about it", main, func(d *drawing, x, y int) {
			d.rect(Area{x, y - 9, 26, 18}, 2, Paint{Fill: white, Stroke: ink, Width: 3})
		}},
		entry{"less than is wanted", short, func(d *drawing, x, y int) { d.wanted(x+12, y+4) }},
	)
}

func (x *matrixDrawing) left(i int) int { return x.x0 + (i-x.first)*x.column }

// strip draws the headings and all rows that have something in the strip.
func (x *matrixDrawing) strip(y int) int {
	y = x.heads(y)
	right := x.left(x.last)
	group := ""
	for r := range x.m.Rows {
		row := &x.m.Rows[r]
		if !x.any(row) {
			continue
		}
		if row.Group != group {
			group = row.Group
			y += 10
			x.label(margin, y+15, 14, group, ink, true, Start)
			x.line(margin, y+22, right+56, y+22, Paint{Stroke: ash, Width: 1})
			y += 28
		}
		x.group(&Group{Role: "list", Label: row.Name}, func(d *drawing) {
			inner := *x
			inner.drawing = d
			inner.row(row, y)
		})
		y += cellHeight + 4
	}
	y = x.totals(y)
	return y
}

func (x *matrixDrawing) any(row *MatrixRow) bool {
	for i := x.first; i < x.last; i++ {
		if row.Cells[i].Met {
			return true
		}
	}
	return false
}

// heads writes the stages over their columns.
func (x *matrixDrawing) heads(y int) int {
	most := 1
	for i := x.first; i < x.last; i++ {
		lines, _ := wrap(x.m.Stages[i].Name, 12, true, x.column-6, 4)
		most = max(most, len(lines))
	}
	y += 12
	height := 34 + 15*most
	x.label(margin, y+height-8, 12, x.m.measure().figure, grey, false, Start)
	for i := x.first; i < x.last; i++ {
		s := &x.m.Stages[i]
		mid := x.left(i) + x.column/2
		link := ""
		if x.links.Stage != nil {
			link = x.links.Stage(s.Number)
		}
		x.group(&Group{Class: "stage", Link: link, Title: "Stage " + strconv.Itoa(s.Number) + ": " + s.Name}, func(d *drawing) {
			d.rect(Area{x.left(i) + 1, y, x.column - 2, height}, 4, Paint{Fill: clear})
			d.rect(circle(mid, y+13, 12), 12, Paint{Fill: white, Stroke: blue, Width: 4})
			d.label(mid, y+17, 12, strconv.Itoa(s.Number), ink, true, Middle)
			lines, _ := wrap(s.Name, 12, true, x.column-6, 4)
			d.lines(mid, y+41+15*(most-len(lines)), 12, 15, lines, ink, true, Middle)
		})
		x.boxes = append(x.boxes, Box{Lane: LaneStage, First: i, Last: i, Name: s.Name, Area: Area{x.left(i) + 1, y, x.column - 2, height}, Cell: Area{x.left(i), y, x.column, height}})
	}
	x.label(x.left(x.last)+28, y+height-8, 12, "stages", grey, false, Middle)
	return y + height
}

// row draws a business capability.
func (x *matrixDrawing) row(row *MatrixRow, y int) {
	link := ""
	if x.links.Node != nil {
		link = x.links.Node(row.ID)
	}
	x.group(&Group{Class: "row", Link: link, Title: joined(", ", row.Name, row.Group)}, func(d *drawing) {
		d.rect(Area{margin, y + 4, rowLabel - 12, cellHeight - 8}, 2, Paint{Fill: clear})
		lines, _ := wrap(row.Name, 13, false, rowLabel-16, 2)
		d.lines(margin, y+cellHeight/2+5-8*(len(lines)-1), 13, 16, lines, ink, false, Start)
	})
	for i := x.first; i < x.last; i++ {
		c := row.Cells[i]
		a := Area{x.left(i) + 3, y + 2, x.column - 6, cellHeight - 4}
		if !c.Met {
			x.rect(Area{a.X + a.W/2 - 2, a.Y + a.H/2 - 2, 4, 4}, 2, Paint{Fill: rule})
			continue
		}
		title := row.Name + " at stage " + strconv.Itoa(x.m.Stages[i].Number) + " " + x.m.Stages[i].Name + ": " + x.m.Words(c)
		x.group(&Group{Role: "listitem", Class: "cell", Title: title}, func(d *drawing) { d.cell(a, c, x.m.measure().balls) })
		x.boxes = append(x.boxes, Box{Lane: LaneBusiness, First: i, Last: i, Name: row.Name, Area: a, Cell: Area{x.left(i), y, x.column, cellHeight}})
	}
	x.label(x.left(x.last)+28, y+cellHeight/2+5, 13, strconv.Itoa(row.Met), ink, false, Middle)
}

// totals counts under every column what is met there, and marks a stage where nothing is.
func (x *matrixDrawing) totals(y int) int {
	y += 8
	x.line(margin, y, x.left(x.last)+56, y, Paint{Stroke: ash, Width: 1})
	x.label(margin, y+22, 13, "Business capabilities met", ink, true, Start)
	for i := x.first; i < x.last; i++ {
		n := 0
		for r := range x.m.Rows {
			if x.m.Rows[r].Cells[i].Met {
				n++
			}
		}
		if n == 0 {
			x.gapBox(Area{x.left(i) + 3, y + 5, x.column - 6, 26}, "gap")
			continue
		}
		x.label(x.left(i)+x.column/2, y+22, 13, strconv.Itoa(n), ink, true, Middle)
	}
	return y + 36
}

// cell draws how full a cell is: as colour, as a ball, and as a figure where there is one.
func (d *drawing) cell(a Area, c MatrixCell, balls [4]int) {
	edge := 1
	if c.Main {
		edge = 3
	}
	if !c.Known {
		d.rect(a, 2, Paint{Fill: noDataHatch, Stroke: ink, Width: edge})
		if a.W > 40 {
			d.rect(Area{a.X + a.W/2 - 12, a.Y + 6, 24, a.H - 12}, 2, Paint{Fill: white})
			d.label(a.X+a.W/2, a.Y+a.H/2+5, 13, "?", ink, true, Middle)
		}
		return
	}
	look := bandFills[c.Band]
	d.rect(a, 2, Paint{Fill: look.fill, Stroke: ink, Width: edge})
	if c.Figure < 0 {
		d.ball(a.X+a.W/2, a.Y+a.H/2, 7, balls[c.Band])
		return
	}
	mid := a.X + a.W/2
	d.ball(mid-13, a.Y+a.H/2, 8, balls[c.Band])
	d.label(mid+10, a.Y+a.H/2+5, 14, strconv.Itoa(c.Figure), look.words, true, Middle)
	if c.Target > c.Figure {
		d.wanted(a.X+a.W-10, a.Y+a.H/2+4)
	}
}

// wanted marks that more is wanted: an arrow up on a white plate.
func (d *drawing) wanted(x, y int) {
	d.rect(circle(x, y-4, 8), 8, Paint{Fill: white, Stroke: ink, Width: 1})
	d.add(path(Paint{Stroke: ink, Width: 2, Round: true}, "M", x, y+1, "V", y-8, "M", x-3, y-5, "L", x, y-8, "L", x+3, y-5))
}

// ball draws a Harvey ball with so many quarters filled, clockwise from the top. Fonts lack it or draw it too small.
func (d *drawing) ball(x, y, r, quarters int) {
	d.rect(circle(x, y, r+1), r+1, Paint{Fill: white})
	d.rect(circle(x, y, r), r, Paint{Fill: white, Stroke: ink, Width: 2})
	r -= 2 // a white ring keeps a full ball from sinking into a dark cell
	switch quarters {
	case 0:
		return
	case 4:
		d.rect(circle(x, y, r), r, Paint{Fill: ink})
		return
	}
	k := r * 5523 / 10000 // makes a cubic curve a quarter of a circle
	arcs := [4][]any{
		{"C", x + k, y - r, x + r, y - k, x + r, y},
		{"C", x + r, y + k, x + k, y + r, x, y + r},
		{"C", x - k, y + r, x - r, y + k, x - r, y},
		{"C", x - r, y - k, x - k, y - r, x, y - r},
	}
	parts := []any{"M", x, y, "L", x, y - r}
	for _, arc := range arcs[:quarters] {
		parts = append(parts, arc...)
	}
	d.add(path(Paint{Fill: ink}, append(parts, "Z")...))
}
