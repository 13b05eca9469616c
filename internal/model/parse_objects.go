package model

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// readObjects reads the plain types of computed answers: object types without a directive.
func (p *reader) readObjects() error {
	for _, def := range p.doc.Definitions {
		if !plain(def) {
			continue
		}
		o := &Object{Name: def.Name, Description: def.Description}
		for _, fd := range def.Fields {
			if err := p.checkPlain(def.Name, fd); err != nil {
				return err
			}
			o.Fields = append(o.Fields, ObjectField{Name: fd.Name, Description: fd.Description, Type: fd.Type.String()})
		}
		p.m.Objects = append(p.m.Objects, o)
	}
	return nil
}

func plain(def *ast.Definition) bool { return def.Kind == ast.Object && len(def.Directives) == 0 }

// checkPlain makes sure that a computed answer, or a part of one, is made of values and plain types only: it is
// written from what Go worked out, without going back to the store for nodes.
func (p *reader) checkPlain(owner string, fd *ast.FieldDefinition) error {
	if len(fd.Arguments) > 0 {
		return at(fd.Position, "%s.%s: a computed answer takes no arguments", owner, fd.Name)
	}
	name := fd.Type.Name()
	if p.m.enums[name] != nil || slices.Contains([]string{"ID", "String", "Int", "Float", "Boolean", "Date"}, name) {
		return nil
	}
	if def := p.doc.Definitions.ForName(name); def != nil && plain(def) {
		return nil
	}
	return at(fd.Position, "%s.%s: %s is neither a value nor a plain type", owner, fd.Name, name)
}
