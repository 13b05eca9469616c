package model

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// The type names and directives of a schema file that have a meaning here.
const (
	elementName   = "Element"
	kindEnumName  = "Kind"
	directionEnum = "Direction"
)

// Parse reads a vocabulary from schema files. It returns an error with file and line for the first thing it cannot
// understand; what GraphQL itself demands of a schema is checked where the whole schema is loaded.
func Parse(sources ...*ast.Source) (*Model, error) {
	doc, err := parser.ParseSchemas(sources...)
	if err != nil {
		return nil, fmt.Errorf("parse the model: %w", err)
	}
	p := &reader{
		doc: doc,
		m: &Model{
			kinds: map[string]*Kind{}, relationships: map[string]*Relationship{}, enums: map[string]*Enum{},
			targets: map[string]*Target{}, prefixes: map[string]*Kind{},
		},
		embeddeds: map[string]*ast.Definition{},
	}
	for _, step := range []func() error{
		p.readEnums, p.readFragments, p.readKinds, p.readTargets, p.readRelationships, p.readProperties, p.readObjects, p.readFields, p.readRelations, p.readAnswers,
		p.checkEnds,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return p.m, nil
}

// reader builds a Model from a parsed document, one step after the other.
type reader struct {
	doc        *ast.SchemaDocument
	m          *Model
	embeddeds  map[string]*ast.Definition
	fragments  map[string]string // that needs of several computed fields share, by name
	conditions []string          // that they share, "name: condition"
}

func at(pos *ast.Position, format string, args ...any) error {
	place := ""
	if pos != nil && pos.Src != nil {
		place = fmt.Sprintf("%s:%d:%d: ", pos.Src.Name, pos.Line, pos.Column)
	}
	return fmt.Errorf("%s%s", place, fmt.Sprintf(format, args...))
}

// argument gives the raw text of a directive's argument, "" where it has none.
func argument(d *ast.Directive, name string) string {
	if a := d.Arguments.ForName(name); a != nil {
		return a.Value.Raw
	}
	return ""
}

// list gives the raw texts of a directive's list argument. A single value counts as a list of one.
func list(d *ast.Directive, name string) []string {
	a := d.Arguments.ForName(name)
	if a == nil {
		return nil
	}
	if a.Value.Kind != ast.ListValue {
		return []string{a.Value.Raw}
	}
	values := make([]string, len(a.Value.Children))
	for i, c := range a.Value.Children {
		values[i] = c.Value.Raw
	}
	return values
}

func (p *reader) readEnums() error {
	for _, def := range p.doc.Definitions {
		if def.Kind != ast.Enum || def.Name == directionEnum {
			continue
		}
		e := &Enum{Name: def.Name, Description: def.Description}
		for _, v := range def.EnumValues {
			e.Values = append(e.Values, EnumValue{Name: v.Name, Description: v.Description})
		}
		p.addEnum(e)
	}
	return nil
}

func (p *reader) addEnum(e *Enum) {
	p.m.Enums = append(p.m.Enums, e)
	p.m.enums[e.Name] = e
}

func (p *reader) readKinds() error {
	kinds := &Enum{Name: kindEnumName, Description: "Every kind of node."}
	for _, def := range p.doc.Definitions {
		node := def.Directives.ForName("node")
		if def.Kind != ast.Object || node == nil {
			continue
		}
		k := &Kind{
			Index: len(p.m.Kinds), Name: def.Name, Plural: argument(node, "plural"), Prefix: argument(node, "prefix"),
			Description: def.Description,
			fields:      map[string]*Field{}, relations: map[string]*Relation{}, computed: map[string]*Computed{},
		}
		if k.Plural == "" || k.Prefix == "" {
			return at(def.Position, "%s: @node needs plural and prefix", def.Name)
		}
		if other := p.m.prefixes[k.Prefix]; other != nil {
			return at(def.Position, "%s and %s have the same prefix %q", other.Name, k.Name, k.Prefix)
		}
		p.m.Kinds = append(p.m.Kinds, k)
		p.m.kinds[k.Name], p.m.prefixes[k.Prefix] = k, k
		kinds.Values = append(kinds.Values, EnumValue{Name: k.Name, Description: k.Description})
	}
	if len(p.m.Kinds) == 0 {
		return fmt.Errorf("the model has no type with @node")
	}
	p.addEnum(kinds)
	return nil
}

// readTargets collects what a relationship can give: Element, every union and every kind.
func (p *reader) readTargets() error {
	element := p.doc.Definitions.ForName(elementName)
	if element == nil {
		return fmt.Errorf("the model has no interface %s", elementName)
	}
	p.addTarget(&Target{Name: elementName, Description: element.Description, Kinds: p.m.Kinds, Abstract: true})
	for _, def := range p.doc.Definitions {
		if def.Kind != ast.Union {
			continue
		}
		t := &Target{Name: def.Name, Description: def.Description, Abstract: true}
		for _, name := range def.Types {
			k := p.m.kinds[name]
			if k == nil {
				return at(def.Position, "union %s: %s is not a kind", def.Name, name)
			}
			t.Kinds = append(t.Kinds, k)
		}
		p.addTarget(t)
	}
	for _, k := range p.m.Kinds {
		p.m.targets[k.Name] = &Target{Name: k.Name, Description: k.Description, Kinds: []*Kind{k}}
	}
	return nil
}

func (p *reader) addTarget(t *Target) {
	p.m.Targets = append(p.m.Targets, t)
	p.m.targets[t.Name] = t
}

// eachKindField calls f for every field declared in a type with @node.
func (p *reader) eachKindField(f func(*Kind, *ast.FieldDefinition) error) error {
	for _, k := range p.m.Kinds {
		for _, def := range p.doc.Definitions.ForName(k.Name).Fields {
			if err := f(k, def); err != nil {
				return err
			}
		}
	}
	return nil
}

// readRelationships collects stored types and which kinds they join, as both ends declare them.
func (p *reader) readRelationships() error {
	return p.eachKindField(func(k *Kind, def *ast.FieldDefinition) error {
		d := def.Directives.ForName("relationship")
		if d == nil {
			return nil
		}
		target := p.m.targets[def.Type.Name()]
		if target == nil {
			return at(def.Position, "%s.%s: %s is not a kind, union or %s", k.Name, def.Name, def.Type.Name(), elementName)
		}
		name, out := argument(d, "type"), argument(d, "direction") == "OUT"
		r := p.m.relationships[name]
		if r == nil {
			r = &Relationship{Index: len(p.m.Relationships), Name: name, properties: map[string]*Field{}}
			p.m.Relationships = append(p.m.Relationships, r)
			p.m.relationships[name] = r
		}
		for _, other := range target.Kinds {
			pair := Pair{k, other}
			if !out {
				pair = Pair{other, k}
			}
			if !slices.Contains(r.Pairs, pair) {
				r.Pairs = append(r.Pairs, pair)
			}
		}
		return nil
	})
}
