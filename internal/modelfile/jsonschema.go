package modelfile

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// object is a part of a JSON Schema. Keys are written in order of the alphabet, so the text is always the same.
type object map[string]any

// JSONSchema gives the JSON Schema (2020-12) of one document of a model file, for editors. It says what a document may
// hold; what must hold between documents only Read can tell.
func JSONSchema(m *model.Model) []byte {
	defs := object{
		"text": object{"type": "string"},
		"date": object{"type": "string", "format": "date", "pattern": `^\d{4}-\d{2}-\d{2}$`},
	}
	defs["common"] = object{"description": "The fields every node has.", "properties": fieldSchemas(m.Common)}
	for _, e := range m.Enums {
		defs[e.Name] = enumSchema(e)
	}
	for _, k := range m.Kinds {
		defs["id."+k.Name] = object{"type": "string", "pattern": rules.IDPattern(k), "maxLength": rules.MaxID, "description": "Id of kind " + k.Name + "."}
		defs["node."+k.Name] = nodeSchema(m, k)
		defs["document."+k.Name] = documentSchema(m, k)
	}
	for _, t := range m.Relationships {
		defs["edge."+t.Name] = closed(fieldSchemas(t.Properties), nil, t.Description)
	}
	kinds := append(kindNames(m), setKind)
	defs["document."+setKind] = setSchema(m)
	choices := make([]any, len(kinds))
	for i, name := range kinds {
		choices[i] = object{
			"if":   object{"properties": object{wordKind: object{"const": name}}, "required": []string{wordKind}},
			"then": ref("document." + name),
		}
	}
	return encode(object{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "Carejourney model file",
		"description": "One document of a model file: a node of the graph, or the set that the folder is.",
		"type":        "object",
		"required":    []string{wordVersion, wordKind, wordMetadata},
		"properties": object{
			wordVersion: object{"const": apiVersion},
			wordKind:    object{"enum": kinds, "description": "Kind of node."},
		},
		"allOf": choices,
		"$defs": defs,
	})
}

func encode(schema object) []byte {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	// Maps, slices, texts and numbers can always be written.
	_ = e.Encode(schema)
	return text.Bytes()
}

func ref(name string) object { return object{"$ref": "#/$defs/" + name} }

// closed is an object with these properties and no others.
func closed(properties object, needed []string, description string) object {
	o := object{"type": "object", "properties": properties, "additionalProperties": false}
	if len(needed) > 0 {
		o["required"] = needed
	}
	if description != "" {
		o["description"] = description
	}
	return o
}

// documentSchema is a document that describes a node of the kind.
func documentSchema(m *model.Model, k *model.Kind) object {
	metadata, spec := object{wordID: ref("id." + k.Name)}, object{}
	for _, name := range members(m, k, inMetadata) {
		if name != wordID {
			metadata[name] = ref("common/properties/" + name)
		}
	}
	for _, name := range members(m, k, inSpec) {
		spec[name] = ref("node." + k.Name + "/properties/" + name)
	}
	own := k.Fields[len(m.Common):]
	content := closed(spec, required(own, nil), k.Description)
	needed := []string{wordVersion, wordKind, wordMetadata}
	if len(required(own, nil)) > 0 {
		needed = append(needed, wordSpec)
	} else {
		content["type"] = []string{"object", "null"}
	}
	return closed(object{
		wordVersion: object{"const": apiVersion}, wordKind: object{"const": k.Name, "description": k.Description},
		wordMetadata: closed(metadata, append([]string{wordID}, required(m.Common, nil)...), "The fields every node has."),
		wordSpec:     content,
	}, needed, k.Description)
}

// nodeSchema is a node of the kind described inside another.
func nodeSchema(m *model.Model, k *model.Kind) object {
	properties := fieldSchemas(k.Fields[len(m.Common):])
	addRelations(properties, k)
	for _, name := range members(m, k, inMetadata) {
		properties[name] = ref("common/properties/" + name)
	}
	properties[wordID] = ref("id." + k.Name)
	properties[wordKind] = object{"const": k.Name}
	properties[wordEdge] = object{"description": "Properties of the relationship to this node."}
	return closed(properties, append([]string{wordID}, required(k.Fields, nil)...), k.Description)
}

// setSchema is the document of the set.
func setSchema(m *model.Model) object {
	id := object{"type": "string", "pattern": rules.IDPattern(&model.Kind{Prefix: setPrefix})}
	table := func(word string, names []string) object {
		return closed(object{
			wordFile: object{"type": "string", "pattern": `\.[cC][sS][vV]$`, "description": "CSV file, from the folder on."},
			word:     object{"enum": names}, wordDefaults: object{"type": "object", "description": "For every row that does not say otherwise."},
		}, []string{wordFile, word}, "")
	}
	defaults := object{}
	for _, name := range writable(m.Common) {
		if name != wordID && name != wordName {
			defaults[name] = ref("common/properties/" + name)
		}
	}
	return closed(object{
		wordVersion: object{"const": apiVersion}, wordKind: object{"const": setKind},
		wordMetadata: closed(object{wordID: id, wordName: ref("text")}, []string{wordID, wordName}, ""),
		wordSpec: closed(object{
			wordDefaults: closed(defaults, nil, "For every node of the folder that does not say otherwise."),
			wordTables: object{"type": "array", "description": "CSV files, each for one kind or one relationship.", "items": object{"oneOf": []any{
				table(wordKind, kindNames(m)), table(wordRelation, relationshipNames(m)),
			}}},
		}, nil, ""),
	}, []string{wordVersion, wordKind, wordMetadata}, "What holds for the whole folder.")
}

func enumSchema(e *model.Enum) object {
	names, meanings := make([]string, len(e.Values)), make([]string, len(e.Values))
	for i, v := range e.Values {
		names[i], meanings[i] = v.Name, v.Name+": "+v.Description
	}
	return object{"enum": names, "description": strings.TrimSpace(e.Description + "\n\n" + strings.Join(meanings, "\n"))}
}
