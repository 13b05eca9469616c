package nodetest

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

// Cypher is a statement to check, and the names of its parameters.
type Cypher struct {
	Name   string   `json:"name"`
	Text   string   `json:"text"`
	Params []string `json:"params"`
}

// CypherProblems gives what Neo4j's own parser and semantic analysis have against statements, as Cypher 5 and as Cypher 25,
// deprecations among it, by name.
func CypherProblems(t *testing.T, statements []Cypher) map[string][]string {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	node := Command(t, filepath.Join(filepath.Dir(here), "testdata", "cypher"), "check.mjs")
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	for _, s := range statements {
		if s.Params == nil {
			s.Params = []string{}
		}
		require.NoError(t, encoder.Encode(s))
	}
	node.Stdin, node.Stderr = &lines, os.Stderr
	out, err := node.Output()
	require.NoError(t, err, "the check stopped")

	problems, checked := map[string][]string{}, 0
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); checked++ {
		var verdict struct {
			Name     string
			Problems []string
		}
		require.NoError(t, decoder.Decode(&verdict))
		if len(verdict.Problems) > 0 {
			problems[verdict.Name] = verdict.Problems
		}
	}
	require.Equal(t, len(statements), checked, "statements checked")
	return problems
}
