package diagram

import "github.com/carejourney/carejourney/internal/model"

// areasQuestion is the question whose answer tells what areas have on a journey.
const areasQuestion = "compare-regions"

// AreasLess is the variable of compare-regions that leaves out which services realise a business capability, when it is false.
const AreasLess = "services"

// areaLanes are the lanes in which areas can differ: the stages are the same.
var areaLanes = []Lane{LaneBusiness, LaneService}

type areasAnswer struct {
	First, Second *Ref
	Journey       *struct {
		BetweenAreas struct {
			Stages []struct {
				ID                                         string
				InBoth, OnlyInArea, OnlyInOther, InNeither []inAreas
			}
		}
	}
}

// inAreas is a business capability with the services that realise it in each area.
type inAreas struct {
	Ref
	InArea, InOther []Ref
}

// CompareAreas lays what two areas have on a journey over each other, from the answer to compare-regions. It fails with
// NOT_FOUND where the answer lacks the journey or an area.
func CompareAreas(j *Journey, data []byte) (*Comparison, error) {
	var found areasAnswer
	if err := decode(areasQuestion, data, &found); err != nil {
		return nil, err
	}
	if found.Journey == nil {
		return nil, ErrNoJourney
	}
	if found.First == nil || found.Second == nil {
		return nil, model.Errorf(model.NotFound, "One of the two areas is not there.")
	}
	in := func(area Ref) *Journey {
		return &Journey{Ref: area, Version: j.Version, Reviewed: j.Reviewed, Illustrative: j.Illustrative}
	}
	c := &Comparison{A: in(*found.First), B: in(*found.Second), lanes: areaLanes, on: j}
	if !found.services() {
		c.lanes = areaLanes[:1]
	}
	at := map[string]*Stage{}
	for i := range j.Stages {
		at[j.Stages[i].ID] = &j.Stages[i]
	}
	for _, s := range found.Journey.BetweenAreas.Stages {
		stage := at[s.ID]
		if stage == nil {
			continue // the journey was changed between the two questions
		}
		first, second := bareStage(stage), bareStage(stage)
		first.areaHas(s.InBoth, s.OnlyInArea, func(n *inAreas) []Ref { return n.InArea })
		second.areaHas(s.InBoth, s.OnlyInOther, func(n *inAreas) []Ref { return n.InOther })
		c.neither += len(s.InNeither)
		c.add(first, second)
	}
	return c, nil
}

// services reports whether the answer tells services. An answer that has none of them says nothing about business capabilities that
// services realise.
func (a *areasAnswer) services() bool {
	for _, s := range a.Journey.BetweenAreas.Stages {
		for _, list := range [][]inAreas{s.InBoth, s.OnlyInArea, s.OnlyInOther} {
			if len(list) > 0 {
				return list[0].InArea != nil || list[0].InOther != nil
			}
		}
	}
	return true
}

func bareStage(s *Stage) *Stage { return &Stage{Ref: s.Ref, Number: s.Number, Type: s.Type} }

// areaHas gives a stage the business capabilities of an area and the services that realise them there.
func (s *Stage) areaHas(both, only []inAreas, services func(*inAreas) []Ref) {
	var found refs
	for _, list := range [][]inAreas{both, only} {
		for i := range list {
			s.Main = append(s.Main, list[i].Ref)
			found.addAll(services(&list[i]))
		}
	}
	s.Services = found.list
}
