package graph

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/sdl"
)

// converter turns the inputs of apply into changes. Names come from where the schema's names come from, so a kind
// added to the model can be written at once.
type converter struct {
	kinds         map[string]*model.Kind
	relationships map[string]*model.Relationship
}

func newConverter(m *model.Model) *converter {
	c := &converter{kinds: map[string]*model.Kind{}, relationships: map[string]*model.Relationship{}}
	for _, k := range m.Kinds {
		c.kinds[sdl.FieldOf(k)] = k
	}
	for _, r := range m.Relationships {
		c.relationships[sdl.FieldOfRelationship(r)] = r
	}
	return c
}

// batch converts all inputs, or gives an error with everything that is wrong with their form. Whether the values fit
// their fields is for the store to say: it checks the same rules whatever way a change came in.
func (c *converter) batch(inputs []map[string]any) (model.Changes, places, error) {
	r := &conversion{converter: c}
	batch, where := model.Changes{}, make(places, len(inputs))
	for i, input := range inputs {
		change, at := r.change([]any{"changes", i}, input)
		batch.Ops, where[i] = append(batch.Ops, change), at
	}
	if len(r.problems) > 0 {
		return batch, where, &model.Error{Code: model.BadUserInput, Message: "The changes cannot be read; nothing was changed.", Problems: r.problems}
	}
	return batch, where, nil
}

// conversion collects the problems of one batch.
type conversion struct {
	*converter
	problems []model.Problem
}

func (r *conversion) report(path []any, rule, format string, args ...any) {
	r.problems = append(r.problems, model.Problem{Path: path, Rule: rule, Message: fmt.Sprintf(format, args...)})
}

// change converts one entry of changes and tells where in the input its values stand.
func (r *conversion) change(path []any, input map[string]any) (model.Change, place) {
	name, value, ok := r.only(path, input)
	at := place{path: under(path, name)}
	if !ok {
		return nil, at
	}
	switch name {
	case "delete":
		return model.DeleteElement{ID: r.id(at.path, value)}, at
	case "connect", "disconnect":
		return r.link(at.path, name == "connect", value)
	}
	k := r.kinds[name]
	object, isObject := value.(map[string]any)
	if k == nil || !isObject {
		r.report(at.path, "unknown-kind", "%s is not a change", name)
		return nil, at
	}
	at.fields = k.Fields
	e := model.Element{Kind: k, ID: r.id(under(at.path, "id"), object["id"]), Props: model.Props{}}
	r.fields(at.path, k.Fields, object, e.Props)
	return model.PutElement{Element: e, Merge: true}, at
}

// link converts connect and disconnect.
func (r *conversion) link(path []any, connect bool, value any) (model.Change, place) {
	object, _ := value.(map[string]any)
	name, value, ok := r.only(path, object)
	at := place{path: under(path, name), link: true}
	if !ok {
		return nil, at
	}
	t := r.relationships[name]
	ends, isObject := value.(map[string]any)
	if t == nil || !isObject {
		r.report(at.path, "unknown-relationship", "%s is not a relationship", name)
		return nil, at
	}
	from, to := r.id(under(at.path, "from"), ends["from"]), r.id(under(at.path, "to"), ends["to"])
	if !connect {
		return model.DeleteLink{Type: t, From: from, To: to}, at
	}
	at.fields = t.Properties
	l := model.Link{Type: t, From: from, To: to, Props: model.Props{}}
	if properties, given := ends["properties"].(map[string]any); given {
		r.fields(under(at.path, "properties"), t.Properties, properties, l.Props)
	}
	return model.PutLink{Link: l, Merge: true}, at
}

// only gives the one entry of an input that must have exactly one. The validator demands that of literals, but lets
// variables pass.
func (r *conversion) only(path []any, input map[string]any) (string, any, bool) {
	names := slices.Sorted(maps.Keys(input))
	switch {
	case len(names) == 0:
		r.report(path, "exactly-one", "There is nothing in it: give exactly one entry")
	case len(names) > 1:
		r.report(path, "exactly-one", "There are %d entries (%s): give exactly one", len(names), strings.Join(names, ", "))
	case input[names[0]] == nil:
		r.report(under(path, names[0]), "exactly-one", "%s is null: give it a value", names[0])
	default:
		return names[0], input[names[0]], true
	}
	return "", nil, false
}

// under gives the path of an entry. The path it is made from stays as it is.
func under(path []any, entry any) []any { return append(slices.Clip(path), entry) }
