package pages

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/model"
)

func TestALateAnswerIsGivenAsLongAsItWouldBeTheSame(t *testing.T) {
	refused := func(code model.Code) graph.Response {
		return graph.Response{Errors: gqlerror.List{{Extensions: map[string]any{"code": string(code)}}}}
	}
	came := time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name    string
		awaited awaited
		version model.Version
		atOnce  bool
		after   time.Duration
		serves  bool
	}{
		{"an answer, an hour later", awaited{from: 3}, 3, true, time.Hour, true},
		{"an answer about an older graph", awaited{from: 3}, 4, true, 0, false},
		{"what is too much, an hour later", awaited{from: 3, answer: refused(model.LimitExceeded)}, 3, true, time.Hour, true},
		{"a graph that could not be read, a moment later", awaited{from: 3, answer: refused(model.Unavailable)}, 3, true, time.Second, true},
		{"a graph that could not be read, an hour later", awaited{from: 3, answer: refused(model.Unavailable)}, 3, true, time.Hour, false},
		{"a fault, an hour later", awaited{from: 3, failure: errors.New("panic")}, 3, true, time.Hour, false},
		{"an answer from elsewhere, a moment later", awaited{}, 0, false, time.Second, true},
		{"an answer from elsewhere, an hour later", awaited{}, 0, false, time.Hour, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.awaited.at = came
			require.Equal(t, tt.serves, tt.awaited.serves(tt.version, tt.atOnce, came.Add(tt.after)))
		})
	}
}
