package plan

import "github.com/carejourney/carejourney/internal/model"

// predicate checks a condition. With edge a relationship with properties is walked to the node it speaks of.
func (v *validator) predicate(at string, p Predicate, edge bool) {
	switch p := p.(type) {
	case nil:
	case And:
		for _, part := range p.All {
			v.predicate(at, part, edge)
		}
	case Or:
		for _, part := range p.Any {
			v.predicate(at, part, edge)
		}
	case Not:
		v.check(p.Of != nil, at, "a not is empty")
		v.predicate(at, p.Of, edge)
	case Compare:
		v.compare(at, p, edge)
	case Empty:
		v.check(p.Field != nil && p.Field.List && (edge || !p.Edge), at, "a field asked to be empty is no list that is there")
	case KindIn:
		for _, k := range p.Kinds {
			v.check(k != nil, at, "a kind is nil")
		}
	case Related:
		v.check(p.Quantifier <= Single, at, "a quantifier is unknown")
		if v.check(p.Relation != nil, at, "a condition walks no relation"); p.Relation != nil {
			v.predicate(at, p.Where, stored(p.Relation))
		}
	case Count:
		v.check(p.Relation != nil && p.Op <= Gte, at, "a count is not over a relation, or compares other than numbers")
		v.operand(at, p.Op, p.To)
	default:
		v.check(false, at, "a condition is of an unknown type")
	}
}

func (v *validator) compare(at string, p Compare, edge bool) {
	if v.check(p.Field != nil && p.Op <= Has, at, "a comparison has no field or no operator"); v.problem != "" {
		return
	}
	text := p.Field.Type != model.Int && p.Field.Type != model.Float && p.Field.Type != model.Boolean
	v.check(p.Field.Derived == nil && p.Field.Embedded == nil, at, "a comparison is not with a stored field")
	v.check(p.Field.List == (p.Op == Has), at, "a list is compared otherwise than by one of its values, or no list by one")
	v.check(edge || !p.Edge, at, "a comparison is with a property of no stored relationship")
	v.check(text || !p.Fold, at, "a number is compared without letter case")
	v.check(text || p.Op < Contains, at, "a number is compared as text")
	v.operand(at, p.Op, p.To)
}

func (v *validator) operand(at string, op Op, o Operand) {
	items, list := v.value(at, o).([]any)
	if o.Param < 0 || list {
		v.check(list == (op == In) || o.Const == nil && o.Param < 0, at, "a list is compared as a value, or a value as a list")
	}
	for _, item := range items {
		v.check(item != nil, at, "a list to compare with holds a missing value")
	}
}
