package diagram

import (
	"cmp"
	"slices"
)

// shortest is how much room words need beside a line to be worth beginning.
const shortest = 62

// wayWords says at a track how many people take it and when, where there is room. The steps of the journey say it all.
func (l *metroLine) wayWords(k track, end int) {
	y := l.y + l.depth[k.level]
	if !l.has(k.to) && k.ways[0].From < l.last {
		l.try(end, y+18, 0, []string{"to " + l.number(k.to)}, grey, true, End)
	}
	come := ""
	for _, w := range k.ways {
		if !l.has(w.From) {
			come = joined(", ", come, l.number(w.From))
		}
	}
	if come != "" && !l.try(l.x0-8, y-8, 0, []string{"from " + come}, grey, true, Start) {
		l.try(l.x0-8, y+16, 0, []string{"from " + come}, grey, true, Start)
	}
	for _, w := range k.ways {
		if !l.has(w.From) {
			continue
		}
		x, until := l.room(k, w, end)
		if share := percent(w.Share); until-x > width(share, 12, true) {
			l.try(x, y-7, 0, []string{share}, grey, true, Start)
		}
		if w.Condition == "" {
			continue
		}
		lines, cut := wrap(w.Condition, 12, false, max(1, until-x), 2)
		if until-x >= shortest && !(cut && until-x < 2*shortest) && l.try(x, y+16, 14, lines, grey, false, Start) {
			continue
		}
		if len(k.ways) == 1 && l.has(k.to) && !l.main[k.to] && !l.exitUnder(k.to) {
			l.wordsUnder(k, y, w.Condition)
		}
	}
}

// wordsUnder writes under the stage that a track leads to, or to the left or right of that where a line is in the way.
func (l *metroLine) wordsUnder(k track, y int, words string) {
	for most := 3; most > 1; most-- {
		lines, _ := wrap(words, 12, false, l.column-14, most)
		for _, place := range []struct {
			x      int
			anchor Anchor
		}{{0, Middle}, {6, End}, {-6, Start}} {
			if l.try(l.middle(k.to)+place.x, y+station+17, 14, lines, grey, false, place.anchor) {
				if k.level == l.tracks.levels {
					l.deep = max(l.deep, 14*(len(lines)-1))
				}
				return
			}
		}
	}
}

// room is where words about a way can stand: behind its bend, and before the next thing that lies at the track or
// crosses under it.
func (l *metroLine) room(k track, w Way, end int) (x, until int) {
	x = l.middle(w.From) + l.curve() + 2
	if l.level[w.From] == k.level && !l.bends(w.From, k.level) {
		x = l.middle(w.From) + station + 8
	}
	until = end - 4
	if l.has(k.to) && !l.main[k.to] {
		until -= station + 4
	}
	for _, o := range l.obstacles(k) {
		if o > l.middle(w.From) {
			return x, min(until, o-2)
		}
	}
	return x, until
}

// bends reports whether a way from a stage leaves its level.
func (l *metroLine) bends(from, level int) bool {
	return slices.ContainsFunc(l.tracks.below, func(o track) bool {
		return o.level != level && slices.ContainsFunc(o.ways, func(w Way) bool { return w.From == from })
	})
}

// obstacles are where lines join a track or cross just under it, from left to right.
func (l *metroLine) obstacles(k track) []int {
	var found []int
	for _, o := range l.tracks.below {
		for _, w := range o.ways {
			if !l.has(w.From) {
				continue
			}
			high, low := min(l.level[w.From], o.level), max(l.level[w.From], o.level)
			if high <= k.level && low > k.level || o.to == k.to {
				found = append(found, l.middle(w.From))
			}
		}
		if o.exit == nil && l.has(o.to) && l.main[o.to] && o.level > k.level {
			found = append(found, l.middle(o.to)-l.curve())
		}
	}
	for i := l.first; i < l.last; i++ {
		if !l.main[i] && l.level[i] == k.level {
			found = append(found, l.middle(i)-station-4)
		}
	}
	slices.SortFunc(found, cmp.Compare)
	return found
}

func (l *metroLine) exitUnder(i int) bool {
	return slices.ContainsFunc(l.j.Exits, func(e Exit) bool { return e.From == i })
}

// depths gives how far each level lies below the main line. Names of other journeys need less room than ways do.
func (l *metroLine) depths() []int {
	step := l.levelStep()
	depth := make([]int, l.tracks.levels+1)
	for level := 1; level < len(depth); level++ {
		down := step
		if l.onlyExits(level) {
			down = min(step, exitBelow)
			if level > 1 && l.onlyExits(level-1) {
				down = exitApart
			}
		}
		depth[level] = depth[level-1] + down
	}
	return depth
}

// onlyExits reports whether nothing but names of other journeys stands at a level below the main line.
func (t *tracks) onlyExits(level int) bool {
	return level > 0 && !slices.ContainsFunc(t.below, func(k track) bool { return k.level == level && k.exit == nil })
}

// levelStep is how far levels lie apart: further where words of two lines stand between two of them.
func (l *metroLine) levelStep() int {
	for _, k := range l.tracks.below {
		if k.level == l.tracks.levels || len(k.ways) != 1 || !l.has(k.to) || l.main[k.to] {
			continue
		}
		if lines, _ := wrap(k.ways[0].Condition, 12, false, l.column-14, 2); len(lines) > 1 {
			return wordyBelow
		}
	}
	return levelBelow
}
