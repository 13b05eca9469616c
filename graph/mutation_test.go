package graph_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

func TestQueriesGoToTheReader(t *testing.T) {
	b := newBench(t)
	b.reader.response = `{"version":7}`
	response := b.run(`{ version }`, "")
	require.Empty(t, response.Errors)
	require.JSONEq(t, `{"version":7}`, string(response.Data))
	require.Empty(t, b.store.asked)
}

func TestThePayloadSaysWhatBecameOfTheBatch(t *testing.T) {
	b := newBench(t)
	b.store.applied = store.Applied{Version: 12, Created: 3, Updated: 2, Deleted: 1, Changed: []string{"journey:a", "stage:a/b"}}
	response := b.run(`mutation { apply(changes: [{delete: "stage:a/c"}], expectedVersion: 11, message: "tidy up") {
		v: version changed created updated deleted dryRun __typename } }`, "")
	require.Empty(t, response.Errors)
	require.Equal(t, `{"apply":{"v":12,"changed":["journey:a","stage:a/b"],"created":3,"updated":2,"deleted":1,"dryRun":false,"__typename":"ApplyPayload"}}`,
		string(response.Data))
	require.Equal(t, *b.store.asked[0].Expected, model.Version(11))
	require.Equal(t, "tidy up", b.store.asked[0].Message)
	require.Contains(t, b.log.String(), "graph changed")
}

func TestADryRunIsPassedOnAndNotLoggedAsAChange(t *testing.T) {
	b := newBench(t)
	response := b.run(`mutation { apply(changes: [], dryRun: true) { changed dryRun } }`, "")
	require.Empty(t, response.Errors)
	require.JSONEq(t, `{"apply":{"changed":[],"dryRun":true}}`, string(response.Data))
	require.True(t, b.store.asked[0].DryRun)
	require.Nil(t, b.store.asked[0].Expected)
	require.Empty(t, b.log.String())
}

func TestTheGraphIsReadAgainThroughTheReader(t *testing.T) {
	b := newBench(t)
	b.reader.data = []byte(`{"version":13,"a":null,"b":null}`)
	response := b.run(`mutation($id: ID!) { apply(changes: []) { q: query { version ...more } q: query { b: journey(id: $id) { name } } } }
		fragment more on Query { a: journey(id: $id) { name } }`, `{"id":"journey:x"}`)
	require.Empty(t, response.Errors)
	require.JSONEq(t, `{"apply":{"q":{"version":13,"a":null,"b":null}}}`, string(response.Data))
	require.Equal(t, []string{"version", "b"}, b.reader.selection, "selections under one key are answered together")
	require.Nil(t, b.reader.at, "what is read is the current version")
	require.Equal(t, map[string]any{"id": "journey:x"}, b.reader.variables)
}

func TestErrorsOfReadingAgainStandUnderTheField(t *testing.T) {
	b := newBench(t)
	b.reader.data = []byte(`{"journey":null}`)
	b.reader.errs = gqlerror.List{{Message: "no shape", Path: ast.Path{ast.PathName("journey"), ast.PathName("shape")}}}
	response := b.run(`mutation { apply(changes: []) { after: query { journey(id: "journey:x") { name } } } }`, "")
	require.JSONEq(t, `{"apply":{"after":{"journey":null}}}`, string(response.Data))
	require.Len(t, response.Errors, 1)
	require.Equal(t, "apply.after.journey.shape", response.Errors[0].Path.String())

	b.reader.errs = append(b.reader.errs, &gqlerror.Error{Message: "and no graph"})
	for _, nothing := range [][]byte{nil, []byte("null")} {
		b.reader.data = nothing
		response = b.run(`mutation { apply(changes: []) { after: query { version } } }`, "")
		require.JSONEq(t, `null`, string(response.Data), "after cannot be null, so everything around it is")
		require.Len(t, response.Errors, 2)
		require.ElementsMatch(t, []string{"no shape", "and no graph"}, []string{response.Errors[0].Message, response.Errors[1].Message})
	}

	b.reader.errs = nil
	response = b.run(`mutation { apply(changes: []) { after: query { version } } }`, "")
	require.Len(t, response.Errors, 1, "a reader that says nothing is our mistake")
	require.Equal(t, "INTERNAL", response.Errors[0].Extensions["code"])
}

func TestAServerForReadingOnlyTakesNoChanges(t *testing.T) {
	b := newBench(t, func(c *graph.Config) { c.AllowWrites = false })
	response := b.apply(`[{"delete":"stage:x"}]`)
	require.Len(t, response.Errors, 1)
	require.Equal(t, "This server takes no changes: it was started for reading only.", response.Errors[0].Message)
	require.Equal(t, "FORBIDDEN", response.Errors[0].Extensions["code"])
	require.Equal(t, "apply", response.Errors[0].Path.String())
	require.Empty(t, b.store.asked)
}

