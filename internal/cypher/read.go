package cypher

import (
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// list says how to read the value of a selection.
type list struct {
	sel    *plan.Select
	window window
	packed bool          // the value is a list of rows and the rest
	kinds  []*model.Kind // kinds that the rows may have
	nested [][]*list     // by shape and column
}

// Read gives the answer that the one record holds. It is whole unless somebody wrote while it was read, and the
// statement should then be run again.
func (s *Statement) Read(record []any) (result *plan.Result, whole bool, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("the record is not as the statement says: %v", problem)
		}
	}()
	version, whole := record[0].(int64), record[1].(bool)
	if !whole {
		return nil, false, nil
	}
	result = &plan.Result{Version: model.Version(version)}
	for i, l := range s.lists {
		result.Roots = append(result.Roots, l.read(record[2+i]))
	}
	return result, true, nil
}

func (l *list) read(value any) *plan.List {
	parts := []any{value}
	if l.packed {
		parts = value.([]any)
	}
	out := &plan.List{}
	rows, parts := parts[0].([]any), parts[1:]
	next := func() any {
		v := parts[0]
		parts = parts[1:]
		return v
	}
	if l.sel.Total {
		out.Total = next().(int64)
	}
	more := l.sel.Info && l.window.limit >= 0 && int64(len(rows)) > l.window.limit
	if more {
		rows = rows[:l.window.limit]
	}
	if l.sel.Info {
		l.neighbours(out, next, more, len(rows) == 0)
	}
	for range l.sel.Facets {
		values := next().([]any)
		if l.sel.Relation == nil {
			out.Facets = append(out.Facets, buckets(values))
		} else {
			out.Facets = append(out.Facets, count(values))
		}
	}
	out.Rows = make([]plan.Row, len(rows))
	for i, row := range rows {
		at := i
		if l.window.backwards {
			at = len(rows) - 1 - i
		}
		out.Rows[at] = l.row(row.([]any))
	}
	return out
}

// neighbours says whether there are rows around the page. The place of an empty page is right behind after, or right
// before before where rows count from the back.
func (l *list) neighbours(out *plan.List, next func() any, more, empty bool) {
	w := l.window
	var upToAfter, fromBefore bool
	if w.after != nil {
		upToAfter = next().(bool)
	}
	if w.before != nil {
		fromBefore = next().(bool)
	}
	if w.backwards {
		inFront := more
		if w.after != nil {
			inFront = next().(bool)
		}
		out.HasPrevious, out.HasNext = more || upToAfter, fromBefore
		if empty {
			out.HasPrevious = inFront
		}
		return
	}
	behind := more
	if w.before != nil {
		behind = next().(bool)
	}
	out.HasPrevious, out.HasNext = upToAfter, more || fromBefore
	if empty {
		out.HasNext = behind
	}
}

func (l *list) row(values []any) plan.Row {
	kind := l.kinds[0]
	if len(l.kinds) > 1 {
		kind = l.kind(values[0].([]any))
		values = values[1:]
	}
	shape := slices.IndexFunc(l.sel.Shapes, func(s plan.Shape) bool { return slices.Contains(s.Kinds, kind) })
	columns := l.sel.Shapes[shape].Columns
	row := plan.Row{Shape: shape, Kind: kind}
	if len(columns) > 0 {
		row.Values = make([]any, len(columns))
	}
	for i := range columns {
		if nested := l.nested[shape][i]; nested != nil {
			row.Values[i] = nested.read(values[i])
		} else {
			row.Values[i] = texts(values[i])
		}
	}
	return row
}

// kind finds the label that names a kind among those of a node.
func (l *list) kind(labels []any) *model.Kind {
	for _, k := range l.kinds {
		if slices.Contains(labels, any(k.Name)) {
			return k
		}
	}
	panic(fmt.Sprintf("a node has the labels %v", labels))
}

// texts gives a list as the graph keeps it; one without values is missing.
func texts(v any) any {
	items, isList := v.([]any)
	if !isList {
		return v
	}
	if len(items) == 0 {
		return nil
	}
	list := make([]string, len(items))
	for i, item := range items {
		list[i] = item.(string)
	}
	return list
}
