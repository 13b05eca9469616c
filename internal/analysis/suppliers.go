package analysis

import (
	"cmp"
	"fmt"
	"slices"
)

// Supplier is an organisation that supplies applications, as the schema names it for Query.suppliers.
type Supplier struct {
	Named
	Supplies []SuppliedApplication `json:"supplies"`
}

// SuppliedApplication is an application, what it is and provides, and the standards it was assessed against.
type SuppliedApplication struct {
	Named
	Type     *Ref  `json:"applicationType"`
	Provides []Ref `json:"applicationCapabilities"`
	Assessed struct {
		Edges []struct {
			Properties struct {
				Conformance string `json:"conformance"`
			} `json:"properties"`
			Node Ref `json:"node"`
		} `json:"edges"`
	} `json:"conformsToConnection"`
}

// mustMeet is something with standards that must be met.
type mustMeet struct {
	ID        string `json:"id"`
	Standards struct {
		Edges []struct {
			Node MustStandard `json:"node"`
		} `json:"edges"`
	} `json:"standardsConnection"`
}

// demands are the standards that must be met, by what they apply to.
type demands map[string][]MustStandard

func (d demands) add(all []mustMeet) {
	for _, m := range all {
		for _, e := range m.Standards.Edges {
			d[m.ID] = append(d[m.ID], e.Node)
		}
	}
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
func (s Supplier) Missed(demanded demands) []Missed {
	var missed []Missed
	for _, a := range s.Supplies {
		result := map[string]string{}
		for _, e := range a.Assessed.Edges {
			result[e.Node.ID] = e.Properties.Conformance
		}
		known := map[string]bool{}
		from := a.Provides
		if a.Type != nil {
			from = append([]Ref{*a.Type}, from...)
		}
		for _, r := range from {
			for _, standard := range demanded[r.ID] {
				if !known[standard.ID] && result[standard.ID] != "CONFORMANT" {
					missed = append(missed, Missed{a.Named, standard, result[standard.ID]})
				}
				known[standard.ID] = true
			}
		}
	}
	return missed
}

// suppliedJourney is a journey and what its stages rest on.
type suppliedJourney struct {
	Named
	Stages []struct {
		EnabledBy   []Ref `json:"enabledBy"`
		Touchpoints []struct {
			ProvidedThrough []supportedBy `json:"providedThrough"`
		} `json:"touchpoints"`
	} `json:"stages"`
}

// supportedBy is something with the applications that support it.
type supportedBy struct {
	ID           string `json:"id"`
	Applications []Ref  `json:"applications"`
}

// Suppliers answers Query.suppliers from its needs: the suppliers that journeys rest on, those whose products miss most
// first, with how many of the stages of each journey rest on the products that miss something, and on all of them.
func Suppliers(needs Needs) ([]map[string]any, error) {
	var read struct {
		Organisations nodesOf[Supplier]        `json:"organisations"`
		Types         nodesOf[mustMeet]        `json:"applicationTypes"`
		Provided      nodesOf[mustMeet]        `json:"applicationCapabilities"`
		Met           nodesOf[supportedBy]     `json:"businessCapabilities"`
		Journeys      nodesOf[suppliedJourney] `json:"journeys"`
	}
	if err := needs.Into(&read); err != nil {
		return nil, fmt.Errorf("read what the standing of suppliers needs: %w", err)
	}
	demanded := demands{}
	demanded.add(read.Types.Nodes)
	demanded.add(read.Provided.Nodes)
	missed, supplied := make([][]Missed, len(read.Organisations.Nodes)), map[string][]product{}
	for i, s := range read.Organisations.Nodes {
		missed[i] = s.Missed(demanded)
		for _, a := range s.Supplies {
			misses := slices.ContainsFunc(missed[i], func(m Missed) bool { return m.Application.ID == a.ID })
			supplied[a.ID] = append(supplied[a.ID], product{i, misses})
		}
	}
	rests := restingOn(read.Journeys.Nodes, read.Met.Nodes, supplied, len(read.Organisations.Nodes))
	answer := []map[string]any{}
	for i, s := range read.Organisations.Nodes {
		if len(rests[i]) == 0 {
			continue
		}
		slices.SortStableFunc(rests[i], func(a, b resting) int {
			return cmp.Or(cmp.Compare(b.onMissing, a.onMissing), cmp.Compare(b.onAny, a.onAny), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		})
		answer = append(answer, s.fields(missed[i], rests[i]))
	}
	slices.SortStableFunc(answer, func(a, b map[string]any) int {
		return cmp.Compare(len(b["missed"].([]map[string]any)), len(a["missed"].([]map[string]any)))
	})
	return answer, nil
}

// product says who supplies an application, by place, and whether it misses a standard.
type product struct {
	by     int
	misses bool
}

// restingOn gives the journeys that rest on each supplier.
func restingOn(journeys []suppliedJourney, met []supportedBy, supplied map[string][]product, suppliers int) [][]resting {
	byMet := make(map[string][]Ref, len(met))
	for _, m := range met {
		byMet[m.ID] = m.Applications
	}
	rests := make([][]resting, suppliers)
	for _, j := range journeys {
		onAny, onMissing := make([]int, suppliers), make([]int, suppliers)
		for _, s := range j.Stages {
			here, missing := map[int]bool{}, map[int]bool{}
			add := func(applications []Ref) {
				for _, a := range applications {
					for _, p := range supplied[a.ID] {
						here[p.by] = true
						missing[p.by] = missing[p.by] || p.misses
					}
				}
			}
			for _, m := range s.EnabledBy {
				add(byMet[m.ID])
			}
			for _, t := range s.Touchpoints {
				for _, p := range t.ProvidedThrough {
					add(p.Applications)
				}
			}
			for by := range here {
				onAny[by]++
				if missing[by] {
					onMissing[by]++
				}
			}
		}
		for by, n := range onAny {
			if n > 0 {
				rests[by] = append(rests[by], resting{j.Named, n, onMissing[by], len(j.Stages)})
			}
		}
	}
	return rests
}

// resting is a journey, and how many of its stages rest on a supplier.
type resting struct {
	Named
	onAny, onMissing, of int
}

func (s Supplier) fields(missed []Missed, rests []resting) map[string]any {
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
		if r.onMissing > 0 {
			touched++
		}
		journeys = append(journeys, map[string]any{
			"journey": named(r.Named), "stages": r.onAny, "stagesOnMissed": r.onMissing, "of": r.of,
			"share": share(r.onAny, r.of), "shareOnMissed": share(r.onMissing, r.of),
		})
	}
	why := fmt.Sprintf("%s: every standard its products must meet is known to be met.", s.Name)
	if len(missed) > 0 {
		why = fmt.Sprintf("%s: %s its products must meet %s not known to be met, and %s on those products.", s.Name,
			counted(len(standards), "standard", "standards"), either(len(standards), "is", "are"), counted(touched, "journey rests", "journeys rest"))
	}
	return map[string]any{"supplier": named(s.Named), "applications": names(products), "missed": list, "journeys": journeys, "why": why}
}
