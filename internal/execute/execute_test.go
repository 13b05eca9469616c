package execute_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// fakeStore answers every query with the same result, and counts.
type fakeStore struct {
	store.Store
	result     *plan.Result
	err        error
	executions int
}

func (f *fakeStore) Execute(context.Context, *plan.Query) (*plan.Result, error) {
	f.executions++
	return f.result, f.err
}

var (
	journey = &model.Kind{Name: "Journey"}
	stage   = &model.Kind{Name: "Stage"}
	shape   = &model.Computed{Name: "shape", Kind: journey}
)

func object(members ...plan.Member) *plan.Object { return &plan.Object{Members: members} }

func optional(key string, value plan.Output) plan.Member { return plan.Member{Key: key, Value: value} }

func required(key string, value plan.Output) plan.Member {
	return plan.Member{Key: key, Value: value, Required: true}
}

func row(kind *model.Kind, values ...any) plan.Row { return plan.Row{Kind: kind, Values: values} }

func rows(all ...plan.Row) *plan.List { return &plan.List{Rows: all} }

// list is a list of objects whose items must not be null.
func list(column int, shapes ...*plan.Object) plan.Rows {
	return plan.Rows{Column: column, As: plan.AsList, ByShape: shapes, RequiredItems: true}
}

func one(column int, shapes ...*plan.Object) plan.Rows {
	return plan.Rows{Column: column, As: plan.AsOne, ByShape: shapes}
}

// problem is what an error of the answer must be.
type problem struct {
	path []any
	code model.Code
}

type example struct {
	output *plan.Object
	roots  []*plan.List
	args   []any
	fns    execute.Computed
	want   string
	errors []problem
}

func (e example) run(t *testing.T) {
	t.Helper()
	st := &fakeStore{result: &plan.Result{Version: 7, Roots: e.roots}}
	answer, err := execute.Run(t.Context(), st, &plan.Operation{Query: &plan.Query{Args: e.args}, Output: e.output}, e.fns)
	require.NoError(t, err)
	require.Equal(t, e.want, string(answer.Data))
	require.True(t, json.Valid(answer.Data))
	require.Equal(t, model.Version(7), answer.Version)
	require.Equal(t, 1, st.executions)
	var got []problem
	for _, problemOf := range answer.Errors {
		got = append(got, problem{problemOf.Path, problemOf.Err.Code})
	}
	require.Equal(t, e.errors, got)
}

func TestValuesAreWrittenAsTheirOutputSays(t *testing.T) {
	channel := &model.Field{Name: "channel", Type: model.EnumType}
	ids := plan.Operand{Param: 0}
	for name, e := range map[string]example{
		"an object without members": {output: object(), want: `{}`},
		"version, literal and type name": {
			output: object(required("v", plan.VersionNumber{}), required("__typename", plan.Literal{JSON: []byte(`"Query"`)}),
				optional("a", one(0, object(required("t", plan.TypeName{}))))),
			roots: []*plan.List{rows(row(stage))},
			want:  `{"v":7,"__typename":"Query","a":{"t":"Stage"}}`,
		},
		"one column of each type": {
			output: object(optional("a", one(0, object(
				required("s", plan.Scalar{Column: 0}), required("i", plan.Scalar{Column: 1}), required("f", plan.Scalar{Column: 2}),
				required("b", plan.Scalar{Column: 3}), required("l", plan.Scalar{Column: 4, List: true}),
				required("e", plan.Scalar{Column: 5, List: true}), optional("n", plan.Scalar{Column: 5}))))),
			roots: []*plan.List{rows(row(stage, "x", int64(-3), 2.0, true, []string{"p", "q"}, nil))},
			want:  `{"a":{"s":"x","i":-3,"f":2,"b":true,"l":["p","q"],"e":[],"n":null}}`,
		},
		"derived values": {
			output: object(required("a", list(0, object(required("digital", plan.Scalar{Column: 0, In: &model.Derived{From: channel, In: []string{"WEB"}}}))))),
			roots:  []*plan.List{rows(row(stage, "WEB"), row(stage, "LETTER"), row(stage, nil))},
			want:   `{"a":[{"digital":true},{"digital":false},{"digital":false}]}`,
		},
		"a group is null only where all of it is missing": {
			output: object(required("a", list(0, object(optional("source", plan.Group{Columns: []int{0, 1}, Object: object(
				optional("url", plan.Scalar{Column: 0}), optional("day", plan.Scalar{Column: 1}))}))))),
			roots: []*plan.List{rows(row(stage, "u", nil), row(stage, nil, nil))},
			want:  `{"a":[{"source":{"url":"u","day":null}},{"source":null}]}`,
		},
		"no row for an optional object": {output: object(optional("a", one(0, object()))), roots: []*plan.List{rows()}, want: `{"a":null}`},
		"lists within lists": {
			output: object(required("a", list(0, object(required("b", list(0, object(required("x", plan.Scalar{Column: 0})))))))),
			roots:  []*plan.List{rows(row(journey, rows(row(stage, "1"), row(stage, "2"))), row(journey, rows()))},
			want:   `{"a":[{"b":[{"x":"1"},{"x":"2"}]},{"b":[]}]}`,
		},
		"rows of several shapes": {
			output: object(required("a", list(0, object(required("x", plan.Scalar{Column: 0})), object()))),
			roots:  []*plan.List{{Rows: []plan.Row{{Shape: 1, Kind: journey}, {Shape: 0, Kind: stage, Values: []any{"s"}}}}},
			want:   `{"a":[{},{"x":"s"}]}`,
		},
		"one item for each id, in the order of the ids": {
			output: object(required("nodes", plan.Rows{
				As: plan.AsByID, IDs: &ids, IDColumn: []int{0, 0},
				ByShape: []*plan.Object{object(required("x", plan.Scalar{Column: 0})), object(required("j", plan.Scalar{Column: 0}))},
			})),
			args:  []any{[]any{"b", "none", "a", "b"}},
			roots: []*plan.List{{Rows: []plan.Row{{Shape: 0, Kind: stage, Values: []any{"a"}}, {Shape: 1, Kind: journey, Values: []any{"b"}}}}},
			want:  `{"nodes":[{"j":"b"},null,{"x":"a"},{"j":"b"}]}`,
		},
	} {
		t.Run(name, e.run)
	}
}

