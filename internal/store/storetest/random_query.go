package storetest

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// query makes a whole operation. Its pages use cursors of rows that are there.
func (s *source) query() *plan.Query {
	s.args = nil
	q := &plan.Query{}
	for i := range 1 + s.IntN(2) {
		q.Roots = append(q.Roots, s.root(fmt.Sprintf("root%d", i)))
	}
	q.Args = s.args
	s.paginate(q)
	q.Args = s.args
	return q
}

func (s *source) root(key string) *plan.Select {
	target := s.model.Target(pick(s, s.model.Kinds).Name)
	if s.chance(25) {
		target = pick(s, s.model.Targets)
	}
	sel := &plan.Select{Key: key, Kinds: target.Kinds}
	searching := s.chance(15)
	if s.chance(15) {
		list := make([]any, s.IntN(5))
		for i := range list {
			list[i] = s.id()
		}
		o := s.operand(list)
		sel.From.IDs = &o
	}
	if searching {
		o := s.operand(s.words())
		sel.From.Search = &o
		sel.Order = append(sel.Order, plan.Order{Rank: true}, plan.Order{Field: target.Kinds[0].Field("name")})
	}
	s.fill(sel, 3)
	return sel
}

// words makes a text to search for: mostly a word that is there, or the beginning of one.
func (s *source) words() string {
	var words []string
	for range 1 + s.IntN(3)/2 {
		text := strings.Fields(pick(s, texts))
		word := []rune(pick(s, text))
		words = append(words, string(word[:1+s.IntN(len(word))]))
	}
	return strings.Join(words, " ")
}

func (s *source) nested(k *model.Kind, key string, depth int) *plan.Select {
	rel := pick(s, k.Relations)
	sel := &plan.Select{Key: key, Relation: rel, Kinds: rel.Target.Kinds, One: !rel.Many}
	if len(sel.Kinds) > 1 && s.chance(15) {
		sel.Kinds = []*model.Kind{pick(s, sel.Kinds)}
	}
	s.fill(sel, depth)
	return sel
}

// fill makes everything about a selection but where it starts and its page.
func (s *source) fill(sel *plan.Select, depth int) {
	if s.chance(45) {
		sel.Where = s.condition(sel.Kinds, sel.Relation, 1+s.IntN(3))
	}
	if len(sel.Order) == 0 {
		s.order(sel)
	}
	sel.Order = append(sel.Order, plan.Order{Field: sel.Kinds[0].Field("id")})
	sel.Total, sel.Info = s.chance(30), s.chance(30)
	s.facets(sel)
	s.shapes(sel)
	for i := range sel.Shapes {
		s.columns(sel, &sel.Shapes[i], depth)
	}
}

func (s *source) facets(sel *plan.Select) {
	for _, f := range s.fieldsOf(sel.Kinds) {
		if (f.Type == model.EnumType || f.Type == model.Boolean) && s.chance(12) {
			sel.Facets = append(sel.Facets, f)
		}
	}
}

// fieldsOf gives the fields that nodes of all the kinds have.
func (s *source) fieldsOf(kinds []*model.Kind) []*model.Field {
	if len(kinds) == 1 {
		return plainFields(kinds[0].Fields)
	}
	return plainFields(s.model.Common)
}

// shapes gives some kinds a shape of their own.
func (s *source) shapes(sel *plan.Select) {
	var shared []*model.Kind
	for _, k := range sel.Kinds {
		if s.chance(40) {
			sel.Shapes = append(sel.Shapes, plan.Shape{Kinds: []*model.Kind{k}})
		} else {
			shared = append(shared, k)
		}
	}
	if len(shared) > 0 {
		sel.Shapes = append(sel.Shapes, plan.Shape{Kinds: shared})
	}
}

func (s *source) columns(sel *plan.Select, sh *plan.Shape, depth int) {
	sh.Columns = append(sh.Columns, plan.Column{Field: sh.Kinds[0].Field("id")})
	for range s.IntN(4) {
		sh.Columns = append(sh.Columns, plan.Column{Field: pick(s, s.fieldsOf(sh.Kinds))})
	}
	if sel.Relation != nil && len(sel.Relation.Properties()) > 0 && s.chance(50) {
		sh.Columns = append(sh.Columns, plan.Column{Property: pick(s, sel.Relation.Properties())})
	}
	if len(sh.Kinds) == 1 && len(sh.Kinds[0].Relations) > 0 && depth > 0 {
		for i := range s.IntN(3) {
			sh.Columns = append(sh.Columns, plan.Column{Select: s.nested(sh.Kinds[0], fmt.Sprintf("%s%c", sel.Key, 'a'+i), depth-1)})
		}
	}
	for i := range sel.Order {
		sh.Columns = append(sh.Columns, plan.Column{Sort: i + 1})
	}
}

// order makes up to two sort keys.
func (s *source) order(sel *plan.Select) {
	for range s.IntN(3) {
		o := plan.Order{Desc: s.chance(50)}
		switch {
		case sel.Relation != nil && len(sel.Relation.Properties()) > 0 && s.chance(40):
			o.Property = pick(s, sel.Relation.Properties())
			if o.Property.List {
				continue
			}
		case len(sel.Kinds) == 1 && s.chance(50):
			s.through(&o, sel.Kinds[0])
		default:
			o.Field = s.sortable(sel.Kinds)
		}
		sel.Order = append(sel.Order, o)
	}
}

// through makes a sort key behind to-one relations, or of a number of nodes.
func (s *source) through(o *plan.Order, k *model.Kind) {
	for s.chance(60) {
		var ones []*model.Relation
		for _, rel := range k.Relations {
			if !rel.Many && len(rel.Target.Kinds) == 1 {
				ones = append(ones, rel)
			}
		}
		if len(ones) == 0 {
			break
		}
		rel := pick(s, ones)
		o.Through, k = append(o.Through, rel), rel.Target.Kinds[0]
	}
	if len(k.Relations) > 0 && s.chance(40) {
		o.Count = []*model.Relation{pick(s, k.Relations)}
		return
	}
	o.Field = s.sortable([]*model.Kind{k})
}

// sortable gives a field that can be ordered by.
func (s *source) sortable(kinds []*model.Kind) *model.Field {
	for {
		if f := pick(s, s.fieldsOf(kinds)); !f.List {
			return f
		}
	}
}
