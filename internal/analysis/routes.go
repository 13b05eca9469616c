package analysis

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// RoutedJourney is what the routes of a journey are worked out from, as the schema names it for Journey.routes.
type RoutedJourney struct {
	Stages []RoutedStage `json:"stages"`
	Clocks []RoutedClock `json:"waitingTimeTargets"`
}

// RoutedStage is a Stage with how long it takes and how many people take each way on.
type RoutedStage struct {
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	StageType   string  `json:"stageType"`
	TypicalDays float64 `json:"typicalDays"`
	Next        struct {
		Edges []SharedWay `json:"edges"`
	} `json:"nextConnection"`
	LeadsTo []Ref `json:"leadsTo"`
}

// SharedWay is a Way and the part of the people who take it, nil where nobody knows.
type SharedWay struct {
	Properties struct {
		Loop  bool     `json:"loop"`
		Share *float64 `json:"share"`
	} `json:"properties"`
	Node Ref `json:"node"`
}

// RoutedClock is a waiting time target and the stages where its clock starts and stops.
type RoutedClock struct {
	Named
	StartsAt []Ref `json:"startsAt"`
	StopsAt  []Ref `json:"stopsAt"`
}

// Route is one way through a journey, by the places of its stages in it.
type Route struct {
	Stages []int
	Days   float64 // typical days of all stages but the last: until that one is reached
	Share  float64 // part of the people who take exactly this way
}

// Routes are the extreme routes to some stages. All are nil where no way leads there.
type Routes struct{ Shortest, Longest, MostLikely *Route }

// treatment is the type of stage that people wait for.
const treatment = "TREATMENT"

// JourneyRoutes answers Journey.routes from its needs.
func JourneyRoutes(needs []byte) (map[string]any, error) {
	var j RoutedJourney
	if err := json.Unmarshal(needs, &j); err != nil {
		return nil, fmt.Errorf("read what the routes of a journey need: %w", err)
	}
	running := j.clocks()
	return map[string]any{
		"toTreatment": j.fields(j.ToTreatment(), running), "toEnd": j.fields(j.ToEnd(), running),
	}, nil
}

// ToTreatment gives the routes from where the journey starts to the first treatment on the way.
func (j RoutedJourney) ToTreatment() Routes {
	return j.routes(func(stage int) bool { return j.Stages[stage].StageType == treatment })
}

// ToEnd gives the routes from where the journey starts to where no way leads on.
func (j RoutedJourney) ToEnd() Routes {
	g := newShares(j)
	return j.routes(func(stage int) bool { return len(g.ways[stage]) == 0 })
}

// routes looks for the routes from any start to the first stage on the way that is a goal. Ways on lead in one
// direction only, so the best way to a stage is the best to one before it and the step from there.
func (j RoutedJourney) routes(goal func(stage int) bool) Routes {
	g := newShares(j)
	return Routes{
		Shortest: g.best(goal, func(a, b Route) int {
			return cmp.Or(cmp.Compare(a.Days, b.Days), cmp.Compare(len(a.Stages), len(b.Stages)))
		}),
		Longest: g.best(goal, func(a, b Route) int {
			return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(len(b.Stages), len(a.Stages)))
		}),
		MostLikely: g.best(goal, func(a, b Route) int { return cmp.Compare(b.Share, a.Share) }),
	}
}

// shares is the ways on between stages and who takes them, without those that lead back.
type shares struct {
	journey RoutedJourney
	ways    [][]sharedWay
	order   []int  // stages so that every way leads to a later one
	start   []bool // stages that no way leads into
}

type sharedWay struct {
	to    int
	share float64
}

func newShares(j RoutedJourney) *shares {
	g := newGraph(j.plain())
	circles := g.circles()
	s := &shares{journey: j, ways: make([][]sharedWay, len(j.Stages)), start: make([]bool, len(j.Stages))}
	for i := range s.start {
		s.start[i] = true
	}
	for from, stage := range j.Stages {
		left, unknown := 1.0, float64(len(stage.LeadsTo))
		for _, w := range stage.Next.Edges {
			switch {
			case w.Properties.Share != nil:
				left -= *w.Properties.Share
			case !w.Properties.Loop:
				unknown++
			}
		}
		for _, w := range stage.Next.Edges {
			to, inside := g.place[w.Node.ID]
			if !inside || w.Properties.Loop || to <= from && circles[to] == circles[from] {
				continue
			}
			share := max(0, left) / max(1, unknown)
			if w.Properties.Share != nil {
				share = *w.Properties.Share
			}
			s.ways[from] = append(s.ways[from], sharedWay{to, share})
			s.start[to] = false
		}
	}
	s.sort(circles)
	return s
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

// best gives the route to a goal that comes first. Of equals it is the one that goes through earlier stages.
func (s *shares) best(goal func(stage int) bool, compare func(a, b Route) int) *Route {
	better := func(a, b Route) bool { return cmp.Or(compare(a, b), slices.Compare(a.Stages, b.Stages)) < 0 }
	routes := make([]*Route, len(s.ways))
	var found *Route
	for _, stage := range s.order {
		if s.start[stage] {
			routes[stage] = &Route{Stages: []int{stage}, Share: 1}
		}
		here := routes[stage]
		if here == nil {
			continue
		}
		if goal(stage) {
			if found == nil || better(*here, *found) {
				found = here
			}
			continue
		}
		for _, w := range s.ways[stage] {
			on := Route{Days: here.Days + s.journey.Stages[stage].TypicalDays, Share: here.Share * w.share}
			on.Stages = append(append(on.Stages, here.Stages...), w.to)
			if routes[w.to] == nil || better(on, *routes[w.to]) {
				routes[w.to] = &on
			}
		}
	}
	return found
}

// plain gives the journey as circles and clocks read it.
func (j RoutedJourney) plain() Journey {
	var plain Journey
	for _, s := range j.Stages {
		stage := Stage{ID: s.ID, LeadsTo: s.LeadsTo}
		for _, w := range s.Next.Edges {
			way := Way{Node: w.Node}
			way.Properties.Loop = w.Properties.Loop
			stage.Next.Edges = append(stage.Next.Edges, way)
		}
		plain.Stages = append(plain.Stages, stage)
	}
	return plain
}

// clocks gives the clocks that run at each stage.
func (j RoutedJourney) clocks() map[string][]Named {
	var stages []ClockStage
	for _, s := range j.plain().Stages {
		stages = append(stages, ClockStage{Stage: s})
	}
	running := map[string][]Named{}
	for _, c := range j.Clocks {
		clock := Clock{StartsAt: c.StartsAt, StopsAt: c.StopsAt, Journeys: []ClockJourney{{Stages: stages}}}
		for _, s := range InsideOf(clock) {
			running[s.ID] = append(running[s.ID], c.Named)
		}
	}
	return running
}

// fields gives routes under the names of the schema, nil where no way leads there.
func (j RoutedJourney) fields(r Routes, running map[string][]Named) any {
	if r.Shortest == nil {
		return nil
	}
	route := func(r Route) map[string]any {
		stages := make([]map[string]any, len(r.Stages))
		for i, at := range r.Stages {
			s := j.Stages[at]
			stages[i] = map[string]any{"id": s.ID, "name": s.Name, "typicalDays": s.TypicalDays, "clocks": names(running[s.ID])}
		}
		return map[string]any{"days": r.Days, "share": r.Share, "stages": stages}
	}
	return map[string]any{"shortest": route(*r.Shortest), "longest": route(*r.Longest), "mostLikely": route(*r.MostLikely)}
}
