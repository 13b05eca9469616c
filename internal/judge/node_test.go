package judge

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// verdict is an answer in the form both sides give it.
type verdict struct {
	Refused string            `json:"refused,omitempty"` // why nothing was executed
	Data    json.RawMessage   `json:"data,omitempty"`
	Errors  []json.RawMessage `json:"errors,omitempty"` // paths, in order
	Broken  string            `json:"broken,omitempty"` // the judge itself failed
}

// oldestNode is the first version of Node.js that the judge runs on.
const oldestNode = 20

// needNode makes sure that the judge can run. Without Node.js the test is left out, loudly, but never in CI.
func needNode(t *testing.T) {
	t.Helper()
	missing := func(reason string) {
		if os.Getenv("CI") == "true" {
			t.Fatalf("the judge needs Node.js %d or newer with npm: %s", oldestNode, reason)
		}
		t.Skipf("NOT JUDGED: the judge needs Node.js %d or newer with npm: %s", oldestNode, reason)
	}
	version, err := exec.CommandContext(t.Context(), "node", "--version").Output()
	if err != nil {
		missing("node does not run")
	}
	major, err := strconv.Atoi(strings.Split(strings.TrimPrefix(strings.TrimSpace(string(version)), "v"), ".")[0])
	if err != nil || major < oldestNode {
		missing("this is " + strings.TrimSpace(string(version)))
	}
	if _, err := os.Stat(filepath.Join("js", "node_modules", "graphql", "package.json")); err == nil {
		return
	}
	if _, err := exec.LookPath("npm"); err != nil {
		missing("npm is not there")
	}
	install := exec.CommandContext(t.Context(), "npm", "ci", "--no-audit", "--no-fund")
	install.Dir = "js"
	output, err := install.CombinedOutput()
	require.NoError(t, err, "npm ci: %s", output)
}

// judged gives the judge's answers, in the order of the requests.
func judged(t *testing.T, d dump, requests []request) []verdict {
	t.Helper()
	file := filepath.Join(t.TempDir(), "world.json")
	text, err := json.Marshal(d)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, text, 0o600))
	var lines bytes.Buffer
	encoder := json.NewEncoder(&lines)
	for _, q := range requests {
		require.NoError(t, encoder.Encode(q))
	}
	node := exec.CommandContext(t.Context(), "node", filepath.Join("js", "index.mjs"), file)
	node.Stdin, node.Stderr = &lines, os.Stderr
	output, err := node.Output()
	require.NoError(t, err, "the judge stopped")

	var verdicts []verdict
	scanner := bufio.NewScanner(bytes.NewReader(output))
	scanner.Buffer(nil, 64<<20)
	for scanner.Scan() {
		var v verdict
		require.NoError(t, json.Unmarshal(scanner.Bytes(), &v))
		verdicts = append(verdicts, v)
	}
	require.NoError(t, scanner.Err())
	require.Len(t, verdicts, len(requests))
	return verdicts
}
