package analysis

import (
	"fmt"
	"slices"
)

// RecordJourney is what is asked again on a journey is worked out from, as the schema names it for Journey.recordOnce.
type RecordJourney struct {
	Stages       []RecordStage       `json:"stages"`
	Applications []RecordApplication `json:"applications"`
	Information  []RecordInformation `json:"informationObjects"`
}

// RecordStage is a stage, what is written down and looked up there, and by which applications.
type RecordStage struct {
	Stage
	Name    string `json:"name"`
	Records struct {
		Edges []struct {
			Properties struct {
				Master  bool `json:"master"`
				ReKeyed bool `json:"reKeyed"`
			} `json:"properties"`
			Node Named `json:"node"`
		} `json:"edges"`
	} `json:"recordsConnection"`
	Reads        []Named `json:"reads"`
	Applications []Ref   `json:"applications"`
	HandoffsOut  []struct {
		To          Ref     `json:"to"`
		Standards   []Named `json:"standards"`
		Information []Ref   `json:"informationObjects"`
	} `json:"handoffsOut"`
}

// RecordApplication is an application of the journey, what it holds and where it sends it.
type RecordApplication struct {
	Named
	InterfacesWith []Ref `json:"interfacesWith"`
	Records        []Ref `json:"records"`
	Reads          []Ref `json:"reads"`
	Meets          nodes `json:"meets"` // standards
}

// RecordInformation is something that is recorded, and the standards by which any handoff passes it on.
type RecordInformation struct {
	Named
	Handoffs []struct {
		Standards []Named `json:"standards"`
	} `json:"handoffs"`
}

// nodes is a connection of nodes.
type nodes struct {
	Edges []struct {
		Node Named `json:"node"`
	} `json:"edges"`
}

// has reports whether a node is in the connection.
func (n nodes) has(id string) bool {
	for _, e := range n.Edges {
		if e.Node.ID == id {
			return true
		}
	}
	return false
}

// Reentry is information that is written down at one stage and again at a later one. Nothing shares it between them, or
// somebody is known to type it in again.
type Reentry struct {
	Information Named
	First, Then int // stages
	ReKeyed     bool
}

// Unrecorded is information that is looked up before anybody has written it down.
type Unrecorded struct {
	Information Named
	Stage       int
	Always      bool  // on every way to the stage; otherwise on some
	Way         []int // stages of one such way, from a start to the stage
}

// records is a journey made ready to be looked at.
type records struct {
	RecordJourney
	ways, back [][]int
	starts     []int
	recorded   []map[string]bool // information by stage
	byID       map[string]RecordApplication
}

func newRecords(j RecordJourney) *records {
	r := &records{RecordJourney: j, ways: make([][]int, len(j.Stages)), back: make([][]int, len(j.Stages)), byID: map[string]RecordApplication{}}
	stages := make([]Stage, len(j.Stages))
	for i, s := range j.Stages {
		recorded := map[string]bool{}
		for _, e := range s.Records.Edges {
			recorded[e.Node.ID] = true
		}
		stages[i], r.recorded = s.Stage, append(r.recorded, recorded)
	}
	all := waysBetween(stages)
	for from, ways := range all.ways {
		if all.start[from] {
			r.starts = append(r.starts, from)
		}
		for _, w := range ways {
			r.ways[from], r.back[w.to] = append(r.ways[from], w.to), append(r.back[w.to], from)
		}
	}
	for _, a := range j.Applications {
		r.byID[a.ID] = a
	}
	return r
}

// reentries gives what is asked again, by the stage where it is asked again. Of the stages before it that have written it
// down those count from which a person can come without passing another that has.
func (r *records) reentries() []Reentry {
	var found []Reentry
	for then, s := range r.Stages {
		for _, e := range s.Records.Edges {
			for _, first := range r.lastBefore(then, e.Node.ID) {
				if e.Properties.ReKeyed || !r.shared(first, then, e.Node.ID) {
					found = append(found, Reentry{Information: e.Node, First: first, Then: then, ReKeyed: e.Properties.ReKeyed})
				}
			}
		}
	}
	return found
}

