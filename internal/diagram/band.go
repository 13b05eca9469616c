package diagram

// Sizes of the picture, in pixels.
const (
	margin      = 28
	labelWidth  = 158 // lane labels on the left
	longestBand = 24  // stages that are drawn side by side
	bandWidth   = 1190
	slideBand   = 1560 // on a slide of few lanes, which would be too high for its width
	widestStage = 190
	narrowStage = 112
	laneGap     = 9 // between a lane and the rule above and below it
	bandGap     = 46
)

// band is a part of the journey that is drawn in one strip: stages first to last-1.
type band struct {
	*drawing
	j           *Journey
	first, last int
	x0, column  int
	links       Links
	main        []bool         // stages on the main line, of the whole journey
	tints       map[string]int // of kinds of organisation, by id
	extent      extent
	ends        []bool // stages from which no way leads
}

// even cuts stages into strips of nearly the same number, none of more than most.
func even(n, most int) [][2]int {
	strips := max(1, (n+most-1)/most)
	var cut [][2]int
	for i := range strips {
		cut = append(cut, [2]int{i * n / strips, (i + 1) * n / strips})
	}
	return cut
}

// columnWidth is how wide a stage is drawn where the longest strip has so many.
func columnWidth(longest int, show extent) int {
	wide := bandWidth
	if show == overview {
		wide = slideBand
	}
	return min(widestStage, max(narrowStage, wide/max(1, longest)))
}

func (b *band) has(i int) bool   { return b.first <= i && i < b.last }
func (b *band) left(i int) int   { return b.x0 + (i-b.first)*b.column }
func (b *band) middle(i int) int { return b.left(i) + b.column/2 }
func (b *band) right() int       { return b.left(b.last) }

// area is the box of a lane over stages first to last, both included.
func (b *band) area(first, last, y, h int) Area {
	return Area{b.left(first) + 3, y, (last-first+1)*b.column - 6, h}
}

// box notes where something is drawn.
func (b *band) box(lane Lane, first, last int, name string, a Area, cellY, cellH int) {
	b.boxes = append(b.boxes, Box{
		Lane: lane, First: first, Last: last, Name: name, Area: a,
		Cell: Area{b.left(first), cellY, (last - first + 1) * b.column, cellH},
	})
}

// into draws into a group.
func (b *band) into(g *Group, draw func(b *band)) {
	b.group(g, func(d *drawing) {
		inner := *b
		inner.drawing = d
		draw(&inner)
	})
}

// list draws a lane as a list, for people who listen.
func (b *band) list(l Lane, draw func(b *band)) {
	b.into(&Group{Role: "list", Label: l.Name()}, draw)
}

// heading writes the name of a lane on the left, and a note under it.
func (b *band) heading(y int, name string, notes ...string) {
	lines, _ := wrap(name, 14, true, labelWidth-16, 2)
	b.into(&Group{Hidden: true}, func(b *band) {
		b.lines(margin, y+15, 14, 17, lines, ink, true, Start)
		y += 15 + 17*len(lines)
		for _, note := range notes {
			folded, _ := wrap(note, 12, false, labelWidth-16, 2)
			b.lines(margin, y, 12, 15, folded, grey, false, Start)
			y += 15 * len(folded)
		}
	})
}

// separate draws the rule between two lanes.
func (b *band) separate(y int) {
	b.line(margin, y, b.right(), y, Paint{Stroke: rule, Width: 1})
}
