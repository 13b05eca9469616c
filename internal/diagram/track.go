package diagram

import (
	"cmp"
	"slices"
)

// track is a line beside the main line that leads to one stage, from one stage or several. Tracks below the main line
// lead on, those above lead back or into other journeys. Positions are counted in halves of a column, so that 2*i is the
// middle of stage i.
type track struct {
	to         int // stage it leads to; -1 where it leads out of the journey
	ways       []Way
	exit       *Exit
	start, end int
	level      int  // 1 is next to the main line
	over       int  // of a way into another journey: the level of the one over it at the same stage
	flipped    bool // of a way into another journey: its name stands left of its line
}

// tracks are the lines of a strip.
type tracks struct {
	below, above        []track
	level               map[int]int // of stages beside the main line
	levels, levelsAbove int
}

// layTracks sorts the ways of a strip into tracks and gives each a level at which it meets no other.
func (b *band) layTracks() tracks {
	byStage := map[int]*track{}
	back := map[int]*track{}
	var t tracks
	t.level = map[int]int{}
	for _, w := range b.j.Ways {
		if straight(w, b.main) {
			continue
		}
		lowest, highest := min(w.From, w.To), max(w.From, w.To)
		if highest < b.first || lowest >= b.last {
			continue
		}
		into := byStage
		if w.Back {
			into = back
		}
		if into[w.To] == nil {
			into[w.To] = &track{to: w.To, start: 1 << 20, end: -1}
		}
		k := into[w.To]
		k.ways = append(k.ways, w)
		k.start, k.end = min(k.start, 2*lowest), max(k.end, 2*highest)
	}
	for i := b.first; i < b.last; i++ {
		if !b.main[i] && byStage[i] == nil {
			byStage[i] = &track{to: i, start: 2*i - 1, end: 2*i + 1}
		}
	}
	for i := range b.j.Stages {
		if k := byStage[i]; k != nil {
			t.below = append(t.below, b.clip(*k))
		}
		if k := back[i]; k != nil {
			if words := width(k.backWords(b.j), 12, true) + 16; k.start < k.end && (k.end-k.start)*b.column/2 < words {
				k.start = k.end - words*2/b.column - 1 // words that are longer than the track begin before it
			}
			if k.start == k.end {
				// Room for the words over a loop at one stage.
				half := 2 + max(0, width(k.backWords(b.j), 12, true)+24-b.column)/b.column
				k.start, k.end = k.start-half, k.end+half
			}
			loop := b.clip(*k)
			if n := width(k.backWords(b.j), 12, true)*2/b.column + 1; loop.end-loop.start < n {
				loop.end = min(loop.start+n, 2*b.last-1) // words that are longer than what is left of a track in this strip
			}
			t.above = append(t.above, loop)
		}
	}
	for i := range b.j.Exits {
		if e := &b.j.Exits[i]; b.has(e.From) && b.main[e.From] {
			t.above = append(t.above, b.exitTrack(e))
		}
	}
	byStart := func(a, b track) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.to, b.to))
	}
	slices.SortStableFunc(t.below, byStart)
	for i := range t.below {
		k := &t.below[i]
		k.level = free(t.below[:i], k, 1, t.prefers(k))
		t.levels = max(t.levels, k.level)
		if b.has(k.to) && !b.main[k.to] {
			t.level[k.to] = k.level
		}
	}
	b.exitsBelow(&t)
	// Short tracks lie inside long ones, and of equal ones the later inside, so that they need not cross.
	// Ways into other journeys come last: they lie over the tracks that would run through their names.
	slices.SortStableFunc(t.above, func(a, b track) int {
		if a.exit != nil && b.exit != nil {
			return a.exitOrder() - b.exitOrder()
		}
		return cmp.Or(cmp.Compare(leadsOut(a), leadsOut(b)), cmp.Compare(a.end-a.start, b.end-b.start), byStart(b, a))
	})
	for i := range t.above {
		k := &t.above[i]
		lowest := 1
		for _, o := range t.above[:i] {
			if k.exit != nil && (o.rises(k.start, k.end) || o.exit != nil && k.start < 2*o.exit.From && 2*o.exit.From < k.end) {
				lowest = max(lowest, o.level)
			}
		}
		k.level = free(t.above[:i], k, lowest, 0)
		t.levelsAbove = max(t.levelsAbove, k.level)
	}
	return t
}

// exitOrder sorts ways into other journeys so that a name comes after those whose lines it would cut, and lies over them:
// names that stand right of their lines from right to left, then those that stand left of them from left to right.
func (k *track) exitOrder() int {
	if k.flipped {
		return k.exit.From
	}
	return -1 - k.exit.From
}

func leadsOut(k track) int {
	if k.exit != nil {
		return 1
	}
	return 0
}

// rises reports whether a track back goes up or down somewhere between two positions.
func (k *track) rises(start, end int) bool {
	in := func(stage int) bool { return start < 2*stage && 2*stage < end }
	return k.exit == nil && (in(k.to) || slices.ContainsFunc(k.ways, func(w Way) bool { return in(w.From) }))
}

// exitsBelow places the ways that lead from stages beside the main line into other journeys: under those stages.
func (b *band) exitsBelow(t *tracks) {
	last := map[int]int{} // by stage, the level of the one before
	for i := range b.j.Exits {
		e := &b.j.Exits[i]
		if !b.has(e.From) || b.main[e.From] {
			continue
		}
		k := b.exitTrack(e)
		k.over = last[e.From]
		lowest := max(t.level[e.From], k.over) + 1
		for _, o := range t.below {
			if o.level > lowest && b.falls(&o, k.start, k.end) {
				lowest = o.level
			}
		}
		k.level = free(t.below, &k, lowest, 0)
		last[e.From] = k.level
		t.levels = max(t.levels, k.level)
		t.below = append(t.below, k)
	}
}

// falls reports whether a track below the main line goes down or up somewhere between two positions.
func (b *band) falls(k *track, start, end int) bool {
	in := func(from, to int) bool { return start < to && from < end }
	if k.exit != nil {
		return in(2*k.exit.From, 2*k.exit.From+1)
	}
	return k.to >= 0 && b.main[k.to] && in(2*k.to-1, 2*k.to) ||
		slices.ContainsFunc(k.ways, func(w Way) bool { return in(2*w.From, 2*w.From+1) })
}

// clip cuts a track at the edges of the strip.
func (b *band) clip(k track) track {
	k.start, k.end = max(k.start, 2*b.first-1), min(k.end, 2*b.last-1)
	return k
}

// prefers gives the level of a stage beside the main line that the track comes from, so that it goes straight on.
func (t *tracks) prefers(k *track) int {
	for _, w := range k.ways {
		if at := t.level[w.From]; at > 0 {
			return at
		}
	}
	return 0
}

// free gives the lowest level from lowest on at which a track meets none of the others, or the one it prefers where
// that is free.
func free(others []track, k *track, lowest, prefers int) int {
	meets := func(at int) bool {
		return slices.ContainsFunc(others, func(o track) bool { return o.level == at && o.start < k.end && k.start < o.end })
	}
	if prefers >= lowest && !meets(prefers) {
		return prefers
	}
	at := lowest
	for meets(at) {
		at++
	}
	return at
}
