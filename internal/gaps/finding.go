package gaps

import (
	"cmp"
	"fmt"
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

// Finding is one gap: what is missing at one node, found by one rule. What stands behind Subject is made where somebody wants
// to see it, by Told: a country has very many findings, of which a page is shown.
type Finding struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Subject  Subject  `json:"subject"`
	Why      string   `json:"why"`  // from facts of the answer
	Path     []string `json:"path"` // ids of the nodes that prove it, the subject first
	Touched
	Size     *int        `json:"people"` // of the largest group whose size is known, nil where there is none
	AtMost   int         `json:"-"`      // of all groups together, if they did not overlap: it ranks findings whose largest group is the same
	Fix      string      `json:"fix"`
	Accepted *Acceptance `json:"accepted,omitempty"` // nil where nobody accepts it on the day
	Lapsed   *Acceptance `json:"lapsed,omitempty"`   // that somebody did until some day before, nil otherwise

	story  *story
	within string // the journey whose people alone count, "" for all it touches
}

// size is for comparing: nobody known is nobody.
func (f *Finding) size() int {
	if f.Size == nil {
		return 0
	}
	return *f.Size
}

// Rank orders findings by severity, then by how many people the largest group has that they touch, then by how many all groups have,
// then by code, name and id.
func Rank(findings []Finding) {
	// Findings are large and sorting moves them many times, so pointers are sorted.
	unsorted := slices.Clone(findings)
	order := make([]*Finding, len(unsorted))
	for i := range unsorted {
		order[i] = &unsorted[i]
	}
	slices.SortStableFunc(order, Compare)
	for i, f := range order {
		findings[i] = *f
	}
}

// Compare gives the order of two findings in a ranking.
func Compare(a, b *Finding) int {
	return cmp.Or(
		cmp.Compare(a.Severity.rank(), b.Severity.rank()),
		cmp.Compare(b.size(), a.size()),
		cmp.Compare(b.AtMost, a.AtMost),
		compareNames(a, b),
	)
}

// compareNames gives the order of two findings that are as bad as each other.
func compareNames(a, b *Finding) int {
	return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Subject.Name, b.Subject.Name), cmp.Compare(a.Subject.ID, b.Subject.ID))
}

// said is sentences, each once.
type said struct {
	first []string // the first few
	known map[string]bool
	more  int // that nobody has written
}

func (s *said) add(text string) {
	if text == "" || s.known[text] {
		return
	}
	if s.known == nil {
		s.known = map[string]bool{}
	}
	s.known[text] = true
	if len(s.first) < named {
		s.first = append(s.first, text)
	}
}

// text gives the first few, and how many more there are.
func (s *said) text() string {
	text := strings.Join(s.first, " ")
	if more := len(s.known) - len(s.first) + s.more; more > 0 {
		text += fmt.Sprintf(" And %d more like this.", more)
	}
	return text
}
