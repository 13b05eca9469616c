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
	level      int // 1 is next to the main line
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
			if k.start == k.end {
				k.start, k.end = k.start-2, k.end+2 // room for the words over a loop at one stage
			}
			t.above = append(t.above, b.clip(*k))
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
	slices.SortStableFunc(t.above, func(a, b track) int { return cmp.Or(cmp.Compare(a.end-a.start, b.end-b.start), byStart(b, a)) })
	for i := range t.above {
		k := &t.above[i]
		k.level = free(t.above[:i], k, 1, 0)
		t.levelsAbove = max(t.levelsAbove, k.level)
	}
	return t
}

// exitsBelow places the ways that lead from stages beside the main line into other journeys: under those stages.
func (b *band) exitsBelow(t *tracks) {
	for i := range b.j.Exits {
		e := &b.j.Exits[i]
		if !b.has(e.From) || b.main[e.From] {
			continue
		}
		k := b.exitTrack(e)
		k.level = free(t.below, &k, t.level[e.From]+1, 0)
		t.levels = max(t.levels, k.level)
		t.below = append(t.below, k)
	}
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
