package diagram

import (
	"cmp"
	"slices"
)

// shortest is how much room words need beside a line to be worth beginning.
const shortest = 62

// wayWords says at a track how many people take it and when, where there is room.
func (l *metroLine) wayWords(k track, y, end int) {
	come := ""
	for _, w := range k.ways {
		if !l.has(w.From) {
			come = joined(", ", come, l.number(w.From))
			continue
		}
		x, until := l.room(k, w, end)
		if share := percent(w.Share); until-x > width(share, 12, true) {
			l.label(x, y-7, 12, share, grey, true, Start)
		}
		lines, cut := wrap(w.Condition, 12, false, max(1, until-x), 2)
		if until-x >= shortest && !(cut && until-x < 2*shortest) {
			l.lines(x, y+16, 12, 14, lines, grey, false, Start)
		} else if len(k.ways) == 1 && l.has(k.to) && !l.main[k.to] && !l.exitUnder(k.to) {
			lines, _ = wrap(w.Condition, 12, false, l.column-14, l.linesUnder(k))
			l.lines(l.middle(k.to), y+station+17, 12, 14, lines, grey, false, Middle)
		}
	}
	if come != "" {
		l.label(l.x0-8, y-8, 12, "from "+come, grey, true, Start)
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

// linesUnder is how many lines fit under the stage that a track leads to: two where no track and no name is below it.
func (l *metroLine) linesUnder(k track) int {
	if k.level == l.tracks.levels {
		return 1 // the names of the stages begin under it
	}
	for _, o := range l.tracks.below {
		if o.level == k.level+1 && o.start < 2*k.to+1 && 2*k.to-1 < o.end {
			return 1
		}
	}
	return 2
}
