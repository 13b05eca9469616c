package storetest

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// condition makes a condition on nodes of the kinds, reached over the relation if it is not nil.
func (s *source) condition(kinds []*model.Kind, over *model.Relation, depth int) plan.Predicate {
	if depth > 0 && s.chance(35) {
		return s.compound(kinds, over, depth-1)
	}
	if over != nil && len(over.Properties()) > 0 && s.chance(35) {
		return s.compare(pick(s, plainFields(over.Properties())), true)
	}
	if len(kinds) == 1 {
		return s.ofKind(kinds[0], depth)
	}
	switch s.IntN(4) {
	case 0:
		return plan.KindIn{Kinds: some(s, 2, s.model.Kinds)}
	case 1:
		return s.compare(pick(s, plainFields(s.model.Common)), false)
	default:
		k := pick(s, kinds)
		return plan.And{All: []plan.Predicate{plan.KindIn{Kinds: []*model.Kind{k}}, s.ofKind(k, depth)}}
	}
}

func (s *source) compound(kinds []*model.Kind, over *model.Relation, depth int) plan.Predicate {
	parts := make([]plan.Predicate, s.IntN(4))
	for i := range parts {
		parts[i] = s.condition(kinds, over, depth)
	}
	switch s.IntN(5) {
	case 0, 1:
		return plan.And{All: parts}
	case 2, 3:
		return plan.Or{Any: parts}
	default:
		return plan.Not{Of: s.condition(kinds, over, depth)}
	}
}

func (s *source) ofKind(k *model.Kind, depth int) plan.Predicate {
	if len(k.Relations) == 0 || depth == 0 || s.chance(45) {
		return s.compare(pick(s, plainFields(k.Fields)), false)
	}
	rel := pick(s, k.Relations)
	if s.chance(25) {
		op := pick(s, []plan.Op{plan.Eq, plan.Ne, plan.Lt, plan.Lte, plan.Gt, plan.Gte, plan.In})
		var to any = int64(s.IntN(5) - 1)
		if op == plan.In {
			to = []any{int64(s.IntN(3)), int64(s.IntN(5))}
		}
		return plan.Count{Relation: rel, Op: op, To: s.operand(to)}
	}
	r := plan.Related{Relation: rel, Quantifier: plan.Quantifier(s.IntN(4))}
	if s.chance(85) {
		r.Where = s.condition(rel.Target.Kinds, rel, depth-1)
	}
	return r
}

// compare makes a comparison that the field allows.
func (s *source) compare(f *model.Field, edge bool) plan.Predicate {
	if f.List {
		if s.chance(30) {
			return plan.Empty{Field: f, Edge: edge}
		}
		return plan.Compare{Field: f, Edge: edge, Op: plan.Has, To: s.operand(s.part(s.single(f))), Fold: s.chance(30)}
	}
	op := pick(s, opsOf(f))
	c := plan.Compare{Field: f, Edge: edge, Op: op}
	var to any
	switch {
	case op == plan.In:
		list := make([]any, s.IntN(4))
		for i := range list {
			list[i] = s.single(f)
		}
		to = list
	case s.chance(92) || op != plan.Eq && op != plan.Ne:
		to = s.single(f)
	}
	if op == plan.Contains || op == plan.StartsWith || op == plan.EndsWith {
		to = s.part(to)
	}
	c.To = s.operand(to)
	ordering := op == plan.Lt || op == plan.Lte || op == plan.Gt || op == plan.Gte
	c.Fold = (f.Type == model.String || f.Type == model.EnumType) && !ordering && s.chance(40)
	return c
}

func opsOf(f *model.Field) []plan.Op {
	ops := []plan.Op{plan.Eq, plan.Ne}
	if f.Type != model.Boolean {
		ops = append(ops, plan.In)
	}
	if f.Type != model.Boolean && f.Type != model.EnumType {
		ops = append(ops, plan.Lt, plan.Lte, plan.Gt, plan.Gte)
	}
	if f.Type == model.String || f.Type == model.ID {
		ops = append(ops, plan.Contains, plan.StartsWith, plan.EndsWith)
	}
	return ops
}

// part gives a part of a text, often from the front, and anything else as it is.
func (s *source) part(v any) any {
	text, ok := v.(string)
	if !ok || s.chance(40) {
		return v
	}
	runes := []rune(text)
	start := 0
	if s.chance(40) {
		start = s.IntN(len(runes) + 1)
	}
	return string(runes[start : start+s.IntN(len(runes)-start+1)])
}
