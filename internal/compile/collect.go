package compile

import (
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/introspect"
)

// collected is what is asked under one response key: all fields that GraphQL merges there, in the order of the document.
type collected = introspect.Field

// collect gathers the fields that apply to an object type from selection sets, by response key, in the order that
// GraphQL's CollectFields demands.
func (r *run) collect(typeName string, sets ...ast.SelectionSet) []collected {
	g := gathering{run: r, typeName: typeName, at: map[string]int{}}
	for _, set := range sets {
		g.selections(set)
	}
	return g.fields
}

// below collects from the selection sets of merged fields.
func (r *run) below(typeName string, nodes []*ast.Field) []collected {
	g := gathering{run: r, typeName: typeName, at: map[string]int{}}
	for _, n := range nodes {
		g.selections(n.SelectionSet)
	}
	return g.fields
}

type gathering struct {
	*run
	typeName string
	fields   []collected
	at       map[string]int
	spread   map[string]bool // fragments already spread here
}

func (g *gathering) selections(set ast.SelectionSet) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			if g.included(s.Directives) {
				g.field(s)
			}
		case *ast.InlineFragment:
			if g.included(s.Directives) && g.applies(s.TypeCondition) {
				g.selections(s.SelectionSet)
			}
		case *ast.FragmentSpread:
			g.fragment(s)
		}
	}
}

func (g *gathering) field(f *ast.Field) {
	i, ok := g.at[f.Alias]
	if !ok {
		i = len(g.fields)
		g.at[f.Alias] = i
		g.fields = append(g.fields, collected{Key: f.Alias})
	}
	g.fields[i].Nodes = append(g.fields[i].Nodes, f)
}

func (g *gathering) fragment(s *ast.FragmentSpread) {
	if g.spread[s.Name] || !g.included(s.Directives) {
		return
	}
	if g.spread == nil {
		g.spread = map[string]bool{}
	}
	g.spread[s.Name] = true
	if g.applies(s.Definition.TypeCondition) {
		g.selections(s.Definition.SelectionSet)
	}
}

// applies reports whether a type condition holds for the object type.
func (g *gathering) applies(condition string) bool {
	if condition == "" || condition == g.typeName {
		return true
	}
	for _, t := range g.c.schema.PossibleTypes[condition] {
		if t.Name == g.typeName {
			return true
		}
	}
	return false
}

// included evaluates @skip and @include.
func (r *run) included(directives ast.DirectiveList) bool {
	for _, d := range directives {
		if d.Name != "skip" && d.Name != "include" {
			continue
		}
		a := d.Arguments.ForName("if")
		if a == nil {
			continue
		}
		v, _ := reader{lookup: r.lookup}.value(a.Value)
		on, ok := r.force(v).(bool)
		if !ok {
			r.fail(bad(place{pos: a.Value.Position}, "@%s needs true or false.", d.Name))
			return false
		}
		if on == (d.Name == "skip") {
			return false
		}
	}
	return true
}
