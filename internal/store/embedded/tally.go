package embedded

import "iter"

// tally counts how often each value is met. What is counted by has few values, and neighbours mostly have the same, so they are
// looked through before a map is.
type tally struct {
	cells  []cell
	counts []int64
	last   int // the place of the value that was met last
	more   map[cell]int64
}

// fewValues is how many values are looked through.
const fewValues = 24

func (t *tally) add(c cell) {
	if t.last < len(t.cells) && t.cells[t.last] == c {
		t.counts[t.last]++
		return
	}
	for i, known := range t.cells {
		if known == c {
			t.counts[i]++
			t.last = i
			return
		}
	}
	if len(t.cells) < fewValues {
		t.cells, t.counts, t.last = append(t.cells, c), append(t.counts, 1), len(t.cells)
		return
	}
	if t.more == nil {
		t.more = map[cell]int64{}
	}
	t.more[c]++
}

// all gives the values with how often each was met, in no order.
func (t *tally) all() iter.Seq2[cell, int64] {
	return func(yield func(cell, int64) bool) {
		for i, c := range t.cells {
			if !yield(c, t.counts[i]) {
				return
			}
		}
		for c, n := range t.more {
			if !yield(c, n) {
				return
			}
		}
	}
}
