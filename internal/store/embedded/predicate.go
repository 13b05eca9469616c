package embedded

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// test is a condition made ready: on a node, and the relationship it was reached by. A nil test holds always.
type test func(n, link int32) bool

func never(int32, int32) bool { return false }

// test makes a condition ready. Edge comparisons speak of relationships in the table.
func (r *run) test(p plan.Predicate, table *linkTable) test {
	switch p := p.(type) {
	case plan.And:
		return r.all(p, table)
	case plan.Or:
		return r.any(p, table)
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
		return r.related(p)
	case plan.Count:
		w, holds := r.s.relation(p.Relation, p.Relation.Target.Kinds), number(p.Op, p.To.Value(r.args))
		return func(n, _ int32) bool { return holds(float64(r.count(w, n))) }
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
	return func(n, _ int32) bool {
		start := len(r.stack)
		r.reach(w, n)
		end, matching := len(r.stack), 0
		for i := start; i < end; i++ {
			c := r.stack[i]
			if inner == nil || inner(c.node, c.link) {
				matching++
			}
			if decided(p.Quantifier, matching, i-start+1) {
				break
			}
		}
		r.stack = r.stack[:start]
		switch p.Quantifier {
		case plan.Some:
			return matching > 0
		case plan.All:
			return matching == end-start
		case plan.None:
			return matching == 0
		}
		return matching == 1
	}
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

func (r *run) valueColumn(f *model.Field, edge bool, table *linkTable) *column {
	if edge {
		return table.columns[f.Property]
	}
	return r.s.column(f.Property)
}

// comparison makes a comparison with a value ready.
func (r *run) comparison(p plan.Compare, table *linkTable) test {
	col, to := r.valueColumn(p.Field, p.Edge, table), p.To.Value(r.args)
	if p.Op == plan.Ne {
		p.Op = plan.Eq
		equal := r.comparison(p, table)
		return func(n, link int32) bool { return !equal(n, link) }
	}
	if to == nil {
		if p.Op != plan.Eq {
			return never
		}
		return func(n, link int32) bool { return col.at(either(p.Edge, n, link)) == 0 }
	}
	if (p.Op == plan.Eq || p.Op == plan.In) && !p.Fold {
		cells := r.cells(p.Op, to)
		if len(cells) == 0 {
			return never
		}
		return func(n, link int32) bool { return slices.Contains(cells, col.at(either(p.Edge, n, link))) }
	}
	matches := r.matcher(p, to)
	return func(n, link int32) bool {
		c := col.at(either(p.Edge, n, link))
		return c != 0 && matches(r.s.dict.value(c))
	}
}

// cells gives the cells of values equal to the operand, or to one of its items.
func (r *run) cells(op plan.Op, to any) []cell {
	items := []any{to}
	if op == plan.In {
		items, _ = to.([]any)
	}
	var cells []cell
	add := func(v any) {
		if c := r.s.dict.find(v); c != 0 {
			cells = append(cells, c)
		}
	}
	for _, item := range items {
		add(item)
		switch n := item.(type) {
		case int64:
			add(float64(n))
		case float64:
			if whole := int64(n); float64(whole) == n {
				add(whole)
			}
		}
	}
	return cells
}

// matcher makes a comparison ready that looks at the value itself.
func (r *run) matcher(p plan.Compare, to any) func(v any) bool {
	text, isText := to.(string)
	switch p.Op {
	case plan.Eq:
		return textual(p.Fold, text, isText, func(v, to string) bool { return v == to })
	case plan.Contains:
		return textual(p.Fold, text, isText, strings.Contains)
	case plan.StartsWith:
		return textual(p.Fold, text, isText, strings.HasPrefix)
	case plan.EndsWith:
		return textual(p.Fold, text, isText, strings.HasSuffix)
	case plan.In:
		items := plan.Texts(to)
		for i := range items {
			items[i] = model.Fold(items[i])
		}
		return func(v any) bool {
			s, ok := v.(string)
			return ok && slices.Contains(items, model.Fold(s))
		}
	case plan.Has:
		equal := textual(p.Fold, text, isText, func(v, to string) bool { return v == to })
		return func(v any) bool {
			items, _ := v.([]string)
			return slices.ContainsFunc(items, func(item string) bool { return equal(item) })
		}
	}
	if p.Fold && isText {
		to = model.Fold(text)
	}
	return func(v any) bool {
		if s, ok := v.(string); ok && p.Fold {
			v = model.Fold(s)
		}
		return class(v) == class(to) && ordered(p.Op, compareValues(v, to))
	}
}

func textual(fold bool, to string, ok bool, matches func(v, to string) bool) func(v any) bool {
	if !ok {
		return func(any) bool { return false }
	}
	if fold {
		to = model.Fold(to)
	}
	return func(v any) bool {
		s, ok := v.(string)
		if ok && fold {
			s = model.Fold(s)
		}
		return ok && matches(s, to)
	}
}

// ordered reports whether a comparison holds for values that compare like this.
func ordered(op plan.Op, c int) bool {
	switch op {
	case plan.Lt:
		return c < 0
	case plan.Lte:
		return c <= 0
	case plan.Gt:
		return c > 0
	case plan.Gte:
		return c >= 0
	}
	return false
}

// number makes a comparison of a number that is never missing ready.
func number(op plan.Op, to any) func(n float64) bool {
	if op == plan.Ne {
		equal := number(plan.Eq, to)
		return func(n float64) bool { return !equal(n) }
	}
	items := []any{to}
	if op == plan.In {
		items, _ = to.([]any)
	}
	return func(n float64) bool {
		for _, item := range items {
			if class(item) != class(n) {
				continue
			}
			c := compareValues(n, item)
			if c == 0 && (op == plan.Eq || op == plan.In) || ordered(op, c) {
				return true
			}
		}
		return false
	}
}
