package modelfile_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
)

// judge reads a folder and checks what must hold whatever it says: a set or problems, each at a place in a file.
func judge(t *testing.T, m *model.Model, files fstest.MapFS) {
	set, err := modelfile.Read(files, m)
	if err == nil {
		again, err := modelfile.Read(files, m)
		require.NoError(t, err)
		require.Equal(t, set.Digest(), again.Digest())
		return
	}
	require.Nil(t, set)
	var e *model.Error
	require.True(t, errors.As(err, &e))
	require.Equal(t, model.BadUserInput, e.Code)
	require.NotEmpty(t, e.Problems)
	for _, p := range e.Problems {
		require.Contains(t, files, p.File)
		text := string(files[p.File].Data)
		lines := strings.Count(text, "\n") + strings.Count(text, "\r") + 1 // YAML takes each for the end of a line
		require.Positive(t, p.Line, p)
		require.LessOrEqual(t, p.Line, lines, p)
		require.Positive(t, p.Column, p)
		require.NotEmpty(t, p.Rule)
		require.NotEmpty(t, p.Message)
		require.Less(t, len(p.Message)+len(p.Suggestion), 2000, p)
	}
	_, again := modelfile.Read(files, m)
	require.Equal(t, err.Error(), again.Error())
}

func FuzzYAML(f *testing.F) {
	for _, name := range []string{"testdata/problems/journeys/maternity.yaml", "testdata/problems/capabilities.yml", "testdata/problems/model.yaml"} {
		text, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(string(text))
	}
	for _, text := range []string{
		"", "---\n", "a: &a [*a]", laughs(3), indented(5), "{", "- - - a", "? a\n: b", "%YAML 1.2\n---\na: b", "a: !!int 1",
		"a: |\n  b\n c", "\"a\": 'b", "a: [b:c, {d: [e:f]}]", "--- a\n...\nb", "<<: *a", "a: &b\nc: *b", "\ta: b", "a: \"\\u00e9\\xff\"",
		journey + "  stages: [{ id: stage:a/1, edge: { order: 2 } }, *x]\n",
	} {
		f.Add(text)
	}
	m := vocabulary(f)
	f.Fuzz(func(t *testing.T, text string) {
		judge(t, m, fstest.MapFS{"a.yaml": {Data: []byte(text)}})
	})
}

func FuzzCSV(f *testing.F) {
	for _, name := range []string{"services", "realises", "outcomes"} {
		text, err := os.ReadFile("testdata/problems/registers/" + name + ".csv")
		require.NoError(f, err)
		f.Add(string(text))
	}
	for _, text := range []string{
		"", "id", "id,name\n\"a\nb\",c\n", "id,id\n", "\ufeffid,name\r\nservice:a,A\r\n", "from,to\na,b\n", "\"", "id,name\n\n\n,\n", "a\"b", "id,source.url,serviceType\nservice:a,;;,;\n",
	} {
		f.Add(text)
	}
	m := vocabulary(f)
	head := "apiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: \"model-set:x\", name: X }\nspec: { tables: [{ file: kind.csv, kind: Service }, { file: link.csv, relationship: NEXT }] }\n"
	f.Fuzz(func(t *testing.T, text string) {
		judge(t, m, fstest.MapFS{
			"model.yaml": {Data: []byte(head)}, "kind.csv": {Data: []byte(text)}, "link.csv": {Data: []byte(text)},
		})
	})
}
