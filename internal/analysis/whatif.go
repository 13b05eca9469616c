package analysis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// WhatIf is what a loss is worked out from, as the schema names it for Query.whatIf and Query.disinvestment.
type WhatIf struct {
	Removed  []*Removed                  `json:"nodes"`
	Services *nodesOf[SupportService]    `json:"services"` // all of them, where what stages rest on is counted
	Touched  *nodesOf[SupportService]    `json:"touched"`  // otherwise those that lose anything, where something is put in its place
	Failing  nodesOf[SupportApplication] `json:"failing"`  // applications that something is taken from, or that go
	Met      nodesOf[SupportMet]         `json:"businessCapabilities"`
	Kinds    nodesOf[SupportKind]        `json:"serviceTypes"`
	Handoffs nodesOf[Named]              `json:"handoffs"` // that have no standard left

	// The one journey asked about, or all that rest on something that goes, or only those on which anything may break.
	Journey  nodesOf[SupportJourney] `json:"journey"`
	Journeys nodesOf[SupportJourney] `json:"journeys"`
	Breaking nodesOf[SupportJourney] `json:"breaking"`

	// Where the conditions of the question say what is lost: stages that break, and those that lose anything, where these are asked for.
	// Otherwise how many lose anything, and those that may break without being among these.
	Broken      nodesOf[BrokenStage] `json:"broken"`
	Lesser      nodesOf[LostStage]   `json:"lesser"`
	Losing      *total               `json:"losing"`
	LosingThere *total               `json:"losingThere"` // of the one journey
	Unsure      nodesOf[Ref]         `json:"unsure"`

	support  Support
	journeys []*SupportJourney
}

// nodesOf is a connection of nodes of one kind.
type nodesOf[T any] struct {
	Nodes []T `json:"nodes"`
}

// join puts together what was read in one way or the other.
func (w *WhatIf) join() {
	for _, read := range [][]SupportJourney{w.Journey.Nodes, w.Journeys.Nodes, w.Breaking.Nodes} {
		for i := range read {
			w.journeys = append(w.journeys, &read[i])
		}
	}
	of := map[string]*SupportJourney{}
	for _, j := range w.journeys {
		of[j.ID] = j
	}
	for i := range w.Broken.Nodes {
		if j := of[w.Broken.Nodes[i].Journey.ID]; j != nil {
			j.broken = append(j.broken, &w.Broken.Nodes[i])
		}
	}
	for i := range w.Lesser.Nodes {
		if j := of[w.Lesser.Nodes[i].Journey.ID]; j != nil {
			j.touched = append(j.touched, &w.Lesser.Nodes[i])
		}
	}
	w.support = Support{Applications: w.Failing.Nodes, Met: w.Met.Nodes, Kinds: w.Kinds.Nodes}
	switch {
	case w.counted():
		w.support.Services = w.Services.Nodes
	case w.Touched != nil:
		w.support.Services = w.Touched.Nodes
	}
}

// counted reports whether what stages rest on is counted.
func (w *WhatIf) counted() bool { return w.Services != nil }

// whole reports whether what the journeys rest on was read: otherwise the conditions of the question say what they lose.
func (w *WhatIf) whole() bool { return w.counted() || w.Touched != nil }

// Removed is a node that goes, with what could take its place.
type Removed struct {
	Named
	Provides struct {
		Edges []struct {
			Node struct {
				Named
				By struct {
					Edges []struct {
						Node Substitute `json:"node"`
					} `json:"edges"`
				} `json:"providedByConnection"`
			} `json:"node"`
		} `json:"edges"`
	} `json:"applicationCapabilitiesConnection"`
	ReplacedBy  []Substitute `json:"replacedBy"`
	ServiceType *struct {
		Services []Substitute `json:"services"`
	} `json:"serviceType"`
}

