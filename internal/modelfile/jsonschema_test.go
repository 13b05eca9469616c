package modelfile_test

import (
	"bytes"
	"os"
	"path/filepath"
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
