package cli_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // whose source has the schema that OASIS publishes
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
)

// sarifSchema is the schema of SARIF 2.1.0, as the library has it. What the library itself checks is what it has read, and filled up with
// what is missing.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").Output()
	require.NoError(t, err)
	source := filepath.Join(strings.TrimSpace(string(dir)), "pkg", "report", "v210", "sarif", "schema.go")
	file, err := parser.ParseFile(token.NewFileSet(), source, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	var text string
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if text, err = strconv.Unquote(literal.Value); err != nil {
				return false
			}
		}
		return true
	})
	require.NoError(t, err)
	require.Contains(t, text, "oasis-open.org/sarif")
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("sarif.json", document))
	schema, err := compiler.Compile("sarif.json")
	require.NoError(t, err)
	return schema
}

func TestGapsAsSARIFKeepToItsSchema(t *testing.T) {
	schema := sarifSchema(t)
	problems := func(text string) error {
		log, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		require.NoError(t, err)
		return schema.Validate(log)
	}
	for name, args := range map[string][]string{
		"of the journeys that come with the program": {},
		"with those that are accepted":               {"--model", acceptingFolder(t, acceptance), "--rule", "G01", "--as-of", "2026-06-30", "--accepted"},
		"none":                                       {"--model", acceptingFolder(t, acceptance), "--rule", "G09"},
	} {
		t.Run(name, func(t *testing.T) {
			got := run(t, nil, "", append([]string{"gaps", "-o", "sarif"}, args...)...)
			require.Equal(t, 0, got.code, got.err)
			require.NoError(t, problems(got.out))
			require.Error(t, problems(strings.Replace(got.out, `"driver"`, `"diver"`, 1)), "the schema would notice")
		})
	}
}
