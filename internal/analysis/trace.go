package analysis

import (
	"fmt"
	"maps"
	"slices"
)

// Traced is what hangs together with one thing on a journey, as the schema names it for Query.trace: at every stage what leads to the
// thing, and besides what the thing leads to.
type Traced struct {
	Journey *struct {
		Stages []TracedStage `json:"stages"`
		Traced []TracedWays  `json:"traced"` // the stage that is the thing, with everything there
	} `json:"journey"`
	Standards         TracedNodes `json:"standards"`
	ServiceTypes      TracedNodes `json:"serviceTypes"`
	OrganisationTypes TracedNodes `json:"organisationTypes"`
	ApplicationTypes  TracedNodes `json:"applicationTypes"`
	Ruled             TracedNodes `json:"ruled"`    // kinds of application to which the thing applies
	Services          TracedNodes `json:"services"` // this and the next two where there is an area
	Organisations     TracedNodes `json:"organisations"`
	Applications      TracedNodes `json:"applications"`
}

// TracedStage is a stage of the journey.
type TracedStage struct {
	TracedWays             // what leads from it to the thing
	Name       string      `json:"name"`
	Parts      []Ref       `json:"parts"`     // business capabilities that are part of the thing
	Providing  []TracedWay `json:"providing"` // contacts, with the services that rest on the thing
}

// TracedWays are the ways from a stage, from the person's side to what stands behind it.
type TracedWays struct {
	ID            string      `json:"id"`
	Touchpoints   []TracedWay `json:"touchpoints"`
	EnabledBy     []Ref       `json:"enabledBy"`
	HandoffsOut   []Ref       `json:"handoffsOut"`
	Insights      []Ref       `json:"insights"`
	LeadsTo       []Ref       `json:"leadsTo"`
	ClocksStarted []Ref       `json:"clocksStarted"`
	ClocksStopped []Ref       `json:"clocksStopped"`
}

// met are the lists of what a stage leads to at once, besides contacts.
func (s *TracedWays) met() [][]Ref {
	return [][]Ref{s.EnabledBy, s.HandoffsOut, s.Insights, s.LeadsTo, s.ClocksStarted, s.ClocksStopped}
}

// TracedWay is a contact.
type TracedWay struct {
	ID              string `json:"id"`
	ProvidedThrough []Ref  `json:"providedThrough"`
}

// TracedNodes are nodes with the standards that apply to them.
type TracedNodes struct {
	Nodes []struct {
		ID        string `json:"id"`
		Standards []Ref  `json:"standards"`
	} `json:"nodes"`
}

// QueryTrace answers Query.trace from its needs: nil where there is no such journey.
func QueryTrace(needs Needs, args map[string]any) (map[string]any, error) {
	var in Traced
	if err := needs.Into(&in); err != nil {
		return nil, fmt.Errorf("read what a trace needs: %w", err)
	}
	if in.Journey == nil {
		return nil, nil //nolint:nilnil // null is the answer
	}
	of, _ := args["of"].(string)
	found := connected{of: true}
	stages := []map[string]any{}
	for i := range in.Journey.Stages {
		if s := &in.Journey.Stages[i]; found.leads(&s.TracedWays, of) {
			found[s.ID] = true
			stages = append(stages, map[string]any{"id": s.ID, "name": s.Name})
		}
	}
	if len(stages) > 0 { // what is not met on the journey leads to nothing there
		found.restsOn(&in)
	}
	return map[string]any{"stages": stages, "connected": slices.Sorted(maps.Keys(found))}, nil
}

// connected are the ids of what hangs together.
type connected map[string]bool

func (c connected) addAll(lists ...[]Ref) {
	for _, list := range lists {
		for _, n := range list {
			c[n.ID] = true
		}
	}
}

// leads adds what leads from a stage to the thing, and reports whether anything does.
func (c connected) leads(s *TracedWays, of string) bool {
	c.addAll(s.met()...)
	any := s.ID == of || slices.ContainsFunc(s.met(), func(list []Ref) bool { return len(list) > 0 })
	for _, t := range s.Touchpoints {
		if t.ID == of || len(t.ProvidedThrough) > 0 {
			any, c[t.ID] = true, true
			c.addAll(t.ProvidedThrough)
		}
	}
	return any
}

// restsOn adds what the thing leads to.
func (c connected) restsOn(in *Traced) {
	for i := range in.Journey.Stages {
		s := &in.Journey.Stages[i]
		c.addAll(s.Parts)
		for _, t := range s.Providing {
			c.addAll(t.ProvidedThrough)
		}
	}
	for i := range in.Journey.Traced {
		s := &in.Journey.Traced[i]
		c.addAll(s.met()...)
		for _, t := range s.Touchpoints {
			c[t.ID] = true
		}
	}
	for _, list := range []TracedNodes{in.Standards, in.ServiceTypes, in.OrganisationTypes, in.ApplicationTypes, in.Ruled, in.Services, in.Organisations, in.Applications} {
		for _, n := range list.Nodes {
			c[n.ID] = true
			c.addAll(n.Standards)
		}
	}
}