func TestErrorsOfTheStoreAreSortedOnceIntoCodes(t *testing.T) {
	secret := errors.New("dial tcp 10.0.0.7:7687: password rejected")
	tests := []struct {
		name     string
		err      error
		code     string
		incident bool
	}{
		{"a conflict", model.Errorf(model.Conflict, "The graph is at version 9."), "CONFLICT", false},
		{"a store that is away", &model.Error{Code: model.Unavailable, Message: "The database cannot be reached.", Err: secret}, "UNAVAILABLE", true},
		{"a wrapped error", fmt.Errorf("apply: %w", model.Errorf(model.Conflict, "The graph is at version 9.")), "CONFLICT", false},
		{"a deadline", context.DeadlineExceeded, "LIMIT_EXCEEDED", false},
		{"a cancelled request", context.Canceled, "UNAVAILABLE", false},
		{"anything else", secret, "INTERNAL", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			b := newBench(t)
			b.store.err = test.err
			response := b.apply(`[{"delete":"stage:x"}]`)
			require.Len(t, response.Errors, 1)
			e := response.Errors[0]
			require.Equal(t, test.code, e.Extensions["code"])
			require.NotContains(t, e.Error(), "10.0.0.7", "what the driver says stays in the log")
			require.NotEmpty(t, e.Locations)
			if !test.incident {
				require.NotContains(t, e.Extensions, "incident")
				return
			}
			require.Equal(t, "incident-1", e.Extensions["incident"])
			require.Contains(t, b.log.String(), "incident=incident-1")
			require.Contains(t, b.log.String(), "10.0.0.7")
		})
	}
}

func TestProblemsOfTheStoreHaveThePathIntoTheInput(t *testing.T) {
	b := newBench(t)
	b.store.err = &model.Error{Code: model.BadUserInput, Message: "4 problems.", Problems: []model.Problem{
		{Path: []any{0, "source.url"}, Rule: "wrong-type", Message: "not a web address"},
		{Path: []any{0, "lifeStages", 1}, Rule: "unknown-value", Message: "no such value", Suggestion: "Did you mean WORKING_AGE?"},
		{Path: []any{1, "order"}, Rule: "out-of-range", Message: "too small"},
		{Path: []any{1, "to"}, Rule: "unknown-reference", Message: "no such node"},
		{Path: []any{2}, Rule: "stage-without-journey", Message: "a stage would be left alone"},
		{Path: []any{2, "journey"}, Rule: "stage-without-journey", Message: "a relation is no entry of delete"},
		{Path: []any{1, "stages"}, Rule: "two-parents", Message: "nor of connect"},
		{Path: []any{0, "stages"}, Rule: "two-parents", Message: "nor of a kind"},
		{Message: "the graph is full", Rule: "limit"},
	}}
	response := b.apply(`[{"journey":{"id":"journey:x"}}, {"connect":{"hasStage":{"from":"journey:x","to":"stage:x"}}}, {"delete":"journey:y"}]`)
	require.JSONEq(t, `[
		{"path":["changes",0,"journey","source","url"],"rule":"wrong-type","message":"not a web address"},
		{"path":["changes",0,"journey","lifeStages",1],"rule":"unknown-value","message":"no such value","suggestion":"Did you mean WORKING_AGE?"},
		{"path":["changes",1,"connect","hasStage","properties","order"],"rule":"out-of-range","message":"too small"},
		{"path":["changes",1,"connect","hasStage","to"],"rule":"unknown-reference","message":"no such node"},
		{"path":["changes",2,"delete"],"rule":"stage-without-journey","message":"a stage would be left alone"},
		{"path":["changes",2,"delete"],"rule":"stage-without-journey","message":"a relation is no entry of delete"},
		{"path":["changes",1,"connect","hasStage"],"rule":"two-parents","message":"nor of connect"},
		{"path":["changes",0,"journey"],"rule":"two-parents","message":"nor of a kind"},
		{"path":[],"rule":"limit","message":"the graph is full"}
	]`, b.problems(response))

	b.store.err = &model.Error{Code: model.BadUserInput, Message: "The id is too long.", Path: []any{0, "id"}}
	require.JSONEq(t, `[{"path":["changes",0,"journey","id"],"message":"The id is too long."}]`, b.problems(b.apply(`[{"journey":{"id":"journey:x"}}]`)))
}

func TestASchemaLevelMistakeNeverReachesTheStore(t *testing.T) {
	for name, query := range map[string]string{
		"two entries in a literal":    `mutation { apply(changes: [{delete: "a", journey: {id: "b"}}]) { version } }`,
		"no entry in a literal":       `mutation { apply(changes: [{}]) { version } }`,
		"an unknown field":            `mutation { apply(changes: [{journey: {id: "journey:x", nmae: "x"}}]) { version } }`,
		"a derived field":             `mutation { apply(changes: [{touchpoint: {id: "touchpoint:x", digital: true}}]) { version } }`,
		"an unknown value":            `mutation { apply(changes: [{stage: {id: "stage:x", stageType: NOPE}}]) { version } }`,
		"a missing id":                `mutation { apply(changes: [{journey: {name: "x"}}]) { version } }`,
		"a number no date can hold":   `mutation { apply(changes: [{journey: {id: "journey:x", lastReviewed: 1e400}}]) { version } }`,
		"an unknown field read again": `mutation { apply(changes: []) { query { nope } } }`,
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			response := b.run(query, "")
			require.True(t, b.refused)
			require.NotEmpty(t, response.Errors)
			require.Empty(t, b.store.asked)
		})
	}
}
