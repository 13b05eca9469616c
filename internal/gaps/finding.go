package gaps

import (
	"cmp"
	"slices"
	"strings"
)

// Severity is how bad a finding is: the values of GapSeverity.
type Severity string

// The severities.
const (
	High   Severity = "HIGH"
	Medium Severity = "MEDIUM"
	Low    Severity = "LOW"
)

// Severities are all of them, the worst first.
var Severities = []Severity{High, Medium, Low}

// rank is 0 for the worst.
func (s Severity) rank() int { return slices.Index(Severities, s) }

// AtLeast holds where a severity is as bad as another one or worse.
func (s Severity) AtLeast(other Severity) bool { return s.rank() <= other.rank() }

// Subject is the node a finding is about.
type Subject struct {
	Kind string `json:"kind"`
	Ref
}

// Finding is one gap: what is missing at one node, found by one rule.
type Finding struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Subject  Subject  `json:"subject"`
	Why      string   `json:"why"`  // from facts of the answer
	Path     []string `json:"path"` // ids of the nodes that prove it, the subject first
	Touched
	Size     *int        `json:"people"` // of the groups whose size is known, nil where there is none
	Fix      string      `json:"fix"`
	Accepted *Acceptance `json:"accepted,omitempty"` // nil where nobody accepts it on the day
	Lapsed   *Acceptance `json:"lapsed,omitempty"`   // that somebody did until some day before, nil otherwise
}

// size is for comparing: nobody known is nobody.
func (f *Finding) size() int {
	if f.Size == nil {
		return 0
	}
	return *f.Size
}

// Rank orders findings by severity, then by how many people they touch, then by code, name and id.
func Rank(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int { return Compare(&a, &b) })
}

// Compare gives the order of two findings in a ranking.
func Compare(a, b *Finding) int {
	return cmp.Or(
		cmp.Compare(a.Severity.rank(), b.Severity.rank()),
		cmp.Compare(b.size(), a.size()),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Subject.Name, b.Subject.Name),
		cmp.Compare(a.Subject.ID, b.Subject.ID),
	)
}

// merged makes one finding of all that have the same code and subject, for a reader has one thing to mend.
func merged(findings []Finding) []Finding {
	place := map[[2]string]int{}
	var kept []Finding
	for _, f := range findings {
		key := [2]string{f.Code, f.Subject.ID}
		i, known := place[key]
		if !known {
			place[key] = len(kept)
			kept = append(kept, f)
			continue
		}
		kept[i].merge(f)
	}
	return kept
}

func (f *Finding) merge(other Finding) {
	if other.Severity.AtLeast(f.Severity) {
		f.Severity = other.Severity
	}
	f.Why, f.Fix = also(f.Why, other.Why), also(f.Fix, other.Fix)
	for _, id := range other.Path {
		if !slices.Contains(f.Path, id) {
			f.Path = append(f.Path, id)
		}
	}
	f.Touched.merge(other.Touched)
	f.Size = f.total()
}

func also(first, second string) string {
	switch {
	case strings.Contains(first, second):
		return first
	case first == "":
		return second
	}
	return first + " " + second
}
