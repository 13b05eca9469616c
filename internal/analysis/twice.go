package analysis

// Estate is what an organisation has twice is worked out from, as the schema names it for Organisation.providedTwice.
type Estate struct {
	Applications []ProvidingApplication `json:"applications"`
}

// ProvidingApplication is an application of an Estate and what it was assessed for.
type ProvidingApplication struct {
	Named
	Provides struct {
		Edges []Provided `json:"edges"`
	} `json:"applicationCapabilitiesConnection"`
}

// Provided is an application capability and whether an application has it.
type Provided struct {
	Properties struct {
		Claim string `json:"claim"`
	} `json:"properties"`
	Node Named `json:"node"`
}

// Twice is an application capability and the applications that provide it.
type Twice struct {
	Named
	Applications []Named
}

// ProvidedTwice answers Organisation.providedTwice.
func ProvidedTwice(e Estate) []map[string]any {
	answer := []map[string]any{}
	for _, t := range TwiceIn(e) {
		answer = append(answer, map[string]any{"id": t.ID, "name": t.Name, "applications": names(t.Applications)})
	}
	return answer
}

// TwiceIn gives what two or more applications provide, in full or in part, in the order in which it is met first.
func TwiceIn(e Estate) []Twice {
	place := map[string]int{}
	var all []Twice
	for _, a := range e.Applications {
		for _, p := range a.Provides.Edges {
			if p.Properties.Claim != "PASSED_FULL" && p.Properties.Claim != "PASSED_PARTIAL" {
				continue
			}
			i, known := place[p.Node.ID]
			if !known {
				i = len(all)
				place[p.Node.ID] = i
				all = append(all, Twice{Named: p.Node})
			}
			all[i].Applications = append(all[i].Applications, a.Named)
		}
	}
	var twice []Twice
	for _, t := range all {
		if len(t.Applications) > 1 {
			twice = append(twice, t)
		}
	}
	return twice
}
