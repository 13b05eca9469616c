package graph

import (
	"errors"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// place is where in the input the values of a change stand.
type place struct {
	path []any
	link bool // properties have an object of their own
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
	at := ps[index]
	moved := slices.Clone(at.path)
	for i, entry := range path[1:] {
		name, isName := entry.(string)
		if !isName {
			moved = append(moved, entry)
			continue
		}
		if at.link && i == 0 && name != "from" && name != "to" && name != "properties" {
			moved = append(moved, "properties")
		}
		for part := range strings.SplitSeq(name, ".") {
			moved = append(moved, part)
		}
	}
	return moved
}
