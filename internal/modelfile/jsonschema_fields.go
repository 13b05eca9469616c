package modelfile

import (
	"math"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// fieldSchemas gives a schema for every field that can be written.
func fieldSchemas(fields []*model.Field) object {
	all := object{}
	for _, f := range fields {
		if f.Derived == nil {
			all[f.Name] = fieldSchema(f)
		}
	}
	return all
}

// required gives the fields that must be written: those without a default. The place in a list stands for placed.
func required(fields []*model.Field, placed *model.Field) []string {
	var names []string
	for _, f := range fields {
		if f.Required && !f.List && f.Derived == nil && f.Default == nil && f.Name != wordID && f != placed {
			names = append(names, f.Name)
		}
	}
	return names
}

func fieldSchema(f *model.Field) object {
	var o object
	switch f.Type {
	case model.Int:
		o = object{"type": "integer", "minimum": math.MinInt32, "maximum": math.MaxInt32}
	case model.Float:
		o = object{"type": "number"}
	case model.Boolean:
		o = object{"type": "boolean"}
	case model.Date:
		o = ref("date")
	case model.EnumType:
		o = ref(f.Enum.Name)
	case model.EmbeddedType:
		o = closed(fieldSchemas(f.Embedded.Fields), required(f.Embedded.Fields, nil), "")
	default:
		if o = ref("text"); f.Required && !f.List {
			o = object{"type": "string", "pattern": `\S`}
		}
	}
	if f.Min != nil {
		o["minimum"] = *f.Min
	}
	if f.Max != nil {
		o["maximum"] = *f.Max
	}
	if f.List {
		o = object{"type": "array", "items": o}
	}
	if !f.Required || f.Default != nil {
		o = orNothing(o)
	}
	o["description"] = f.Description
	if f.Default != nil {
		o["default"] = f.Default
	}
	return o
}

// orNothing lets a key stand without a value, which counts as left out.
func orNothing(o object) object { return object{"anyOf": []any{o, object{"type": "null"}}} }

// addRelations adds a schema for every relationship that can be written.
func addRelations(properties object, k *model.Kind) {
	for _, rel := range k.Relations {
		if rel.Stored == nil {
			continue
		}
		entry := entrySchema(rel)
		if rel.Many {
			entry = object{"type": "array", "items": entry}
		}
		entry = orNothing(entry)
		entry["description"] = rel.Description
		properties[rel.Name] = entry
	}
}

// entrySchema is one of the ways to write an entry: an id, an id with properties, or a node with its properties.
func entrySchema(rel *model.Relation) object {
	reference := targetID(rel.Target)
	withProperties := fieldSchemas(rel.Stored.Properties)
	withProperties[wordTo] = reference
	needed := required(rel.Stored.Properties, placed(rel))
	ways := []any{closed(withProperties, append([]string{wordTo}, needed...), "A node described elsewhere, with properties of the relationship.")}
	edge := object{"properties": object{wordEdge: ref("edge." + rel.Stored.Name)}}
	if len(needed) == 0 {
		ways = append([]any{reference}, ways...)
	}
	if len(needed) > 0 {
		edge = object{"properties": object{wordEdge: object{"allOf": []any{ref("edge." + rel.Stored.Name), object{"required": needed}}}}, "required": []string{wordEdge}}
	}
	for _, k := range rel.Target.Kinds {
		ways = append(ways, object{"allOf": []any{ref("node." + k.Name), edge}})
	}
	return object{"oneOf": ways}
}

// targetID is the id of any of the kinds that a relationship can lead to.
func targetID(t *model.Target) object {
	if len(t.Kinds) == 1 {
		return ref("id." + t.Kinds[0].Name)
	}
	prefixes := make([]string, len(t.Kinds))
	for i, k := range t.Kinds {
		prefixes[i] = k.Prefix
	}
	several := &model.Kind{Prefix: "(" + strings.Join(prefixes, "|") + ")"}
	return object{"type": "string", "pattern": rules.IDPattern(several), "maxLength": rules.MaxID}
}
