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
	var all []*merging
	for i := range findings {
		f := &findings[i]
		key := [2]string{f.Code, f.Subject.ID}
		at, known := place[key]
		if !known {
			at = len(all)
			place[key] = at
			all = append(all, &merging{Finding: *f})
		}
		all[at].add(f, known)
	}
	kept := make([]Finding, len(all))
	for i, m := range all {
		kept[i] = m.done()
	}
	return kept
}

// merging is a finding that others about the same subject are put into.
type merging struct {
	Finding
	why, fix said
	path     map[string]bool
}

func (m *merging) add(f *Finding, known bool) {
	m.why.add(f.Why)
	m.fix.add(f.Fix)
	if !known {
		return
	}
	if m.path == nil {
		m.path = map[string]bool{}
		for _, id := range m.Path {
			m.path[id] = true
		}
	}
	if f.Severity.AtLeast(m.Severity) {
		m.Severity = f.Severity
	}
	for _, id := range f.Path {
		if !m.path[id] {
			m.path[id] = true
			m.Path = append(m.Path, id)
		}
	}
	m.Touched.merge(f.Touched)
}

func (m *merging) done() Finding {
	m.Why, m.Fix = m.why.text(), m.fix.text()
	m.Size = m.total()
	return m.Finding
}

// said is sentences, each once.
type said struct {
	first []string // the first few
	known map[string]bool
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
	if more := len(s.known) - len(s.first); more > 0 {
		text += fmt.Sprintf(" And %d more like this.", more)
	}
	return text
}
