package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// SinglePoint is a node whose loss alone takes something from a journey.
type SinglePoint struct {
	Named
	Kind   string
	Closes []int // stages
	Met    []string
	Cuts   bool
}

// mostTried bounds the work: nodes to try, times stages of the journey.
const mostTried = 200_000

// pointsJourney is what single points of failure are worked out from, as the schema names it for Journey.singlePoints.
type pointsJourney struct {
	Met []struct {
		realised
		Parts []realised `json:"descendants"`
	} `json:"businessCapabilities"`
	Services     []SupportService     `json:"services"`
	Applications []SupportApplication `json:"applications"`
	Here         *[]SupportService    `json:"here"` // in an area, in the place of both
	Stages       []struct {
		Touchpoints []struct {
			ProvidedThrough []SupportKind `json:"providedThrough"`
		} `json:"touchpoints"`
	} `json:"stages"`
}

// realised is a business capability and the kinds of service that realise it.
type realised struct {
	SupportMet
	Kinds []SupportKind `json:"kinds"`
}

// support gives what the journey rests on. In an area only organisations of the area offer services, but for those that
// are run for the whole country.
func (j *pointsJourney) support() *Support {
	s := &Support{Services: j.Services, Applications: j.Applications}
	for _, m := range j.Met {
		s.addRealised(m.realised)
		for _, part := range m.Parts {
			s.addRealised(part)
		}
	}
	for _, stage := range j.Stages {
		for _, t := range stage.Touchpoints {
			s.Kinds = append(s.Kinds, t.ProvidedThrough...)
		}
	}
	if j.Here == nil {
		return s
	}
	s.Services, s.Elsewhere = slices.Clone(*j.Here), true
	known := map[string]bool{}
	for i := range s.Services {
		one := &s.Services[i]
		if one.Level == nil || *one.Level != "NATIONAL" {
			one.Organisations = slices.DeleteFunc(slices.Clone(one.Organisations), func(n Named) bool { return !slices.Contains(one.InArea, Ref{n.ID}) })
		}
		for _, a := range one.Applications {
			if !known[a.ID] {
				known[a.ID], s.Applications = true, append(s.Applications, a)
			}
		}
	}
	return s
}

// addRealised adds a business capability, or what more is read of one that is there already.
func (s *Support) addRealised(r realised) {
	if i := slices.IndexFunc(s.Met, func(m SupportMet) bool { return m.ID == r.ID }); i >= 0 {
		s.Met[i].Name, s.Met[i].Parent = cmp.Or(s.Met[i].Name, r.Name), cmp.Or(s.Met[i].Parent, r.Parent)
		return
	}
	s.Met = append(s.Met, r.SupportMet)
	for _, k := range r.Kinds {
		k.Realises = []Ref{{r.ID}}
		s.Kinds = append(s.Kinds, k)
	}
}

// SinglePoints answers Journey.singlePoints from its needs. It looks before each of them whether the answer is still wanted.
func SinglePoints(ctx context.Context, needs Needs, _ map[string]any) ([]map[string]any, error) {
	var j SupportJourney
	var read pointsJourney
	for _, into := range []any{&j, &read} {
		if err := needs.Into(into); err != nil {
			return nil, fmt.Errorf("read what single points of failure need: %w", err)
		}
	}
	before := newOverlay(read.support())
	points, err := j.singlePoints(ctx, before)
	if err != nil {
		return nil, err
	}
	answer := make([]map[string]any, len(points))
	for i, p := range points {
		closes, met := []Named{}, []Named{}
		for _, at := range p.Closes {
			closes = append(closes, j.Stages[at].Named)
		}
		for _, id := range p.Met {
			if m := before.met[id]; m != nil {
				met = append(met, Named{m.ID, m.Name})
			}
		}
		answer[i] = map[string]any{"on": named(p.Named), "kind": p.Kind, "closes": names(closes), "businessCapabilities": names(met), "cuts": p.Cuts}
	}
	return answer, nil
}

// singlePoints takes every node away on which alone something rests that the journey meets, one after the other.
func (j *SupportJourney) singlePoints(ctx context.Context, before *overlay) ([]SinglePoint, error) {
	candidates := j.candidates(before)
	if len(candidates)*len(j.Stages) > mostTried {
		return nil, model.Errorf(model.LimitExceeded,
			"This journey has %d single points of failure, too many to work out what each of them closes. Name an area to look at fewer.", len(candidates))
	}
	var points []SinglePoint
	for _, p := range candidates {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		after := before.without(map[string]bool{p.ID: true})
		all := j.losses(before, after)
		for _, s := range all {
			if s.Closed {
				p.Closes = append(p.Closes, s.Stage)
			}
			for _, m := range s.Met {
				if !slices.Contains(p.Met, m.ID) {
					p.Met = append(p.Met, m.ID)
				}
			}
		}
		if people := j.people(before.touchpointStands, all); people != nil {
			p.Cuts = people.cut(ReachGroup{})
		}
		if len(p.Closes)+len(p.Met) > 0 {
			points = append(points, p)
		}
	}
	slices.SortStableFunc(points, func(a, b SinglePoint) int {
		return cmp.Or(cmp.Compare(len(b.Closes), len(a.Closes)), cmp.Compare(len(b.Met), len(a.Met)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return points, nil
}
