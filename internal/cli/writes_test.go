package cli_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// problem is one entry of extensions.problems.
type problem struct {
	Path       []any
	Rule       string
	Suggestion string
}

// applied is an answer to an apply mutation.
type applied struct {
	Data *struct {
		Apply struct {
			Version, Created, Updated, Deleted int
			Changed                            []string
			DryRun                             bool
			Query                              json.RawMessage
		}
	}
	Errors []struct {
		Message    string
		Extensions struct {
			Code     string
			Problems []problem
		}
	}
}

// change sends an apply mutation with the arguments and gives the answer.
func change(t *testing.T, address, arguments string) applied {
	t.Helper()
	text := ask(t, address, fmt.Sprintf(`mutation Edit { apply(%s) {
		version created updated deleted changed dryRun query { version journey(id: "journey:asthma") { name stages { id name } } } } }`, arguments))
	var a applied
	require.NoError(t, json.Unmarshal([]byte(text), &a), text)
	return a
}

func TestAChangeOverHTTPIsReadBackAtItsVersion(t *testing.T) {
	address := serve(t, "--model", asthmaFolder(t), "--allow-writes")
	a := change(t, address, `expectedVersion: 2, message: "wording", changes: [
		{stage: {id: "stage:asthma/plan", name: "Action plan", stageType: TREATMENT}}
		{connect: {hasStage: {from: "journey:asthma", to: "stage:asthma/plan", properties: {order: 3}}}}
		{journey: {id: "journey:asthma", name: "Asthma"}}
		{disconnect: {next: {from: "stage:asthma/contact", to: "stage:asthma/review"}}}
	]`)
	require.Empty(t, a.Errors)
	require.Equal(t, []int{3, 2, 1, 1}, []int{a.Data.Apply.Version, a.Data.Apply.Created, a.Data.Apply.Updated, a.Data.Apply.Deleted})
	require.Equal(t, []string{"journey:asthma", "stage:asthma/contact", "stage:asthma/plan", "stage:asthma/review"}, a.Data.Apply.Changed)
	require.JSONEq(t, `{"version":3,"journey":{"name":"Asthma","stages":[{"id":"stage:asthma/contact","name":"Ask for help"},
		{"id":"stage:asthma/review","name":"Yearly review"},{"id":"stage:asthma/plan","name":"Action plan"}]}}`, string(a.Data.Apply.Query))
	require.JSONEq(t, `{"data":{"version":3,"journey":{"name":"Asthma"}}}`, ask(t, address, `{ version journey(id: "journey:asthma") { name } }`))
}

func TestAChangeForAnotherVersionIsAConflict(t *testing.T) {
	address := serve(t, "--model", asthmaFolder(t), "--allow-writes")
	a := change(t, address, `expectedVersion: 1, changes: [{delete: "stage:asthma/review"}]`)
	require.Equal(t, "CONFLICT", a.Errors[0].Extensions.Code)
	require.Nil(t, a.Data)
	require.Contains(t, ask(t, address, `{ version nodes(ids: ["stage:asthma/review"]) { name } }`), `{"version":2,"nodes":[{"name":"Yearly review"}]}`)
}

func TestADryRunCountsAndChangesNothing(t *testing.T) {
	address := serve(t, "--model", asthmaFolder(t), "--allow-writes")
	a := change(t, address, `dryRun: true, changes: [{delete: "stage:asthma/review"}]`)
	require.Empty(t, a.Errors)
	require.True(t, a.Data.Apply.DryRun)
	require.Equal(t, []int{2, 3}, []int{a.Data.Apply.Version, a.Data.Apply.Deleted})
	require.Contains(t, string(a.Data.Apply.Query), "Yearly review")
}

func TestEveryProblemOfAChangeComesWithItsPathIntoTheInput(t *testing.T) {
	address := serve(t, "--model", asthmaFolder(t), "--allow-writes")
	a := change(t, address, `changes: [
		{journey: {id: "journey:asthma", description: "ask 943 476 5919"}}
		{connect: {next: {from: "stage:asthma/contact", to: "stage:asthma/nowhere", properties: {share: 2}}}}
		{stage: {id: "asthma/plan", name: "Action plan", stageType: TREATMENT}}
	]`)
	require.Equal(t, "BAD_USER_INPUT", a.Errors[0].Extensions.Code)
	found := map[string][]any{}
	for _, p := range a.Errors[0].Extensions.Problems {
		found[p.Rule] = p.Path
	}
	require.Equal(t, []any{"changes", 0.0, "journey", "description"}, found["nhs-number"])
	require.Equal(t, []any{"changes", 1.0, "connect", "next", "to"}, found["unknown-reference"])
	require.Equal(t, []any{"changes", 1.0, "connect", "next", "properties", "share"}, found["out-of-range"])
	require.Equal(t, []any{"changes", 2.0, "stage"}, found["bad-id"])
	require.Contains(t, ask(t, address, `{ version }`), `{"version":2}`)
}

func TestAServerTakesNoChangesUnlessItIsToldTo(t *testing.T) {
	address := serve(t, "--model", asthmaFolder(t))
	a := change(t, address, `changes: [{delete: "stage:asthma/review"}]`)
	require.Equal(t, "FORBIDDEN", a.Errors[0].Extensions.Code)
	require.Contains(t, a.Errors[0].Message, "reading only")
}

func TestAServerThatTakesChangesAnswersOnlyToNamesOfThisMachine(t *testing.T) {
	address := serve(t, "--model", asthmaFolder(t), "--allow-writes")
	_, port, _ := strings.Cut(strings.TrimPrefix(address, "http://"), ":")
	for host, status := range map[string]int{
		"evil.example:" + port: http.StatusMisdirectedRequest, "evil.example": http.StatusMisdirectedRequest,
		"localhost:" + port: http.StatusOK, "[::1]": http.StatusOK, "127.0.0.1": http.StatusOK,
	} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/graphql", strings.NewReader(`{"query":"{ version }"}`))
		require.NoError(t, err)
		req.Host = host
		req.Header.Set("Content-Type", "application/json")
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, status, resp.StatusCode, host)
	}
}
