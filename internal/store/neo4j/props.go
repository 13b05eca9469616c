package neo4j

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
)

// elementProperties gives everything that the node of an element holds.
func elementProperties(e model.Element) map[string]any {
	props := properties(e.Kind.Stored(), e.Props, e.Set)
	props["id"] = e.ID
	var terms, name []string
	for _, f := range e.Kind.Fields {
		if !f.Searchable {
			continue
		}
		words := words(e.Props[f.Property])
		terms = append(terms, words...)
		if f.Name == "name" {
			name = words
		}
	}
	props[cypher.Terms], props[cypher.NameTerms] = cypher.Words(terms), cypher.Words(name)
	return props
}

func words(value any) []string {
	switch v := value.(type) {
	case string:
		return model.Terms(v)
	case []string:
		var all []string
		for _, item := range v {
			all = append(all, model.Terms(item)...)
		}
		return all
	}
	return nil
}

// properties gives the values with what is worked out from them: folded text, and the set.
func properties(fields []*model.Field, values model.Props, set string) map[string]any {
	props := make(map[string]any, 2*len(values)+3)
	for _, f := range fields {
		v, given := values[f.Property]
		if !given {
			continue
		}
		props[f.Property] = v
		if name, kept := cypher.Folded(f); kept {
			props[name] = foldedValue(v)
		}
	}
	if set != "" {
		props[cypher.Set] = set
	}
	return props
}

func foldedValue(value any) any {
	switch v := value.(type) {
	case string:
		return model.Fold(v)
	case []string:
		folded := make([]string, len(v))
		for i, item := range v {
			folded[i] = model.Fold(item)
		}
		return folded
	}
	return value
}

// values reads what a node or relationship holds back into the form that elements and links have.
func values(properties map[string]any) (props model.Props, set string) {
	props = model.Props{}
	for name, v := range properties {
		switch {
		case name == cypher.Set:
			set, _ = v.(string)
		case name == "id" || strings.HasPrefix(name, "__"):
		default:
			if items, isList := v.([]any); isList {
				v = texts(items)
			}
			props[name] = v
		}
	}
	return props, set
}

func texts(items []any) []string {
	list := make([]string, len(items))
	for i, item := range items {
		list[i], _ = item.(string)
	}
	return list
}

// kindOf finds the label that names a kind of the model.
func kindOf(m *model.Model, labels []any) *model.Kind {
	for _, k := range m.Kinds {
		if slices.Contains(labels, any(k.Name)) {
			return k
		}
	}
	return nil
}
