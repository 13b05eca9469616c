package analysis

import (
	"cmp"
	"slices"
	"strings"
)

// reachWays is the ways people can go, without those that lead back. It is the same for all groups.
type reachWays struct {
	ways   [][]reachWay
	order  []int // stages so that every way leads to a later one
	starts []int
	goal   []bool
}

// reachWay is a way to a stage and its condition, nil for none.
type reachWay struct {
	to        int
	condition *string
}

// openTo reports whether the condition of a way is none of the group's barriers.
func (w reachWay) openTo(g ReachGroup) bool {
	return w.condition == nil || !slices.ContainsFunc(g.Barriers, func(barrier string) bool { return strings.EqualFold(barrier, *w.condition) })
}

func newReachWays(stages []ReachStage) *reachWays {
	n := len(stages)
	w := &reachWays{ways: make([][]reachWay, n), order: make([]int, n), goal: make([]bool, n)}
	place := make(map[string]int, n)
	for i := range stages {
		place[stages[i].ID], w.order[i] = i, i
	}
	back := false
	for from := range stages {
		for _, e := range stages[from].Next.Edges {
			if to, inside := place[e.Node.ID]; inside && !e.Properties.Loop {
				w.ways[from] = append(w.ways[from], reachWay{to, e.Properties.Condition})
				back = back || to <= from
			}
		}
	}
	if back { // otherwise all ways lead to later stages
		w.turnNowhere()
	}
	led := make([]bool, n)
	for from, ways := range w.ways {
		w.goal[from] = stages[from].StageType == resolution || len(ways) == 0
		for _, way := range ways {
			led[way.to] = true
		}
	}
	for i, into := range led {
		if !into {
			w.starts = append(w.starts, i)
		}
	}
	return w
}

// turnNowhere leaves ways back inside a circle out, and puts the stages in order.
func (w *reachWays) turnNowhere() {
	g := &graph{ways: make([][]int, len(w.ways))}
	for from, ways := range w.ways {
		for _, way := range ways {
			g.ways[from] = append(g.ways[from], way.to)
		}
	}
	circles := g.circles()
	for from, ways := range w.ways {
		w.ways[from] = slices.DeleteFunc(ways, func(way reachWay) bool { return way.to <= from && circles[way.to] == circles[from] })
	}
	// Circles were numbered from the ends on, and inside one only ways to later stages are left.
	slices.SortStableFunc(w.order, func(a, b int) int { return cmp.Compare(circles[b], circles[a]) })
}

// reaches reports whether the group gets from a start to a goal past stages that are all open.
func (w *reachWays) reaches(g ReachGroup, open func(stage int) bool) bool {
	waiting, met := slices.Clone(w.starts), make([]bool, len(w.ways))
	for len(waiting) > 0 {
		at := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if met[at] || !open(at) {
			continue
		}
		if w.goal[at] {
			return true
		}
		met[at] = true
		for _, way := range w.ways[at] {
			if way.openTo(g) {
				waiting = append(waiting, way.to)
			}
		}
	}
	return false
}

// opening is a way to a stage and the closed stages on it.
type opening struct {
	found  bool
	opened []int
}

func (o opening) better(than opening) bool {
	if !than.found {
		return true
	}
	return cmp.Or(cmp.Compare(len(o.opened), len(than.opened)), slices.Compare(o.opened, than.opened)) < 0
}

// cheapest gives the way of the group from a start to a goal that passes the fewest closed stages, of equals the one that passes
// earlier ones.
func (w *reachWays) cheapest(closed []bool, g ReachGroup) opening {
	to := make([]opening, len(w.ways))
	for _, start := range w.starts {
		to[start].found = true
	}
	var best opening
	for _, at := range w.order {
		here := to[at]
		if !here.found {
			continue
		}
		if closed[at] {
			here.opened = append(slices.Clone(here.opened), at)
		}
		if w.goal[at] && here.better(best) {
			best = here
		}
		for _, way := range w.ways[at] {
			if way.openTo(g) && here.better(to[way.to]) {
				to[way.to] = here
			}
		}
	}
	return best
}

// firstMet gives the first closed stage, in the order of the journey, that the group comes to; -1 where there is none.
func (w *reachWays) firstMet(closed []bool, g ReachGroup) int {
	met := make([]bool, len(w.ways))
	for _, start := range w.starts {
		met[start] = true
	}
	for _, at := range w.order {
		if met[at] && !closed[at] {
			for _, way := range w.ways[at] {
				met[way.to] = met[way.to] || way.openTo(g)
			}
		}
	}
	for at := range met {
		if met[at] && closed[at] {
			return at
		}
	}
	return -1
}
