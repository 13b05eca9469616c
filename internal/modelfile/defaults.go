package modelfile

import (
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// handedDown are the fields that a node described inside another takes over from it.
var handedDown = []string{"illustrative", "lastReviewed", "status", "source"}

// readDefaults reads values for nodes that do not say otherwise.
func (r *reader) readDefaults(s *source, n *node, owner string, fields []*model.Field) model.Props {
	props := model.Props{}
	if n == nil {
		return props
	}
	if n.form != mapForm {
		s.report(n.at, rules.WrongType, "defaults is a map of fields", "")
		return props
	}
	for i := range n.entries {
		e := &n.entries[i]
		f := fieldNamed(fields, e.key)
		if f == nil || f.Name == wordID || f.Name == wordName || f.Derived != nil {
			s.report(e.at, rules.UnknownField, fmt.Sprintf("defaults for %s cannot have %s", owner, clip(e.key)), rules.DidYouMean(e.key, writable(fields)))
			continue
		}
		r.field(s, rules.Subject{}, f, e, props)
	}
	return props
}

// inherit takes over what the enclosing node says and the node does not.
func inherit(kind *model.Kind, props, from model.Props) {
	for _, name := range handedDown {
		if f := kind.Field(name); f != nil {
			take(f, props, from)
		}
	}
}

// fill takes defaults for all fields that are not given.
func fill(fields []*model.Field, props, from model.Props) {
	if len(from) == 0 {
		return
	}
	for _, f := range fields {
		take(f, props, from)
	}
}

// take copies a field that is not given. A group is one thing: part of one source and part of another would be a third.
func take(f *model.Field, props, from model.Props) {
	members := []*model.Field{f}
	if f.Embedded != nil {
		members = f.Embedded.Fields
	}
	if slices.ContainsFunc(members, func(m *model.Field) bool { return props[m.Property] != nil }) {
		return
	}
	complete(members, props, from)
}

// complete copies every value that is not given, also single ones of a group: the defaults of a table and its cells
// make one row.
func complete(fields []*model.Field, props, from model.Props) {
	for _, f := range fields {
		if f.Embedded != nil {
			complete(f.Embedded.Fields, props, from)
			continue
		}
		value, given := from[f.Property]
		if !given || props[f.Property] != nil {
			continue
		}
		if many, ok := value.([]string); ok {
			value = slices.Clone(many)
		}
		props[f.Property] = value
	}
}
