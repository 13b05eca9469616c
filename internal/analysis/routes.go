package analysis

import (
	"fmt"
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
	Taken  []float64 // part of the people at the stage before who come to each stage, 1 for the first
	Days   float64   // typical days of all stages but the last: until that one is reached
	Share  float64   // part of the people at the first stage who take exactly this way
}

// Routes are the extreme routes to some stages. All are nil where no way leads there.
type Routes struct{ Shortest, Longest, MostLikely *Route }

// treatment is the type of stage that people wait for.
const treatment = "TREATMENT"

// JourneyRoutes answers Journey.routes from its needs.
func JourneyRoutes(needs Needs) (map[string]any, error) {
	j, err := readRouted(needs)
	if err != nil {
		return nil, err
	}
	running := j.clocks()
	return map[string]any{
		"toTreatment": j.fields(j.ToTreatment(), running), "toEnd": j.fields(j.ToEnd(), running),
	}, nil
}

// JourneyRoutesBetween answers Journey.routesBetween from its needs and its arguments from, to and rounds.
func JourneyRoutesBetween(needs Needs, args map[string]any) (any, error) {
	j, err := readRouted(needs)
	if err != nil {
		return nil, err
	}
	from, to, rounds := text(args, "from"), text(args, "to"), number(args, "rounds")
	if rounds < 0 || rounds > mostRounds {
		return nil, badInput("rounds must be from 0 to %d; it is %d.", mostRounds, rounds)
	}
	routes, err := j.Between(from, to, rounds)
	if err != nil {
		return nil, err
	}
	return j.fields(routes, j.clocks()), nil
}

func readRouted(needs Needs) (RoutedJourney, error) {
	var j RoutedJourney
	if err := needs.Into(&j); err != nil {
		return j, fmt.Errorf("read what the routes of a journey need: %w", err)
	}
	return j, nil
}

// ToTreatment gives the routes from where the journey starts to the first treatment on the way.
func (j RoutedJourney) ToTreatment() Routes {
	g := newShares(j)
	return g.routes(g.start, j.typed(treatment))
}

// ToEnd gives the routes from where the journey starts to where no way leads on.
func (j RoutedJourney) ToEnd() Routes {
	g := newShares(j)
	return g.routes(g.start, func(stage int) bool { return len(g.ways[stage]) == 0 })
}

// Between gives the routes from any stage of one type to the first of another type on the way, that go round no loop
// more often than rounds. It fails where there are too many loops to try all ways round them.
func (j RoutedJourney) Between(from, to string, rounds int) (Routes, error) {
	g, err := newRounds(j, rounds)
	if err != nil {
		return Routes{}, err
	}
	start := make([]bool, len(g.ways))
	for i := range j.Stages { // the first nodes are the stages before any loop
		start[i] = j.Stages[i].StageType == from
	}
	return g.routes(start, j.typed(to)), nil
}

func (j RoutedJourney) typed(stageType string) func(stage int) bool {
	return func(stage int) bool { return j.Stages[stage].StageType == stageType }
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
			stages[i] = map[string]any{
				"id": s.ID, "name": s.Name, "typicalDays": s.TypicalDays, "share": r.Taken[i], "clocks": names(running[s.ID]),
			}
		}
		return map[string]any{"days": r.Days, "share": r.Share, "stages": stages}
	}
	return map[string]any{"shortest": route(*r.Shortest), "longest": route(*r.Longest), "mostLikely": route(*r.MostLikely)}
}