func TestWhatIsMissingMakesTheNearestNullableParentNull(t *testing.T) {
	x := object(required("x", plan.Scalar{Column: 0}))
	nullableItems := plan.Rows{As: plan.AsList, ByShape: []*plan.Object{x}}
	ids := plan.Constant([]any{"a", "b"})
	internal := func(path ...any) problem { return problem{path, model.Internal} }
	bad, good := rows(row(stage, nil)), rows(row(stage, "s"))
	for name, e := range map[string]example{
		"an optional object": {
			output: object(optional("a", one(0, x)), required("v", plan.VersionNumber{})), roots: []*plan.List{bad},
			want: `{"a":null,"v":7}`, errors: []problem{internal("a", "x")},
		},
		"the data object itself": {
			output: object(required("v", plan.VersionNumber{}), required("a", one(0, x))), roots: []*plan.List{bad},
			want: `null`, errors: []problem{internal("a", "x")},
		},
		"a required object without a row": {
			output: object(required("a", one(0, x))), roots: []*plan.List{rows()}, want: `null`, errors: []problem{internal("a")},
		},
		"a list whose items must not be null": {
			output: object(optional("a", list(0, x))), roots: []*plan.List{rows(row(stage, "1"), row(stage, nil), row(stage, nil))},
			want: `{"a":null}`, errors: []problem{internal("a", 1, "x")},
		},
		"only the item where items may be null": {
			output: object(optional("a", nullableItems)), roots: []*plan.List{rows(row(stage, "1"), row(stage, nil), row(stage, nil))},
			want: `{"a":[{"x":"1"},null,null]}`, errors: []problem{internal("a", 1, "x"), internal("a", 2, "x")},
		},
		"one of the nodes by id": {
			output: object(required("a", plan.Rows{
				As: plan.AsByID, IDs: &ids, IDColumn: []int{0},
				ByShape: []*plan.Object{object(required("y", plan.Scalar{Column: 1}))},
			})),
			roots: []*plan.List{rows(row(stage, "b", "B"), row(stage, "a", nil))},
			want:  `{"a":[null,{"y":"B"}]}`, errors: []problem{internal("a", 0, "y")},
		},
		"a required id that is unknown": {
			output: object(optional("a", plan.Rows{As: plan.AsByID, IDs: &ids, IDColumn: []int{0}, RequiredItems: true, ByShape: []*plan.Object{x}})),
			roots:  []*plan.List{rows(row(stage, "a"))}, want: `{"a":null}`, errors: []problem{internal("a", 1)},
		},
		"several fields: the first one of a parent tells": {
			output: object(optional("a", one(0, object(required("p", plan.Scalar{Column: 0}), required("q", plan.Scalar{Column: 0})))), optional("b", one(1, x))),
			roots:  []*plan.List{bad, bad}, want: `{"a":null,"b":null}`, errors: []problem{internal("a", "p"), internal("b", "x")},
		},
		"errors from before the parent became null stay": {
			output: object(optional("a", one(0, object(optional("b", one(0, x)), required("c", plan.Scalar{Column: 1}))))),
			roots:  []*plan.List{rows(row(journey, bad, nil))}, want: `{"a":null}`, errors: []problem{internal("a", "b", "x"), internal("a", "c")},
		},
		"a group with a required member": {
			output: object(optional("a", one(0, object(optional("g", plan.Group{Columns: []int{0, 1}, Object: object(required("u", plan.Scalar{Column: 0}))}))))),
			roots:  []*plan.List{rows(row(stage, nil, "z"))}, want: `{"a":{"g":null}}`, errors: []problem{internal("a", "g", "u")},
		},
		"all is well": {output: object(optional("a", one(0, x))), roots: []*plan.List{good}, want: `{"a":{"x":"s"}}`},
	} {
		t.Run(name, e.run)
	}
}

