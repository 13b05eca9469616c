package gaps

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// shape is what a rule asks for at some place, so that a path that leads nowhere is found before anything is run. It
// is to an operation what scope is to its answer.
type shape struct {
	set   ast.SelectionSet
	above *shape
	of    *ast.Field // what it is the shape of, nil for the answer itself
}

// after gives the shape of what an expression finds.
func (s *shape) after(e expression) (*shape, error) {
	for _, step := range e {
		var next *shape
		for _, t := range step {
			found, err := s.at(t.path)
			if err != nil {
				return nil, err
			}
			if next == nil {
				next = &shape{set: found.SelectionSet, above: s, of: found}
			}
		}
		s = next
	}
	return s, nil
}

// at gives the field at a path, looked up as scope does.
func (s *shape) at(path []string) (*ast.Field, error) {
	for at := s; at != nil; at = at.above {
		field := at.field(path[0])
		if field == nil {
			continue
		}
		for _, key := range path[1:] {
			if field = (&shape{set: field.SelectionSet}).field(key); field == nil {
				return nil, fmt.Errorf("the query does not ask for %q there", key)
			}
		}
		return field, nil
	}
	return nil, fmt.Errorf("the query does not ask for %q", path[0])
}

// field gives the field with that response key, nil where there is none.
func (s *shape) field(key string) *ast.Field {
	for _, selection := range s.set {
		var found *ast.Field
		switch selection := selection.(type) {
		case *ast.Field:
			if selection.Alias == key {
				found = selection
			}
		case *ast.InlineFragment:
			found = (&shape{set: selection.SelectionSet}).field(key)
		case *ast.FragmentSpread:
			found = (&shape{set: selection.Definition.SelectionSet}).field(key)
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// names reports whether an expression gives what stands on one list, in the order of ids, of which nothing is asked but ids and names.
func (s *shape) names(e expression) bool {
	if len(e) != 1 || len(e[0][0].path) != 1 || slices.ContainsFunc(e[0][1:], func(t term) bool { return t.sign == '+' }) {
		return false
	}
	for _, selection := range s.set {
		field, ok := selection.(*ast.Field)
		if !ok || field.Alias != field.Name || field.Name != "id" && field.Name != "name" || len(field.Directives) > 0 {
			return false
		}
	}
	return len(s.of.Arguments) == 0 && len(s.of.Directives) == 0 && s.field("id") != nil && s.field("name") != nil
}

// aside reports whether an expression is a sum of nodes that are not touched themselves and lead to nothing.
func (s *shape) aside(e expression, schema *ast.Schema) bool {
	if len(e) != 1 || len(e[0]) < 2 {
		return false // a single list may be left unread
	}
	touched := []string{journeyKind, stageKind, peopleKind}
	return !slices.ContainsFunc(e[0], func(t term) bool {
		field, err := s.at(t.path)
		if err != nil || t.sign != '+' {
			return true
		}
		of := schema.Types[field.Definition.Type.Name()]
		if of.Kind != ast.Object || slices.Contains(touched, of.Name) {
			return true
		}
		return slices.ContainsFunc(field.SelectionSet, func(selection ast.Selection) bool {
			inner, plain := selection.(*ast.Field)
			return !plain || len(inner.SelectionSet) > 0 || slices.Contains(leading, inner.Alias)
		})
	})
}
