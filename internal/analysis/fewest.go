package analysis

import (
	"context"
	"fmt"
	"math/bits"
	"slices"
)

// mostExact is how many applications the smallest set is looked for among exactly: every set of them can be tried.
const mostExact = 20

// Fewest is the smallest set of applications that still supports everything.
type Fewest struct {
	Keep        []int // applications
	Exact       bool  // no smaller set does; otherwise it was put together greedily
	Unsupported []int // what no application supports
}

// FewestOf looks for the fewest of some applications that support everything that any of them supports: exactly where up
// to 20 of them are left once those that are the only ones, or no better than another, are settled; otherwise taking the
// one that adds most each time.
func FewestOf(ctx context.Context, applications int, supportedBy [][]int) (Fewest, error) {
	f := Fewest{Exact: true}
	open := map[int][]int{} // what is not supported yet
	for what, by := range supportedBy {
		if len(by) == 0 {
			f.Unsupported = append(f.Unsupported, what)
		} else {
			open[what] = by
		}
	}
	keep := make([]bool, applications)
	for what := range supportedBy {
		if by := open[what]; len(by) == 1 && !keep[by[0]] {
			keep[by[0]] = true
		}
	}
	for what, by := range open {
		if slices.ContainsFunc(by, func(a int) bool { return keep[a] }) {
			delete(open, what)
		}
	}
	supports := make([][]int, applications)
	for what := range supportedBy { // in order
		for _, a := range open[what] {
			supports[a] = append(supports[a], what)
		}
	}
	left, err := undominated(ctx, supports)
	if err != nil {
		return Fewest{}, err
	}
	if len(left) <= mostExact {
		chosen, err := smallest(ctx, left, supports, len(open))
		if err != nil {
			return Fewest{}, err
		}
		for _, a := range chosen {
			keep[a] = true
		}
	} else {
		f.Exact = false
		greedy(left, supports, len(open), keep)
	}
	for a, kept := range keep {
		if kept {
			f.Keep = append(f.Keep, a)
		}
	}
	return f, nil
}

// undominated gives the applications that support something no other supports all of as well. Of two that support the
// same the first is kept.
func undominated(ctx context.Context, supports [][]int) ([]int, error) {
	within := func(a, b []int) bool {
		return !slices.ContainsFunc(a, func(what int) bool { return !slices.Contains(b, what) })
	}
	var left []int
	for a := range supports {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		worse := len(supports[a]) == 0
		for b := range supports {
			if a != b && !worse && within(supports[a], supports[b]) && (len(supports[b]) > len(supports[a]) || b < a) {
				worse = true
			}
		}
		if !worse {
			left = append(left, a)
		}
	}
	return left, nil
}

// setsBetween is how many sets are tried until somebody looks whether the answer is still wanted.
const setsBetween = 1 << 12

// smallest tries every set, the smaller ones first, and of one size those with earlier applications first.
func smallest(ctx context.Context, left []int, supports [][]int, all int) ([]int, error) {
	if all == 0 {
		return nil, nil
	}
	place := map[int]int{} // of what is to be supported
	for _, a := range left {
		for _, what := range supports[a] {
			if _, known := place[what]; !known {
				place[what] = len(place)
			}
		}
	}
	covers := make([][]uint64, len(left))
	for i, a := range left {
		covers[i] = make([]uint64, (all+63)/64)
		for _, what := range supports[a] {
			covers[i][place[what]/64] |= 1 << (place[what] % 64)
		}
	}
	tried := 0
	for size := 1; size <= len(left); size++ {
		for set := uint(1)<<size - 1; set < 1<<len(left); set = nextOfSize(set) {
			if tried++; tried%setsBetween == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if coversAll(covers, set, all) {
				var chosen []int
				for rest := set; rest != 0; rest &= rest - 1 {
					chosen = append(chosen, left[bits.TrailingZeros(rest)])
				}
				return chosen, nil
			}
		}
	}
	return nil, nil
}

// nextOfSize gives the next larger number with as many bits set.
func nextOfSize(set uint) uint {
	low := set & -set
	ripple := set + low
	return ripple | (set^ripple)/low>>2
}

func coversAll(covers [][]uint64, set uint, all int) bool {
	for word := range covers[0] {
		var together uint64
		for rest := set; rest != 0; rest &= rest - 1 {
			together |= covers[bits.TrailingZeros(rest)][word]
		}
		if want := min(64, all-64*word); bits.OnesCount64(together) < want {
			return false
		}
	}
	return true
}

func greedy(left []int, supports [][]int, all int, keep []bool) {
	covered := map[int]bool{}
	for len(covered) < all {
		best, most := -1, 0
		for _, a := range left {
			adds := 0
			for _, what := range supports[a] {
				if !covered[what] {
					adds++
				}
			}
			if adds > most {
				best, most = a, adds
			}
		}
		keep[best] = true
		for _, what := range supports[best] {
			covered[what] = true
		}
	}
}

// FewestApplications answers Query.fewestApplications from its needs.
func FewestApplications(ctx context.Context, needs Needs, _ map[string]any) (map[string]any, error) {
	var read struct {
		Met          nodesOf[Reused] `json:"businessCapabilities"`
		Applications nodesOf[Named]  `json:"applications"` // all there are, for their names
	}
	if err := needs.Into(&read); err != nil {
		return nil, fmt.Errorf("read what the fewest applications need: %w", err)
	}
	name := make(map[string]string, len(read.Applications.Nodes))
	for _, a := range read.Applications.Nodes {
		name[a.ID] = a.Name
	}
	var applications []Named
	place := map[string]int{}
	supportedBy := make([][]int, len(read.Met.Nodes))
	for i, m := range read.Met.Nodes {
		for _, a := range m.Applications {
			if _, known := place[a.ID]; !known {
				place[a.ID] = len(applications)
				applications = append(applications, Named{a.ID, name[a.ID]})
			}
			supportedBy[i] = append(supportedBy[i], place[a.ID])
		}
	}
	f, err := FewestOf(ctx, len(applications), supportedBy)
	if err != nil {
		return nil, err
	}
	keep, spare, unsupported := []Named{}, []Named{}, []Named{}
	for i, a := range applications {
		if slices.Contains(f.Keep, i) {
			keep = append(keep, a)
		} else {
			spare = append(spare, a)
		}
	}
	for _, i := range f.Unsupported {
		unsupported = append(unsupported, read.Met.Nodes[i].Named)
	}
	return map[string]any{
		"keep": names(keep), "spare": names(spare), "exact": f.Exact, "unsupported": names(unsupported),
		"why": fmt.Sprintf("%s of %d would still support every business capability that any of them supports.", counted(len(keep), "application", "applications"), len(applications)),
	}, nil
}
