package diagram

import (
	"cmp"
	"slices"
	"strconv"
)

// Sizes of the line.
const (
	levelBelow = 54
	wordyBelow = 68 // where words of two lines stand between levels
	exitBelow  = 46 // where only names of other journeys stand at a level
	exitApart  = 34 // and only such names over it
	levelAbove = 34
	station    = 13 // radius
)

// metro draws the stages as stations of a line: the main way is straight, other ways lie below it, ways
// back and ways into other journeys above.
func (b *band) metro(y int) int {
	t := b.layTracks()
	l := &metroLine{band: b, tracks: t, y: y + 38 + t.levelsAbove*levelAbove, said: &drawing{}}
	l.depth = l.depths()
	ends := make([]int, len(t.below))
	lines, leads := &Group{Hidden: true}, &Group{Role: "list", Label: "Other journeys that start here"}
	b.into(lines, func(b *band) {
		l.band = b
		l.straights()
		for i, k := range t.below {
			if k.exit == nil && len(k.ways) > 0 {
				ends[i] = l.onward(k)
			}
		}
		for _, k := range t.above {
			if k.exit == nil {
				l.backward(k)
			}
		}
	})
	b.into(leads, func(b *band) {
		l.band = b
		l.exits(append(slices.Clone(t.above), t.below...))
	})
	b.into(&Group{Hidden: true}, func(b *band) {
		l.band = b
		// Words come last, so that they find the places that everything else leaves.
		words := &drawing{items: append(flat(lines, leads), l.said.items...)}
		for i := b.first; i < b.last; i++ {
			words.rect(circle(l.middle(i), l.yOf(i), station+5), 0, Paint{}) // where stations will be
		}
		drawn, own := len(words.items), b.drawing
		l.drawing = words
		for i, k := range t.below {
			if k.exit == nil && len(k.ways) > 0 {
				l.wayWords(k, ends[i])
			}
		}
		l.drawing = own
		b.add(words.items[drawn:]...)
		b.add(l.said.items...)
		for i := b.first; i < b.last; i++ {
			b.into(&Group{Faint: !b.j.strongAt(i, i)}, func(b *band) {
				l.band = b
				l.station(i)
			})
		}
	})
	bottom := l.y + l.depth[t.levels] + 46 + l.deep
	if t.onlyExits(t.levels) {
		bottom -= 16
	}
	b.heading(l.y-22, "The way through", "thick: the main way")
	return bottom
}

type metroLine struct {
	*band
	tracks
	y     int      // of the main line
	deep  int      // how far words reach below the lowest track
	depth []int    // how far each level lies below the main line
	said  *drawing // words over everything else
}

// yOf is the height of a station.
func (l *metroLine) yOf(i int) int { return l.y + l.depth[l.level[i]] }

// curve is how far a line needs to the side to change its level.
func (l *metroLine) curve() int { return min(64, l.column*42/100) }

// straights draws the main line, and what part of people goes on along it.
func (l *metroLine) straights() {
	paint := Paint{Stroke: blue, Width: 7, Round: true}
	for _, w := range l.j.Ways {
		if !straight(w, l.main) || w.To < l.first || w.From >= l.last {
			continue
		}
		x1, x2 := l.x0-14, l.right()+8
		if l.has(w.From) {
			x1 = l.middle(w.From)
		}
		if l.has(w.To) {
			x2 = l.middle(w.To)
		}
		l.line(x1, l.y, x2, l.y, paint)
		if !l.has(w.To) {
			l.add(path(paint, "M", x2-7, l.y-9, "L", x2+3, l.y, "L", x2-7, l.y+9))
		}
		if l.has(w.From) {
			l.label(x1+station+8, l.y-9, 12, percent(w.Share), darkBlue, true, Start)
		}
	}
}

