package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// told is an answer to a question about changes.
type told struct {
	Data struct {
		Changes struct {
			Complete, HasMore bool
			Version           int
			Steps             []struct {
				Version, Created, Updated, Deleted, LeftOut int
				Time, By, Operation, Message                *string
				Nodes                                       []struct{ ID, Kind, Name, Change string }
				Relationships                               []struct{ Type, From, To, Change string }
			}
		}
	}
	Errors []struct {
		Message    string
		Extensions struct{ Code string }
	}
}

func parseTold(t *testing.T, text string) told {
	t.Helper()
	var out told
	require.NoError(t, json.Unmarshal([]byte(text), &out), text)
	return out
}

const whatChanged = `{ changes(afterVersion: 2) { complete hasMore version steps {
	version time by operation message created updated deleted leftOut
	nodes { id kind name change } relationships { type from to change } } } }`

func TestAServerTellsWhatChangedAndAnswersAsOfAnEarlierVersion(t *testing.T) {
	file, tokens := tokenFile(t)
	data := t.TempDir()
	for name, flags := range map[string][]string{"in memory": nil, "on disk": {"--data", data}} {
		t.Run(name, func(t *testing.T) {
			address, stop := start(t, append([]string{"--model", asthmaFolder(t), "--tokens", file}, flags...)...)
			defer stop()
			require.Equal(t, 200, sendAs(t, address, tokens["ed"], rename).status)
			require.Equal(t, 200, sendAs(t, address, tokens["ada"], `mutation { apply(message: "gone", changes: [{delete: "stage:asthma/review"}]) { version } }`).status)

			got := parseTold(t, sendAs(t, address, tokens["vera"], whatChanged).text).Data.Changes
			require.True(t, got.Complete)
			require.False(t, got.HasMore)
			require.Equal(t, 4, got.Version)
			require.Len(t, got.Steps, 2)
			first, second := got.Steps[0], got.Steps[1]
			require.Equal(t, []string{"ed", "apply Rename", "wording"}, []string{*first.By, *first.Operation, *first.Message})
			require.NotNil(t, first.Time)
			require.Equal(t, "journey:asthma Journey Asthma UPDATED", first.Nodes[0].ID+" "+first.Nodes[0].Kind+" "+first.Nodes[0].Name+" "+first.Nodes[0].Change)
			require.Equal(t, []int{4, 0, 0, 3}, []int{second.Version, second.Created, second.Updated, second.Deleted})
			require.Equal(t, "stage:asthma/review Stage DELETED", second.Nodes[0].ID+" "+second.Nodes[0].Kind+" "+second.Nodes[0].Change)
			require.Equal(t, "DELETED", second.Relationships[0].Change)

			got = parseTold(t, sendAs(t, address, "", whatChanged).text).Data.Changes
			require.Len(t, got.Steps, 2)
			require.Nil(t, got.Steps[0].By, "who did it is nobody's business who does not say who they are")

			const names = `query($v: Int!) @asOf(version: $v) { version journey(id: "journey:asthma") { name } stages { totalCount } }`
			for version, want := range map[string]string{
				"2": `{"version":2,"journey":{"name":"Asthma in a child"},"stages":{"totalCount":2}}`,
				"3": `{"version":3,"journey":{"name":"Asthma"},"stages":{"totalCount":2}}`,
				"4": `{"version":4,"journey":{"name":"Asthma"},"stages":{"totalCount":1}}`,
			} {
				for range 2 { // the second answer is a kept one
					require.JSONEq(t, `{"data":`+want+`}`, post(t, address, names, `{"v":`+version+`}`))
				}
			}
			require.Contains(t, post(t, address, names, `{"v":9}`), "There is no version 9: the graph is at version 4.")
		})
	}
	dir := data
	got := run(t, nil, "{ version stages { totalCount } }", "query", "-", "--data", dir, "--as-of", "3", "-o", "csv")
	require.Equal(t, "field,value\nversion,3\nstages.totalCount,2\n", got.out, got.err)
	got = run(t, nil, "", "query", "changes-since", "--data", dir, "-o", "json")
	require.Equal(t, 0, got.code, got.err)
	require.Contains(t, got.out, `"by": "ada"`)
	got = run(t, nil, "{ version }", "query", "-", "--data", dir, "--as-of", "12")
	require.Equal(t, 1, got.code)
	require.Contains(t, got.err, "There is no version 12")
	query := filepath.Join(t.TempDir(), "q.graphql")
	require.NoError(t, os.WriteFile(query, []byte(`query @asOf(version: 2) { version }`), 0o600))
	require.Contains(t, run(t, nil, "", "query", query, "--data", dir).out, "2")
	require.Contains(t, run(t, nil, "", "query", query, "--data", dir, "--as-of", "3").err, "version 3 was asked for")
}

// post sends an operation with variables.
func post(t *testing.T, address, query, variables string) string {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": json.RawMessage(variables)})
	require.NoError(t, err)
	return askBody(t, address, string(body))
}

func TestWithoutARecordThatIsSaid(t *testing.T) {
	address := serve(t, "--model", asthmaFolder(t), "--allow-writes")
	require.Equal(t, 200, sendAs(t, address, "", rename).status)
	got := parseTold(t, ask(t, address, `{ changes(afterVersion: 1) { complete version steps { version by } } }`)).Data.Changes
	require.False(t, got.Complete, "how version 2 came about is in the model files only")
	require.Len(t, got.Steps, 1)
	require.Equal(t, "127.0.0.1", *got.Steps[0].By)
	require.Contains(t, ask(t, address, `query @asOf(version: 1) { version }`), "no record that goes back so far")

	dir := asthmaFolder(t)
	for query, want := range map[string]string{
		`{ changes(afterVersion: 1) { complete } }`:     "false",
		`{ changes(afterVersion: 2) { complete } }`:     "true",
		`{ changes(since: "2026-11-03") { complete } }`: "false",
	} {
		require.Contains(t, run(t, nil, query, "query", "-", "--model", dir).out, want, query)
	}
}

func TestWhatIsAskedOfTheRecordIsChecked(t *testing.T) {
	address := serve(t, "--model", asthmaFolder(t), "--allow-writes")
	for range 3 {
		require.Equal(t, 200, sendAs(t, address, "", rename).status)
		require.Equal(t, 200, sendAs(t, address, "", `mutation { apply(changes: [{journey: {id: "journey:asthma", name: "Wheeze"}}]) { version } }`).status)
	}
	for arguments, want := range map[string]string{
		`limit: 0`:             "limit must be from 1 to 100",
		`limit: 101`:           "limit must be from 1 to 100",
		`since: "yesterday"`:   "since must be a moment",
		`afterVersion: "soon"`: "GRAPHQL_VALIDATION_FAILED",
	} {
		require.Contains(t, ask(t, address, `{ changes(`+arguments+`) { complete } }`), want)
	}
	// Page after page gives every step once.
	var versions []int
	after := 2
	for {
		text, err := json.Marshal(after)
		require.NoError(t, err)
		got := parseTold(t, post(t, address, `query($after: Int) { changes(afterVersion: $after, limit: 2) { hasMore version steps { version } } }`, `{"after":`+string(text)+`}`)).Data.Changes
		for _, s := range got.Steps {
			versions = append(versions, s.Version)
		}
		after = got.Version
		if !got.HasMore {
			break
		}
	}
	require.Equal(t, []int{3, 4, 5, 6, 7, 8}, versions)
}
