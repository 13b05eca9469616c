package acceptance_test

import (
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/queries"
)

// BenchmarkEveryGapRule asks all rules about the shipped journeys, keeping no answer.
func BenchmarkEveryGapRule(b *testing.B) {
	m, err := schema.Model()
	require.NoError(b, err)
	full, err := schema.Full()
	require.NoError(b, err)
	st := shippedtest.Store(b)
	engine, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: slog.New(slog.DiscardHandler), Forget: true})
	require.NoError(b, err)
	rules, err := gaps.Read(full, queries.Gaps())
	require.NoError(b, err)
	for b.Loop() {
		for _, rule := range rules {
			variables, _ := rule.Variables(gaps.Scope{AsOf: asOf})
			response := engine.Do(b.Context(), graph.Request{Query: rule.Query, Variables: variables})
			require.Empty(b, response.Errors)
			_, err := rule.Read(m, response.Data, nil)
			require.NoError(b, err)
		}
	}
}
