package graph

import (
	"errors"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// place is where in the input the values of a change stand.
type place struct {
	path   []any
	fields []*model.Field // what can stand below path, or below properties
	link   bool           // properties have an object of their own, beside from and to
}

// places are by the index of the change.
type places []place

// translate gives an error of a store with paths into the input of the mutation. A store knows a change by its index
// and a value by the name of its field, with a dot inside a group.
func (ps places) translate(err error) error {
	var e *model.Error
	if !errors.As(err, &e) || len(e.Problems) == 0 && len(e.Path) == 0 {
		return err
	}
	moved := *e
	moved.Path = ps.into(e.Path)
	moved.Problems = slices.Clone(e.Problems)
	for i := range moved.Problems {
		moved.Problems[i].Path = ps.into(moved.Problems[i].Path)
	}
	return &moved
}

func (ps places) into(path []any) []any {
	if len(path) == 0 {
		return nil
	}
	index, ok := path[0].(int)
	if !ok || index < 0 || index >= len(ps) {
		return path
	}
	return ps[index].into(path[1:])
}

// into puts the rest of a store's path behind the place. It ends where the input has no such entry: a rule about
// relationships names a relation, which no input has.
func (p place) into(rest []any) []any {
	moved := slices.Clone(p.path)
	if len(rest) == 0 {
		return moved
	}
	name, _ := rest[0].(string)
	name, below, grouped := strings.Cut(name, ".")
	isField := slices.ContainsFunc(p.fields, func(f *model.Field) bool { return f.Name == name })
	switch {
	case isField && p.link:
		moved = append(moved, "properties", name)
	case isField, p.link && (name == "from" || name == "to"):
		moved = append(moved, name)
	default:
		return moved
	}
	if grouped {
		moved = append(moved, below)
	}
	return append(moved, rest[1:]...)
}
