package embedded

import (
	"bytes"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

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
	if (p.Op == plan.Eq || p.Op == plan.In) && !p.Fold && !p.Edge && p.Field.Name == idName {
		return r.named(plan.Texts(to))
	}
	if (p.Op == plan.Eq || p.Op == plan.In) && !p.Fold {
		cells := r.cells(p.Op, to)
		if len(cells) == 0 {
			return never
		}
		if len(cells) > fewItems {
			slices.Sort(cells)
			return func(n, link int32) bool {
				_, found := slices.BinarySearch(cells, col.at(either(p.Edge, n, link)))
				return found
			}
		}
		return func(n, link int32) bool { return slices.Contains(cells, col.at(either(p.Edge, n, link))) }
	}
	matches := r.matcher(p, to)
	return func(n, link int32) bool {
		c := col.at(either(p.Edge, n, link))
		return c != 0 && matches(r.s.dict.value(c))
	}
}

// named makes a test of whether a node is one of some, by their ids, which need not be looked up for every node.
func (r *run) named(ids []string) test {
	var nodes []int32
	for _, id := range ids {
		if n := r.s.node(id); n != none {
			nodes = append(nodes, n)
		}
	}
	if len(nodes) > fewItems {
		slices.Sort(nodes)
		return func(n, _ int32) bool {
			_, found := slices.BinarySearch(nodes, n)
			return found
		}
	}
	return func(n, _ int32) bool { return slices.Contains(nodes, n) }
}

// fewItems is how many items of a list are looked through one by one for every node.
const fewItems = 8

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
		return textual(p.Fold, text, isText, bytes.Equal, func(v, to string) bool { return v == to })
	case plan.Contains:
		return textual(p.Fold, text, isText, bytes.Contains, strings.Contains)
	case plan.StartsWith:
		return textual(p.Fold, text, isText, bytes.HasPrefix, strings.HasPrefix)
	case plan.EndsWith:
		return textual(p.Fold, text, isText, bytes.HasSuffix, strings.HasSuffix)
	case plan.In:
		items := map[string]bool{}
		for _, item := range plan.Texts(to) {
			items[model.Fold(item)] = true
		}
		return func(v any) bool {
			s, ok := v.(string)
			return ok && items[model.Fold(s)]
		}
	case plan.Has:
		equal := textual(p.Fold, text, isText, bytes.Equal, func(v, to string) bool { return v == to })
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

// textual makes a comparison of texts ready: of folded ones in room that is used again for every value.
func textual(fold bool, to string, ok bool, folded func(v, to []byte) bool, asWritten func(v, to string) bool) func(v any) bool {
	if !ok {
		return func(any) bool { return false }
	}
	if !fold {
		return func(v any) bool {
			s, ok := v.(string)
			return ok && asWritten(s, to)
		}
	}
	wanted, room := []byte(model.Fold(to)), []byte(nil)
	return func(v any) bool {
		s, ok := v.(string)
		if !ok {
			return false
		}
		room = model.AppendFold(room[:0], s)
		return folded(room, wanted)
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
		equal := map[float64]bool{}
		for _, item := range items {
			switch item := item.(type) {
			case int64:
				equal[float64(item)] = true
			case float64:
				equal[item] = true
			}
		}
		return func(n float64) bool { return equal[n] }
	}
	return func(n float64) bool {
		for _, item := range items {
			if class(item) != class(n) {
				continue
			}
			c := compareValues(n, item)
			if c == 0 && op == plan.Eq || ordered(op, c) {
				return true
			}
		}
		return false
	}
}