// onward draws a track below the main line and gives where its level part ends.
func (l *metroLine) onward(k track) int {
	paint := Paint{Stroke: grey, Width: 4, Round: true}
	y, c := l.y+l.depth[k.level], l.curve()
	end := l.right() + 4
	if l.has(k.to) {
		end = l.middle(k.to)
		if l.main[k.to] {
			l.add(path(paint, "M", end-c, y, "C", end-c/2, y, end-c/2, l.y, end, l.y))
			end -= c
		}
	}
	begin := end
	for _, w := range k.ways {
		if !l.has(w.From) {
			begin = l.x0 - 10
			continue
		}
		x, from := l.middle(w.From), l.yOf(w.From)
		if from == y {
			begin = min(begin, x)
			continue
		}
		l.add(path(paint, "M", x, from, "C", x+c/2, from, x+c/2, y, x+c, y))
		begin = min(begin, x+c)
	}
	l.line(begin, y, end, y, paint)
	if !l.has(k.to) {
		l.add(path(paint, "M", end-6, y-7, "L", end+2, y, "L", end-6, y+7))
	}
	return end
}

func (l *metroLine) number(i int) string { return strconv.Itoa(l.j.Stages[i].Number) }

// backward draws a return track above the main line.
func (l *metroLine) backward(k track) {
	paint := Paint{Stroke: blue, Width: 3, Dash: "1 6", Round: true}
	y := l.y - 22 - k.level*levelAbove + 8
	left, words := l.x0-8, k.backWords(l.j)
	if l.has(k.to) {
		left = l.middle(k.to) - 7
		tip := l.yOf(k.to) - station - 4
		l.add(path(paint, "M", left+12, y, "C", left+4, y, left, y+4, left, y+12, "V", tip-4))
		l.add(path(Paint{Stroke: blue, Width: 3, Round: true}, "M", left-5, tip-7, "L", left, tip, "L", left+5, tip-7))
		left += 12
	}
	right := left
	for _, w := range k.ways {
		if !l.has(w.From) {
			right = l.right()
			continue
		}
		x := l.middle(w.From) + 7
		l.add(path(paint, "M", x, l.yOf(w.From)-station-2, "V", y+12, "C", x, y+4, x-4, y, x-12, y))
		right = max(right, x-12)
	}
	if right > left {
		l.line(left, y, right, y, paint)
	}
	l.backWords(k, words, left, right, y-6)
}

// backWords says when people go back.
func (k *track) backWords(j *Journey) string {
	words := ""
	if len(k.ways) == 1 {
		words = joined(" · ", k.ways[0].Condition, percent(k.ways[0].Share))
	}
	return cmp.Or(words, "back to "+strconv.Itoa(j.Stages[k.to].Number))
}

// backWords writes over a return track why people go back: at its beginning, where other tracks are least in the way, or
// over the middle of a loop at one stage.
func (l *metroLine) backWords(k track, words string, left, right, y int) {
	loop := len(k.ways) == 1 && k.ways[0].From == k.to
	room := min(max(right-left, 2*l.column-24, (k.end-k.start)*l.column/2-24), l.right()-l.x0)
	said, _ := wrap(words, 12, true, room, 1)
	plate := func(x int) {
		w := width(said[0], 12, true)
		l.said.rect(Area{x - 2, y - 11, w + 4, 14}, 2, Paint{Fill: white}) // other tracks pass behind the words
		l.said.label(x, y, 12, said[0], blue, true, Start)
	}
	if !loop {
		// Words that are longer than the track end where it ends, so that no line runs through them.
		left = max(l.x0, min(left, right-width(said[0], 12, true)))
		plate(left)
		return
	}
	half := width(said[0], 12, true) / 2
	plate(min(max((left+right)/2, l.x0+half), l.right()-half) - half)
}

// station draws a stage on the line: a ring, smaller and grey beside the main line, double where the journey ends.
func (l *metroLine) station(i int) {
	x, y, edge := l.middle(i), l.yOf(i), blue
	if !l.main[i] {
		edge = grey
	}
	if l.ends[i] {
		l.rect(circle(x, y, station+5), station+5, Paint{Fill: white, Stroke: edge, Width: 2})
	}
	paint := Paint{Fill: white, Stroke: edge, Width: 5}
	if l.j.closed(&l.j.Stages[i]) {
		paint = Paint{Fill: white, Stroke: red, Width: 4, Dash: "3 2"}
	}
	l.rect(circle(x, y, station), station, paint)
	l.label(x, y+4, 12, l.number(i), ink, true, Middle)
	l.box(LaneLine, i, i, l.number(i), circle(x, y, station+2), y-station-8, 2*station+16)
}

func circle(x, y, r int) Area { return Area{x - r, y - r, 2 * r, 2 * r} }
