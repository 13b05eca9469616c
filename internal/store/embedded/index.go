package embedded

import (
	"slices"
	"sort"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// index is the nodes of one kind by the value of one field. A node with a list stands under each of its values, one
// without a value under nil, the last.
type index struct {
	values []any // distinct, in order
	start  []int32
	nodes  []int32
	places *column // of names, by node: the place of its name among them, and one more
}

func (s *snapshot) column(property string) *column {
	if property == idName {
		return s.ids
	}
	return s.columns[property]
}

// makeIndex groups the nodes of a kind by value, then lays the groups out in order.
func (s *snapshot) makeIndex(key indexKey) *index {
	g := grouping{fold: key.fold, dict: s.dict, byCell: make([]int32, s.dict.n), byText: map[string]int32{}}
	col := s.column(key.property)
	for n := range s.nodes(key.kind) {
		g.add(n, col.at(n))
	}
	order := make([]int32, len(g.values))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return compareValues(g.values[a], g.values[b]) })
	x := &index{values: make([]any, len(order)), start: make([]int32, len(order)+1), nodes: make([]int32, len(g.entries))}
	at := make([]int32, len(order))
	for i, group := range order {
		x.values[i], x.start[i+1] = g.values[group], x.start[i]+g.counts[group]
		at[group] = x.start[i]
	}
	for _, e := range g.entries {
		x.nodes[at[e.group]] = e.node
		at[e.group]++
	}
	if key.property == nameField && !key.fold {
		x.places = x.placed()
	}
	return x
}

// placed gives each node the place of its value. Names, by which nearly all lists are in order, are compared by their places.
func (x *index) placed() *column {
	places := (&column{}).edit()
	for i := range x.values {
		for _, n := range x.span(span{i, i + 1}) {
			places.set(n, cell(i)+1) //nolint:gosec // there are fewer values than cells
		}
	}
	return places.done()
}

// grouping numbers the distinct values of a column, and remembers which nodes have them.
type grouping struct {
	fold    bool
	dict    *dictionary
	values  []any
	counts  []int32
	byCell  []int32          // group+1 of each cell that holds a single value or none
	byText  map[string]int32 // group of each folded text and item of a list
	entries []entry
}

// entry is a node that belongs to a group.
type entry struct{ node, group int32 }

func (g *grouping) add(n int32, c cell) {
	if group := g.byCell[c]; group != 0 {
		g.put(n, group-1)
		return
	}
	switch v := g.dict.value(c).(type) {
	case []string:
		for i, item := range v {
			if !slices.Contains(v[:i], item) {
				g.put(n, g.text(item))
			}
		}
	case string:
		if g.fold {
			g.byCell[c] = g.text(v) + 1
		} else {
			g.byCell[c] = g.group(v) + 1
		}
		g.put(n, g.byCell[c]-1)
	default:
		g.byCell[c] = g.group(v) + 1
		g.put(n, g.byCell[c]-1)
	}
}

func (g *grouping) put(n, group int32) {
	g.counts[group]++
	g.entries = append(g.entries, entry{n, group})
}

// group makes a new group.
func (g *grouping) group(v any) int32 {
	g.values, g.counts = append(g.values, v), append(g.counts, 0)
	return int32(len(g.values) - 1)
}

// text gives the group of a text, folded where asked.
func (g *grouping) text(text string) int32 {
	if g.fold {
		text = model.Fold(text)
	}
	group, ok := g.byText[text]
	if !ok {
		group = g.group(text)
		g.byText[text] = group
	}
	return group
}

// span is a range of places in index.values.
type span struct{ from, to int }

// spans gives the places of the values that compare with the operand as asked. It reports false for comparisons that
// an index is no help for.
func (x *index) spans(op plan.Op, operand any, fold bool) ([]span, bool) {
	if operand == nil {
		return nil, false
	}
	if text, ok := operand.(string); ok && fold {
		operand = model.Fold(text)
	}
	// Values of another type than the operand sort before or behind all of its own and never match.
	first, last := x.lower(func(v any) bool { return class(v) >= class(operand) }), x.lower(func(v any) bool { return class(v) > class(operand) })
	from := x.lower(func(v any) bool { return compareValues(v, operand) >= 0 })
	behind := x.lower(func(v any) bool { return compareValues(v, operand) > 0 })
	switch op {
	case plan.Eq, plan.Has:
		return []span{{from, behind}}, true
	case plan.In:
		items, _ := operand.([]any)
		var all []span
		for _, item := range items {
			one, _ := x.spans(plan.Eq, item, fold)
			all = append(all, one...)
		}
		return all, true
	case plan.Lt:
		return []span{{first, from}}, true
	case plan.Lte:
		return []span{{first, behind}}, true
	case plan.Gt:
		return []span{{behind, last}}, true
	case plan.Gte:
		return []span{{from, last}}, true
	case plan.StartsWith:
		prefix, ok := operand.(string)
		if !ok {
			return nil, true
		}
		return []span{{from, x.lower(func(v any) bool {
			text, _ := v.(string)
			return compareValues(v, operand) > 0 && !strings.HasPrefix(text, prefix)
		})}}, true
	}
	return nil, false
}

func (x *index) lower(holds func(v any) bool) int {
	return sort.Search(len(x.values), func(i int) bool { return holds(x.values[i]) })
}

func (x *index) count(s span) int64 { return int64(x.start[max(s.from, s.to)] - x.start[s.from]) }

func (x *index) span(s span) []int32 { return x.nodes[x.start[s.from]:x.start[max(s.from, s.to)]] }
