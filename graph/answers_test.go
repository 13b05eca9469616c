package graph_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// counted counts what reaches the store below it.
type counted struct {
	*embedded.Store
	executed int
}

func (c *counted) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	c.executed++
	return c.Store.Execute(ctx, q)
}

func keeping(t *testing.T, forget bool) (*graph.Engine, *counted, *model.Model) {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	st := &counted{Store: embedded.New(m)}
	e, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: slog.New(slog.DiscardHandler), Forget: forget})
	require.NoError(t, err)
	return e, st, m
}

const byName = `query N($name: String) { journeys(where: { name: { eq: $name } }) { nodes { name } } }`

func TestTheSameQuestionAtTheSameVersionIsWorkedOutOnce(t *testing.T) {
	e, st, m := keeping(t, false)
	ask := func(name any) string {
		t.Helper()
		resp := e.Do(t.Context(), graph.Request{Query: byName, Variables: map[string]any{"name": name}})
		require.Empty(t, resp.Errors)
		return string(resp.Data)
	}
	const nothing, asthma = `{"journeys":{"nodes":[]}}`, `{"journeys":{"nodes":[{"name":"Asthma"}]}}`
	require.Equal(t, nothing, ask("Asthma"))
	require.Equal(t, nothing, ask("Asthma"))
	require.Equal(t, 1, st.executed)
	require.Equal(t, nothing, ask("Stroke"), "other values are another question")
	require.Equal(t, 2, st.executed)

	_, err := st.Apply(t.Context(), model.Changes{Ops: []model.Change{
		model.PutElement{Element: model.Element{ID: "journey:asthma", Kind: m.Kind("Journey"), Props: model.Props{"name": "Asthma"}}},
	}})
	require.NoError(t, err)
	require.Equal(t, asthma, ask("Asthma"), "a change is seen at once")
	require.Equal(t, asthma, ask("Asthma"))
	require.Equal(t, 3, st.executed)
}

func TestAnswersCanBeWorkedOutAnewEveryTime(t *testing.T) {
	e, st, _ := keeping(t, true)
	for range 3 {
		require.Empty(t, e.Do(t.Context(), graph.Request{Query: byName}).Errors)
	}
	require.Equal(t, 3, st.executed)
}
