package acceptance_test

import (
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/journeys"
)

// shipped gives a store with the journeys that come with the program.
func shipped(t *testing.T) *embedded.Store {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	set, err := modelfile.Read(journeys.FS, m)
	require.NoError(t, err)
	st, err := embedded.Load(m, set.Elements, set.Links)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, st.Close()) })
	return st
}

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
