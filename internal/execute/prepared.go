package execute

import "github.com/carejourney/carejourney/internal/plan"

// Give gives the operation for one execution in which Go worked out values for Operation.Prepared: the nodes that these name
// by their ids, strings or lists of strings, are read by its query. The values are made of what a Func may return, and of
// functions without arguments that give such values.
func Give(op *plan.Operation, values []any) *plan.Operation {
	given, query := *op, *op.Query
	given.Given, given.Query = values, &query
	query.Roots = append([]*plan.Select(nil), op.Query.Roots...)
	for i, p := range op.Prepared {
		wanted := naming{}
		wanted.value(p.Select, values[i])
		for _, nodes := range wanted.order {
			ids := plan.Constant(wanted.ids[nodes])
			root := *query.Roots[nodes.Column]
			root.From.IDs = &ids
			query.Roots[nodes.Column] = &root
		}
	}
	return &given
}

// naming collects the ids under each place that is written from nodes.
type naming struct {
	order []*plan.Rows
	ids   map[*plan.Rows][]any
	known map[*plan.Rows]map[string]bool
}

func (n *naming) value(sel *plan.Picked, value any) {
	if sel == nil {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			n.value(sel, item)
		}
	case []map[string]any:
		for _, item := range v {
			n.value(sel, item)
		}
	case map[string]any:
		for i := range sel.Members {
			m := &sel.Members[i]
			if m.Nodes == nil {
				n.value(m.Sub, v[m.From])
				continue
			}
			for _, id := range namesOf(v[m.From]) {
				n.add(m.Nodes, id)
			}
		}
	}
}

func (n *naming) add(nodes *plan.Rows, id string) {
	if n.known[nodes][id] {
		return
	}
	if n.ids == nil {
		n.ids, n.known = map[*plan.Rows][]any{}, map[*plan.Rows]map[string]bool{}
	}
	if n.known[nodes] == nil {
		n.order, n.known[nodes] = append(n.order, nodes), map[string]bool{}
	}
	n.known[nodes][id] = true
	n.ids[nodes] = append(n.ids[nodes], id)
}

func namesOf(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	case func() []string: // worked out only where somebody asks
		return v()
	}
	return nil
}

// named writes the nodes that a value names: one, or a list without those that are not there.
func (w *writer) named(nodes *plan.Rows, value any) state {
	known := w.byIDs[nodes.Column]
	if known == nil {
		known = map[string]*plan.Row{}
		list := w.roots[nodes.Column]
		if err := list.Load(); err != nil {
			w.report("", asModelError(err))
			return failed
		}
		for i := range list.Rows {
			row := &list.Rows[i]
			if id, ok := row.Values[nodes.IDColumn[row.Shape]].(string); ok {
				known[id] = row
			}
		}
		if w.byIDs == nil {
			w.byIDs = map[int]map[string]*plan.Row{}
		}
		w.byIDs[nodes.Column] = known
	}
	var rows []*plan.Row
	for _, id := range namesOf(value) {
		if row := known[id]; row != nil {
			rows = append(rows, row)
		}
	}
	if nodes.As == plan.AsOne {
		if len(rows) == 0 {
			return missing
		}
		return w.object(nodes.ByShape[rows[0].Shape], rows[0])
	}
	return w.items(len(rows), nodes.RequiredItems, func(i int) state { return w.object(nodes.ByShape[rows[i].Shape], rows[i]) })
}
