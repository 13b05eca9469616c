package modelfile_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
)

// laughs is a document in which every anchor holds nine of the one before.
func laughs(levels int) string {
	text := "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
	for i := 1; i <= levels; i++ {
		text += fmt.Sprintf("a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 8), i-1)
	}
	return text
}

func indented(levels int) string {
	var text strings.Builder
	for i := range levels {
		text.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return text.String()
}

// chained nests no deeper than two levels in the text, and as deep as there are anchors once unfolded.
func chained(anchors int) string {
	text := "a0: &a0 [x]\n"
	for i := 1; i <= anchors; i++ {
		text += fmt.Sprintf("a%d: &a%d [*a%d]\n", i, i, i-1)
	}
	return text
}

func keys(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "a%d: 1\n", i)
	}
	return text.String()
}

// bomb is a small text that makes a careless reader work for ever, and the rule it breaks.
type bomb struct{ name, text, want string }

func bombs() []bomb {
	return []bomb{
		{"aliases that unfold into millions of values", laughs(9), "alias-limit"},
		{"aliases that unfold into many levels", chained(200), "alias-limit"},
		{"a value that holds itself", "a: &a [*a]\n", "syntax"},
		{"an alias to nothing", "a: *b\n", "syntax"},
		{"a file over 4 MiB", strings.Repeat("# a comment\n", 5<<20/12+1), "too-large"},
		{"a file of 4 MiB of brackets", strings.Repeat("[", 4<<20-1), "alias-limit"},
		{"a file of 4 MiB of braces", strings.Repeat("{a: ", 1<<20-1), "alias-limit"},
		{"a file of 4 MiB of dashes", strings.Repeat("- ", 2<<20-1), "alias-limit"},
		{"a file of 4 MiB of question marks", strings.Repeat("? ", 2<<20-1), "alias-limit"},
		{"a file of 4 MiB of tags", strings.Repeat("!a ", 1<<20), "alias-limit"},
		{"a file of 4 MiB of anchors", strings.Repeat("&a ", 1<<20), "alias-limit"},
		{"a file of 4 MiB of colons", strings.Repeat(": ", 2<<20-1), "alias-limit"},
		{"a file of 4 MiB of quotes", strings.Repeat("\"a\" ", 1<<20-1), "alias-limit"},
		{"a file of 4 MiB of aliases", strings.Repeat("*a ", 1<<20), "alias-limit"},
		{"a file of 4 MiB of tabs", strings.Repeat("\t", 4<<20-1) + "a", "wrong-type"},
		{"a list of a million values", strings.Repeat("- a\n", 1<<20-1), "alias-limit"},
		{"a flow list of a million values", "[" + strings.Repeat("a, ", 1<<20), "alias-limit"},
		{"a map of a hundred thousand keys", keys(100_000), "alias-limit"},
		{"maps inside maps", indented(1_000), "alias-limit"},
		{"documents that unfold into too much together", strings.Repeat("---\n"+laughs(3), 20), "alias-limit"},
		{"a hundred thousand documents", strings.Repeat("---\na: 1\n", 100_000), "alias-limit"},
		{"a map of fifty thousand keys in braces", "{" + strings.ReplaceAll(keys(50_000), "\n", ", ") + "}", "alias-limit"},
		{"a million empty documents", strings.Repeat("---\n", 1<<20), ""},
		{"a megabyte of one word", "a: " + strings.Repeat("x", 4<<20-10), "missing-field"},
		{"a megabyte of a literal", "a: |\n" + strings.Repeat(" x\n", 1<<20-10), "missing-field"},
	}
}

func TestBombs(t *testing.T) {
	for _, tt := range bombs() {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := problems(t, fstest.MapFS{"a.yaml": {Data: []byte(tt.text)}})
			runtime.ReadMemStats(&after)
			if tt.want == "" {
				require.Empty(t, got)
			} else {
				require.NotEmpty(t, got)
				require.Contains(t, strings.Join(got[:min(len(got), 4)], "\n"), "("+tt.want+")")
			}
			require.LessOrEqual(t, len(got), 1001)
			for _, line := range got {
				require.Less(t, len(line), 1000)
			}
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1<<30))
		})
	}
}

