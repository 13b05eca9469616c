package gaps

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Acceptance is that somebody accepts gaps for a while: one AcceptedGap of the graph.
type Acceptance struct {
	ID     string `json:"id"`
	Code   string `json:"code"`
	Reason string `json:"reason"`
	Owner  string `json:"owner"`
	Until  string `json:"until"` // last day, as YYYY-MM-DD
	at     []string
}

// acceptedQuery asks for everything that is accepted.
const acceptedQuery = `query AcceptedGaps($first: Int) {
  acceptedGaps(first: $first) { nodes { id code reason owner until acceptedAt { ... on Element { id } } } }
}`

// readAccepted reads the answer to acceptedQuery.
func readAccepted(data []byte) ([]Acceptance, error) {
	var answer struct {
		AcceptedGaps struct {
			Nodes []struct {
				Acceptance
				AcceptedAt []struct{ ID string }
			}
		}
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, err
	}
	all := make([]Acceptance, 0, len(answer.AcceptedGaps.Nodes))
	for _, n := range answer.AcceptedGaps.Nodes {
		for _, at := range n.AcceptedAt {
			n.at = append(n.at, at.ID)
		}
		all = append(all, n.Acceptance)
	}
	return all, nil
}

// accept notes on findings who accepts them on a day, or did until some day before. Where several do, the one who does for
// longest counts.
func accept(findings []Finding, all []Acceptance, day time.Time) {
	today := day.Format(time.DateOnly)
	for i := range findings {
		f := &findings[i]
		var last *Acceptance
		for j := range all {
			if a := &all[j]; a.Covers(f) && (last == nil || a.Until > last.Until) {
				last = a
			}
		}
		f.Accepted, f.Lapsed = last, nil
		if last != nil && last.Until < today {
			f.Accepted, f.Lapsed = nil, last
		}
	}
}

// Covers holds for findings of the rule at one of the nodes, whatever the day.
func (a *Acceptance) Covers(f *Finding) bool {
	return strings.EqualFold(a.Code, f.Code) && slices.Contains(a.at, f.Subject.ID)
}

// Closed gives the ids of nodes at which there is no gap any more that the acceptance speaks of.
func (a *Acceptance) Closed(findings []Finding) []string {
	var closed []string
	for _, id := range a.at {
		open := slices.ContainsFunc(findings, func(f Finding) bool { return f.Subject.ID == id && a.Covers(&f) })
		if !open {
			closed = append(closed, id)
		}
	}
	return closed
}