// Substitute is what could take the place of something.
type Substitute struct {
	Named
	Kind             string  `json:"kind"`
	LifecycleStatus  *string `json:"lifecycleStatus"`
	InvestmentSignal *string `json:"investmentSignal"`

	covers, of int  // application capabilities that it also provides, of all of them
	successor  bool // the graph says that it takes the place
}

// mostSubstitutes is how many are offered for one node.
const mostSubstitutes = 5

// QueryWhatIf answers Query.whatIf from its needs and its arguments remove and add.
func QueryWhatIf(ctx context.Context, needs Needs, args map[string]any) (map[string]any, error) {
	var w WhatIf
	if err := needs.Into(&w); err != nil {
		return nil, fmt.Errorf("read what a loss needs: %w", err)
	}
	most, err := mostListed(args)
	if err != nil {
		return nil, err
	}
	remove := texts(args, "remove")
	known := map[string]bool{}
	for _, r := range w.Removed {
		if r != nil {
			known[r.ID] = true
		}
	}
	var unknown []string
	for _, id := range remove {
		if !known[id] && !slices.Contains(unknown, id) {
			unknown = append(unknown, id)
		}
	}
	w.join()
	if err := w.add(args); err != nil {
		return nil, err
	}
	return w.answer(ctx, known, unknown, most)
}

// mostListed gives how many items lists of an answer have at most, -1 for all.
func mostListed(args map[string]any) (int, error) {
	if args["most"] == nil {
		return -1, nil
	}
	most := number(args, "most")
	if most < 0 {
		return 0, badInput("most must not be negative; it is %d.", most)
	}
	return most, nil
}

// add puts relationships into the support that are not in the graph. What they mean follows from what they join.
func (w *WhatIf) add(args map[string]any) error {
	list, _ := args["add"].([]any)
	for i, item := range list {
		entry, _ := item.(map[string]any)
		from, to := text(entry, "from"), text(entry, "to")
		if !w.put(from, to) {
			return badInput("Entry %d of add joins %s to %s. It must join an application or an organisation to a service, a service to a business capability, or a touchpoint to a service.", i+1, from, to)
		}
	}
	return nil
}

// put reports whether the relationship is of a kind that matters here.
func (w *WhatIf) put(from, to string) bool {
	kind := func(id string) string { prefix, _, _ := strings.Cut(id, ":"); return prefix }
	switch kind(from) + " " + kind(to) {
	case "application service":
		w.support.toService(to, false, func(s *SupportService) {
			s.Applications = append(s.Applications, SupportApplication{Named: Named{ID: from}})
		})
	case "organisation service":
		w.support.toService(to, false, func(s *SupportService) { s.Organisations = append(s.Organisations, Named{ID: from}) })
	case "service business-capability":
		w.support.toService(from, true, func(s *SupportService) { w.support.realise(&s.Realises, to) })
	case "service-type business-capability":
		w.support.toKind(from, func(k *SupportKind) { w.support.realise(&k.Realises, to) })
	case "touchpoint service", "touchpoint service-type":
		for _, j := range w.journeys {
			j.provide(from, Ref{to})
		}
	default:
		return false
	}
	return true
}

// realise adds to what something realises.
func (s *Support) realise(realises *[]Ref, id string) {
	if slices.Contains(*realises, Ref{id}) {
		return
	}
	*realises = append(*realises, Ref{id})
	for i := range s.Met {
		if s.Met[i].ID == id {
			s.Met[i].RealisedBy.Count++
		}
	}
}

// toService changes a service, with anew also one that is not listed.
func (s *Support) toService(id string, anew bool, change func(*SupportService)) {
	i := slices.IndexFunc(s.Services, func(one SupportService) bool { return one.ID == id })
	if i < 0 {
		if !anew {
			return
		}
		i, s.Services = len(s.Services), append(s.Services, SupportService{Named: Named{ID: id}})
	}
	change(&s.Services[i])
}

