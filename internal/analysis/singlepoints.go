package analysis

import (
	"cmp"
	"encoding/json"
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

// SinglePoints answers Journey.singlePoints from its needs and its argument area.
func SinglePoints(needs []byte, args map[string]any) ([]map[string]any, error) {
	j := &SupportJourney{}
	if err := json.Unmarshal(needs, j); err != nil {
		return nil, fmt.Errorf("read what single points of failure need: %w", err)
	}
	if text(args, "area") != "" {
		j.Services = slices.DeleteFunc(j.Services, func(s SupportService) bool {
			return len(s.Organisations) == 0 && (s.Level == nil || *s.Level != "NATIONAL")
		})
	}
	points, err := j.singlePoints()
	if err != nil {
		return nil, err
	}
	before := newOverlay(j)
	answer := make([]map[string]any, len(points))
	for i, p := range points {
		closes, met := []Named{}, []Named{}
		for _, at := range p.Closes {
			closes = append(closes, j.Stages[at].Named)
		}
		for _, id := range p.Met {
			if m := before.met[id]; m != nil {
				met = append(met, m.Named)
			}
		}
		answer[i] = map[string]any{"on": named(p.Named), "kind": p.Kind, "closes": names(closes), "businessCapabilities": names(met), "cuts": p.Cuts}
	}
	return answer, nil
}

// singlePoints takes every node away that the journey rests on, one after the other.
func (j *SupportJourney) singlePoints() ([]SinglePoint, error) {
	candidates := j.candidates()
	if len(candidates)*len(j.Stages) > mostTried {
		return nil, model.Errorf(model.LimitExceeded,
			"This journey rests on %d nodes, too many to take each of them away. Name an area to look at fewer.", len(candidates))
	}
	before := newOverlay(j)
	var points []SinglePoint
	for _, p := range candidates {
		after := before.without(map[string]bool{p.ID: true})
		all := losses(before, after)
		for _, s := range all {
			if s.Closed {
				p.Closes = append(p.Closes, s.Stage)
			}
			for _, id := range s.Met {
				if !slices.Contains(p.Met, id) {
					p.Met = append(p.Met, id)
				}
			}
		}
		if was, is, some := passable(before, after, all); some {
			p.Cuts = cut(was, is, ReachGroup{})
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

// candidates gives what the journey rests on, each once.
func (j *SupportJourney) candidates() []SinglePoint {
	var all []SinglePoint
	known := map[string]bool{}
	add := func(n Named, kind string) {
		if !known[n.ID] {
			known[n.ID] = true
			all = append(all, SinglePoint{Named: n, Kind: kind})
		}
	}
	used := map[string]bool{}
	for _, s := range j.Services {
		add(s.Named, "Service")
		for _, o := range s.Organisations {
			add(o, "Organisation")
		}
		for _, a := range s.Applications {
			used[a.ID] = true
		}
	}
	for _, a := range j.Applications {
		if !used[a.ID] {
			continue
		}
		add(a.Named, "Application")
		for _, t := range a.Technologies {
			add(t, "Technology")
		}
		for _, s := range a.Suppliers {
			add(s, "Organisation")
		}
	}
	return all
}
