package acceptance_test

import (
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/store"
)

func newEngine(t *testing.T, st store.Store) *graph.Engine {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	engine, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	return engine
}