func TestRunGivesTheErrorOfTheStore(t *testing.T) {
	away := model.Errorf(model.Unavailable, "The graph cannot be reached.")
	answer, err := execute.Run(t.Context(), &fakeStore{err: away}, &plan.Operation{Query: &plan.Query{}, Output: object()}, nil)
	require.ErrorIs(t, err, away)
	require.Nil(t, answer)
}

func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	answer, err := execute.Run(ctx, &fakeStore{result: &plan.Result{}}, &plan.Operation{Query: &plan.Query{}, Output: object()}, nil)
	require.ErrorIs(t, err, context.Canceled)
	require.Nil(t, answer)
}

func TestAnAnswerMayNotBeLongerThanItsBound(t *testing.T) {
	const want = `{"a":[{"b":[{"x":"one"},{"x":"two"}]},{"b":[{"x":"six"}]}]}`
	output := object(optional("a", list(0, object(optional("b", list(0, object(required("x", plan.Scalar{Column: 0}))))))))
	inner := func(texts ...any) plan.Row {
		l := &plan.List{}
		for _, text := range texts {
			l.Rows = append(l.Rows, row(stage, text))
		}
		return row(journey, l)
	}
	st := &fakeStore{result: &plan.Result{Roots: []*plan.List{rows(inner("one", "two"), inner("six"))}}}
	op := &plan.Operation{Query: &plan.Query{}, Output: output}
	for op.MaxBytes = 1; op.MaxBytes < len(want); op.MaxBytes++ {
		answer, err := execute.Run(t.Context(), st, op, nil)
		require.Equal(t, model.LimitExceeded, model.CodeOf(err), "%d bytes: %v", op.MaxBytes, err)
		require.Nil(t, answer)
	}
	answer, err := execute.Run(t.Context(), st, op, nil)
	require.NoError(t, err, "exactly as long as it may be")
	require.Equal(t, want, string(answer.Data))
}

func TestWritingStopsAtTheBound(t *testing.T) {
	calls := 0
	fns := execute.Computed{{Kind: "Journey", Field: "shape"}: func(context.Context, execute.Needs, map[string]any) (any, error) {
		calls++
		return map[string]any{"count": 1}, nil
	}}
	output := object(required("a", list(0, object(required("s", plan.Computed{
		Field: shape, Needs: object(), Select: &plan.Picked{Members: []plan.PickedMember{{Key: "n", From: "count"}}},
	})))))
	many := &plan.List{}
	for range 1000 {
		many.Rows = append(many.Rows, row(journey))
	}
	op := &plan.Operation{Query: &plan.Query{}, Output: output, MaxBytes: 100}
	_, err := execute.Run(t.Context(), &fakeStore{result: &plan.Result{Roots: []*plan.List{many}}}, op, fns)
	require.Equal(t, model.LimitExceeded, model.CodeOf(err))
	require.Less(t, calls, 10, "rows behind the bound are not written")
}

func TestAnswersDoNotShareMemory(t *testing.T) {
	op := &plan.Operation{Query: &plan.Query{}, Output: object(optional("a", one(0, object(optional("x", plan.Scalar{Column: 0})))))}
	write := func(s string) []byte {
		answer, err := execute.Write(t.Context(), op, &plan.Result{Roots: []*plan.List{rows(row(stage, s))}}, nil)
		require.NoError(t, err)
		return answer.Data
	}
	first := write("first")
	write("other")
	require.Equal(t, `{"a":{"x":"first"}}`, string(first))
}

