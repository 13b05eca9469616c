package analysis

import (
	"cmp"
	"fmt"
	"slices"
)

// BoundedJourney is what the boundaries a person crosses are worked out from, as the schema names it for
// Journey.boundaries.
type BoundedJourney struct {
	Stages []BoundedStage `json:"stages"`

	// What all stages rest on is a great deal on a large graph, so it is read beside them, where it matters.
	SeenByAny []struct {
		ID            string  `json:"id"`
		Organisations []Named `json:"organisations"`
	} `json:"seenByAny"` // stages with nobody known at their touchpoints
	Handing []struct {
		ID           string                `json:"id"`
		Applications []AssessedApplication `json:"applications"`
	} `json:"handing"` // stages that hand off, or are handed, something by a standard
}

// AssessedApplication is an application with the standards that it meets.
type AssessedApplication struct {
	Meets nodes `json:"meets"`
}

// BoundedStage is a stage, who sees the person there with which applications, and to which stages it hands off.
type BoundedStage struct {
	RoutedStage
	Organisations []Named               `json:"-"` // of all its services, where nobody is known at its touchpoints
	Applications  []AssessedApplication `json:"-"` // where something is handed by a standard
	Touchpoints   []struct {
		ProvidedThrough []struct {
			Organisations []Named `json:"organisations"`
		} `json:"providedThrough"`
	} `json:"touchpoints"`
	HandoffsOut []BoundedHandoff `json:"handoffsOut"`
}

// BoundedHandoff is a handoff to a stage.
type BoundedHandoff struct {
	Named
	To        Ref     `json:"to"`
	Transport *string `json:"transport"`
	Standards []Named `json:"standards"`
}

// The states of a boundary, the worst first.
const (
	noHandoff   = "NO_HANDOFF"
	noStandard  = "NO_STANDARD"
	notMet      = "NOT_CONFORMANT"
	metAtBoth   = "CONFORMANT"
	startsAlone = "SYMPTOM"
	getsInTouch = "CONTACT"
)

// Boundary is a way on from one stage to another at which other organisations take over, by the places of the stages.
type Boundary struct {
	From, To int
	State    string
	Handoffs []BoundedHandoff // from one to the other
	Likely   bool             // on the way most people take
}

// join gives the stages what was read beside them.
func (j *BoundedJourney) join() {
	at := make(map[string]*BoundedStage, len(j.Stages))
	for i := range j.Stages {
		at[j.Stages[i].ID] = &j.Stages[i]
	}
	for _, s := range j.SeenByAny {
		if stage := at[s.ID]; stage != nil {
			stage.Organisations = s.Organisations
		}
	}
	for _, s := range j.Handing {
		if stage := at[s.ID]; stage != nil {
			stage.Applications = s.Applications
		}
	}
}

// seenBy gives the organisations that see the person at the stage: those that offer the services of its touchpoints, or
// where none is known those that offer any service of the stage.
func (s BoundedStage) seenBy() []Named {
	var all []Named
	known := map[string]bool{}
	for _, t := range s.Touchpoints {
		for _, p := range t.ProvidedThrough {
			for _, o := range p.Organisations {
				if !known[o.ID] {
					known[o.ID], all = true, append(all, o)
				}
			}
		}
	}
	if len(all) == 0 {
		return s.Organisations
	}
	slices.SortFunc(all, func(a, b Named) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// Boundaries gives the ways on, in the order of the journey, where both stages have organisations and none is at both,
// with the best that any handoff there does: it uses a standard that applications of both stages meet, it uses one, it is
// there. As for missing handoffs, a person goes on from a symptom, and to a contact, by themselves.
func (j BoundedJourney) Boundaries() []Boundary {
	var routed RoutedJourney
	for _, s := range j.Stages {
		routed.Stages = append(routed.Stages, s.RoutedStage)
	}
	ways := newShares(routed)
	likely := map[[2]int]bool{}
	if route := routed.ToEnd().MostLikely; route != nil {
		for i := 1; i < len(route.Stages); i++ {
			likely[[2]int{route.Stages[i-1], route.Stages[i]}] = true
		}
	}
	var all []Boundary
	for from, s := range j.Stages {
		for _, w := range ways.ways[from] {
			next := j.Stages[w.to]
			here, there := s.seenBy(), next.seenBy()
			if len(here) == 0 || len(there) == 0 || shareAny(here, there) || s.StageType == startsAlone || next.StageType == getsInTouch {
				continue
			}
			b := Boundary{From: from, To: w.to, Likely: likely[[2]int{from, w.to}]}
			b.State, b.Handoffs = j.state(s, next)
			all = append(all, b)
		}
	}
	return all
}

func shareAny(a, b []Named) bool {
	known := make(map[string]bool, len(a))
	for _, o := range a {
		known[o.ID] = true
	}
	return anyOf(b, known)
}

func (j BoundedJourney) state(s, next BoundedStage) (string, []BoundedHandoff) {
	state := noHandoff
	var handoffs []BoundedHandoff
	for _, h := range s.HandoffsOut {
		if h.To.ID != next.ID {
			continue
		}
		handoffs = append(handoffs, h)
		if state == noHandoff {
			state = noStandard
		}
		for _, standard := range h.Standards {
			if state == noStandard {
				state = notMet
			}
			if s.meets(standard.ID) && next.meets(standard.ID) {
				state = metAtBoth
			}
		}
	}
	return state, handoffs
}

// meets reports whether any application of the stage meets the standard.
func (s BoundedStage) meets(standard string) bool {
	for _, a := range s.Applications {
		if a.Meets.has(standard) {
			return true
		}
	}
	return false
}

// JourneyBoundaries answers Journey.boundaries from its needs.
func JourneyBoundaries(needs Needs) (map[string]any, error) {
	var j BoundedJourney
	if err := needs.Into(&j); err != nil {
		return nil, fmt.Errorf("read what the boundaries on a journey need: %w", err)
	}
	j.join()
	count := map[string]int{}
	likely := 0
	crossings := []map[string]any{}
	for _, b := range j.Boundaries() {
		count[b.State]++
		if b.Likely {
			likely++
		}
		crossings = append(crossings, j.fields(b))
	}
	return map[string]any{
		"crossed": len(crossings), "crossedOnMostLikelyWay": likely, "withoutHandoff": count[noHandoff],
		"withoutStandard": count[noStandard], "withoutConformance": count[notMet], "crossings": crossings,
	}, nil
}

func (j BoundedJourney) fields(b Boundary) map[string]any {
	end := func(at int) map[string]any {
		s := j.Stages[at]
		return map[string]any{"id": s.ID, "name": s.Name, "organisations": names(s.seenBy())}
	}
	handoffs, standards := []map[string]any{}, []Named{}
	for _, h := range b.Handoffs {
		handoffs = append(handoffs, map[string]any{"id": h.ID, "name": h.Name, "transport": optional(h.Transport), "standards": names(h.Standards)})
		standards = append(standards, h.Standards...)
	}
	way := fmt.Sprintf("From %q to %q ", j.Stages[b.From].Name, j.Stages[b.To].Name)
	switch b.State {
	case noHandoff:
		way += "other organisations take over, and no handoff says how they are told."
	case noStandard:
		way += "other organisations take over, and what is handed off uses no standard."
	case notMet:
		way += fmt.Sprintf("%s is to be used, and it is not known that applications on both sides meet it.", standards[0].Name)
	default:
		way += "what is handed off uses a standard that applications on both sides meet."
	}
	return map[string]any{
		"from": end(b.From), "to": end(b.To), "state": b.State, "onMostLikelyWay": b.Likely, "handoffs": handoffs, "why": way,
	}
}
