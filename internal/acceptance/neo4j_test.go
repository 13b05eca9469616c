package acceptance_test

import (
	"log/slog"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store/mirror"
	"github.com/carejourney/carejourney/internal/store/neo4j"
)

// inNeo4j gives a store with the shipped journeys in a real Neo4j. Planning a question for the first time takes a busy
// machine far longer than a server would wait.
func inNeo4j(t *testing.T, m *model.Model) *neo4j.Store {
	t.Helper()
	content := shippedtest.Content(t, m)
	st, err := neo4j.Open(t.Context(), m, neo4j.Config{
		URI: neo4jtest.Empty(t), QueryTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	require.NoError(t, err)
	t.Cleanup(func() { _ = st.Close() }) // a mirror closes it too
	applied, err := st.Apply(t.Context(), model.Changes{Ops: model.Diff(model.Content{}, content)})
	require.NoError(t, err)
	require.Equal(t, len(content.Elements)+len(content.Links), applied.Created)
	return st
}

func TestEveryQuestionAndRuleHasTheSameAnswerInMemoryInNeo4jAndInItsMirror(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	database := inNeo4j(t, m)
	copied, err := mirror.Open(t.Context(), m, database, mirror.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, copied.Close()) })
	memory := gapEngine(t, shippedtest.Store(t), asOf)
	remembers := &remembering{Store: database}
	others := []struct {
		name   string
		engine *graph.Engine
	}{{"Neo4j", gapEngineOn(t, m, remembers, asOf)}, {"the mirror", gapEngineOn(t, m, copied, asOf)}}
	explains := explained{database, map[string]bool{}}

	all := everything(t)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			request := all[name]
			want := memory.Do(t.Context(), request)
			require.Empty(t, want.Errors)
			for _, other := range others {
				start := time.Now()
				got := other.engine.Do(t.Context(), request)
				require.Empty(t, got.Errors, other.name)
				require.Equal(t, string(want.Data), string(got.Data), other.name)
				t.Logf("%s: %v, %d bytes", other.name, time.Since(start), len(got.Data))
			}
			start := time.Now()
			asked := remembers.taken()
			explains.startsWhereThePlansSay(t, asked)
			t.Logf("explained: %v, %d queries", time.Since(start), len(asked))
		})
	}
}

// severalJourneys asks the one computed answer that no question and no rule asks for.
const severalJourneys = `{ encounters(journeys: ["journey:maternity", "journey:dementia"]) {
	columns { id name stages met } rows { id name role coverage first { name } last { name } metAt { name } } } }`

// everything gives what is asked for every question and every gap rule, by name.
func everything(t *testing.T) map[string]graph.Request {
	t.Helper()
	all := map[string]graph.Request{"encounters-of-several-journeys": {Query: severalJourneys, QueriesOnly: true}}
	for _, question := range questions(t) {
		all[question.Name] = request(t, question)
	}
	for _, rule := range gapRules(t) {
		variables, ok := rule.Variables(gaps.Scope{AsOf: asOf})
		require.True(t, ok)
		all[rule.Code] = graph.Request{Query: rule.Query, Variables: variables, QueriesOnly: true}
	}
	return all
}
