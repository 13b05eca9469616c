package compile

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// leaf stands for the value of a variable that a plan takes as an operand. It is coerced already.
type leaf struct {
	variable int // index into operation.variables
	value    any
}

// inputError says what is wrong with a value and where inside it.
type inputError struct {
	path    []string
	message string
}

func (e *inputError) Error() string {
	if len(e.path) == 0 {
		return e.message
	}
	return "at " + strings.Join(e.path, ".") + ": " + e.message
}

// sentence gives the error with its stop, unless it ends in a question already.
func (e *inputError) sentence() string {
	if text := e.Error(); strings.HasSuffix(text, "?") {
		return text
	}
	return e.Error() + "."
}

func wrong(format string, args ...any) *inputError {
	return &inputError{message: fmt.Sprintf(format, args...)}
}

func (e *inputError) in(entry string) *inputError {
	e.path = append([]string{entry}, e.path...)
	return e
}

// coerce brings a value into the form of its type, as GraphQL demands: string, int64, float64, bool, nil, []any or
// map[string]any. The value comes from JSON, from Go or from a literal. Coercing a coerced value changes nothing.
func (c *Compiler) coerce(t *ast.Type, v any) (any, *inputError) {
	if l, ok := v.(*leaf); ok {
		if l.value == nil && t.NonNull {
			return nil, wrong("it must not be null")
		}
		return l, nil
	}
	if v == nil {
		if t.NonNull {
			return nil, wrong("it must not be null")
		}
		return nil, nil
	}
	if t.Elem != nil {
		return c.coerceList(t, v)
	}
	def := c.schema.Types[t.NamedType]
	switch {
	case def == nil:
		return nil, wrong("there is no type %s", t.NamedType)
	case def.Kind == ast.InputObject:
		switch v := v.(type) {
		case *uncoerced:
			return c.coerceNamed(def, v)
		case *coerced:
			return v, nil
		}
		return c.coerceObject(def, v)
	case def.Kind == ast.Enum:
		return c.coerceEnum(def, v)
	default:
		return coerceScalar(def.Name, v)
	}
}

// coerceList takes a single value as a list of one.
func (c *Compiler) coerceList(t *ast.Type, v any) (any, *inputError) {
	var items []any
	switch v := v.(type) {
	case []any:
		items = v
	case []string:
		for _, s := range v {
			items = append(items, s)
		}
	default:
		item, err := c.coerce(t.Elem, v)
		return []any{item}, err
	}
	list := make([]any, len(items))
	for i, item := range items {
		var err *inputError
		if list[i], err = c.coerce(t.Elem, item); err != nil {
			return nil, err.in(strconv.Itoa(i))
		}
	}
	return list, nil
}

func (c *Compiler) coerceObject(def *ast.Definition, v any) (any, *inputError) {
	given, ok := v.(map[string]any)
	if !ok {
		return nil, wrong("%s is not an object of type %s", show(v), def.Name)
	}
	object, known := make(map[string]any, len(given)), 0
	for _, i := range c.input(def).spokenOf(given) {
		f := def.Fields[i]
		value, ok := given[f.Name]
		if ok {
			known++
		} else if f.DefaultValue != nil {
			var err error
			if value, err = f.DefaultValue.Value(nil); err != nil {
				return nil, wrong("%v", err).in(f.Name)
			}
			ok = true
		}
		if !ok && !f.Type.NonNull {
			continue
		}
		coerced, err := c.coerce(f.Type, value)
		if err != nil {
			return nil, err.in(f.Name)
		}
		object[f.Name] = coerced
	}
	if len(given) > known {
		return nil, c.unknownEntry(def, given)
	}
	return object, nil
}

// inputType is what is known of an input type beforehand, so that reading a small value of a large type is quick.
type inputType struct {
	index map[string]int // of a field, in the order of the type
	must  []int          // fields that have a default or must be given
}

func newInputType(def *ast.Definition) *inputType {
	t := &inputType{index: map[string]int{}}
	for i, f := range def.Fields {
		t.index[f.Name] = i
		if f.DefaultValue != nil || f.Type.NonNull {
			t.must = append(t.must, i)
		}
	}
	return t
}

func (c *Compiler) input(def *ast.Definition) *inputType {
	if t := c.inputs[def.Name]; t != nil {
		return t
	}
	return newInputType(def)
}

// spokenOf gives the fields that a value gives or ought to, in the order of the type.
func (t *inputType) spokenOf(given map[string]any) []int {
	fields := slices.Clone(t.must)
	for name := range given {
		if i, ok := t.index[name]; ok {
			fields = append(fields, i)
		}
	}
	slices.Sort(fields)
	return slices.Compact(fields)
}

// unknownEntry names the first entry that the type does not have, with the nearest that it has.
func (c *Compiler) unknownEntry(def *ast.Definition, given map[string]any) *inputError {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if def.Fields.ForName(name) != nil {
			continue
		}
		var names []string
		for _, f := range def.Fields {
			names = append(names, f.Name)
		}
		return wrong("%s has no entry %s.%s", def.Name, show(name), c.didYouMean(name, names))
	}
	return wrong("%s has an entry it should not have", def.Name)
}
