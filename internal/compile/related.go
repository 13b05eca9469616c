package compile

import "github.com/carejourney/carejourney/internal/plan"

// related compiles the nodes reached by a relation: a list, the one of a to-one, or a connection.
func (s *shape) related(f collected, m *meaning, at place) (*plan.Select, plan.Rows) {
	sel := &plan.Select{Key: f.Key, Kinds: m.relation.Target.Kinds, Relation: m.relation, One: !m.relation.Many, ForGo: s.whole}
	if !s.deeper(at) {
		return sel, plan.Rows{}
	}
	defer func() { s.depth-- }()
	if m.sense == oneField {
		rows := s.shapes(sel.Kinds, []part{{nodes: f.Nodes}}, extras{}, at)
		sel.Shapes = rows.list
		return sel, plan.Rows{As: plan.AsOne, ByShape: rows.objects[0]}
	}
	args := s.filtered(sel, f, m, at)
	if m.sense == connectionField {
		return sel, s.connection(sel, f, args, at)
	}
	sel.Page = s.listPage(f.Nodes[0], args, at)
	rows := s.shapes(sel.Kinds, []part{{nodes: f.Nodes}}, extras{}, at)
	sel.Shapes = rows.list
	return sel, plan.Rows{As: plan.AsList, ByShape: rows.objects[0], RequiredItems: f.Nodes[0].Definition.Type.Elem.NonNull}
}

// filtered compiles where and orderBy of a field.
func (r *run) filtered(sel *plan.Select, f collected, m *meaning, at place) map[string]any {
	node := f.Nodes[0]
	args := r.arguments(node, at)
	if where := args["where"]; where != nil && m.where != nil {
		sel.Where = r.sharing.Of(r.where(m.where, where))
	}
	sel.Order = r.order(m.orderBy, args["orderBy"], m.relation, argumentAt(node, "orderBy", at))
	return args
}
