package analysis

import (
	"fmt"
	"slices"
)

// InAreas is what a journey in two areas is worked out from, as the schema names it for Journey.betweenAreas.
type InAreas struct {
	Stages []StageInAreas `json:"stages"`
}

// StageInAreas is a stage and the business capabilities it needs.
type StageInAreas struct {
	Named
	EnabledBy  []RealisedInAreas `json:"enabledBy"`
	AnyInArea  []Named           `json:"anyInArea"` // those that any service there realises, where nobody asks for the services
	AnyInOther []Named           `json:"anyInOther"`
}

// RealisedInAreas is a business capability and the services that realise it in two areas.
type RealisedInAreas struct {
	Named
	InArea  []Named `json:"inArea"` // nil where nobody asks for the services
	InOther []Named `json:"inOther"`
}

// The four places where a business capability can be.
const (
	inBoth      = "inBoth"
	onlyInArea  = "onlyInArea"
	onlyInOther = "onlyInOther"
	inNeither   = "inNeither"
)

// where says in which of the areas a business capability of the stage is.
func (s *StageInAreas) where(r *RealisedInAreas) string {
	is := func(services, any []Named) bool {
		return len(services) > 0 || slices.ContainsFunc(any, func(n Named) bool { return n.ID == r.ID })
	}
	area, other := is(r.InArea, s.AnyInArea), is(r.InOther, s.AnyInOther)
	switch {
	case area && other:
		return inBoth
	case area:
		return onlyInArea
	case other:
		return onlyInOther
	}
	return inNeither
}

// BetweenAreas answers Journey.betweenAreas from its needs.
func BetweenAreas(needs Needs) (map[string]any, error) {
	var in InAreas
	if err := needs.Into(&in); err != nil {
		return nil, fmt.Errorf("read what a journey has in two areas: %w", err)
	}
	different := map[string]map[string]bool{inBoth: {}, onlyInArea: {}, onlyInOther: {}, inNeither: {}}
	stages := []any{}
	for _, s := range in.Stages {
		stage := map[string]any{"id": s.ID, "name": s.Name}
		lists := map[string][]any{inBoth: {}, onlyInArea: {}, onlyInOther: {}, inNeither: {}}
		for i := range s.EnabledBy {
			r := &s.EnabledBy[i]
			where := s.where(r)
			lists[where] = append(lists[where], map[string]any{
				"id": r.ID, "name": r.Name, "inArea": names(r.InArea), "inOther": names(r.InOther),
			})
			different[where][r.ID] = true
		}
		for where, list := range lists {
			stage[where] = list
		}
		stage["differs"] = len(lists[onlyInArea])+len(lists[onlyInOther]) > 0
		stages = append(stages, stage)
	}
	answer := map[string]any{"stages": stages}
	for where, ids := range different {
		answer[where] = len(ids)
	}
	return answer, nil
}
