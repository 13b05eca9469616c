package gaps

import (
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// gathering makes one finding of all that a rule found at the same subject, for a reader has one thing to mend.
type gathering struct {
	of    *answered
	kinds map[string]string // names by prefix of ids
	found []Finding
	parts [][]evidence   // by finding
	place map[string]int // of findings, by subject
}

func newGathering(m *model.Model, of *answered) *gathering {
	g := &gathering{of: of, kinds: map[string]string{}, place: map[string]int{}}
	for _, k := range m.Kinds {
		g.kinds[k.Prefix] = k.Name
	}
	return g
}

// add notes one way in which something was found.
func (g *gathering) add(p evidence, at spot) {
	id := text(p.subject.value, "id")
	place, known := g.place[id]
	if !known {
		place = len(g.found)
		g.place[id] = place
		prefix, _, _ := strings.Cut(id, ":")
		f := Finding{Code: g.of.rule.Code, Severity: p.way.severity, story: &story{of: g.of}}
		f.Subject = Subject{Kind: g.kinds[prefix], Ref: Ref{ID: id, Name: text(p.subject.value, "name")}}
		g.found, g.parts = append(g.found, f), append(g.parts, nil)
	}
	f := &g.found[place]
	if p.way.severity.AtLeast(f.Severity) {
		f.Severity = p.way.severity
	}
	if n := len(f.story.parts); n == 0 || f.story.parts[n-1] != at {
		f.story.parts = append(f.story.parts, at)
	}
	g.parts[place] = append(g.parts[place], p)
}

// findings gives what was found in the order in which it was found first, and how many people it touches.
func (g *gathering) findings() ([]Finding, error) {
	for i := range g.found {
		f := &g.found[i]
		f.story.reach = reached(g.parts[i])
		var err error
		if f.Size, f.AtMost, err = g.of.on.size(&f.story.reach); err != nil {
			return nil, err
		}
	}
	return g.found, nil
}
