package modelfile_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
)

// compileSchema loads the JSON Schema of a model into a validator that is not ours.
func compileSchema(t *testing.T, m *model.Model) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(modelfile.JSONSchema(m)))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("model.json", doc))
	s, err := c.Compile("model.json")
	require.NoError(t, err)
	return s
}

// documents decodes YAML as an editor would, with a reader that is not ours.
func documents(t *testing.T, text string) []any {
	t.Helper()
	var all []any
	d := yaml.NewDecoder(bytes.NewReader([]byte(text)))
	for {
		var doc any
		if err := d.Decode(&doc); err != nil {
			require.ErrorContains(t, err, "EOF")
			return all
		}
		if doc != nil {
			all = append(all, doc)
		}
	}
}

func TestShippedJourneysFitTheJSONSchema(t *testing.T) {
	files, err := filepath.Glob(shipped + "/*.yaml")
	require.NoError(t, err)
	m, err := schema.Model()
	require.NoError(t, err)
	s := compileSchema(t, m)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, doc := range documents(t, string(text)) {
			require.NoError(t, s.Validate(doc), file)
		}
	}
}

func TestJSONSchemaAcceptsWhatReadAccepts(t *testing.T) {
	s := compileSchema(t, vocabulary(t))
	tests := []struct{ name, text string }{
		{"a journey with nothing but a name", journey},
		{"keys without a value", "apiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: journey:a, name: A, status: , description: }\nspec:\n  owner:\n  stages:\n  lifeStages: []\n"},
		{"every form of an entry", journey + `  stages:
    - id: stage:a/1
      name: One
      stageType: CONSULT
      typicalDays: 2
      next:
        - stage:a/2
        - { to: stage:a/2x, share: 0.5, loop: true }
      touchpoints:
        - { id: touchpoint:a/1, name: T, channel: WEB, providedThrough: [{ to: service:x }, { id: service-type:x, kind: ServiceType, name: X }] }
    - { id: stage:a/2, name: Two, stageType: DIAGNOSE, edge: { order: 5 }, source: { url: "https://example.org" } }
    - { id: stage:a/2x, name: Two x, stageType: DIAGNOSE, handoffsOut: [{ id: handoff:x, name: H, to: { to: stage:a/2 } }] }
---
apiVersion: carejourney/v1
kind: Service
metadata: { id: service:x, name: X }
`},
		{"a set", "apiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: \"model-set:x\", name: X }\nspec: { defaults: { illustrative: true, source: { licence: L } }, tables: [] }\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Empty(t, problems(t, folder("-- a.yaml --\n"+tt.text)))
			for _, doc := range documents(t, tt.text) {
				require.NoError(t, s.Validate(doc))
			}
		})
	}
}

