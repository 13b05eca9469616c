package compile

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// operator is an entry of a filter object that is one comparison. Folds says that mode has a say in it.
type operator struct {
	name  string
	op    plan.Op
	folds bool
}

// operators are compared in this order, whatever the order they are written in.
var operators = []operator{
	{"eq", plan.Eq, true},
	{"ne", plan.Ne, true},
	{"in", plan.In, true},
	{"lt", plan.Lt, false},
	{"lte", plan.Lte, false},
	{"gt", plan.Gt, false},
	{"gte", plan.Gte, false},
	{"contains", plan.Contains, true},
	{"startsWith", plan.StartsWith, true},
	{"endsWith", plan.EndsWith, true},
}

// compare compiles the operators of a filter with what makes one comparison. A null operator counts as not given, but
// for eq and ne.
func (r *run) compare(v any, fold bool, one func(op plan.Op, to plan.Operand, fold bool) plan.Predicate) plan.Predicate {
	given, _ := r.force(v).(map[string]any)
	var parts []plan.Predicate
	for _, o := range operators {
		v, ok := given[o.name]
		if !ok || v == nil && o.op != plan.Eq && o.op != plan.Ne {
			continue
		}
		parts = append(parts, one(o.op, r.operand(v), fold && o.folds && v != nil))
	}
	if v := given["notIn"]; v != nil {
		parts = append(parts, not(one(plan.In, r.operand(v), fold)))
	}
	return all(parts)
}

func (r *run) valueFilter(e *condition, v any) plan.Predicate {
	given, _ := r.force(v).(map[string]any)
	fold := r.force(given["mode"]) == "INSENSITIVE"
	return r.compare(v, fold, func(op plan.Op, to plan.Operand, fold bool) plan.Predicate {
		return plan.Compare{Field: e.field, Edge: e.edge, Op: op, To: to, Fold: fold}
	})
}

// countFilter compares a number of nodes, which is never missing.
func (r *run) countFilter(e *condition, v any) plan.Predicate {
	return r.compare(v, false, func(op plan.Op, to plan.Operand, _ bool) plan.Predicate {
		if to.Param < 0 && to.Const == nil {
			return constant(op == plan.Ne)
		}
		return plan.Count{Relation: e.relation, Op: op, To: to}
	})
}

func (r *run) listFilter(e *condition, v any) plan.Predicate {
	given, _ := r.force(v).(map[string]any)
	has := func(v any) plan.Predicate {
		return plan.Compare{Field: e.field, Edge: e.edge, Op: plan.Has, To: r.operand(v)}
	}
	hasEach := func(v any) []plan.Predicate {
		items, _ := r.force(v).([]any)
		r.condition(len(items))
		parts := make([]plan.Predicate, len(items))
		for i, item := range items {
			parts[i] = has(item)
		}
		return parts
	}
	var parts []plan.Predicate
	if v := given["includes"]; v != nil {
		parts = append(parts, has(v))
	}
	if v := given["includesAny"]; v != nil {
		parts = append(parts, anyOne(hasEach(v)))
	}
	if v := given["includesAll"]; v != nil {
		parts = append(parts, all(hasEach(v)))
	}
	if v := r.force(given["isEmpty"]); v != nil {
		empty := plan.Predicate(plan.Empty{Field: e.field, Edge: e.edge})
		if v == false {
			empty = not(empty)
		}
		parts = append(parts, empty)
	}
	return all(parts)
}

// derivedFilter asks about a derived Boolean by asking about the field it comes from. It is true or false for every
// node, so it never equals null.
func (r *run) derivedFilter(e *condition, v any) plan.Predicate {
	given, _ := r.force(v).(map[string]any)
	values := make([]any, len(e.field.Derived.In))
	for i, v := range e.field.Derived.In {
		values[i] = v
	}
	is := func(v any) plan.Predicate {
		if v == nil {
			return never()
		}
		holds := plan.Predicate(plan.Compare{Field: e.field.Derived.From, Edge: e.edge, Op: plan.In, To: plan.Constant(values)})
		if v == false {
			return not(holds)
		}
		return holds
	}
	var parts []plan.Predicate
	if v, ok := given["eq"]; ok {
		parts = append(parts, is(r.force(v)))
	}
	if v, ok := given["ne"]; ok {
		parts = append(parts, not(is(r.force(v))))
	}
	return all(parts)
}

// kindFilter asks for the kind of a node, which is never missing.
func (r *run) kindFilter(v any) plan.Predicate {
	given, _ := r.force(v).(map[string]any)
	isOne := func(v any) plan.Predicate {
		if v == nil {
			return never()
		}
		return r.kindIn([]any{v})
	}
	var parts []plan.Predicate
	if v, ok := given["eq"]; ok {
		parts = append(parts, isOne(v))
	}
	if v, ok := given["ne"]; ok {
		parts = append(parts, not(isOne(v)))
	}
	if v := r.force(given["in"]); v != nil {
		parts = append(parts, r.kindIn(v))
	}
	if v := r.force(given["notIn"]); v != nil {
		parts = append(parts, not(r.kindIn(v)))
	}
	return all(parts)
}

func (r *run) kindIn(v any) plan.Predicate {
	kinds := r.kinds(v)
	if len(kinds) == 0 {
		return never()
	}
	return plan.KindIn{Kinds: kinds}
}

// kinds gives the kinds named, each once, in the order of the model.
func (r *run) kinds(v any) []*model.Kind {
	names, _ := v.([]any)
	var kinds []*model.Kind
	for _, name := range names {
		text, _ := r.force(name).(string)
		if k := r.c.model.Kind(text); k != nil && !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	slices.SortFunc(kinds, func(a, b *model.Kind) int { return a.Index - b.Index })
	return kinds
}

// constant holds always or never.
func constant(holds bool) plan.Predicate {
	if holds {
		return nil
	}
	return never()
}
