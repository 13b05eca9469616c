package acceptance_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// The tests below hold computed answers about the shipped journeys to what a person worked out on paper from their files.

// answered asks one operation and gives what stands at a path of keys and indexes, in one execution of the store.
func answered(t *testing.T, query string, path ...any) any {
	t.Helper()
	counting := storetest.Counting(shipped(t))
	response := newEngine(t, counting).Do(t.Context(), graph.Request{Query: query, QueriesOnly: true})
	require.Empty(t, response.Errors)
	require.Equal(t, 1, counting.Executions(), "executions of the store")
	var at any
	require.NoError(t, json.Unmarshal(response.Data, &at))
	for _, step := range path {
		switch step := step.(type) {
		case string:
			at = at.(map[string]any)[step]
		case int:
			at = at.([]any)[step]
		}
	}
	return at
}

// all gives the value under a key of each item of a list.
func all(list any, key string) []any {
	values := []any{}
	for _, item := range list.([]any) {
		values = append(values, item.(map[string]any)[key])
	}
	return values
}

func TestUltrasoundIsMetAtThreeScans(t *testing.T) {
	rows := answered(t, `{ journey(id: "journey:maternity") { encounters { rows { id role coverage firstColumn lastColumn metAt { name } } } } }`,
		"journey", "encounters", "rows").([]any)
	for _, row := range rows {
		if row := row.(map[string]any); row["id"] == "business-capability:ultrasound" {
			require.Equal(t, []any{"Dating scan", "20-week scan", "Specialist scan"}, all(row["metAt"], "name"))
			require.Equal(t, []any{"PRIMARY", "FULL", 4.0, 7.0}, []any{row["role"], row["coverage"], row["firstColumn"], row["lastColumn"]})
			return
		}
	}
	require.Fail(t, "no row for ultrasound")
}

func TestTheRouteRoundTheLoopOfTheGPTakesThreeWeeksMore(t *testing.T) {
	// A sign 30, GP 5, watch and come back 28, GP again 5, referral 1, first tests 10, more tests 8, team 4, told 1, decide 6.
	require.InDelta(t, 98.0, answered(t, `{ journey(id: "journey:suspected-cancer") {
		routesBetween(from: SYMPTOM, to: TREATMENT, rounds: 1) { longest { days } } } }`,
		"journey", "routesBetween", "longest", "days"), 0)
}
