package compile

import (
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// root compiles the fields of Query.
func (r *run) root(q *plan.Query, fields []collected) *plan.Object {
	if n := len(fields); n > r.c.limits.MaxRoots {
		r.exceed(place{pos: fields[n-1].Nodes[0].Position}, "The operation has more than %d root fields.", r.c.limits.MaxRoots)
	}
	o := r.members(q, fields)
	unique(q.Roots)
	return o
}

// unique makes sure that no two roots have the same key: those of computed fields are made from two names.
func unique(roots []*plan.Select) {
	known := make(map[string]bool, len(roots))
	for _, sel := range roots {
		for known[sel.Key] {
			sel.Key += "_"
		}
		known[sel.Key] = true
	}
}

// members compiles fields of Query, each with its rows as a root of the plan.
func (r *run) members(q *plan.Query, fields []collected) *plan.Object {
	o := &plan.Object{}
	r.spend(len(fields), place{})
	schemas := 0
	for _, f := range fields {
		if r.over {
			break
		}
		node := f.Nodes[0]
		at := place{pos: node.Position, path: (*path)(nil).under(f.Key)}
		m := plan.Member{Key: f.Key, Required: node.Definition.Type.NonNull}
		switch node.Name {
		case typeNameField:
			m.Required, m.Value = true, plan.Literal{JSON: quoted(r.c.schema.Query.Name)}
		case "__schema", "__type":
			if node.Name == "__schema" {
				schemas++
			}
			if schemas > 1 {
				r.exceed(at, "The operation asks for the schema more than once.")
				break
			}
			m.Value = r.introspection(f, at)
		default:
			meaning := r.c.meanings.fields[r.c.schema.Query.Name][node.Name]
			if meaning.sense == rootVersion {
				m.Value = plan.VersionNumber{}
				break
			}
			if meaning.sense == rootPrepared {
				m.Value = r.workedOut(q, f, at)
				break
			}
			if meaning.sense == rootComputed {
				m.Value = r.answer(q, f, meaning.computed, at)
				break
			}
			sel := &plan.Select{Key: f.Key, ForGo: r.whole}
			out := r.rootRows(sel, f, meaning, at)
			out.Column = len(q.Roots)
			q.Roots = append(q.Roots, sel)
			m.Value = out
		}
		o.Members = append(o.Members, m)
	}
	return o
}

// rootRows compiles a root field that gives nodes.
func (r *run) rootRows(sel *plan.Select, f collected, m *meaning, at place) plan.Rows {
	if !r.deeper(at) {
		return plan.Rows{}
	}
	defer func() { r.depth-- }()
	sel.Kinds = r.c.model.Kinds
	if m.kind != nil {
		sel.Kinds = []*model.Kind{m.kind}
	}
	switch m.sense {
	case rootMany:
		return r.connection(sel, f, r.filtered(sel, f, m, at), at)
	case rootSearch:
		return r.search(sel, f, at)
	}
	args := r.arguments(f.Nodes[0], at)
	name := "id"
	if m.sense == rootNodes {
		name = "ids"
		sel.Order = r.order(nil, nil, nil, at)
	}
	most := r.c.limits.MaxPage
	ids := r.checked(args[name], func(v any) (any, *gqlerror.Error) {
		if list, _ := v.([]any); len(list) > most {
			return nil, bad(argumentAt(f.Nodes[0], name, at), "More than %d ids at once.", most)
		}
		return v, nil
	})
	if ids == nil {
		return plan.Rows{}
	}
	sel.From.IDs, sel.One = ids, m.sense != rootNodes
	rows := r.shapes(sel.Kinds, []part{{nodes: f.Nodes}}, extras{id: m.sense == rootNodes}, at)
	sel.Shapes = rows.list
	out := plan.Rows{As: plan.AsOne, ByShape: rows.objects[0]}
	if m.sense == rootNodes {
		out.As, out.IDs, out.IDColumn = plan.AsByID, ids, rows.id
	}
	return out
}

// search compiles a search: by rank, then by name.
func (r *run) search(sel *plan.Select, f collected, at place) plan.Rows {
	args := r.arguments(f.Nodes[0], at)
	most := r.c.limits.MaxSearch
	if sel.From.Search = r.checked(args["text"], func(v any) (any, *gqlerror.Error) {
		if text, _ := v.(string); len(text) > most {
			return nil, bad(argumentAt(f.Nodes[0], "text", at), "The text to search for is longer than %d letters.", most)
		}
		return v, nil
	}); sel.From.Search == nil {
		return plan.Rows{}
	}
	if kinds := r.force(args["kinds"]); kinds != nil {
		if some := r.kinds(kinds); len(some) > 0 {
			sel.Kinds = some
		} else {
			sel.Where = never()
		}
	}
	sel.Order = []plan.Order{{Rank: true}, {Field: r.c.model.Kinds[0].Field("name")}, {Field: r.c.meanings.id}}
	return r.connection(sel, f, args, at)
}
