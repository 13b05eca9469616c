package neo4j_test

import (
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/journeys"
	"github.com/carejourney/carejourney/queries"
)

func TestEveryQuestionHasTheSameAnswerAsInMemory(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	set, err := modelfile.Read(journeys.FS, m)
	require.NoError(t, err)
	memory, err := embedded.Load(m, set.Elements, set.Links)
	require.NoError(t, err)
	defer func() { require.NoError(t, memory.Close()) }()

	database := open(t, m)
	defer func() { require.NoError(t, database.Close()) }()
	start := time.Now()
	applied, err := database.Apply(t.Context(), model.Changes{Ops: model.Diff(model.Content{}, model.Content{Elements: set.Elements, Links: set.Links})})
	require.NoError(t, err)
	require.Equal(t, len(set.Elements)+len(set.Links), applied.Created)
	t.Logf("loaded %d elements and links in %v", applied.Created, time.Since(start))

	inMemory, inDatabase := engine(t, m, memory), engine(t, m, database)
	all, err := library.Read(queries.Files)
	require.NoError(t, err)
	for _, question := range all {
		t.Run(question.Name, func(t *testing.T) {
			var variables map[string]any
			require.NoError(t, json.Unmarshal([]byte(question.Variables), &variables))
			request := graph.Request{Query: question.Query, Variables: variables}
			want, got := inMemory.Do(t.Context(), request), graph.Response{}
			for _, try := range []string{"first", "again"} {
				start := time.Now()
				got = inDatabase.Do(t.Context(), request)
				t.Logf("%s: %v, %d bytes", try, time.Since(start), len(got.Data))
			}
			require.Empty(t, want.Errors)
			require.Empty(t, got.Errors)
			require.Equal(t, string(want.Data), string(got.Data))
		})
	}
}

func engine(t *testing.T, m *model.Model, st store.Store) *graph.Engine {
	t.Helper()
	full, err := schema.Full()
	require.NoError(t, err)
	e, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	return e
}
