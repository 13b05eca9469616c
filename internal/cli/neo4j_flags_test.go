package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAnAddressOfNeo4jAndWhoAsksAreCheckedBeforeAnythingIsAsked(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(secret, []byte("hush\n"), 0o600))
	const nowhere = "bolt://127.0.0.1:1"
	tests := []struct {
		name string
		env  map[string]string
		args []string
		code int
		want string
	}{
		{"an address needs a scheme", nil, []string{"query", "find", "--neo4j", "localhost:7687"}, 2, "neo4j://host:7687"},
		{"other schemes are refused", nil, []string{"load", "--neo4j", "http://localhost:7474"}, 2, "neo4j://host:7687"},
		{"a password in the address is refused, and not repeated", nil, []string{"load", "--neo4j", "neo4j://me:word@host"}, 2, "CAREJOURNEY_NEO4J_PASSWORD"},
		{"there is no flag for the password", nil, []string{"serve", "--neo4j-password", "word"}, 2, "unknown flag"},
		{"a user needs a password", nil, []string{"query", "find", "--neo4j", nowhere, "--neo4j-user", "me"}, 2, "needs a password"},
		{"a file of a password that is not there is told", nil, []string{"query", "find", "--neo4j", nowhere, "--neo4j-password-file", secret + "x"}, 2, "no such file"},
		{"one graph at a time", nil, []string{"serve", "--listen", "127.0.0.1:0", "--neo4j", nowhere, "--data", "graph"}, 2, "with --data or with --neo4j"},
		{"a question is asked of a graph or of files", nil, []string{"query", "find", "--neo4j", nowhere, "--model", t.TempDir()}, 2, "not both"},
		{"a mirror needs an original", nil, []string{"serve", "--listen", "127.0.0.1:0", "--mirror"}, 2, "--neo4j URI"},
		{"a load needs a graph", nil, []string{"load"}, 2, "--neo4j URI"},
		{"flags can come from the environment", map[string]string{"CAREJOURNEY_NEO4J": "localhost"}, []string{"explain", "find"}, 2, "neo4j://host:7687"},
		{"a server that does not answer is told in words", map[string]string{"CAREJOURNEY_NEO4J_PASSWORD": "word"}, []string{"query", "find", "--neo4j", nowhere}, 1, "the database cannot be reached"},
		{"a password can come from a file", nil, []string{"query", "find", "--neo4j", nowhere, "--neo4j-user", "me", "--neo4j-password-file", secret}, 1, "the database cannot be reached"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := run(t, tt.env, "", tt.args...)
			require.Equal(t, tt.code, got.code, got.out+got.err)
			require.Contains(t, got.err, tt.want)
			require.NotContains(t, got.out+got.err, "word@")
			require.NotContains(t, got.out+got.err, "hush")
		})
	}
}
