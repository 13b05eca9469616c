package compile

import (
	"encoding/json"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
)

// value is the value of a variable in one execution. What is not given has neither a value nor a default.
type value struct {
	given bool
	v     any
}

// values coerces the variables a client sent. Variables the operation does not declare are left alone, as GraphQL asks.
func (c *Compiler) values(op *operation, variables map[string]any) ([]value, gqlerror.List) {
	if len(op.variables) == 0 {
		return nil, nil
	}
	left := c.limits.MaxVariables
	for _, v := range op.variables {
		if left = count(variables[v.def.Variable], left); left < 0 {
			return nil, gqlerror.List{failure(place{pos: v.def.Position}, string(model.LimitExceeded),
				"The variables have more than %d values.", c.limits.MaxVariables)}
		}
	}
	var errs gqlerror.List
	vals := make([]value, len(op.variables))
	for i, v := range op.variables {
		raw, given := variables[v.def.Variable]
		if !given && v.def.DefaultValue != nil {
			raw, given = literal(v.def.DefaultValue), true
		}
		at := place{pos: v.def.Position}
		if !given {
			if v.def.Type.NonNull {
				errs = append(errs, bad(at, "The variable $%s of type %s must be given.", v.def.Variable, v.def.Type))
			}
			continue
		}
		coerced, err := c.coerce(v.def.Type, raw)
		if err != nil {
			errs = append(errs, bad(at, "The variable $%s of type %s does not fit: %s", v.def.Variable, v.def.Type, err.sentence()))
			continue
		}
		vals[i] = value{given: true, v: coerced}
	}
	return vals, errs
}

// count takes the values in a value from those that may be there, until there are too many.
func count(v any, left int) int {
	left--
	switch v := v.(type) {
	case []any:
		for i := 0; i < len(v) && left >= 0; i++ {
			left = count(v[i], left)
		}
	case map[string]any:
		for _, item := range v {
			if left < 0 {
				break
			}
			left = count(item, left)
		}
	}
	return left
}

// literal gives the value of a constant literal as JSON would have it.
func literal(v *ast.Value) any {
	read := reader{}
	value, _ := read.value(v)
	return value
}

// reader reads literals. lookup gives the value of a variable; nil where there are none.
type reader struct {
	lookup func(name string) (any, bool)
}

// value gives the value of a literal before it is coerced. It reports false for a variable that was not given.
func (r reader) value(v *ast.Value) (any, bool) {
	switch v.Kind {
	case ast.Variable:
		if r.lookup == nil {
			return nil, false
		}
		return r.lookup(v.Raw)
	case ast.IntValue, ast.FloatValue:
		return json.Number(v.Raw), true
	case ast.BooleanValue:
		return v.Raw == "true", true
	case ast.NullValue:
		return nil, true
	case ast.ListValue:
		list := make([]any, len(v.Children))
		for i, child := range v.Children {
			list[i], _ = r.value(child.Value)
		}
		return list, true
	case ast.ObjectValue:
		object := make(map[string]any, len(v.Children))
		for _, child := range v.Children {
			if value, given := r.value(child.Value); given {
				object[child.Name] = value
			}
		}
		return object, true
	default: // text and names of enumeration values
		return v.Raw, true
	}
}
