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

func (t *tally) add(c cell) { t.count(c, 1) }

// count notes that a value was met so many times more.
func (t *tally) count(c cell, times int64) {
	if t.last < len(t.cells) && t.cells[t.last] == c {
		t.counts[t.last] += times
		return
	}
	for i, known := range t.cells {
		if known == c {
			t.counts[i] += times
			t.last = i
			return
		}
	}
	if len(t.cells) < fewValues {
		t.cells, t.counts, t.last = append(t.cells, c), append(t.counts, times), len(t.cells)
		return
	}
	if t.more == nil {
		t.more = map[cell]int64{}
	}
	t.more[c] += times
}

// tidy leaves out values that are not met any more.
func (t *tally) tidy() {
	kept := tally{}
	for c, n := range t.all() {
		if n != 0 {
			kept.count(c, n)
		}
	}
	*t = kept
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
