package neo4j_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/neo4j"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// large gives a change set that takes several parts of five: routes, and stops between them.
func large(b storetest.Builder) []model.Change {
	var changes []model.Change
	for i := range 12 {
		changes = append(changes, b.Put(fmt.Sprintf("route:%02d", i), model.Props{"name": fmt.Sprint(i)}))
	}
	return changes
}

// partly opens an empty database for loads in parts of five. between is called before every part, with its number.
func partly(t *testing.T, m *model.Model, between func(part int)) *neo4j.Store {
	t.Helper()
	require.NoError(t, open(t, m).Close())
	part := -1 // the first operation finds out that the load is too large
	st, err := neo4j.Open(t.Context(), m, neo4j.Config{
		URI: neo4jtest.URI(t), Largest: 5, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		OperationID: func() string {
			part++
			if part > 0 {
				between(part)
			}
			return fmt.Sprintf("%s-%d", t.Name(), part)
		},
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, st.Close()) })
	return st
}

func held(t *testing.T, st *neo4j.Store) []string {
	t.Helper()
	_, content, err := st.Export(t.Context())
	require.NoError(t, err)
	var ids []string
	for _, e := range content.Elements {
		ids = append(ids, e.ID)
	}
	slices.Sort(ids)
	return ids
}

func TestALargeLoadIsWrittenInPartsThatAreVersions(t *testing.T) {
	b := storetest.Builder{Model: storetest.Town()}
	st := partly(t, b.Model, func(int) {})
	var shown store.Step
	applied, err := st.Load(t.Context(), model.Changes{Ops: large(b)}, func(s store.Step) { shown = s })
	require.NoError(t, err)
	require.Equal(t, model.Version(4), applied.Version, "three parts")
	require.Equal(t, 12, applied.Created)
	require.Len(t, shown.Effects, 12)
	require.Equal(t, applied, shown.Applied)
	version, err := st.Version(t.Context())
	require.NoError(t, err)
	require.Equal(t, applied.Version, version)
	require.Len(t, held(t, st), 12)

	applied, err = st.Load(t.Context(), model.Changes{Ops: large(b)}, func(store.Step) {})
	require.NoError(t, err)
	require.Equal(t, store.Applied{Version: 4}, applied, "loading again changes nothing")
}

func TestALargeLoadThatBreaksARuleWritesNoPart(t *testing.T) {
	b := storetest.Builder{Model: storetest.Town()}
	st := partly(t, b.Model, func(int) {})
	_, err := st.Load(t.Context(), model.Changes{Ops: append(large(b), b.Put("route:13", model.Props{"name": "call 943 476 5919"}))}, func(store.Step) {})
	require.Equal(t, model.BadUserInput, model.CodeOf(err))
	require.Empty(t, held(t, st))
}

func TestALargeLoadThatIsCutShortGoesOnWhereItStopped(t *testing.T) {
	b := storetest.Builder{Model: storetest.Town()}
	ctx, cancel := context.WithCancel(t.Context())
	st := partly(t, b.Model, func(part int) {
		if part == 2 {
			cancel()
		}
	})
	_, err := st.Load(ctx, model.Changes{Ops: large(b)}, func(store.Step) {})
	require.ErrorIs(t, err, context.Canceled)
	require.Len(t, held(t, st), 5, "the first part stays")
	applied, err := st.Load(t.Context(), model.Changes{Ops: large(b)}, func(store.Step) {})
	require.NoError(t, err)
	require.Equal(t, 7, applied.Created)
	require.Len(t, held(t, st), 12)
}

func TestALargeLoadStopsWhereSomebodyElseWritesBetweenItsParts(t *testing.T) {
	b := storetest.Builder{Model: storetest.Town()}
	var other *neo4j.Store
	st := partly(t, b.Model, func(part int) {
		if part == 2 {
			_, err := other.Apply(t.Context(), model.Changes{Ops: []model.Change{b.Put("route:other", model.Props{"name": "other"})}})
			require.NoError(t, err)
		}
	})
	other, err := neo4j.Open(t.Context(), b.Model, neo4j.Config{URI: neo4jtest.URI(t)})
	require.NoError(t, err)
	defer func() { require.NoError(t, other.Close()) }()
	_, err = st.Load(t.Context(), model.Changes{Ops: large(b)}, func(store.Step) {})
	require.Equal(t, model.Conflict, model.CodeOf(err))
	require.ErrorContains(t, err, "load again")
	require.Len(t, held(t, st), 6)
}
