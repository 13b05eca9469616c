package graph

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/carejourney/carejourney/internal/model"
)

// fields converts an object of values. A null removes the value; for a group it removes all values of the group.
func (r *conversion) fields(path []any, fields []*model.Field, input map[string]any, props model.Props) {
	for _, name := range slices.Sorted(maps.Keys(input)) {
		at, value := under(path, name), input[name]
		i := slices.IndexFunc(fields, func(f *model.Field) bool { return f.Name == name })
		switch {
		case i < 0 || fields[i].Derived != nil:
			r.report(at, "unknown-field", "%s cannot be written", name)
		case name == "id": // says which node, converted by the caller
		case fields[i].Embedded != nil:
			r.group(at, fields[i], value, props)
		case value == nil:
			props[fields[i].Property] = nil
		case fields[i].List:
			props[fields[i].Property] = r.list(at, value)
		default:
			props[fields[i].Property] = r.single(at, fields[i], value)
		}
	}
}

func (r *conversion) group(path []any, f *model.Field, value any, props model.Props) {
	switch object := value.(type) {
	case nil:
		for _, member := range f.Embedded.Fields {
			props[member.Property] = nil
		}
	case map[string]any:
		r.fields(path, f.Embedded.Fields, object, props)
	default:
		r.report(path, "wrong-type", "%s takes an object", f.Name)
	}
}

// list converts a list of texts. A single value stands for a list of one, as everywhere in GraphQL.
func (r *conversion) list(path []any, value any) []string {
	switch items := value.(type) {
	case []string:
		return items
	case []any:
		texts := make([]string, len(items))
		for i, item := range items {
			texts[i] = r.text(under(path, i), item)
		}
		return texts
	default:
		return []string{r.text(path, value)}
	}
}

func (r *conversion) text(path []any, value any) string {
	text, ok := value.(string)
	if !ok {
		r.report(path, "wrong-type", "%v is not text", value)
	}
	return text
}

// single converts a value to the form a graph keeps. What does not fit its field goes to the store as it is, which
// reports it by the same rules as model files, with a suggestion.
func (r *conversion) single(path []any, f *model.Field, value any) any {
	value, ok := plain(value)
	if !ok {
		r.report(path, "wrong-type", "%s takes a single value", f.Name)
		return nil
	}
	if n, isFloat := value.(float64); isFloat && f.Type == model.Int && n == math.Trunc(n) && math.Abs(n) <= math.MaxInt32 {
		value = int64(n)
	}
	if kept, err := f.Check(value); err == nil {
		return kept
	}
	return value
}

// plain gives a single value as one of the types values have in a graph. Numbers come as int64 from a literal, as
// json.Number or float64 from a variable.
func plain(value any) (any, bool) {
	switch v := value.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n, true
		}
		n, err := v.Float64()
		return n, err == nil
	case int:
		return int64(v), true
	case int64, float64, string, bool:
		return v, true
	}
	return nil, false
}

// id converts the id of a node. GraphQL lets clients write an ID as a whole number.
func (r *conversion) id(path []any, value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int64:
		return strconv.FormatInt(v, 10)
	case json.Number:
		return v.String()
	}
	r.report(path, "bad-id", "an id is a text such as journey:maternity")
	return ""
}
