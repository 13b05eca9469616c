package compile

import "github.com/carejourney/carejourney/internal/model"

// scope is what an input type speaks of: nodes of a target, rows of a connection, or plain fields.
type scope struct {
	target *model.Target
	row    *model.Relation
	fields []*model.Field
	edge   bool // the fields are properties of the relationship walked
}

// field finds a field by name.
func (s scope) field(m *model.Model, name string) *model.Field {
	switch {
	case s.target == nil:
		return fieldNamed(s.fields, name)
	case s.target.Abstract:
		return fieldNamed(m.Common, name)
	default:
		return s.target.Kinds[0].Field(name)
	}
}

func (s scope) relation(name string) *model.Relation {
	if s.target == nil || s.target.Abstract {
		return nil
	}
	return s.target.Kinds[0].Relation(name)
}
