package introspect

import (
	"errors"
	"maps"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

var errTooLong = errors.New("the answer about the schema is too long: ask for less at a time")

// Field is what is asked under one response key: all fields that GraphQL merges there. They have one name.
type Field struct {
	Key   string
	Nodes []*ast.Field
}

// Request is the operation that asks.
type Request interface {
	// Below collects the fields that are asked of an object type, in order.
	Below(typeName string, nodes []*ast.Field) []Field

	// IncludeDeprecated gives the value of that argument.
	IncludeDeprecated(f *ast.Field) bool
}

// Schema is a schema that can be asked about.
type Schema struct {
	schema     *ast.Schema
	types      []*ast.Definition // by name
	directives []*ast.DirectiveDefinition
}

// New prepares a schema.
func New(s *ast.Schema) *Schema {
	out := &Schema{schema: s}
	for _, name := range slices.Sorted(maps.Keys(s.Types)) {
		out.types = append(out.types, s.Types[name])
	}
	for _, name := range slices.Sorted(maps.Keys(s.Directives)) {
		out.directives = append(out.directives, s.Directives[name])
	}
	return out
}

// Answer gives the JSON for __schema, or for __type of the type with that name; null where there is none. It is an error
// where that would be longer than most: aliases can ask for a large schema many times over.
func (s *Schema) Answer(f Field, typeName string, r Request, most int) ([]byte, error) {
	w := &writer{s: s, request: r, below: map[belowKey][]Field{}, most: most}
	if f.Nodes[0].Name == "__schema" {
		w.object("__Schema", f, w.schemaField)
	} else {
		w.typeNamed(f, s.schema.Types[typeName])
	}
	if w.tooLong {
		return nil, errTooLong
	}
	return w.buf, nil
}

func (w *writer) schemaField(f Field) {
	s := w.s.schema
	switch name(f) {
	case "description":
		w.text(s.Description)
	case "types":
		list(w, w.s.types, func(d *ast.Definition) { w.typeNamed(f, d) })
	case "queryType":
		w.typeNamed(f, s.Query)
	case "mutationType":
		w.typeNamed(f, s.Mutation)
	case "subscriptionType":
		w.typeNamed(f, s.Subscription)
	case "directives":
		list(w, w.s.directives, func(d *ast.DirectiveDefinition) {
			w.object("__Directive", f, func(f Field) { w.directiveField(d, f) })
		})
	}
}

func (w *writer) directiveField(d *ast.DirectiveDefinition, f Field) {
	switch name(f) {
	case "name":
		w.text(d.Name)
	case "description":
		w.text(d.Description)
	case "isRepeatable":
		w.flag(d.IsRepeatable)
	case "locations":
		list(w, d.Locations, func(l ast.DirectiveLocation) { w.text(string(l)) })
	case "args":
		w.inputs(f, arguments(d.Arguments))
	}
}

func (w *writer) fieldField(d *ast.FieldDefinition, f Field) {
	switch name(f) {
	case "name":
		w.text(d.Name)
	case "description":
		w.text(d.Description)
	case "args":
		w.inputs(f, arguments(d.Arguments))
	case "type":
		w.typeOf(f, d.Type)
	default:
		w.deprecation(d.Directives, f)
	}
}

func (w *writer) enumField(d *ast.EnumValueDefinition, f Field) {
	switch name(f) {
	case "name":
		w.text(d.Name)
	case "description":
		w.text(d.Description)
	default:
		w.deprecation(d.Directives, f)
	}
}

// input is an argument or a field of an input object.
type input struct {
	name, description string
	typ               *ast.Type
	value             *ast.Value
	directives        ast.DirectiveList
}

func arguments(defs ast.ArgumentDefinitionList) []input {
	inputs := make([]input, len(defs))
	for i, d := range defs {
		inputs[i] = input{d.Name, d.Description, d.Type, d.DefaultValue, d.Directives}
	}
	return inputs
}

func inputFields(defs ast.FieldList) []input {
	inputs := make([]input, len(defs))
	for i, d := range defs {
		inputs[i] = input{d.Name, d.Description, d.Type, d.DefaultValue, d.Directives}
	}
	return inputs
}

func (w *writer) inputs(f Field, all []input) {
	current := visible(w, f, all, func(in input) ast.DirectiveList { return in.directives })
	list(w, current, func(in input) {
		w.object("__InputValue", f, func(f Field) { w.inputField(in, f) })
	})
}

func (w *writer) inputField(in input, f Field) {
	switch name(f) {
	case "name":
		w.text(in.name)
	case "description":
		w.text(in.description)
	case "type":
		w.typeOf(f, in.typ)
	case "defaultValue":
		if in.value == nil {
			w.null()
			return
		}
		w.text(in.value.String())
	default:
		w.deprecation(in.directives, f)
	}
}

const usualReason = "No longer supported"

// deprecation writes isDeprecated and deprecationReason.
func (w *writer) deprecation(directives ast.DirectiveList, f Field) {
	d := directives.ForName("deprecated")
	switch {
	case name(f) == "isDeprecated":
		w.flag(d != nil)
	case d == nil:
		w.null()
	default:
		reason := usualReason
		if a := d.Arguments.ForName("reason"); a != nil && a.Value.Kind != ast.NullValue {
			reason = a.Value.Raw
		}
		w.text(reason)
	}
}

// visible leaves out what is deprecated, unless it is asked for.
func visible[T any](w *writer, f Field, all []T, directives func(T) ast.DirectiveList) []T {
	if w.request.IncludeDeprecated(f.Nodes[0]) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(v T) bool { return directives(v).ForName("deprecated") != nil })
}
