package model

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// readObjects reads the plain types of computed answers and of their arguments: object and input types without a
// directive.
func (p *reader) readObjects() error {
	for _, def := range p.doc.Definitions {
		if !plain(def, def.Kind) || def.Kind != ast.Object && def.Kind != ast.InputObject {
			continue
		}
		o := &Object{Name: def.Name, Description: def.Description}
		for _, fd := range def.Fields {
			if len(fd.Arguments) > 0 {
				return at(fd.Position, "%s.%s: a part of a computed answer takes no arguments", def.Name, fd.Name)
			}
			if err := p.checkPlain(def.Name, fd.Name, fd.Type, def.Kind); err != nil {
				return err
			}
			o.Fields = append(o.Fields, ObjectField{Name: fd.Name, Description: fd.Description, Type: fd.Type.String()})
		}
		if def.Kind == ast.InputObject {
			p.m.Inputs = append(p.m.Inputs, o)
		} else {
			p.m.Objects = append(p.m.Objects, o)
		}
	}
	return nil
}

func plain(def *ast.Definition, kind ast.DefinitionKind) bool {
	return def.Kind == kind && len(def.Directives) == 0
}

// checkPlain makes sure that a computed answer, an argument of one, or a part of either, is made of values and plain
// types only: an answer is written from what Go worked out, without going back to the store for nodes.
func (p *reader) checkPlain(owner, name string, t *ast.Type, kind ast.DefinitionKind) error {
	of := t.Name()
	if p.m.enums[of] != nil || slices.Contains([]string{"ID", "String", "Int", "Float", "Boolean", "Date"}, of) {
		return nil
	}
	if def := p.doc.Definitions.ForName(of); def != nil && plain(def, kind) {
		return nil
	}
	return at(t.Position, "%s.%s: %s is neither a value nor a plain type", owner, name, of)
}

// computed reads a field with @computed.
func (p *reader) computed(k *Kind, owner string, fd *ast.FieldDefinition, d *ast.Directive) (*Computed, error) {
	c := &Computed{Name: fd.Name, Description: fd.Description, Kind: k, Type: fd.Type.String(), Fresh: argument(d, "fresh") == "true"}
	if err := p.needs(c, d); err != nil {
		return nil, err
	}
	for _, a := range fd.Arguments {
		if err := p.checkPlain(owner, fd.Name+"."+a.Name, a.Type, ast.InputObject); err != nil {
			return nil, err
		}
		arg := Arg{Name: a.Name, Description: a.Description, Type: a.Type.String()}
		if a.DefaultValue != nil {
			arg.Default = a.DefaultValue.String()
		}
		c.Args = append(c.Args, arg)
	}
	return c, p.checkPlain(owner, fd.Name, fd.Type, ast.Object)
}

// readAnswers reads the computed fields of the type Query: answers that begin at no single node.
func (p *reader) readAnswers() error {
	for _, def := range p.doc.Extensions {
		if def.Name != QueryName {
			return at(def.Position, "only the type %s can be extended, not %s", QueryName, def.Name)
		}
		for _, fd := range def.Fields {
			d := fd.Directives.ForName("computed")
			if d == nil {
				return at(fd.Position, "%s.%s: a field of %s that is declared here is computed", QueryName, fd.Name, QueryName)
			}
			c, err := p.computed(nil, QueryName, fd, d)
			if err != nil {
				return err
			}
			p.m.Answers = append(p.m.Answers, c)
		}
	}
	return nil
}
