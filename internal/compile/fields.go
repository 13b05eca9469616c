package compile

import (
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

const typeNameField = "__typename"

// object compiles the fields of a node.
func (s *shape) object(fields []collected, at place) *plan.Object {
	o := &plan.Object{}
	if !s.spend(len(fields), at) {
		return o
	}
	of := s.c.meanings.fields[s.kinds[0].Name]
	for _, f := range fields {
		here := place{pos: f.Nodes[0].Position, path: at.path.under(f.Key)}
		m := plan.Member{Key: f.Key, Required: true}
		if f.Nodes[0].Name == typeNameField {
			m.Value = s.typeName()
		} else {
			meaning := of[f.Nodes[0].Name]
			m.Required, m.Value = meaning.required, s.field(f, meaning, here)
		}
		if s.over {
			return o
		}
		o.Members = append(o.Members, m)
	}
	return o
}

// typeName is known beforehand where the rows have one kind only.
func (s *shape) typeName() plan.Output {
	if name := s.kindName(); name != "" {
		return plan.Literal{JSON: quoted(name)}
	}
	return plan.TypeName{}
}

func (s *shape) field(f collected, m *meaning, at place) plan.Output {
	switch m.sense {
	case kindField:
		return s.typeName()
	case groupField:
		return s.groupOf(f, m.field, at)
	case listField, oneField, connectionField:
		sel, out := s.related(f, m, at)
		out.Column = s.nested(sel)
		return out
	case computedField:
		return s.computed(f, m.computed, at)
	default:
		return s.scalar(m.field, false)
	}
}

// scalar is the value of a field; of a derived one, what is worked out from the field it comes from.
func (s *shape) scalar(f *model.Field, edge bool) plan.Scalar {
	if f.Derived != nil {
		return plan.Scalar{Column: s.column(columnKey{field: f.Derived.From, edge: edge}), In: f.Derived}
	}
	return plan.Scalar{Column: s.column(columnKey{field: f, edge: edge}), List: f.List && f.Required}
}

// groupOf is an object of values kept on the node. Whether it is null depends on all its values, asked for or not.
func (s *shape) groupOf(f collected, field *model.Field, at place) plan.Group {
	g := plan.Group{Object: s.values(field.Embedded.Name, field.Embedded.Fields, f.Nodes, false, at)}
	for _, inner := range field.Embedded.Fields {
		g.Columns = append(g.Columns, s.column(columnKey{field: inner}))
	}
	return g
}

// values compiles an object that has nothing but values: a group of fields, or the properties of a relationship.
func (s *shape) values(typeName string, fields []*model.Field, nodes []*ast.Field, edge bool, at place) *plan.Object {
	o := &plan.Object{}
	wanted := s.below(typeName, nodes)
	if !s.spend(len(wanted), at) {
		return o
	}
	for _, f := range wanted {
		m := plan.Member{Key: f.Key, Required: true, Value: plan.Literal{JSON: quoted(typeName)}}
		if name := f.Nodes[0].Name; name != typeNameField {
			m.Required = f.Nodes[0].Definition.Type.NonNull
			m.Value = s.scalar(fieldNamed(fields, name), edge)
		}
		o.Members = append(o.Members, m)
	}
	return o
}
