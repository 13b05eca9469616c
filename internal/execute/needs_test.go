package execute_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

type named struct{ ID, Name string }

// wanted is what a computed field of the tests needs, in every form that is filled without JSON.
type wanted struct {
	named
	Stages []struct {
		Name  string
		Needs struct {
			Edges []struct {
				Properties struct {
					Role string `json:"role"`
				}
				Node named `json:"node"`
			} `json:"edges"`
		} `json:"enabledByConnection"`
		Kinds struct{ Nodes []named }
	} `json:"stages"`
}

// counted is what takes JSON: a number.
type counted struct{ Total struct{ TotalCount int } }

func TestNeedsAreFilledAsJSONWould(t *testing.T) {
	id, name := required("id", plan.Scalar{Column: 0}), optional("name", plan.Scalar{Column: 1})
	edges := &plan.Edges{Members: []plan.EdgeMember{
		{Key: "properties", Properties: []*plan.Object{object(optional("role", plan.Scalar{Column: 2})), object(optional("role", plan.Scalar{Column: 0}))}},
		{Key: "node", Node: []*plan.Object{object(id, name), object(required("id", plan.Scalar{Column: 1}))}},
	}}
	connection := func(column int, m plan.ConnectionMember) plan.Rows {
		return plan.Rows{Column: column, As: plan.AsConnection, Connection: &plan.Connection{Members: []plan.ConnectionMember{m}}}
	}
	stages := object(optional("name", plan.Scalar{Column: 1}),
		required("enabledByConnection", connection(2, plan.ConnectionMember{Key: "edges", Edges: edges})),
		required("kinds", connection(3, plan.ConnectionMember{Key: "nodes", Nodes: []*plan.Object{object(id, name)}})))
	needs := object(id, name, required("stages", list(2, stages)), required("unknown", plan.TypeName{}),
		required("total", connection(2, plan.ConnectionMember{Key: "totalCount", Total: true})))

	shared := rows(row(stage, "a", "A", "PRIMARY"), row(stage, "b", nil, nil))
	other := row(journey, "SUPPORTING", "c")
	other.Shape = 1
	below := rows(row(stage, "s1", "One", shared, rows(row(stage, "k", "K"))), row(stage, "s2", nil, shared, rows()),
		row(stage, "s3", "Three", rows(other), (*plan.List)(nil)))
	below.Total = 3
	var filled, decoded wanted
	var total counted
	fns := execute.Computed{{Kind: "Journey", Field: "shape"}: func(_ context.Context, given execute.Needs, _ map[string]any) (any, error) {
		if err := given.Into(&filled); err != nil {
			return nil, err
		}
		data, err := given.JSON()
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &decoded); err != nil {
			return nil, err
		}
		return nil, given.Into(&total)
	}}
	op := &plan.Operation{Query: &plan.Query{}, Output: object(required("a", list(0, object(optional("s", plan.Computed{Field: shape, Needs: needs})))))}
	st := &fakeStore{result: &plan.Result{Version: model.Version(7), Roots: []*plan.List{rows(row(journey, "j", "J", below))}}}
	answer, _, err := execute.Look(t.Context(), st, op, fns)
	require.NoError(t, err)
	answer.Get("a").(*execute.Views).At(0).(*execute.View).Get("s")
	require.NoError(t, answer.Err())
	require.Equal(t, decoded, filled)
	require.Equal(t, "c", filled.Stages[2].Needs.Edges[0].Node.ID)
	require.Equal(t, 3, total.Total.TotalCount)
}

// plainly is what a computed field of an operation that is answered at once needs: values of every type, single rows, rows by id.
type plainly struct {
	ID      string
	Size    *int     `json:"size"`
	Count   int      `json:"count"`
	Days    *float64 `json:"days"`
	Share   float64  `json:"share"`
	Loop    bool     `json:"loop"`
	Words   []string `json:"words"`
	Parent  *named   `json:"parent"`
	Missing *named   `json:"missing"`
	Nodes   []*named `json:"nodes"`
	Each    []*named `json:"each"`
	All     *[]named `json:"all"`
	Kind    string   `json:"kind"`
	Of      *struct {
		Total int `json:"totalCount"`
	} `json:"of"`
}

func TestNeedsOfAnswersThatAreWrittenAreFilledAsJSONWould(t *testing.T) {
	whole := object(required("id", plan.Scalar{Column: 0}), optional("name", plan.Scalar{Column: 1}))
	ids := plan.Constant([]any{"b", "nobody", "a"})
	of := func(column int, as plan.RowsAs) plan.Rows {
		return plan.Rows{Column: column, As: as, ByShape: []*plan.Object{whole}}
	}
	byID := of(8, plan.AsByID)
	byID.IDs, byID.IDColumn = &ids, []int{0}
	needs := object(required("id", plan.Scalar{Column: 0}), optional("size", plan.Scalar{Column: 1}), optional("count", plan.Scalar{Column: 1}),
		optional("days", plan.Scalar{Column: 1}), optional("share", plan.Scalar{Column: 2}), optional("loop", plan.Scalar{Column: 3}),
		required("words", plan.Scalar{Column: 4, List: true}), optional("parent", of(6, plan.AsOne)), optional("missing", of(7, plan.AsOne)), required("nodes", byID),
		required("each", of(8, plan.AsList)), required("all", of(8, plan.AsList)), required("kind", plan.Literal{JSON: []byte(`"Journey"`)}),
		required("of", plan.Rows{Column: 8, As: plan.AsConnection, Connection: &plan.Connection{Members: []plan.ConnectionMember{{Key: "totalCount", Total: true}}}}))
	all := rows(row(stage, "a", "A"), row(stage, "b", nil))
	all.Total = 2
	for name, values := range map[string][]any{
		"all there":       {"x", int64(3), 0.25, true, []string{"u", "v"}, nil, rows(row(stage, "p", "P")), rows(), all},
		"as little as is": {"x", nil, nil, nil, nil, nil, rows(row(stage, "p", nil)), rows(), all},
	} {
		t.Run(name, func(t *testing.T) {
			var filled, decoded plainly
			fns := execute.Computed{{Kind: "Journey", Field: "shape"}: func(_ context.Context, given execute.Needs, _ map[string]any) (any, error) {
				data, err := given.JSON()
				require.NoError(t, err)
				require.NoError(t, json.Unmarshal(data, &decoded))
				return nil, given.Into(&filled)
			}}
			op := &plan.Operation{Query: &plan.Query{}, Output: object(optional("a", one(0, object(optional("s", plan.Computed{Field: shape, Needs: needs})))))}
			st := &fakeStore{result: &plan.Result{Roots: []*plan.List{rows(row(journey, values...))}}}
			answer, err := execute.Run(t.Context(), st, op, fns)
			require.NoError(t, err)
			require.Empty(t, answer.Errors)
			decoded.Words = append([]string(nil), decoded.Words...) // a list without values is an empty one in JSON
			require.Equal(t, decoded, filled)
			require.Equal(t, "x", filled.ID)
			require.Nil(t, filled.Nodes[1])
			require.Equal(t, "b", filled.Each[1].ID)
			require.Equal(t, "Journey", filled.Kind)
		})
	}
}
