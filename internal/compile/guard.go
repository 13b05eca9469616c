package compile

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
)

// guard counts what a document asks for before it is validated, because validation takes time with the square of it.
// Every fragment is counted once, however often it is spread, and counts stop growing at a number that is too large for
// any bound, so counting costs what reading the document costs.
type guard struct {
	fragments  map[string]*ast.FragmentDefinition
	counted    map[string]measure
	directives int
	longest    string // the longest name
}

// measure is the size of a selection set with its fragments spread.
type measure struct {
	fields int // fields, spreads and inline fragments at every level
	roots  int // fields of its own level
	depth  int // levels of selection sets, its own included
}

// saturated is where counts stop.
const saturated = 1 << 30

func (m *measure) add(other measure) {
	m.fields = min(m.fields+other.fields, saturated)
	m.roots = min(m.roots+other.roots, saturated)
	m.depth = max(m.depth, other.depth)
}

// check reports the first bound that a document exceeds.
func (l Limits) check(doc *ast.QueryDocument) *gqlerror.Error {
	g := &guard{fragments: map[string]*ast.FragmentDefinition{}, counted: map[string]measure{}}
	for _, f := range doc.Fragments {
		g.fragments[f.Name] = f
	}
	var whole measure
	for _, op := range doc.Operations {
		g.name(op.Name)
		g.list(op.Directives)
		for _, v := range op.VariableDefinitions {
			g.name(v.Variable)
			g.name(v.Type.Name())
			g.list(v.Directives)
			g.value(v.DefaultValue)
		}
		m := g.set(op.SelectionSet)
		whole.fields = min(whole.fields+m.fields, saturated)
		whole.roots, whole.depth = max(whole.roots, m.roots), max(whole.depth, m.depth)
	}
	for _, f := range doc.Fragments {
		g.list(f.Directives)
		if _, used := g.counted[f.Name]; !used {
			whole.fields = min(whole.fields+g.fragment(f.Name).fields, saturated)
		}
	}
	for _, bound := range []struct {
		is, most int
		message  string
	}{
		{whole.depth, l.MaxDepth, "The operation nests deeper than %d levels."},
		{whole.roots, l.MaxRoots, "The operation has more than %d root fields."},
		{whole.fields, l.MaxSelections, "The operation asks for more than %d fields, with its fragments spread."},
		{g.directives, l.MaxDirectives, "The document has more than %d directives."},
		{len(g.longest), l.MaxName, "The document has a name of more than %d letters."},
	} {
		if bound.is > bound.most {
			return failure(place{}, string(model.LimitExceeded), bound.message, bound.most)
		}
	}
	return nil
}

// pageLevels are the fields that lead through a page to its nodes. They are no level of their own, so that a list and a
// page of the same nodes are as deep.
var pageLevels = map[string]bool{"edges": true, "node": true, "nodes": true}

func (g *guard) set(set ast.SelectionSet) measure {
	whole := measure{}
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			g.name(s.Name)
			g.name(s.Alias)
			g.list(s.Directives)
			g.arguments(s.Arguments)
			below := g.set(s.SelectionSet)
			if len(s.SelectionSet) > 0 && !pageLevels[s.Name] {
				below.depth++
			}
			below.fields, below.roots = min(below.fields+1, saturated), 1
			whole.add(below)
		case *ast.InlineFragment:
			g.name(s.TypeCondition)
			g.list(s.Directives)
			below := g.set(s.SelectionSet)
			below.fields++
			whole.add(below)
		case *ast.FragmentSpread:
			g.name(s.Name)
			g.list(s.Directives)
			below := g.fragment(s.Name)
			below.fields++
			whole.add(below)
		}
	}
	return whole
}

// fragment measures a fragment once. One that leads back to itself adds nothing there: validation refuses it.
func (g *guard) fragment(name string) measure {
	if m, known := g.counted[name]; known {
		return m
	}
	f := g.fragments[name]
	if f == nil {
		return measure{}
	}
	g.counted[name] = measure{}
	g.name(f.TypeCondition)
	m := g.set(f.SelectionSet)
	g.counted[name] = m
	return m
}

func (g *guard) list(directives ast.DirectiveList) {
	g.directives += len(directives)
	for _, d := range directives {
		g.name(d.Name)
		g.arguments(d.Arguments)
	}
}

func (g *guard) arguments(list ast.ArgumentList) {
	for _, a := range list {
		g.name(a.Name)
		g.value(a.Value)
	}
}

func (g *guard) value(v *ast.Value) {
	if v == nil {
		return
	}
	if v.Kind == ast.EnumValue || v.Kind == ast.Variable {
		g.name(v.Raw)
	}
	for _, child := range v.Children {
		g.name(child.Name)
		g.value(child.Value)
	}
}

func (g *guard) name(name string) {
	if len(name) > len(g.longest) {
		g.longest = name
	}
}