func bombsInTables() []bomb {
	return []bomb{
		{"a file over 4 MiB", strings.Repeat("id,name\n", 600_000), "too-large"},
		{"4 MiB of commas", strings.Repeat(",", 4<<20), "alias-limit"},
		{"4 MiB of quotes", strings.Repeat("\"", 4<<20), "unknown-field"},
		{"4 MiB of line breaks", strings.Repeat("\n", 4<<20), ""},
		{"as many bad rows as there is room for", "id,name\n" + strings.Repeat("x,\n", 1<<19), "duplicate-id"},
		{"a row of two million cells", "id,name\n" + strings.Repeat(",", 2<<20), "syntax"},
		{"a cell of many ids", "id,name,services\norganisation:a,A," + strings.Repeat("a;", 1<<19), "duplicate-relationship"},
		{"a cell of many values", "id,name,roles\norganisation:a,A," + strings.Repeat("a;", 1<<19), ""},
		{"references to what is almost there", "id,name,commissionedBy\n" + rows(30_000, "organisation:a-name-of-some-length/%d,A,organisation:a-name-of-some-lenght/%d\n"), "unknown-reference"},
		{"references to nothing", "id,name,services\n" + rows(40_000, "organisation:%d,A,service:missing/%d\n"), "unknown-reference"},
	}
}

func organisations(rows string) fstest.MapFS {
	return folder(set("kind: Organisation") + "-- t.csv --\n" + rows)
}

func TestBombsInTables(t *testing.T) {
	for _, tt := range bombsInTables() {
		t.Run(tt.name, func(t *testing.T) {
			got := problems(t, organisations(tt.text))
			if tt.want != "" {
				require.NotEmpty(t, got)
				require.Contains(t, strings.Join(got[:min(len(got), 4)], "\n"), "("+tt.want+")")
			}
			require.LessOrEqual(t, len(got), 1001)
		})
	}
}

func rows(n int, format string) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, format, i, i)
	}
	return text.String()
}

func TestProblemsOfOneFileAreCut(t *testing.T) {
	var text strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&text, "organisation:%d,A,x\n", i)
	}
	got := problems(t, folder(set("kind: Organisation")+"-- t.csv --\nid,name,active\n"+text.String()))
	require.Len(t, got, 1001)
	require.Contains(t, got[1000], "2000 more problems from here on are not listed (more-problems)")
}

