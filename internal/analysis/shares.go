package analysis

import (
	"cmp"
	"slices"
)

// shares is the ways on between nodes and who takes them. A node is a stage, or a stage after a number of rounds of each
// loop; no way leads back to a node passed before.
type shares struct {
	journey RoutedJourney
	at      []int // stage of each node
	ways    [][]sharedWay
	order   []int  // nodes so that every way leads to a later one
	start   []bool // nodes that no way leads into
}

type sharedWay struct {
	to    int
	share float64
}

// waysBetween gives the ways on between stages of which nobody has said how many people take which.
func waysBetween(stages []Stage) *shares {
	var routed RoutedJourney
	for _, s := range stages {
		stage := RoutedStage{ID: s.ID}
		for _, w := range s.Next.Edges {
			way := SharedWay{Node: w.Node}
			way.Properties.Loop = w.Properties.Loop
			stage.Next.Edges = append(stage.Next.Edges, way)
		}
		routed.Stages = append(routed.Stages, stage)
	}
	return newShares(routed)
}

// newShares leaves loops out, the marked ones and ways back inside a circle.
func newShares(j RoutedJourney) *shares {
	s, _ := newLoops(j, false)
	return s
}

// loop is a way back, between stages.
type loop struct {
	from int
	way  sharedWay
}

// newLoops gives the ways on, and the ways back apart from them. With turning, people who go back are among those that
// unknown shares are split between.
func newLoops(j RoutedJourney, turning bool) (*shares, []loop) {
	g := newGraph(j.plain())
	circles := g.circles()
	s := &shares{journey: j, ways: make([][]sharedWay, len(j.Stages)), start: make([]bool, len(j.Stages)), at: make([]int, len(j.Stages))}
	for i := range s.start {
		s.start[i], s.at[i] = true, i
	}
	var loops []loop
	for from, stage := range j.Stages {
		unknown := stage.split(turning)
		for _, w := range stage.Next.Edges {
			to, inside := g.place[w.Node.ID]
			if !inside {
				continue
			}
			way := sharedWay{to, unknown}
			if w.Properties.Share != nil {
				way.share = *w.Properties.Share
			}
			if w.Properties.Loop || to <= from && circles[to] == circles[from] {
				loops = append(loops, loop{from, way})
				continue
			}
			s.ways[from] = append(s.ways[from], way)
			s.start[to] = false
		}
	}
	s.sort(circles)
	return s, loops
}

// split gives the share of each way of which nobody knows it: those who are left, split evenly.
func (s RoutedStage) split(turning bool) float64 {
	left, unknown := 1.0, float64(len(s.LeadsTo))
	for _, w := range s.Next.Edges {
		switch {
		case w.Properties.Share != nil:
			left -= *w.Properties.Share
		case !w.Properties.Loop || turning:
			unknown++
		}
	}
	return max(0, left) / max(1, unknown)
}

// sort puts the stages in order: circles were numbered from the ends on, and inside one only ways to later stages are
// left.
func (s *shares) sort(circles []int) {
	inCircle := make([][]int, len(circles))
	for stage, circle := range circles {
		inCircle[circle] = append(inCircle[circle], stage)
	}
	for i := len(inCircle) - 1; i >= 0; i-- {
		s.order = append(s.order, inCircle[i]...)
	}
}

// routes looks for the routes from any start to the first stage on the way that is a goal. Ways on lead in one
// direction only, so the best way to a node is the best to one before it and the step from there.
func (s *shares) routes(start []bool, goal func(stage int) bool) Routes {
	return Routes{
		Shortest: s.best(start, goal, func(a, b Route) int {
			return cmp.Or(cmp.Compare(a.Days, b.Days), cmp.Compare(len(a.Stages), len(b.Stages)))
		}),
		Longest: s.best(start, goal, func(a, b Route) int {
			return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(len(b.Stages), len(a.Stages)))
		}),
		MostLikely: s.best(start, goal, func(a, b Route) int { return cmp.Compare(b.Share, a.Share) }),
	}
}

// best gives the route to a goal that comes first. Of equals it is the one that goes through earlier stages.
func (s *shares) best(start []bool, goal func(stage int) bool, compare func(a, b Route) int) *Route {
	better := func(a Route, b *Route) bool {
		return b == nil || cmp.Or(compare(a, *b), slices.Compare(a.Stages, b.Stages)) < 0
	}
	routes := make([]*Route, len(s.ways))
	var found *Route
	for _, node := range s.order {
		stage := s.at[node]
		if first := (Route{Stages: []int{stage}, Taken: []float64{1}, Share: 1}); start[node] && better(first, routes[node]) {
			routes[node] = &first
		}
		here := routes[node]
		if here == nil {
			continue
		}
		if goal(stage) {
			if better(*here, found) {
				found = here
			}
			continue
		}
		for _, w := range s.ways[node] {
			on := Route{Days: here.Days + s.journey.Stages[stage].TypicalDays, Share: here.Share * w.share}
			on.Stages = append(append(on.Stages, here.Stages...), s.at[w.to])
			on.Taken = append(append(on.Taken, here.Taken...), w.share)
			if better(on, routes[w.to]) {
				routes[w.to] = &on
			}
		}
	}
	return found
}
