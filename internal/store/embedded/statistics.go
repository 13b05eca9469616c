package embedded

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

var _ plan.Statistics = (*snapshot)(nil)

// Nodes gives how many nodes of the kind there are.
func (s *snapshot) Nodes(k *model.Kind) float64 { return float64(s.live[k.Index]) }

// Matching gives how many nodes of the kind an index finds.
func (s *snapshot) Matching(k *model.Kind, c plan.Compare, value any) (float64, bool) {
	switch c.Op {
	case plan.Contains:
		return s.containing(k, c, value)
	case plan.Ne, plan.EndsWith:
		return 0, false
	}
	x := s.index(k.Index, c.Field.Property, c.Fold)
	spans, ok := x.spans(c.Op, value, c.Fold)
	n := int64(0)
	for _, found := range spans {
		n += x.count(found)
	}
	return float64(n), ok
}

// Found gives how many nodes the rarest word of the text is found in, at most.
func (s *snapshot) Found(text string) float64 {
	x, least := s.termIndex(), -1
	for _, word := range model.Terms(text) {
		from, to := x.prefix(word)
		if n := int(x.start[to] - x.start[from]); least < 0 || n < least {
			least = n
		}
	}
	return float64(max(least, 0))
}

// Degree gives how many relationships of the type a node of the kind has on average.
func (s *snapshot) Degree(k *model.Kind, t *model.Relationship, out bool) float64 {
	if s.live[k.Index] == 0 {
		return 0
	}
	return float64(s.links[t.Index].from(out).total[k.Index]) / float64(s.live[k.Index])
}

// DegreeOf gives how many relationships of the type the node has.
func (s *snapshot) DegreeOf(id string, t *model.Relationship, out bool) float64 {
	n := s.node(id)
	if n == none {
		return 0
	}
	return float64(s.links[t.Index].from(out).degree(n))
}
