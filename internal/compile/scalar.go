package compile

import (
	"encoding/json"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
)

// coerceEnum takes the name of a value, from JSON as text.
func (c *Compiler) coerceEnum(def *ast.Definition, v any) (any, *inputError) {
	name, ok := v.(string)
	if !ok || def.EnumValues.ForName(name) == nil {
		var names []string
		for _, e := range def.EnumValues {
			names = append(names, e.Name)
		}
		hint := c.didYouMean(name, names)
		if hint != "" {
			hint = "." + hint
		}
		return nil, wrong("%s is not a value of %s%s", show(v), def.Name, hint)
	}
	return name, nil
}

// coerceScalar takes what fits one of the scalars; a scalar that is not known here holds text.
func coerceScalar(name string, v any) (any, *inputError) {
	switch name {
	case "Int":
		if n, ok := whole(v); ok && n >= math.MinInt32 && n <= math.MaxInt32 {
			return n, nil
		}
		return nil, wrong("%s is not a whole number of at most 32 bits", show(v))
	case "Float":
		if n, ok := number(v); ok {
			return n, nil
		}
		return nil, wrong("%s is not a number", show(v))
	case "Boolean":
		if b, ok := v.(bool); ok {
			return b, nil
		}
		return nil, wrong("%s is neither true nor false", show(v))
	case "ID":
		if n, ok := whole(v); ok {
			return strconv.FormatInt(n, 10), nil
		}
	case "Date":
		if s, ok := v.(string); ok {
			if _, err := time.Parse(model.DateLayout, s); err == nil {
				return s, nil
			}
		}
		return nil, wrong("%s is not a date, write YYYY-MM-DD", show(v))
	}
	if s, ok := v.(string); ok && utf8.ValidString(s) {
		return s, nil
	}
	return nil, wrong("%s is not text", show(v))
}

// whole reads a whole number, however it is written.
func whole(v any) (int64, bool) {
	switch v := v.(type) {
	case int64:
		return v, true
	case int:
		return int64(v), true
	case int32:
		return int64(v), true
	case float64:
		return int64(v), v == math.Trunc(v) && math.Abs(v) <= 1<<53
	case json.Number:
		if n, err := strconv.ParseInt(string(v), 10, 64); err == nil {
			return n, true
		}
		f, err := strconv.ParseFloat(string(v), 64)
		return int64(f), err == nil && f == math.Trunc(f) && math.Abs(f) <= 1<<53
	}
	return 0, false
}

// number reads a number. Infinity and what is not a number are none.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case float64:
		return v, !math.IsInf(v, 0) && !math.IsNaN(v)
	case json.Number:
		f, err := strconv.ParseFloat(string(v), 64)
		return f, err == nil && !math.IsInf(f, 0)
	}
	n, ok := whole(v)
	return float64(n), ok
}

// show writes a value for a message, cut where it is long.
func show(v any) string {
	switch v.(type) {
	case map[string]any:
		return "An object"
	case []any:
		return "A list"
	}
	text, err := json.Marshal(v)
	if err != nil {
		return "This"
	}
	if s := []rune(string(text)); len(s) > 60 {
		return string(s[:60]) + "…"
	}
	return string(text)
}
