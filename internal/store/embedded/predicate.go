package embedded

import "github.com/carejourney/carejourney/internal/plan"

// test is a condition made ready: on a node, and the relationship it was reached by. A nil test holds always.
type test func(n, link int32) bool

func never(int32, int32) bool { return false }

// test makes a condition ready. Edge comparisons speak of relationships in the table.
func (r *run) test(p plan.Predicate, table *linkTable) test {
	switch p := p.(type) {
	case plan.And:
		return r.all(p, table)
	case plan.Or:
		return r.same(p, func() test { return r.any(p, table) })
	case plan.Not:
		of := r.test(p.Of, table)
		return func(n, link int32) bool { return of != nil && !of(n, link) }
	case plan.Compare:
		return r.comparison(p, table)
	case plan.Empty:
		col := r.valueColumn(p.Field, p.Edge, table)
		return func(n, link int32) bool { return col.at(either(p.Edge, n, link)) == 0 }
	case plan.KindIn:
		mask := r.s.mask(p.Kinds)
		return func(n, _ int32) bool { return mask[r.s.kindIndex(n)] }
	case plan.Related:
		return r.same(p, func() test { return r.related(p) })
	case plan.Count:
		return r.same(p, func() test { return r.counted(p) })
	}
	return nil
}

func either(edge bool, n, link int32) int32 {
	if edge {
		return link
	}
	return n
}

func (r *run) all(p plan.And, table *linkTable) test {
	var parts []test
	for _, part := range p.All {
		if t := r.test(part, table); t != nil {
			parts = append(parts, t)
		}
	}
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return func(n, link int32) bool {
		for _, t := range parts {
			if !t(n, link) {
				return false
			}
		}
		return true
	}
}

func (r *run) any(p plan.Or, table *linkTable) test {
	parts := make([]test, len(p.Any))
	for i, part := range p.Any {
		if parts[i] = r.test(part, table); parts[i] == nil {
			return nil
		}
	}
	return func(n, link int32) bool {
		for _, t := range parts {
			if t(n, link) {
				return true
			}
		}
		return false
	}
}

// related makes a condition on the nodes reached over a relation ready.
func (r *run) related(p plan.Related) test {
	w, inner := r.s.relation(p.Relation, p.Relation.Target.Kinds), r.test(p.Where, r.s.property(p.Relation))
	checks := plan.OwnComparisons(p.Where)
	if w.single == nil {
		return r.remembering(p, r.anywhere(w, p.Quantifier, inner, checks))
	}
	return r.remembering(p, func(n, _ int32) bool {
		looked, matching := 0, 0
		to, link := w.single.at(n)
		r.tick(0)
		for i, other := range to {
			if r.err != nil {
				return false
			}
			r.tick(0)
			if !r.passes(w, other) {
				continue
			}
			r.tick(checks)
			looked++
			if inner == nil || inner(other, link[i]) {
				matching++
			}
			if decided(p.Quantifier, matching, looked) {
				break
			}
		}
		return holds(p.Quantifier, matching, looked)
	})
}

// holds decides a condition where so many of the nodes looked at match.
func holds(q plan.Quantifier, matching, looked int) bool {
	switch q {
	case plan.Some:
		return matching > 0
	case plan.All:
		return matching == looked
	case plan.None:
		return matching == 0
	}
	return matching == 1
}

// decided reports whether nothing that is still to be looked at can change the answer.
func decided(q plan.Quantifier, matching, looked int) bool {
	switch q {
	case plan.All:
		return matching < looked
	case plan.Single:
		return matching > 1
	}
	return matching > 0
}
