package analysis

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// Supplier is an organisation that supplies applications, as the schema names it for Query.suppliers.
type Supplier struct {
	Named
	Supplies []SuppliedApplication `json:"supplies"`
}

// SuppliedApplication is an application, the standards it must meet and was assessed against, and the stages that rest on it.
type SuppliedApplication struct {
	Named
	Type     *mustMeet  `json:"applicationType"`
	Provides []mustMeet `json:"applicationCapabilities"`
	Assessed struct {
		Edges []struct {
			Properties struct {
				Conformance string `json:"conformance"`
			} `json:"properties"`
			Node Ref `json:"node"`
		} `json:"edges"`
	} `json:"conformsToConnection"`
	Stages []struct {
		ID      string `json:"id"`
		Journey Named  `json:"journey"`
	} `json:"stages"`
}

// mustMeet is something with standards that must be met.
type mustMeet struct {
	Standards struct {
		Edges []struct {
			Node MustStandard `json:"node"`
		} `json:"edges"`
	} `json:"standardsConnection"`
}

// MustStandard is a standard that must be met, and from when.
type MustStandard struct {
	Named
	ConformanceDate *string `json:"conformanceDate"`
}

// Missed is a standard that an application must meet and is not known to.
type Missed struct {
	Application Named
	Standard    MustStandard
	Conformance string // the result of assessing it, "" where nobody has
}

// Missed gives what the products of a supplier miss, each application and standard once.
func (s Supplier) Missed() []Missed {
	var missed []Missed
	for _, a := range s.Supplies {
		result := map[string]string{}
		for _, e := range a.Assessed.Edges {
			result[e.Node.ID] = e.Properties.Conformance
		}
		known := map[string]bool{}
		from := a.Provides
		if a.Type != nil {
			from = append([]mustMeet{*a.Type}, from...)
		}
		for _, m := range from {
			for _, e := range m.Standards.Edges {
				if !known[e.Node.ID] && result[e.Node.ID] != "CONFORMANT" {
					missed = append(missed, Missed{a.Named, e.Node, result[e.Node.ID]})
				}
				known[e.Node.ID] = true
			}
		}
	}
	return missed
}

// Suppliers answers Query.suppliers from its needs: the suppliers whose products miss most, with how many of the stages of
// each journey rest on the products that miss something, and on all of them.
func Suppliers(needs []byte, args map[string]any) ([]map[string]any, error) {
	var read struct {
		Organisations struct {
			Nodes []Supplier `json:"nodes"`
		} `json:"organisations"`
		Journeys struct {
			Nodes []struct {
				Named
				Stages []Ref `json:"stages"`
			} `json:"nodes"`
		} `json:"journeys"`
	}
	if err := json.Unmarshal(needs, &read); err != nil {
		return nil, fmt.Errorf("read what the standing of suppliers needs: %w", err)
	}
	stages := map[string]int{}
	for _, j := range read.Journeys.Nodes {
		stages[j.ID] = len(j.Stages)
	}
	answer := []map[string]any{}
	for _, s := range read.Organisations.Nodes {
		missed := s.Missed()
		rests := s.rests(missed, text(args, "journey"))
		slices.SortStableFunc(rests, func(a, b resting) int {
			return cmp.Or(cmp.Compare(len(b.onMissing), len(a.onMissing)), cmp.Compare(len(b.onAny), len(a.onAny)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})
		answer = append(answer, s.fields(missed, rests, stages))
	}
	slices.SortStableFunc(answer, func(a, b map[string]any) int {
		return cmp.Compare(len(b["missed"].([]map[string]any)), len(a["missed"].([]map[string]any)))
	})
	return answer, nil
}

// resting is a journey and its stages that rest on a supplier.
type resting struct {
	Named
	onAny, onMissing map[string]bool
}

func (s Supplier) rests(missed []Missed, only string) []resting {
	var all []resting
	for _, a := range s.Supplies {
		misses := slices.ContainsFunc(missed, func(m Missed) bool { return m.Application.ID == a.ID })
		for _, stage := range a.Stages {
			if only != "" && stage.Journey.ID != only {
				continue
			}
			i := slices.IndexFunc(all, func(r resting) bool { return r.ID == stage.Journey.ID })
			if i < 0 {
				i, all = len(all), append(all, resting{stage.Journey, map[string]bool{}, map[string]bool{}})
			}
			all[i].onAny[stage.ID] = true
			if misses {
				all[i].onMissing[stage.ID] = true
			}
		}
	}
	return all
}

func (s Supplier) fields(missed []Missed, rests []resting, stages map[string]int) map[string]any {
	products := make([]Named, len(s.Supplies))
	for i, a := range s.Supplies {
		products[i] = a.Named
	}
	list, touched := []map[string]any{}, 0
	standards := map[string]bool{}
	for _, m := range missed {
		standards[m.Standard.ID] = true
		list = append(list, map[string]any{
			"application": named(m.Application), "standard": named(m.Standard.Named), "conformance": orNull(m.Conformance),
			"conformanceDate": optional(m.Standard.ConformanceDate),
		})
	}
	journeys := []map[string]any{}
	for _, r := range rests {
		if len(r.onMissing) > 0 {
			touched++
		}
		journeys = append(journeys, map[string]any{
			"journey": named(r.Named), "stages": len(r.onAny), "stagesOnMissed": len(r.onMissing), "of": stages[r.ID],
			"share": share(len(r.onAny), stages[r.ID]), "shareOnMissed": share(len(r.onMissing), stages[r.ID]),
		})
	}
	why := fmt.Sprintf("%s: every standard its products must meet is known to be met.", s.Name)
	if len(missed) > 0 {
		why = fmt.Sprintf("%s: %s its products must meet %s not known to be met, and %s on those products.", s.Name,
			counted(len(standards), "standard", "standards"), either(len(standards), "is", "are"), counted(touched, "journey rests", "journeys rest"))
	}
	return map[string]any{"supplier": named(s.Named), "applications": names(products), "missed": list, "journeys": journeys, "why": why}
}
