package acceptance_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/shippedtest"
)

// asked are the questions that users of such a catalogue were found to ask, each under the name of its directory. That each is
// one operation and one execution, with a golden, is tested for the whole library; export is a command.
var asked = []string{
	"journey-map", "stage-chain", "touchpoints", "handoffs-along-the-way", "nhs-app-reach", "digital-only-stages", "shared-capabilities",
	"capability-impact", "stages-without-capability", "unrealised-capabilities", "compare-regions", "services-without-application",
	"standard-conformance", "stage-standards", "product-coverage", "compare-products", "single-points-of-failure", "duplicate-applications",
	"recorded-twice", "read-before-recorded", "handoffs-without-standard", "deprecated-dependencies", "routes", "inside-the-clock", "orphans",
	"gaps-by-person-group", "heat-map", "changes-since", "provenance", "find", "supplier-coverage", "investment-signals",
	"supplier-accountability", "principles",
}

func TestEveryQuestionThatUsersAskIsInTheLibrary(t *testing.T) {
	require.Len(t, asked, 34, "all but the export")
	byName := map[string]library.Question{}
	for _, question := range questions(t) {
		byName[question.Name] = question
	}
	for _, name := range asked {
		require.Contains(t, byName, name)
		require.NotEmpty(t, byName[name].AskedBy, name)
	}
}

// TestEveryQuestionThatUsersAskFindsSomethingOnTheShippedJourneys looks for nodes in the answers, or for values in those that are about no
// node. What each answer should be is in its golden.
func TestEveryQuestionThatUsersAskFindsSomethingOnTheShippedJourneys(t *testing.T) {
	engine := newEngine(t, shippedtest.Store(t))
	byName := map[string]library.Question{}
	for _, question := range questions(t) {
		byName[question.Name] = question
	}
	for _, name := range asked {
		if name == "changes-since" {
			continue // nothing has changed since the journeys were read: it has tests of its own, on stores that are written to
		}
		q := byName[name]
		request := graph.Request{Query: q.Query, QueriesOnly: true}
		if q.Variables != "" {
			require.NoError(t, json.Unmarshal([]byte(q.Variables), &request.Variables), name)
		}
		response := engine.Do(t.Context(), request)
		require.Empty(t, response.Errors, name)
		var answer any
		require.NoError(t, json.Unmarshal(response.Data, &answer), name)
		require.Positive(t, nodesIn(answer), "%s answers nothing: %s", name, response.Data)
	}
}

// nodesIn counts the objects of an answer that have an id.
func nodesIn(answer any) int {
	n := 0
	switch v := answer.(type) {
	case []any:
		for _, item := range v {
			n += nodesIn(item)
		}
	case map[string]any:
		if _, ok := v["id"].(string); ok {
			n++
		}
		for _, member := range v {
			n += nodesIn(member)
		}
	}
	return n
}
