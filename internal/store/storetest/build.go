package storetest

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// Builder makes plans of a model by name, for tests. A name the model does not have panics: it is a mistake in the test.
type Builder struct{ Model *model.Model }

// Sel is a selection under construction. Its Plan is valid at any time: ordered by id, without columns at first.
type Sel struct {
	Plan  *plan.Select
	b     Builder
	shape int // the shape that columns are added to
}

// Query is an operation of the selections.
func Query(roots ...*Sel) *plan.Query {
	q := &plan.Query{}
	for _, r := range roots {
		q.Roots = append(q.Roots, r.Plan)
	}
	return q
}

// Root selects the nodes of a kind, of a union or of Element, with the columns given.
func (b Builder) Root(target string, columns ...string) *Sel {
	t := b.Model.Target(target)
	if t == nil {
		panic("no target " + target)
	}
	return b.selection(t).Key(lowerFirst(target)).Cols(columns...)
}

func (b Builder) selection(t *model.Target) *Sel {
	p := &plan.Select{Kinds: t.Kinds, Order: []plan.Order{{Field: t.Kinds[0].Field("id")}}, Shapes: []plan.Shape{{Kinds: t.Kinds}}}
	return &Sel{Plan: p, b: b}
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// Key sets the response key.
func (s *Sel) Key(key string) *Sel { s.Plan.Key = key; return s }

// On gives the same selection with a kind split off into a shape of its own, to which columns are added from now on.
func (s *Sel) On(kind string) *Sel {
	k := s.b.kind(kind)
	for i, sh := range s.Plan.Shapes {
		for j, other := range sh.Kinds {
			if other != k {
				continue
			}
			if len(sh.Kinds) == 1 {
				return &Sel{Plan: s.Plan, b: s.b, shape: i}
			}
			rest := append(append([]*model.Kind(nil), sh.Kinds[:j]...), sh.Kinds[j+1:]...)
			s.Plan.Shapes[i].Kinds = rest
			columns := append([]plan.Column(nil), sh.Columns...)
			s.Plan.Shapes = append(s.Plan.Shapes, plan.Shape{Kinds: []*model.Kind{k}, Columns: columns})
			return &Sel{Plan: s.Plan, b: s.b, shape: len(s.Plan.Shapes) - 1}
		}
	}
	panic(kind + " is not among the kinds selected")
}

// Cols adds columns by field name; @order adds the property of that name of the relationship walked.
func (s *Sel) Cols(names ...string) *Sel {
	for _, name := range names {
		if property, ok := strings.CutPrefix(name, "@"); ok {
			s.add(plan.Column{Property: s.property(property)})
			continue
		}
		s.add(plan.Column{Field: fieldOf(s.Plan.Shapes[s.shape].Kinds[0], name)})
	}
	return s
}

func (s *Sel) property(name string) *model.Field {
	f := s.Plan.Relation.Stored.Property(name)
	if f == nil {
		panic(fmt.Sprintf("%s has no property %s", s.Plan.Relation.Stored.Name, name))
	}
	return f
}

func (s *Sel) add(c plan.Column) {
	sh := &s.Plan.Shapes[s.shape]
	sh.Columns = append(sh.Columns, c)
}

// Nested adds a column of the nodes reached over a relation and gives their selection.
func (s *Sel) Nested(relation string, columns ...string) *Sel {
	rel := s.Plan.Shapes[s.shape].Kinds[0].Relation(relation)
	if rel == nil {
		panic("no relation " + relation)
	}
	n := s.b.selection(rel.Target).Key(relation)
	n.Plan.Relation, n.Plan.One = rel, !rel.Many
	s.add(plan.Column{Select: n.Plan})
	return n.Cols(columns...)
}

// Sorted adds a column for every sort key, to make cursors of. It comes after Order.
func (s *Sel) Sorted() *Sel {
	for i := range s.Plan.Shapes {
		for k := range s.Plan.Order {
			s.Plan.Shapes[i].Columns = append(s.Plan.Shapes[i].Columns, plan.Column{Sort: k + 1})
		}
	}
	return s
}
