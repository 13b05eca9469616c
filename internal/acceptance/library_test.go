package acceptance_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

var update = flag.Bool("update", false, "write the goldens of the library of questions")

func TestEveryQuestionFindsItsAnswerInOneExecution(t *testing.T) {
	st := shippedtest.Store(t)
	counting := storetest.Counting(st)
	engine := newEngine(t, counting)
	withRules := gapEngine(t, st, time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC))
	for _, question := range questions(t) {
		t.Run(question.Name, func(t *testing.T) {
			counting.Reset()
			var response graph.Response
			if asksForGaps(question) {
				response = withRules.Do(t.Context(), request(t, question))
			} else {
				response = engine.Do(t.Context(), request(t, question))
				require.Equal(t, 1, counting.Executions(), "executions of the store")
			}
			require.Empty(t, response.Errors)

			var answer map[string]any
			require.NoError(t, json.Unmarshal(response.Data, &answer))
			for name, value := range answer {
				require.NotNil(t, value, "%s is null: variables.json names something that is not shipped", name)
			}
			require.True(t, findsSomething(answer), "the answer is empty:\n%s", response.Data)

			var text bytes.Buffer
			require.NoError(t, json.Indent(&text, response.Data, "", "  "))
			text.WriteByte('\n')
			golden(t, question.Name, "answer.json", text.String())
		})
	}
}

func TestThePlanOfEveryQuestionIsKnown(t *testing.T) {
	engine := newEngine(t, shippedtest.Store(t))
	for _, question := range questions(t) {
		t.Run(question.Name, func(t *testing.T) {
			text, problems, err := engine.Explain(t.Context(), request(t, question))
			require.NoError(t, err)
			require.Empty(t, problems)
			require.NotEmpty(t, text)
			golden(t, question.Name, "plan.txt", text)
		})
	}
}

func request(t *testing.T, question library.Question) graph.Request {
	t.Helper()
	request := graph.Request{Query: question.Query, QueriesOnly: true}
	require.NoError(t, json.Unmarshal([]byte(question.Variables), &request.Variables))
	return request
}

// asksForGaps holds for questions that every gap rule is asked for: an execution each, on a day that must be fixed.
func asksForGaps(question library.Question) bool {
	return strings.Contains(question.Query, "  gaps(")
}

// findsSomething holds where any list of an answer has an item.
func findsSomething(answer any) bool {
	switch answer := answer.(type) {
	case []any:
		return len(answer) > 0
	case map[string]any:
		for _, value := range answer {
			if findsSomething(value) {
				return true
			}
		}
	}
	return false
}

// golden compares a text with the file of the question that holds what is expected, or writes it with -update.
func golden(t *testing.T, question, file, text string) {
	t.Helper()
	path := filepath.Join("..", "..", "queries", question, file)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run go test ./internal/acceptance -update and read what it writes")
	require.Equal(t, string(want), text)
}
