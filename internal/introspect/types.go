package introspect

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// typeNamed writes a type that has a name, null for none.
func (w *writer) typeNamed(f Field, d *ast.Definition) {
	if d == nil {
		w.null()
		return
	}
	w.object("__Type", f, func(f Field) { w.namedField(d, f) })
}

// typeOf writes a type where it is used, with its marks for lists and for what is never null.
func (w *writer) typeOf(f Field, t *ast.Type) {
	if !t.NonNull && t.Elem == nil {
		w.typeNamed(f, w.s.schema.Types[t.NamedType])
		return
	}
	kind, inner := "LIST", t.Elem
	if t.NonNull {
		bare := *t
		bare.NonNull = false
		kind, inner = "NON_NULL", &bare
	}
	w.object("__Type", f, func(f Field) {
		switch name(f) {
		case "kind":
			w.text(kind)
		case "ofType":
			w.typeOf(f, inner)
		default:
			w.null()
		}
	})
}

// namedField writes a field of a type that has a name. What its kind does not have is null.
func (w *writer) namedField(d *ast.Definition, f Field) {
	switch name(f) {
	case "kind":
		w.text(string(d.Kind))
	case "name":
		w.text(d.Name)
	case "description":
		w.text(d.Description)
	case "specifiedByURL":
		w.specifiedBy(d)
	case "fields":
		w.fields(d, f)
	case "interfaces":
		if d.Kind != ast.Object && d.Kind != ast.Interface {
			w.null()
			return
		}
		list(w, d.Interfaces, func(name string) { w.typeNamed(f, w.s.schema.Types[name]) })
	case "possibleTypes":
		if d.Kind != ast.Interface && d.Kind != ast.Union {
			w.null()
			return
		}
		list(w, w.s.schema.PossibleTypes[d.Name], func(d *ast.Definition) { w.typeNamed(f, d) })
	case "enumValues":
		w.enumValues(d, f)
	case "inputFields":
		if d.Kind != ast.InputObject {
			w.null()
			return
		}
		w.inputs(f, inputFields(d.Fields))
	case "isOneOf":
		if d.Kind != ast.InputObject {
			w.null()
			return
		}
		w.flag(d.Directives.ForName("oneOf") != nil)
	default: // ofType
		w.null()
	}
}

func (w *writer) specifiedBy(d *ast.Definition) {
	if by := d.Directives.ForName("specifiedBy"); by != nil {
		if a := by.Arguments.ForName("url"); a != nil {
			w.text(a.Value.Raw)
			return
		}
	}
	w.null()
}

func (w *writer) fields(d *ast.Definition, f Field) {
	if d.Kind != ast.Object && d.Kind != ast.Interface {
		w.null()
		return
	}
	var own []*ast.FieldDefinition
	for _, field := range d.Fields {
		if !strings.HasPrefix(field.Name, "__") { // the way in to introspection is not part of Query
			own = append(own, field)
		}
	}
	own = visible(w, f, own, func(d *ast.FieldDefinition) ast.DirectiveList { return d.Directives })
	list(w, own, func(d *ast.FieldDefinition) {
		w.object("__Field", f, func(f Field) { w.fieldField(d, f) })
	})
}

func (w *writer) enumValues(d *ast.Definition, f Field) {
	if d.Kind != ast.Enum {
		w.null()
		return
	}
	values := visible(w, f, d.EnumValues, func(d *ast.EnumValueDefinition) ast.DirectiveList { return d.Directives })
	list(w, values, func(d *ast.EnumValueDefinition) {
		w.object("__EnumValue", f, func(f Field) { w.enumField(d, f) })
	})
}
