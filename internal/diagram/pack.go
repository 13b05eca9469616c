package diagram

import (
	"cmp"
	"slices"
)

// run is a bar over neighbouring stages, both included.
type run struct {
	ref         Ref
	said        string // instead of the name, where there is little room
	first, last int
	row         int
	tall        int  // rows it stands over, 0 is 1
	gap         bool // something is missing
	main        bool
}

// words are what stands in the bar.
func (r *run) words() string { return cmp.Or(r.said, r.ref.Name) }

// rows is how many rows it stands over.
func (r *run) rows() int { return max(1, r.tall) }

// runs merges equal neighbours: what is met at stages 2, 3 and 5 gives a bar over 2 and 3 and one over 5. Bars come in
// the order in which they are met.
func runs(stages []Stage, first, last int, pick func(*Stage) []Ref) []run {
	var out []run
	open := map[string]int{} // by id, the bar that reaches to the stage before
	for i := first; i < last; i++ {
		next := map[string]int{}
		for _, n := range pick(&stages[i]) {
			if _, twice := next[n.ID]; twice {
				continue
			}
			at, ok := open[n.ID]
			if !ok {
				at = len(out)
				out = append(out, run{ref: n, first: i})
			}
			out[at].last = i
			next[n.ID] = at
		}
		open = next
	}
	return out
}

// pack gives every bar a row from the row given on, the longest first, so that no two in a row overlap. A bar prefers
// the row in which the same thing is already drawn. At most so many rows are used: left[i] is how many bars at stage i
// found no place.
func pack(bars []run, from, most int) (placed []run, left map[int]int) {
	covered := map[string]int{}
	for _, r := range bars {
		covered[r.ref.ID] += r.last - r.first + 1
	}
	order := slices.Clone(bars)
	slices.SortStableFunc(order, func(a, b run) int {
		return cmp.Or(
			cmp.Compare(covered[b.ref.ID], covered[a.ref.ID]), cmp.Compare(b.last-b.first, a.last-a.first), cmp.Compare(a.first, b.first),
		)
	})
	left = map[int]int{}
	home := map[string]int{}
	taken := make([][]run, most)
	free := func(row int, r run) bool {
		if row+r.rows() > most {
			return false
		}
		for _, in := range taken[row : row+r.rows()] {
			if slices.ContainsFunc(in, func(t run) bool { return t.first <= r.last && r.first <= t.last }) {
				return false
			}
		}
		return true
	}
	for _, r := range order {
		row, known := home[r.ref.ID]
		if !known || !free(row, r) {
			for row = 0; row < most && !free(row, r); row++ {
			}
		}
		if row == most {
			for i := r.first; i <= r.last; i++ {
				left[i]++
			}
			continue
		}
		home[r.ref.ID] = row
		for i := range r.rows() {
			taken[row+i] = append(taken[row+i], r)
		}
		r.row = from + row
		placed = append(placed, r)
	}
	slices.SortStableFunc(placed, func(a, b run) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.row, b.row)) })
	return placed, left
}

// rowsOf gives how many rows are used.
func rowsOf(bars []run) int {
	n := 0
	for _, r := range bars {
		n = max(n, r.row+r.rows())
	}
	return n
}
