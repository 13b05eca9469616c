package storetest

import (
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// start gives the nodes that a root starts from.
func (e evaluation) start(sel *plan.Select) []place {
	var places []place
	for _, id := range slices.Sorted(maps.Keys(e.graph.elements)) {
		node := e.graph.elements[id]
		if e.startsAt(sel.From, node) {
			places = append(places, place{node: node})
		}
	}
	return places
}

func (e evaluation) startsAt(from plan.From, node model.Element) bool {
	if from.IDs != nil && !e.asked(from.IDs.Value(e.args), node.ID) {
		return false
	}
	if from.Search != nil {
		text, _ := from.Search.Value(e.args).(string)
		if _, found := rank(node, model.Terms(text)); !found {
			return false
		}
	}
	return true
}

func (e evaluation) asked(wanted any, id string) bool {
	if list, ok := wanted.([]any); ok {
		return slices.Contains(list, any(id))
	}
	return wanted == id
}

// row is a place with its sort values.
type row struct {
	place
	sort []any
}

// list answers one Select for the places that it may give.
func (e evaluation) list(sel *plan.Select, places []place) *plan.List {
	var rows []row
	for _, p := range places {
		if slices.Contains(sel.Kinds, p.node.Kind) && e.matches(sel.Where, p) {
			rows = append(rows, row{place: p, sort: e.sortValues(sel, p)})
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return compareSorted(sel.Order, a.sort, b.sort) })

	list := &plan.List{Rows: []plan.Row{}, Total: int64(len(rows)), Facets: facets(sel.Facets, rows)}
	start, end := 0, len(rows)
	if sel.Page != nil {
		start, end = e.page(sel, rows, list)
	}
	for _, r := range rows[start:end] {
		list.Rows = append(list.Rows, e.row(sel, r))
	}
	return list
}

// page gives the window of the rows to show, and says whether there are more.
func (e evaluation) page(sel *plan.Select, rows []row, list *plan.List) (start, end int) {
	p, n := sel.Page, len(rows)
	behind, before := 0, n // rows up to after, rows in front of before
	if after, ok := e.given(p.After).([]any); ok {
		behind = countRows(rows, func(r row) bool { return compareSorted(sel.Order, r.sort, after) <= 0 })
	}
	if cursor, ok := e.given(p.Before).([]any); ok {
		before = countRows(rows, func(r row) bool { return compareSorted(sel.Order, r.sort, cursor) < 0 })
	}
	start, end = behind, max(behind, before)
	if offset, ok := e.given(p.Offset).(int64); ok {
		start = min(end, start+int(offset))
	}
	if first, ok := e.given(p.First).(int64); ok {
		end = min(end, start+int(first))
	}
	last, fromBack := e.given(p.Last).(int64)
	if fromBack {
		start = max(start, end-int(last))
	}
	list.HasPrevious, list.HasNext = start > 0, end < n
	if start == end {
		at := behind
		if fromBack {
			at = before
		}
		list.HasPrevious, list.HasNext = at > 0, at < n
	}
	return start, end
}

// given gives the value of an operand, nil where there is none.
func (e evaluation) given(o *plan.Operand) any {
	if o == nil {
		return nil
	}
	return o.Value(e.args)
}

func countRows(rows []row, counts func(row) bool) int {
	n := 0
	for _, r := range rows {
		n += oneIf(counts(r))
	}
	return n
}

// row gives the columns of the shape that the row's kind has.
func (e evaluation) row(sel *plan.Select, r row) plan.Row {
	shape := slices.IndexFunc(sel.Shapes, func(s plan.Shape) bool { return slices.Contains(s.Kinds, r.node.Kind) })
	out := plan.Row{Shape: shape, Kind: r.node.Kind}
	for _, c := range sel.Shapes[shape].Columns {
		switch {
		case c.Field != nil:
			out.Values = append(out.Values, nodeValue(r.node, c.Field))
		case c.Property != nil:
			out.Values = append(out.Values, value(r.place, c.Property, true))
		case c.Select != nil:
			out.Values = append(out.Values, e.list(c.Select, e.reached(r.node.ID, c.Select.Relation)))
		default:
			out.Values = append(out.Values, r.sort[c.Sort-1])
		}
	}
	return out
}
