package compile

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// order compiles orderBy, or gives the usual order of the relation. The id, ascending, is always the last key, so that the
// order is total; keys behind an id, and keys that are there already, say nothing.
func (r *run) order(keys *sortKeys, v any, usual *model.Relation, at place) []plan.Order {
	var order []plan.Order
	add := func(o plan.Order) {
		if n := len(order); n > 0 && r.isID(order[n-1]) {
			return
		}
		for _, known := range order {
			if sameKey(known, o) {
				return
			}
		}
		order = append(order, o)
	}
	items, _ := r.force(v).([]any)
	for _, item := range items {
		if o, ok := r.sortKey(keys, item, nil, at); ok {
			add(o)
		}
	}
	if len(items) == 0 && usual != nil && usual.OrderBy != nil {
		add(plan.Order{Property: usual.OrderBy})
	}
	id := plan.Order{Field: r.c.meanings.id}
	if n := len(order); n == 0 || plan.Ordering(order[n-1:]) != plan.Ordering([]plan.Order{id}) {
		order = append(order, id)
	}
	return order
}

// sameKey reports whether two keys compare the same thing, whichever way.
func sameKey(a, b plan.Order) bool {
	a.Desc, b.Desc = false, false
	return plan.Ordering([]plan.Order{a}) == plan.Ordering([]plan.Order{b})
}

func (r *run) isID(o plan.Order) bool { return o.Field == r.c.meanings.id && len(o.Through) == 0 }

// sortKey compiles an object with exactly one entry, which may be inside the node or the edge of a row or inside a to-one.
func (r *run) sortKey(keys *sortKeys, v any, through []*model.Relation, at place) (plan.Order, bool) {
	given, _ := r.force(v).(map[string]any)
	var entry *sortKey
	n := 0
	for i := range keys.entries {
		if given[keys.entries[i].name] != nil {
			entry = &keys.entries[i]
			n++
		}
	}
	if n != 1 {
		r.fail(bad(at, "Every object in orderBy has exactly one entry; this one has %d. Write [{ … }, { … }] to order by several keys.", n))
		return plan.Order{}, false
	}
	inner := given[entry.name]
	if entry.through != nil {
		through = append(slices.Clip(through), entry.through)
	}
	if entry.inner != nil {
		return r.sortKey(entry.inner, inner, through, at)
	}
	o := plan.Order{Through: through, Desc: r.force(inner) == "DESC"}
	switch {
	case entry.count != nil:
		o.Count = []*model.Relation{entry.count}
	case entry.edge:
		o.Property = entry.field
	default:
		o.Field = entry.field
	}
	return o, true
}