func TestFilesThatAreNoText(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"nothing at all", "", `a.yaml:1:1: the file is empty (empty-file). Write something in it, or delete it`},
		{"a comment and nothing else is allowed", "# to be written\n", ""},
		{"a byte order mark is allowed", "\ufeffapiVersion: carejourney/v1\nkind: Outcome\nmetadata: { id: outcome:a, name: A }\n", ""},
		{
			"places behind a byte order mark", "\ufeffapiVersion: carejourney/v3\nkind: Outcome\nmetadata: { id: outcome:a, name: A }\n",
			`a.yaml:1:13: apiVersion "carejourney/v3" is not known (unknown-value). Write apiVersion: carejourney/v1`,
		},
		{
			"places behind carriage returns", "apiVersion: carejourney/v1\r\nkind: Outcome\r\nmetadata: { id: outcome:a, name: A }\r\nspec: { unitt: x }\r\n",
			`a.yaml:4:9: Outcome has no unitt (unknown-field). Did you mean unit?`,
		},
		{
			"places behind letters of several bytes", "apiVersion: carejourney/v1\nkind: Outcome\nmetadata: { id: outcome:a, name: \"Ärztin 😀\", x: y }\n",
			`a.yaml:3:46: Outcome has no x (unknown-field)`,
		},
		{"a NUL character", "kind: \x00\n", `a.yaml:1:7: the file holds a NUL character, so it is not text (not-utf8). Save the file as UTF-8`},
		{"a byte of another encoding", "a: ü\nb: \xfc\n", `a.yaml:2:4: the file is not UTF-8 text (not-utf8). Save the file as UTF-8`},
		{"UTF-16", "\xff\xfek\x00i\x00", `a.yaml:1:4: the file holds a NUL character, so it is not text (not-utf8). Save the file as UTF-8`},
		{"text that does not end", "a: \"x", `a.yaml:1:4: not YAML: could not find end character of double-quoted text (syntax)`},
		{"a tab for indentation", "a:\n\tb: c\n", "a.yaml:2:1: not YAML: found character '\t' that cannot start any token (syntax)"},
		{"a tag", "a: !!str b\n", `a.yaml:1:4: tags such as !!str are not used in model files (syntax). Put text in quotes instead`},
		{"a merge key", "a: &a { b: c }\nd:\n  <<: *a\n", `a.yaml:3:3: merge keys (<<) are not used in model files (syntax). Use defaults in model.yaml`},
		{"a key that is a map", "a: { { b: c }: d }\n", `a.yaml:1:14: not YAML: found an invalid key for this map (syntax)`},
		{
			"one broken document of two", "a: [\n---\napiVersion: carejourney/v1\nkind: Outcme\n...\n---\nb: ]\n",
			"a.yaml:1:4: not YAML: sequence end token ']' not found (syntax)\na.yaml:4:7: there is no kind \"Outcme\" (unknown-kind). Did you mean Outcome?\na.yaml:7:4: not YAML: could not find '[' character corresponding to ']' (syntax)",
		},
		{"a document on the line of its separator", "--- { apiVersion: carejourney/v1, kind: Outcme }\n", `a.yaml:1:41: there is no kind "Outcme" (unknown-kind). Did you mean Outcome?`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, strings.Join(problems(t, fstest.MapFS{"a.yaml": {Data: []byte(tt.data)}}), "\n"))
		})
	}
}

func TestSymbolicLinksAreNotFollowed(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(outside, "secret.yaml"), []byte("not a model file"), 0o600))
	require.NoError(t, os.WriteFile(filepath.Join(outside, "secret.csv"), []byte("id,name\n"), 0o600))
	require.NoError(t, os.Symlink(filepath.Join(outside, "secret.yaml"), filepath.Join(dir, "link.yaml")))
	require.NoError(t, os.Symlink(filepath.Join(outside, "secret.csv"), filepath.Join(dir, "link.csv")))
	require.NoError(t, os.Symlink(outside, filepath.Join(dir, "folder")))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.yaml"), []byte(journey), 0o600))
	set, err := modelfile.Read(os.DirFS(dir), vocabulary(t))
	require.NoError(t, err)
	require.Len(t, set.Elements, 1)

	require.NoError(t, os.WriteFile(filepath.Join(dir, "model.yaml"), []byte("apiVersion: carejourney/v1\nkind: ModelSet\nmetadata: { id: \"model-set:x\", name: X }\nspec: { tables: [{ file: link.csv, kind: Outcome }] }\n"), 0o600))
	_, err = modelfile.Read(os.DirFS(dir), vocabulary(t))
	require.ErrorContains(t, err, `there is no file "link.csv" in the folder`)
}

func TestFoldersThatCannotBeRead(t *testing.T) {
	m := vocabulary(t)
	_, err := modelfile.Read(os.DirFS(filepath.Join(t.TempDir(), "missing")), m)
	require.Equal(t, model.NotFound, model.CodeOf(err))
	_, err = modelfile.Read(fstest.MapFS{"readme.txt": {}}, m)
	require.Equal(t, model.BadUserInput, model.CodeOf(err))
	require.ErrorContains(t, err, "no model files")
	_, err = modelfile.Read(failing{fstest.MapFS{"a.yaml": {Data: []byte(journey)}}}, m)
	require.Equal(t, model.Unavailable, model.CodeOf(err))
	require.ErrorIs(t, err, errBroken)
}

var errBroken = errors.New("the disk is broken")

// failing is a folder that can be listed, but of which no file can be read.
type failing struct{ fstest.MapFS }

func (f failing) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".yaml") {
		return nil, errBroken
	}
	return f.MapFS.Open(name)
}
