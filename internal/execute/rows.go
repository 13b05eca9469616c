package execute

import "github.com/carejourney/carejourney/internal/plan"

// none stands for the rows of a parent that has none.
var none = &plan.List{}

// rows writes what the plan makes of a list of rows.
func (w *writer) rows(out *plan.Rows, row *plan.Row) state {
	list, ok := row.Values[out.Column].(*plan.List)
	if !ok || list == nil {
		list = none
	}
	if err := list.Load(); err != nil {
		w.report("", asModelError(err))
		return failed
	}
	switch out.As {
	case plan.AsOne:
		if len(list.Rows) == 0 {
			return missing
		}
		first := &list.Rows[0]
		return w.object(out.ByShape[first.Shape], first)
	case plan.AsByID:
		return w.byID(out, list)
	case plan.AsConnection:
		return w.connection(out.Connection, list)
	default:
		return w.items(len(list.Rows), out.RequiredItems, func(i int) state {
			item := &list.Rows[i]
			return w.object(out.ByShape[item.Shape], item)
		})
	}
}

// items writes a JSON list. A null among items that must not be null makes the whole list null.
func (w *writer) items(n int, required bool, item func(i int) state) state {
	start := len(w.buf)
	w.buf = append(w.buf, '[')
	for i := range n {
		if w.tick(); w.over {
			w.buf = w.buf[:start]
			return failed
		}
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.push("", i)
		s := item(i)
		if s == missing && required {
			w.report("", errMissingItem)
		}
		w.pop()
		if s != written && required {
			w.buf = w.buf[:start]
			return failed
		}
		if s != written {
			w.buf = append(w.buf, "null"...)
		}
	}
	w.buf = append(w.buf, ']')
	return written
}

// byID writes one item for each id asked for, whatever order the rows came in.
func (w *writer) byID(out *plan.Rows, list *plan.List) state {
	byID := rowsByID(out, list)
	ids := idsOf(out.IDs.Value(w.args))
	return w.items(len(ids), out.RequiredItems, func(i int) state {
		r := byID[ids[i]]
		if r == nil {
			return missing
		}
		return w.object(out.ByShape[r.Shape], r)
	})
}

func rowsByID(out *plan.Rows, list *plan.List) map[string]*plan.Row {
	byID := make(map[string]*plan.Row, len(list.Rows))
	for i := range list.Rows {
		r := &list.Rows[i]
		if id, ok := r.Values[out.IDColumn[r.Shape]].(string); ok {
			byID[id] = r
		}
	}
	return byID
}

// idsOf gives the ids of an operand, which is one id or a list of them.
func idsOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		ids := make([]string, len(v))
		for i, id := range v {
			ids[i], _ = id.(string)
		}
		return ids
	default:
		return nil
	}
}
