package acceptance_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestEveryKindCanBeListedAndLookedAtInOneExecution(t *testing.T) {
	full, err := schema.Full()
	require.NoError(t, err)
	m, err := schema.Model()
	require.NoError(t, err)
	counting := storetest.Counting(shippedtest.Store(t))
	engine := newEngine(t, counting)
	ask := func(t *testing.T, q library.Question, variables map[string]any) map[string]json.RawMessage {
		_, problems := gqlparser.LoadQueryWithRules(full, q.Query, nil)
		require.Empty(t, problems)
		counting.Reset()
		response := engine.Do(t.Context(), graph.Request{Query: q.Query, Variables: variables, QueriesOnly: true})
		require.Empty(t, response.Errors)
		require.Equal(t, 1, counting.Executions(), "executions of the store")
		var answer map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(response.Data, &answer))
		return answer
	}
	questions := map[string]library.Question{}
	for _, q := range library.OfKinds(m) {
		questions[q.Name] = q
	}
	for _, q := range library.Sizes(m) {
		require.NotEmpty(t, ask(t, q, nil))
	}
	for _, k := range m.Kinds {
		t.Run(k.Name, func(t *testing.T) {
			var list struct {
				TotalCount int
				Nodes      []struct{ ID string }
			}
			listed := ask(t, questions[library.RegisterOf(k)], map[string]any{"first": 1})
			require.NoError(t, json.Unmarshal(listed[k.Plural], &list))
			var linked []struct{ ID string }
			ids := []string{k.Prefix + ":none"}
			for _, n := range list.Nodes {
				ids = append(ids, n.ID)
			}
			links := ask(t, questions[library.LinksOf(k)], map[string]any{"ids": ids})
			require.NoError(t, json.Unmarshal(links["nodes"], &linked))
			require.Len(t, linked, len(ids), "null stands for what is not there")
			if list.TotalCount == 0 {
				return // of most kinds something is shipped
			}
			require.Len(t, list.Nodes, 1)

			var node struct{ ID string }
			about := ask(t, questions[library.AboutOf(k)], map[string]any{"id": list.Nodes[0].ID})
			require.NoError(t, json.Unmarshal(about[strings.ToLower(k.Name[:1])+k.Name[1:]], &node))
			require.Equal(t, list.Nodes[0].ID, node.ID)
		})
	}
}
