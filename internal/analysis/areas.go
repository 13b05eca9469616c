package analysis

import (
	"fmt"
)

// InAreas is what a journey in two areas is worked out from, as the schema names it for Journey.betweenAreas.
type InAreas struct {
	Stages []StageInAreas `json:"stages"`
}

// StageInAreas is a stage and the business capabilities it needs.
type StageInAreas struct {
	Named
	EnabledBy []RealisedInAreas `json:"enabledBy"`
}

// RealisedInAreas is a business capability and the services that realise it in two areas.
type RealisedInAreas struct {
	Named
	InArea  []Named `json:"inArea"`
	InOther []Named `json:"inOther"`
}

// The four places where a business capability can be.
const (
	inBoth      = "inBoth"
	onlyInArea  = "onlyInArea"
	onlyInOther = "onlyInOther"
	inNeither   = "inNeither"
)

// where says in which of the areas it is.
func (r RealisedInAreas) where() string {
	switch {
	case len(r.InArea) > 0 && len(r.InOther) > 0:
		return inBoth
	case len(r.InArea) > 0:
		return onlyInArea
	case len(r.InOther) > 0:
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
		for _, r := range s.EnabledBy {
			lists[r.where()] = append(lists[r.where()], map[string]any{
				"id": r.ID, "name": r.Name, "inArea": names(r.InArea), "inOther": names(r.InOther),
			})
			different[r.where()][r.ID] = true
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
