package generated_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/generated"
)

// TestTheCommittedCodeIsWhatGqlgenGives runs gqlgen on a copy of the few files it reads, so that a failing test leaves
// the checkout as it was.
func TestTheCommittedCodeIsWhatGqlgenGives(t *testing.T) {
	if testing.Short() {
		t.Skip("runs gqlgen, which takes seconds")
	}
	root, copied := filepath.Join("..", ".."), t.TempDir()
	for _, name := range []string{
		"go.mod", "go.sum", "gqlgen.yml", "graph/schema/mutation.graphqls", "graph/schema/subscription.graphqls",
		"graph/generated/stub.graphqls", "graph/generated/query.go",
	} {
		text, err := os.ReadFile(filepath.Join(root, name))
		require.NoError(t, err)
		target := filepath.Join(copied, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(target), 0o755))
		require.NoError(t, os.WriteFile(target, text, 0o600))
	}
	gqlgen := exec.CommandContext(t.Context(), "go", "tool", "gqlgen", "generate")
	gqlgen.Dir = copied
	out, err := gqlgen.CombinedOutput()
	require.NoError(t, err, "%s", out)
	for _, name := range []string{"exec.go", "models.go"} {
		want, err := os.ReadFile(filepath.Join(copied, "graph", "generated", name))
		require.NoError(t, err)
		committed, err := os.ReadFile(name)
		require.NoError(t, err)
		require.Equal(t, string(want), string(committed), "%s is not what gqlgen gives: run go generate ./...", name)
	}
}

func TestAQueryIsNoInput(t *testing.T) {
	var q generated.Query
	require.EqualError(t, q.UnmarshalGQLContext(t.Context(), map[string]any{}), "a Query cannot be an input")
}
