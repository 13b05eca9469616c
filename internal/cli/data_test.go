package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// as runs a command line as a person with a name.
func as(t *testing.T, user string, args ...string) result {
	t.Helper()
	return run(t, map[string]string{"USER": user}, "", args...)
}

// asked gives the answer of a query on a graph that is kept.
func asked(t *testing.T, data, query string) string {
	t.Helper()
	got := run(t, nil, query, "query", "-", "--data", data, "-o", "csv")
	require.Equal(t, 0, got.code, got.err)
	return got.out
}

func TestWhatIsChangedWhileServingIsThereAfterARestart(t *testing.T) {
	data := filepath.Join(t.TempDir(), "graph")
	address, stop := start(t, "--model", asthmaFolder(t), "--data", data, "--allow-writes")
	a := change(t, address, `changes: [{journey: {id: "journey:asthma", name: "Asthma"}}]`)
	require.Empty(t, a.Errors)
	require.Equal(t, 3, a.Data.Apply.Version)
	stop()

	require.Equal(t, "field,value\nversion,3\njourney.name,Asthma\n", asked(t, data, `{ version journey(id: "journey:asthma") { name } }`))
	address = serve(t, "--data", data)
	require.Contains(t, ask(t, address, `{ version journey(id: "journey:asthma") { name } }`), `{"version":3,"journey":{"name":"Asthma"}}`)
}

func TestAFolderThatIsServedIsClosedToOtherProcesses(t *testing.T) {
	data, dir := t.TempDir(), asthmaFolder(t)
	serve(t, "--model", dir, "--data", data)
	for _, args := range [][]string{
		{"query", "find", "--data", data},
		{"load", dir, "--data", data},
		{"load", dir, "--data", data, "--dry-run"},
		{"serve", "--data", data, "--listen", "127.0.0.1:0"},
		{"audit", "verify", "--data", data},
	} {
		got := run(t, nil, "", args...)
		require.Equal(t, 1, got.code)
		require.Contains(t, got.err, "in use by another process", "%v", args)
	}
}

func TestABackupOfAServedGraphIsAskedOfItsServer(t *testing.T) {
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "backup")
	address, stop := start(t, "--model", asthmaFolder(t), "--data", data, "--allow-writes")
	got := run(t, nil, "", "backup", file, "--data", data)
	require.Equal(t, result{0, file + " holds version 2, with 1 entries in its record.\n", ""}, got)
	change(t, address, `changes: [{delete: "journey:asthma"}]`)
	require.Equal(t, 2, run(t, nil, "", "backup", file, "--data", data).code, "a backup never replaces a file")
	got = run(t, nil, "", "restore", file, "--data", data)
	require.Contains(t, got.err, "in use by another process")
	stop()

	got = run(t, nil, "", "restore", file, "--data", data)
	require.Equal(t, 0, got.code, got.err)
	require.Contains(t, got.out, "What was there before is now ")
	require.Contains(t, asked(t, data, `{ version journey(id: "journey:asthma") { name } }`), "Asthma in a child")
	second := filepath.Join(t.TempDir(), "backup")
	require.Equal(t, 0, run(t, nil, "", "backup", second, "--data", data).code, "a graph that is not served can be copied too")
}

func TestTheRecordOfChangesSaysWhoAndHow(t *testing.T) {
	data := t.TempDir()
	address, stop := start(t, "--model", asthmaFolder(t), "--data", data, "--allow-writes")
	change(t, address, `message: "wording", changes: [{journey: {id: "journey:asthma", name: "Asthma"}}]`)
	change(t, address, `expectedVersion: 1, changes: [{delete: "journey:asthma"}]`)
	stop()
	require.Equal(t, 0, as(t, "ada", "load", asthmaFolder(t), "--data", data).code)

	got := run(t, nil, "", "audit", "verify", "--data", data, "--list")
	require.Equal(t, 0, got.code, got.err)
	lines := strings.Split(got.out, "\n")
	var told [][]any
	for _, line := range lines[:4] {
		var e struct {
			By, Operation, Message, Outcome, Code string
			After                                 int
		}
		require.NoError(t, json.Unmarshal([]byte(line), &e), line)
		told = append(told, []any{e.By, e.Operation, e.Message, e.Outcome, e.Code, e.After})
	}
	require.Equal(t, [][]any{
		{"somebody on this machine", "serve", "filled from model-set:test", "changed", "", 2},
		{"127.0.0.1", "apply Edit", "wording", "changed", "", 3},
		{"127.0.0.1", "apply Edit", "", "refused", "CONFLICT", 3},
		{"ada", "load", "model-set:test", "changed", "", 4},
	}, told)
	require.Equal(t, "The record is whole: 4 entries (3 changed the graph, 0 left it as it was, 1 were refused), version 4.", lines[4])
}

func TestAFolderOfProblemsLeavesNoDataBehind(t *testing.T) {
	data := filepath.Join(t.TempDir(), "graph")
	broken := folder(t, map[string]string{"model.yaml": manifest, "a.yaml": strings.Replace(asthma, "CONTACT", "KONTACT", 1)})
	require.Equal(t, 1, run(t, nil, "", "serve", "--model", broken, "--data", data).code)
	require.NoDirExists(t, data)
}

func TestCommandsThatNeedDataSaySo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "edit.yaml")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	for _, args := range [][]string{{"load"}, {"edit", file}, {"backup", "x"}, {"restore", "x"}, {"audit", "verify"}} {
		got := run(t, nil, "", args...)
		require.Equal(t, 2, got.code, "%v", args)
		require.Contains(t, got.err, "--data DIR")
	}
	got := run(t, nil, "", "query", "find", "--data", t.TempDir(), "--model", "x")
	require.Equal(t, 2, got.code)
	got = run(t, nil, "", "query", "find", "--data", t.TempDir())
	require.Equal(t, 1, got.code)
	require.Contains(t, got.err, "there is no graph at")
}