// toKind changes a kind of service, one that is not in the graph too.
func (s *Support) toKind(id string, change func(*SupportKind)) {
	i := slices.IndexFunc(s.Kinds, func(one SupportKind) bool { return one.ID == id })
	if i < 0 {
		i, s.Kinds = len(s.Kinds), append(s.Kinds, SupportKind{ID: id})
	}
	change(&s.Kinds[i])
}

func (j *SupportJourney) provide(touchpoint string, by Ref) {
	for i := range j.Stages {
		for t := range j.Stages[i].Touchpoints {
			if one := &j.Stages[i].Touchpoints[t]; one.ID == touchpoint {
				one.ProvidedThrough = append(one.ProvidedThrough, by)
			}
		}
	}
}

// Disinvestment answers Query.disinvestment from its needs: what if everything went that is signalled DISINVEST.
func Disinvestment(ctx context.Context, needs Needs, args map[string]any) (map[string]any, error) {
	most, err := mostListed(args)
	if err != nil {
		return nil, err
	}
	var w WhatIf
	var signalled struct {
		Applications struct {
			Nodes []*Removed `json:"nodes"`
		} `json:"applications"`
		Technologies struct {
			Nodes []*Removed `json:"nodes"`
		} `json:"technologies"`
		Standards struct {
			Nodes []*Removed `json:"nodes"`
		} `json:"standards"`
	}
	for _, into := range []any{&w, &signalled} {
		if err := needs.Into(into); err != nil {
			return nil, fmt.Errorf("read what disinvestment needs: %w", err)
		}
	}
	w.join()
	w.Removed = slices.Concat(signalled.Applications.Nodes, signalled.Technologies.Nodes, signalled.Standards.Nodes)
	gone := map[string]bool{}
	for _, r := range w.Removed {
		gone[r.ID] = true
	}
	return w.answer(ctx, gone, nil, most)
}

// substitutes gives what could take the place of each node that goes: first what the graph says replaces it, then other
// applications by how many of its application capabilities they provide, or other services of the same kind.
func (w *WhatIf) substitutes(gone map[string]bool) []map[string]any {
	answer := []map[string]any{}
	for _, r := range w.Removed {
		if r == nil {
			continue
		}
		for _, s := range r.substitutes(gone) {
			answer = append(answer, map[string]any{
				"for": named(r.Named), "by": named(s.Named), "covers": s.covers, "of": s.of, "successor": s.successor,
			})
		}
	}
	return answer
}

func (r *Removed) substitutes(gone map[string]bool) []Substitute {
	var found []Substitute
	place := map[string]int{}
	add := func(s *Substitute, covers int, successor bool) {
		i, known := place[s.ID]
		if !known {
			if gone[s.ID] || leaving(s.LifecycleStatus, s.InvestmentSignal) {
				return
			}
			i, found = len(found), append(found, *s)
			found[i].of = len(r.Provides.Edges)
			place[s.ID] = i
		}
		found[i].covers += covers
		found[i].successor = found[i].successor || successor
	}
	for i := range r.ReplacedBy {
		add(&r.ReplacedBy[i], 0, true)
	}
	for i := range r.Provides.Edges {
		by := r.Provides.Edges[i].Node.By.Edges
		for at := range by {
			if by[at].Node.Kind == "Application" {
				add(&by[at].Node, 1, false)
			}
		}
	}
	if r.ServiceType != nil {
		for i := range r.ServiceType.Services {
			add(&r.ServiceType.Services[i], 0, false)
		}
	}
	slices.SortStableFunc(found, func(a, b Substitute) int {
		return cmp.Or(compareBool(b.successor, a.successor), cmp.Compare(b.covers, a.covers), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return found[:min(len(found), mostSubstitutes)]
}

// leaving reports whether something is on its way out itself.
func leaving(lifecycle, signal *string) bool {
	return lifecycle != nil && (*lifecycle == "RETIRED" || *lifecycle == "DEPRECATED") || signal != nil && *signal == "DISINVEST"
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
