package compile

import (
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/plan"
)

// workedOut compiles a root field that Go works out before the store is asked. The nodes it names become roots of the query
// without any ids yet.
func (r *run) workedOut(q *plan.Query, f collected, at place) plan.Output {
	p := &plan.Prepared{Field: f.Nodes[0].Name, Args: map[string]plan.Operand{}}
	args := r.arguments(f.Nodes[0], at)
	for name, v := range args {
		if name != "first" {
			p.Args[name] = r.operand(v)
		}
	}
	if first := r.rows(f.Nodes[0], args, "first", at); first != nil {
		p.Args["first"] = *first
	}
	out := plan.WorkedOut{Prepared: len(r.prepared)}
	r.prepared = append(r.prepared, p)
	w := &working{run: r, query: q}
	p.Select = w.values(f.Nodes, f.Key, at)
	return out
}

// working compiles what is wanted of one prepared value.
type working struct {
	*run
	query *plan.Query
}

// values compiles a selection from the value.
func (w *working) values(nodes []*ast.Field, key string, at place) *plan.Picked {
	if len(nodes[0].SelectionSet) == 0 {
		return nil
	}
	p := &plan.Picked{}
	typeName := nodes[0].Definition.Type.Name()
	fields := w.below(typeName, nodes)
	if !w.deeper(at) || !w.spend(len(fields), at) {
		return p
	}
	defer func() { w.depth-- }()
	for _, f := range fields {
		node := f.Nodes[0]
		m := plan.PickedMember{Key: f.Key, From: node.Name, Required: true}
		here := place{pos: node.Position, path: at.path.under(f.Key)}
		switch {
		case node.Name == typeNameField:
			m.Literal = quoted(typeName)
		case w.c.model.Target(node.Definition.Type.Name()) != nil:
			m.Required = node.Definition.Type.NonNull
			m.Nodes = w.nodes(f, key+"_"+f.Key, here)
		default:
			m.Required = node.Definition.Type.NonNull
			m.Sub = w.values(f.Nodes, key+"_"+f.Key, here)
		}
		if w.over {
			return p
		}
		p.Members = append(p.Members, m)
	}
	return p
}

// nodes compiles nodes that the value will name: a root of the query.
func (w *working) nodes(f collected, key string, at place) *plan.Rows {
	if !w.deeper(at) {
		return nil
	}
	defer func() { w.depth-- }()
	typ := f.Nodes[0].Definition.Type
	none := plan.Constant([]any{})
	sel := &plan.Select{Key: key, Kinds: w.c.model.Target(typ.Name()).Kinds, From: plan.From{IDs: &none}}
	sel.Order = w.order(nil, nil, nil, at)
	rows := w.shapes(sel.Kinds, []part{{nodes: f.Nodes}}, extras{id: true}, at)
	sel.Shapes = rows.list
	out := &plan.Rows{Column: len(w.query.Roots), As: plan.AsOne, ByShape: rows.objects[0], IDColumn: rows.id}
	if typ.Elem != nil {
		out.As, out.RequiredItems = plan.AsList, typ.Elem.NonNull
	}
	w.query.Roots = append(w.query.Roots, sel)
	return out
}
