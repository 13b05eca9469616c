package acceptance_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/execute"
)

// Every question and every gap rule is put to all three stores, so that no computed field is left untried on any of them.
func TestEveryComputedAnswerIsAskedForOnAllStores(t *testing.T) {
	full, err := schema.Full()
	require.NoError(t, err)
	asked := map[execute.Name]bool{}
	var selected func(ast.SelectionSet)
	selected = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				asked[execute.Name{Kind: s.ObjectDefinition.Name, Field: s.Name}] = true
				selected(s.SelectionSet)
			case *ast.InlineFragment:
				selected(s.SelectionSet)
			case *ast.FragmentSpread:
				selected(s.Definition.SelectionSet)
			}
		}
	}
	for name, request := range everything(t) {
		document, problems := gqlparser.LoadQueryWithRules(full, request.Query, nil)
		require.Empty(t, problems, name)
		selected(document.Operations[0].SelectionSet)
	}
	for name := range graph.ComputedFields() {
		require.True(t, asked[name], "nothing asks for %s.%s", name.Kind, name.Field)
	}
}
