package modelfile

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// handedDown are the fields that a node described inside another takes over from it.
var handedDown = []string{"illustrative", "lastReviewed", "status", "source"}

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
