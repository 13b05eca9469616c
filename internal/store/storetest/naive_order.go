package storetest

import (
	"cmp"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// same says whether two values are equal; a missing one equals a missing one only.
func same(a, b any) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	c, comparable := compareValues(a, b)
	return comparable && c == 0
}

// compareValues orders two values of a type. Text orders by bytes, which in UTF-8 is by code point.
func compareValues(a, b any) (order int, comparable bool) {
	if a, ok := a.(string); ok {
		b, ok := b.(string)
		return strings.Compare(a, b), ok
	}
	if a, ok := a.(bool); ok {
		b, ok := b.(bool)
		return cmp.Compare(oneIf(a), oneIf(b)), ok
	}
	if a, ok := a.(int64); ok {
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, b), true
		}
	}
	x, okX := number(a)
	y, okY := number(b)
	return cmp.Compare(x, y), okX && okY
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// sortValues gives the value of every sort key at a place.
func (e evaluation) sortValues(sel *plan.Select, at place) []any {
	values := make([]any, len(sel.Order))
	for i, o := range sel.Order {
		values[i] = e.sortValue(sel, o, at)
	}
	return values
}

func (e evaluation) sortValue(sel *plan.Select, o plan.Order, at place) any {
	switch {
	case o.Rank:
		text, _ := sel.From.Search.Value(e.args).(string)
		r, _ := rank(at.node, model.Terms(text))
		return r
	case o.Property != nil:
		return value(at, o.Property, true)
	}
	for _, rel := range o.Through {
		next := e.reached(at.node.ID, rel)
		if len(next) == 0 {
			return nil
		}
		at = next[0]
	}
	if len(o.Count) > 0 {
		return int64(len(e.reached(at.node.ID, o.Count[0])))
	}
	return nodeValue(at.node, o.Field)
}

// compareSorted compares the sort values of two rows, or of a row and a cursor. Missing counts as largest.
func compareSorted(order []plan.Order, a, b []any) int {
	for i, o := range order {
		var c int
		switch {
		case a[i] == nil || b[i] == nil:
			c = cmp.Compare(oneIf(a[i] == nil), oneIf(b[i] == nil))
		default:
			c, _ = compareValues(a[i], b[i])
		}
		if o.Desc {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}