func TestJSONSchemaRefusesWhatReadRefuses(t *testing.T) {
	s := compileSchema(t, vocabulary(t))
	head := "apiVersion: carejourney/v1\nkind: Journey\n"
	tests := []struct{ name, text string }{
		{"a list", "- a\n"},
		{"another version of the format", "apiVersion: carejourney/v2\nkind: Journey\nmetadata: { id: journey:a, name: A }\n"},
		{"an unknown kind", "apiVersion: carejourney/v1\nkind: Jurney\nmetadata: { id: journey:a, name: A }\n"},
		{"no kind", "apiVersion: carejourney/v1\nmetadata: { id: journey:a, name: A }\n"},
		{"no metadata", head},
		{"no id", head + "metadata: { name: A }\n"},
		{"no name", head + "metadata: { id: journey:a }\n"},
		{"a name of blanks", head + "metadata: { id: journey:a, name: ' ' }\n"},
		{"an id of another kind", head + "metadata: { id: stage:a, name: A }\n"},
		{"an id with blanks", head + "metadata: { id: journey:a b, name: A }\n"},
		{"an id that is a number", head + "metadata: { id: 7, name: A }\n"},
		{"a key beside the four of a document", journey + "status: ACTIVE\n"},
		{"a field of spec in metadata", head + "metadata: { id: journey:a, name: A, owner: us }\n"},
		{"a field of metadata in spec", journey + "  status: ACTIVE\n"},
		{"an unknown field", journey + "  ownr: us\n"},
		{"a derived relationship", journey + "  businessCapabilities: []\n"},
		{"a computed field", journey + "  shape: {}\n"},
		{"a derived field", "apiVersion: carejourney/v1\nkind: Touchpoint\nmetadata: { id: touchpoint:a, name: A }\nspec: { channel: WEB, digital: true, stage: { to: stage:a, order: 1 } }\n"},
		{"an unknown value", journey + "  journeyKind: EPISODICAL\n"},
		{"an unknown value in a list", journey + "  lifeStages: [OLD]\n"},
		{"one value where a list is wanted", journey + "  lifeStages: WORKING_AGE\n"},
		{"a list where one value is wanted", journey + "  owner: [us]\n"},
		{"a number where text is wanted", journey + "  owner: 7\n"},
		{"a day that is not in the calendar", head + "metadata: { id: journey:a, name: A, lastReviewed: 2026-02-30 }\n"},
		{"an unknown member of a group", head + "metadata: { id: journey:a, name: A, source: { link: x } }\n"},
		{"a reference to another kind", journey + "  outcomes: [journey:a]\n"},
		{"a reference to another kind with properties", journey + "  outcomes: [{ to: journey:a }]\n"},
		{"one entry where a list is wanted", journey + "  stages: stage:a/1\n"},
		{"an entry without to or id", journey + "  stages: [{ name: One, stageType: CONSULT }]\n"},
		{"a property the relationship does not have", journey + "  stages: [{ to: stage:a/1, name: One }]\n"},
		{"a node described here without what it needs", journey + "  stages: [{ id: stage:a/1, name: One }]\n"},
		{"a node described here with an unknown field", journey + "  stages: [{ id: stage:a/1, name: One, stageType: CONSULT, x: y }]\n"},
		{"a wrong property of a node described here", journey + "  stages: [{ id: stage:a/1, name: One, stageType: CONSULT, edge: { order: x } }]\n"},
		{"an unknown property of a node described here", journey + "  stages: [{ id: stage:a/1, name: One, stageType: CONSULT, edge: { x: 1 } }]\n"},
		{"a share over one", journey + "  stages: [{ id: stage:a/1, name: One, stageType: CONSULT, next: [{ to: \"stage:a/1\", share: 1.5 }] }]\n"},
		{"a number that is too small", journey + "  stages: [{ id: stage:a/1, name: One, stageType: CONSULT, typicalDays: -1 }]\n"},
		{"the other end without the place in the list", stage + "  journey: journey:a\n---\n" + journey},
		{"a set without a name", "apiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: \"model-set:x\" }\n"},
		{"a table for nothing", "apiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: \"model-set:x\", name: X }\nspec: { tables: [{ file: a.csv }] }\n"},
		{"defaults that not every kind has", "apiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: \"model-set:x\", name: X }\nspec: { defaults: { owner: us } }\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.NotEmpty(t, problems(t, folder("-- a.yaml --\n"+tt.text)), "read")
			refused := false
			for _, doc := range documents(t, tt.text) {
				refused = refused || s.Validate(doc) != nil
			}
			require.True(t, refused, "JSON Schema")
		})
	}
}

func TestJSONSchemaIsTheSameEveryTime(t *testing.T) {
	m := vocabulary(t)
	require.Equal(t, string(modelfile.JSONSchema(m)), string(modelfile.JSONSchema(vocabulary(t))))
	require.Contains(t, string(modelfile.JSONSchema(m)), m.Kind("Journey").Description)
}

// One edit of the model file must be enough for a new field and a new kind to be known everywhere here.
func TestAFieldAndAKindAddedToTheModelAreKnown(t *testing.T) {
	source := *schema.ModelSource()
	const journeys = `type Journey @node(plural: "journeys", prefix: "journey") {`
	require.Contains(t, source.Input, journeys)
	source.Input = strings.Replace(source.Input, journeys, journeys+`
  "Colour it is drawn in."
  colour: String
  "Promises about it."
  pledges: [Pledge!]! @relationship(type: "IS_ABOUT", direction: IN)`, 1) + `
"A promise."
type Pledge @node(plural: "pledges", prefix: "pledge") {
  "How firm it is, from 1 to 5."
  firmness: Int! @range(min: 1, max: 5)
  "Journeys it is about."
  about: [Journey!]! @relationship(type: "IS_ABOUT", direction: OUT)
}
`
	m, err := model.Parse(&source)
	require.NoError(t, err)

	text := journey + "  colour: blue\n  pledges:\n    - { id: pledge:a, name: P, firmness: 3 }\n"
	set, err := modelfile.Read(folder("-- a.yaml --\n"+text), m)
	require.NoError(t, err)
	require.Equal(t, "blue", set.Elements[0].Props["colour"])
	require.Equal(t, int64(3), set.Elements[1].Props["firmness"])
	require.Equal(t, "IS_ABOUT", set.Links[0].Type.Name)
	for _, doc := range documents(t, text) {
		require.NoError(t, compileSchema(t, m).Validate(doc))
		require.Error(t, compileSchema(t, vocabulary(t)).Validate(doc), "the model as it is knows neither")
	}
	require.Contains(t, modelfile.Columns(m.Kind("Journey")), "colour")
	require.Subset(t, modelfile.Columns(m.Kind("Pledge")), []string{"firmness", "about"})

	_, err = modelfile.Read(folder("-- a.yaml --\n"+journey+"  pledges: [{ id: pledge:a, name: P, firmness: 9 }]\n"), m)
	require.ErrorContains(t, err, "a.yaml:5:48: firmness: 9 is outside 1 to 5 (out-of-range)")
}
