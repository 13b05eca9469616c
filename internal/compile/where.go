package compile

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// where compiles a where object: all its entries must hold. An entry that is null counts as not given. Nil holds always.
func (r *run) where(c *conditions, v any) plan.Predicate {
	if one, ok := v.(*coerced); ok {
		return r.named(c, one)
	}
	given, _ := r.force(v).(map[string]any)
	var parts []plan.Predicate
	for i := range c.entries {
		e := &c.entries[i]
		if inner := given[e.name]; inner != nil {
			if r.condition(1); r.over {
				return nil
			}
			parts = append(parts, r.entry(c, e, inner))
		}
	}
	return all(parts)
}

func (r *run) entry(c *conditions, e *condition, v any) plan.Predicate {
	switch e.sense {
	case allOf:
		return all(r.each(c, v))
	case anyOf:
		return anyOne(r.each(c, v))
	case notThis:
		return not(r.where(c, v))
	case ofValue:
		return r.valueFilter(e, v)
	case ofList:
		return r.listFilter(e, v)
	case ofDerived:
		return r.derivedFilter(e, v)
	case ofMany, ofRows:
		return r.quantified(e, v)
	case ofCount:
		return r.countFilter(e, v)
	case ofOne:
		return plan.Related{Relation: e.relation, Quantifier: plan.Some, Where: r.where(e.inner, v)}
	case ofKind:
		return r.kindFilter(v)
	case onKind:
		return all([]plan.Predicate{plan.KindIn{Kinds: []*model.Kind{e.kind}}, r.where(e.inner, v)})
	default: // a group of fields, the node and the edge of a row: what is inside speaks for itself
		return r.where(e.inner, v)
	}
}

// each compiles the items of and, or.
func (r *run) each(c *conditions, v any) []plan.Predicate {
	items, _ := r.force(v).([]any)
	parts := make([]plan.Predicate, len(items))
	for i, item := range items {
		parts[i] = r.where(c, item)
	}
	return parts
}

// quantifiers are the entries of a quantifier object, in the order they are compiled.
var quantifiers = []plan.Quantifier{plan.Some, plan.All, plan.None, plan.Single}

func (r *run) quantified(e *condition, v any) plan.Predicate {
	given, _ := r.force(v).(map[string]any)
	var parts []plan.Predicate
	for _, q := range quantifiers {
		v := given[q.String()]
		if v == nil {
			continue
		}
		inner := r.where(e.inner, v)
		if q == plan.All && inner == nil {
			continue
		}
		parts = append(parts, plan.Related{Relation: e.relation, Quantifier: q, Where: inner})
	}
	return all(parts)
}

// never does not hold for any node.
func never() plan.Predicate { return plan.Or{} }

func isNever(p plan.Predicate) bool {
	or, ok := p.(plan.Or)
	return ok && len(or.Any) == 0
}

// all holds where all parts do. Parts that hold always are left out, and a part made of parts is taken apart.
func all(parts []plan.Predicate) plan.Predicate {
	var kept []plan.Predicate
	for _, p := range parts {
		switch p := p.(type) {
		case nil:
		case plan.And:
			kept = append(kept, p.All...)
		default:
			kept = append(kept, p)
		}
	}
	switch len(kept) {
	case 0:
		return nil
	case 1:
		return kept[0]
	}
	return plan.And{All: kept}
}

// anyOne holds where any part does; never without parts.
func anyOne(parts []plan.Predicate) plan.Predicate {
	var kept []plan.Predicate
	for _, p := range parts {
		switch p := p.(type) {
		case nil:
			return nil
		case plan.Or:
			kept = append(kept, p.Any...)
		default:
			kept = append(kept, p)
		}
	}
	if len(kept) == 1 {
		return kept[0]
	}
	return plan.Or{Any: kept}
}

func not(p plan.Predicate) plan.Predicate {
	switch p := p.(type) {
	case nil:
		return never()
	case plan.Not:
		return p.Of
	}
	if isNever(p) {
		return nil
	}
	return plan.Not{Of: p}
}
