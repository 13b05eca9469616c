package compile

import (
	"fmt"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// readNeeds parses the selections that computed fields are worked out from, and makes sure that they can be compiled.
func (c *Compiler) readNeeds() error {
	for _, k := range c.model.Kinds {
		for _, field := range k.Computed {
			text := fmt.Sprintf("fragment Needs on %s %s query { node(id: \"\") { ...Needs } }", k.Name, field.Needs)
			doc, errs := gqlparser.LoadQueryWithRules(c.schema, text, rules.NewDefaultRules())
			if len(errs) > 0 {
				return fmt.Errorf("what %s.%s needs: %w", k.Name, field.Name, errs)
			}
			if inner := c.computedIn(doc.Fragments[0].SelectionSet); inner != "" {
				return fmt.Errorf("what %s.%s needs: %s is computed itself", k.Name, field.Name, inner)
			}
			c.meanings.needs[field] = doc.Fragments[0].SelectionSet
		}
	}
	return nil
}

// computedIn names a computed field inside a selection, "" where there is none.
func (c *Compiler) computedIn(set ast.SelectionSet) string {
	for _, s := range set {
		var inner ast.SelectionSet
		switch s := s.(type) {
		case *ast.Field:
			if m := c.meanings.fields[s.ObjectDefinition.Name][s.Name]; m != nil && m.sense == computedField {
				return s.Name
			}
			inner = s.SelectionSet
		case *ast.InlineFragment:
			inner = s.SelectionSet
		case *ast.FragmentSpread:
			inner = s.Definition.SelectionSet
		}
		if name := c.computedIn(inner); name != "" {
			return name
		}
	}
	return ""
}

// computed compiles a field that Go works out: what it needs becomes columns of the row that nobody else sees.
func (s *shape) computed(f collected, field *model.Computed, at place) plan.Computed {
	out := plan.Computed{Field: field, Needs: s.needs[field]}
	if out.Needs == nil {
		if s.needs == nil {
			s.needs = map[*model.Computed]*plan.Object{}
		}
		out.Needs = s.hidden(field, at)
		s.needs[field] = out.Needs
	}
	out.Select = s.picked(f.Nodes, at)
	return out
}

// hidden compiles what a computed field needs, whole lists even where it takes them from connections. The keys of its
// selections begin with the field's name, for nobody asked for them.
func (s *shape) hidden(field *model.Computed, at place) *plan.Object {
	depth := s.depth
	s.depth, s.whole = 0, true
	defer func() { s.depth, s.whole = depth, false }()
	before := len(s.list)
	o := s.object(s.collect(field.Kind.Name, s.c.meanings.needs[field]), at)
	for _, c := range s.list[before:] {
		if c.Select != nil {
			s.rename(c.Select, field.Name+"_"+c.Select.Key)
		}
	}
	return o
}

func (s *shape) rename(sel *plan.Select, key string) {
	delete(s.keys, sel.Key)
	for s.keys[key] {
		key += "_"
	}
	sel.Key, s.keys[key] = key, true
}

// picked compiles a selection from an answer of Go; nil for a value without fields.
func (s *shape) picked(nodes []*ast.Field, at place) *plan.Picked {
	if len(nodes[0].SelectionSet) == 0 {
		return nil
	}
	typeName := nodes[0].Definition.Type.Name()
	p := &plan.Picked{}
	fields := s.below(typeName, nodes)
	if !s.deeper(at) || !s.spend(len(fields), at) {
		return p
	}
	defer func() { s.depth-- }()
	for _, f := range fields {
		m := plan.PickedMember{Key: f.Key, From: f.Nodes[0].Name, Required: true}
		if m.From == typeNameField {
			m.Literal = quoted(typeName)
		} else {
			m.Required = f.Nodes[0].Definition.Type.NonNull
			m.Sub = s.picked(f.Nodes, at)
		}
		p.Members = append(p.Members, m)
	}
	return p
}
