package analysis

import (
	"fmt"
)

// Clock is what the stages inside a clock are worked out from, as the schema names it for
// WaitingTimeTarget.stagesInside.
type Clock struct {
	StartsAt []Ref          `json:"startsAt"`
	StopsAt  []Ref          `json:"stopsAt"`
	Journeys []ClockJourney `json:"journeys"`
}

// ClockJourney is a journey on which the clock starts or stops.
type ClockJourney struct {
	Stages []ClockStage `json:"stages"`
}

// ClockStage is a Stage and what a person meets there.
type ClockStage struct {
	Stage
	Name      string  `json:"name"`
	EnabledBy []Named `json:"enabledBy"`
}

// Named is a node by its id and name.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// StagesInside answers WaitingTimeTarget.stagesInside from its needs.
func StagesInside(needs Needs) ([]map[string]any, error) {
	var c Clock
	if err := needs.Into(&c); err != nil {
		return nil, fmt.Errorf("read what the stages inside a clock need: %w", err)
	}
	answer := []map[string]any{}
	for _, s := range InsideOf(c) {
		met := make([]map[string]any, len(s.EnabledBy))
		for i, b := range s.EnabledBy {
			met[i] = map[string]any{"id": b.ID, "name": b.Name}
		}
		answer = append(answer, map[string]any{"id": s.ID, "name": s.Name, "businessCapabilities": met})
	}
	return answer, nil
}

// InsideOf gives the stages a person can be at while the clock runs, in the order of their journeys: those on a way from
// a stage that starts it to one that stops it. A way ends where the clock stops, and loops are no ways: who comes back
// after the clock has stopped does not start it again.
func InsideOf(c Clock) []ClockStage {
	var stages []ClockStage
	var all Journey
	known := map[string]bool{}
	for _, j := range c.Journeys {
		for _, s := range j.Stages {
			if !known[s.ID] {
				known[s.ID] = true
				stages, all.Stages = append(stages, s), append(all.Stages, s.Stage)
			}
		}
	}
	g := newGraph(all)
	starts, stops := g.marked(c.StartsAt), g.marked(c.StopsAt)
	runs := g.reached(starts, func(from int) bool { return !stops[from] || starts[from] })
	ends := g.turned().reached(stops, func(int) bool { return true })
	var inside []ClockStage
	for i, s := range stages {
		if runs[i] && ends[i] {
			inside = append(inside, s)
		}
	}
	return inside
}

// marked says of every stage whether it is one of these.
func (g *graph) marked(these []Ref) []bool {
	marks := make([]bool, len(g.ways))
	for _, ref := range these {
		if i, known := g.place[ref.ID]; known {
			marks[i] = true
		}
	}
	return marks
}

// reached says of every stage whether it is marked or can be reached from a marked one, going on only from stages that
// let through.
func (g *graph) reached(marked []bool, through func(stage int) bool) []bool {
	seen := make([]bool, len(g.ways))
	var waiting []int
	for i, mark := range marked {
		if mark {
			seen[i] = true
			waiting = append(waiting, i)
		}
	}
	for len(waiting) > 0 {
		from := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if !through(from) {
			continue
		}
		for _, to := range g.ways[from] {
			if !seen[to] {
				seen[to] = true
				waiting = append(waiting, to)
			}
		}
	}
	return seen
}

// turned gives the graph with every way the other way round.
func (g *graph) turned() *graph {
	back := &graph{place: g.place, ways: make([][]int, len(g.ways))}
	for from, ways := range g.ways {
		for _, to := range ways {
			back.ways[to] = append(back.ways[to], from)
		}
	}
	return back
}
