package execute_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// found is an operation whose one field is worked out first: things with the stage they are at and the journeys they touch.
func found() *plan.Operation {
	name := object(required("name", plan.Scalar{Column: 1}))
	nodes := func(column int, as plan.RowsAs) *plan.Rows {
		return &plan.Rows{Column: column, As: as, ByShape: []*plan.Object{name}, IDColumn: []int{0}, RequiredItems: true}
	}
	thing := &plan.Picked{Members: []plan.PickedMember{
		{Key: "why", From: "why", Required: true},
		{Key: "at", From: "subject", Required: true, Nodes: nodes(0, plan.AsOne)},
		{Key: "touches", From: "journeys", Required: true, Nodes: nodes(1, plan.AsList)},
	}}
	return &plan.Operation{
		Query:    &plan.Query{Roots: []*plan.Select{{Key: "at"}, {Key: "touches"}}},
		Output:   object(required("things", plan.WorkedOut{}), required("again", plan.WorkedOut{})),
		Prepared: []*plan.Prepared{{Field: "things", Select: &plan.Picked{Members: []plan.PickedMember{{Key: "nodes", From: "nodes", Sub: thing}, {Key: "n", From: "n"}}}}},
	}
}

func things(all ...any) map[string]any {
	return map[string]any{"nodes": all, "n": func() any { return len(all) }}
}

func thing(why, subject string, journeys ...string) map[string]any {
	return map[string]any{"why": why, "subject": subject, "journeys": journeys}
}

func TestNodesThatAreNamedAreAskedForOnceAndWrittenWhereTheyAreNamed(t *testing.T) {
	op := found()
	given := execute.Give(op, []any{things(thing("a", "stage:1", "journey:1", "journey:2"), thing("b", "stage:2", "journey:2"), thing("c", "stage:1"))})
	require.Equal(t, []any{"stage:1", "stage:2"}, given.Query.Roots[0].From.IDs.Const)
	require.Equal(t, []any{"journey:1", "journey:2"}, given.Query.Roots[1].From.IDs.Const)
	require.Nil(t, op.Query.Roots[0].From.IDs, "the plan is shared and stays as it was")

	st := &fakeStore{result: &plan.Result{Version: 7, Roots: []*plan.List{
		rows(row(stage, "stage:2", "Two"), row(stage, "stage:1", "One")),
		rows(row(journey, "journey:2", "J2")),
	}}}
	answer, err := execute.Run(t.Context(), st, given, nil)
	require.NoError(t, err)
	require.Empty(t, answer.Errors)
	const want = `{"nodes":[{"why":"a","at":{"name":"One"},"touches":[{"name":"J2"}]},{"why":"b","at":{"name":"Two"},"touches":[{"name":"J2"}]},` +
		`{"why":"c","at":{"name":"One"},"touches":[]}],"n":3}`
	require.JSONEq(t, `{"things":`+want+`,"again":`+want+`}`, string(answer.Data), "a journey that is gone is left out")
	require.Equal(t, 1, st.executions)
}

func TestANodeThatMustBeThereAndIsNotIsAnError(t *testing.T) {
	given := execute.Give(found(), []any{things(thing("a", "stage:gone"))})
	st := &fakeStore{result: &plan.Result{Version: 7, Roots: []*plan.List{rows(), rows()}}}
	answer, err := execute.Run(t.Context(), st, given, nil)
	require.NoError(t, err)
	require.Len(t, answer.Errors, 2)
	require.Equal(t, []any{"things", "nodes", 0, "at"}, answer.Errors[0].Path)
	require.Equal(t, model.Internal, answer.Errors[0].Err.Code)
}