// lastBefore walks back from a stage to the nearest on every way that have written the information down.
func (r *records) lastBefore(at int, information string) []int {
	var last []int
	seen := map[int]bool{}
	waiting := slices.Clone(r.back[at])
	for len(waiting) > 0 {
		stage := waiting[0]
		waiting = waiting[1:]
		if seen[stage] {
			continue
		}
		seen[stage] = true
		if r.recorded[stage][information] {
			last = append(last, stage)
			continue
		}
		waiting = append(waiting, r.back[stage]...)
	}
	slices.Sort(last)
	return last
}

// shared reports whether the information gets from one stage to the other without anybody asking: in an application used
// at both, over an interface, or in a handoff that uses a standard.
func (r *records) shared(first, then int, information string) bool {
	from, to := r.holding(first, information), r.holding(then, information)
	for _, a := range from {
		for _, b := range to {
			if a.ID == b.ID || slices.Contains(a.InterfacesWith, Ref{b.ID}) {
				return true
			}
		}
	}
	for _, h := range r.Stages[first].HandoffsOut {
		if h.To.ID == r.Stages[then].ID && len(h.Standards) > 0 && slices.Contains(h.Information, Ref{information}) {
			return true
		}
	}
	return false
}

// holding gives the applications of a stage that are known to hold the information, or all of them where none is.
func (r *records) holding(stage int, information string) []RecordApplication {
	var all, known []RecordApplication
	for _, ref := range r.Stages[stage].Applications {
		a, there := r.byID[ref.ID]
		if !there {
			continue
		}
		all = append(all, a)
		if slices.Contains(a.Records, Ref{information}) || slices.Contains(a.Reads, Ref{information}) {
			known = append(known, a)
		}
	}
	if len(known) > 0 {
		return known
	}
	return all
}

// unrecorded gives what is looked up at a stage that a person can come to without anybody having written it down.
func (r *records) unrecorded() []Unrecorded {
	var found []Unrecorded
	for at, s := range r.Stages {
		for _, information := range s.Reads {
			way := r.wayWithout(at, information.ID)
			if way == nil || r.recorded[at][information.ID] {
				continue
			}
			found = append(found, Unrecorded{
				Information: information, Stage: at, Way: way, Always: len(r.lastBefore(at, information.ID)) == 0,
			})
		}
	}
	return found
}

// wayWithout gives the shortest way from a start to a stage on which nobody has written the information down before, nil
// where there is none.
func (r *records) wayWithout(at int, information string) []int {
	next := map[int]int{at: -1}
	waiting := []int{at}
	for len(waiting) > 0 {
		stage := waiting[0]
		waiting = waiting[1:]
		if slices.Contains(r.starts, stage) {
			var way []int
			for s := stage; s >= 0; s = next[s] {
				way = append(way, s)
			}
			return way
		}
		for _, before := range r.back[stage] {
			if _, seen := next[before]; !seen && !r.recorded[before][information] {
				next[before] = stage
				waiting = append(waiting, before)
			}
		}
	}
	return nil
}

// RecordOnce answers Journey.recordOnce from its needs.
func RecordOnce(needs Needs) (map[string]any, error) {
	var j RecordJourney
	if err := needs.Into(&j); err != nil {
		return nil, fmt.Errorf("read what is asked again on a journey needs: %w", err)
	}
	r := newRecords(j)
	again, before := []map[string]any{}, []map[string]any{}
	for _, e := range r.reentries() {
		again = append(again, r.reentryFields(e))
	}
	for _, u := range r.unrecorded() {
		before = append(before, r.unrecordedFields(u))
	}
	return map[string]any{"askedAgain": again, "readBeforeRecorded": before}, nil
}
