package acceptance_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/queries"
)

func TestEveryQuestionIsOneNamedOperationOfTheSchema(t *testing.T) {
	full, err := schema.Full()
	require.NoError(t, err)
	for _, question := range questions(t) {
		t.Run(question.Name, func(t *testing.T) {
			document, problems := gqlparser.LoadQueryWithRules(full, question.Query, nil)
			require.Empty(t, problems)
			require.Len(t, document.Operations, 1)
			operation := document.Operations[0]
			require.Equal(t, ast.Query, operation.Operation)
			require.Equal(t, operationName(question.Name), operation.Name)

			var variables map[string]any
			require.NoError(t, json.Unmarshal([]byte(question.Variables), &variables))
			_, err := validator.VariableValues(full, operation, variables)
			require.NoError(t, err)
			for name := range variables {
				require.NotNil(t, operation.VariableDefinitions.ForName(name), "variables.json has %q, which the operation does not take", name)
			}
		})
	}
}

func questions(t *testing.T) []library.Question {
	t.Helper()
	found, err := library.Read(queries.Files)
	require.NoError(t, err)
	require.NotEmpty(t, found)
	return found
}

// operationName gives JourneyMap for journey-map.
func operationName(directory string) string {
	var name []byte
	up := true
	for i := range len(directory) {
		c := directory[i]
		switch {
		case c == '-':
			up = true
			continue
		case up && 'a' <= c && c <= 'z':
			c -= 'a' - 'A'
		}
		up = false
		name = append(name, c)
	}
	return string(name)
}