func TestComputedFields(t *testing.T) {
	name := execute.Name{Kind: "Journey", Field: "shape"}
	gives := func(v any, err error) execute.Computed {
		return execute.Computed{name: func(context.Context, execute.Needs, map[string]any) (any, error) { return v, err }}
	}
	reads := execute.Computed{name: func(_ context.Context, given execute.Needs, _ map[string]any) (any, error) {
		return nil, given.Into(&struct{ X string }{})
	}}
	output := func(required bool, sel *plan.Picked) *plan.Object {
		return object(optional("a", one(0, object(plan.Member{Key: "s", Required: required, Value: plan.Computed{
			Field: shape, Needs: object(plan.Member{Key: "x", Required: true, Value: plan.Scalar{Column: 0}}), Select: sel,
		}}))))
	}
	leaf := &plan.Picked{Members: []plan.PickedMember{{Key: "n", From: "count", Required: true}, {Key: "__typename", Literal: []byte(`"T"`)}}}
	deep := &plan.Picked{Members: []plan.PickedMember{{Key: "steps", From: "all", Required: true, Sub: leaf}, {Key: "tags", From: "tags"}}}
	good := []*plan.List{rows(row(journey, "s"))}
	for title, e := range map[string]example{
		"keys are picked in order": {output: output(true, leaf), roots: good, fns: gives(map[string]any{"count": 3, "other": 4}, nil), want: `{"a":{"s":{"n":3,"__typename":"T"}}}`},
		"lists and objects": {
			output: output(true, deep), roots: good,
			fns:  gives(map[string]any{"all": []map[string]any{{"count": int64(1)}, {"count": 2.5}}, "tags": []any{"a", true}}, nil),
			want: `{"a":{"s":{"steps":[{"n":1,"__typename":"T"},{"n":2.5,"__typename":"T"}],"tags":["a",true]}}}`,
		},
		"a null in a list makes it null": {
			output: output(false, deep), roots: good, fns: gives(map[string]any{"all": []any{nil}}, nil),
			want: `{"a":{"s":null}}`, errors: []problem{{[]any{"a", "s", "steps", 0}, model.Internal}},
		},
		"a required key that is missing": {
			output: output(false, leaf), roots: good, fns: gives(map[string]any{}, nil),
			want: `{"a":{"s":null}}`, errors: []problem{{[]any{"a", "s", "n"}, model.Internal}},
		},
		"no answer where one may be missing": {output: output(false, leaf), roots: good, fns: gives(nil, nil), want: `{"a":{"s":null}}`},
		"no answer where one is required": {
			output: output(true, leaf), roots: good, fns: gives(nil, nil), want: `{"a":null}`, errors: []problem{{[]any{"a", "s"}, model.Internal}},
		},
		"an error with a code": {
			output: output(true, leaf), roots: good, fns: gives(nil, model.Errorf(model.LimitExceeded, "too long")),
			want: `{"a":null}`, errors: []problem{{[]any{"a", "s"}, model.LimitExceeded}},
		},
		"nothing registered": {output: output(false, leaf), roots: good, want: `{"a":{"s":null}}`, errors: []problem{{[]any{"a", "s"}, model.Internal}}},
		"needs that are missing in the graph": {
			output: output(false, leaf), roots: []*plan.List{rows(row(journey, nil))}, fns: reads,
			want: `{"a":{"s":null}}`, errors: []problem{{[]any{"a", "s"}, model.Internal}},
		},
	} {
		t.Run(title, e.run)
	}
	t.Run("the function gets the needs as JSON", func(t *testing.T) {
		var got string
		example{output: output(true, leaf), roots: good, want: `{"a":{"s":{"n":1,"__typename":"T"}}}`, fns: execute.Computed{name: func(_ context.Context, given execute.Needs, _ map[string]any) (any, error) {
			needs, err := given.JSON()
			require.NoError(t, err)
			got = string(needs)
			return map[string]any{"count": 1}, nil
		}}}.run(t)
		require.Equal(t, `{"x":"s"}`, got)
	})
	t.Run("an unknown error is not shown", func(t *testing.T) {
		op := &plan.Operation{Query: &plan.Query{}, Output: output(true, leaf)}
		answer, err := execute.Write(t.Context(), op, &plan.Result{Roots: good}, gives(nil, errors.New("secret")))
		require.NoError(t, err)
		require.NotContains(t, answer.Errors[0].Error(), "secret")
		require.ErrorContains(t, answer.Errors[0].Err.Unwrap(), "secret")
	})
}
