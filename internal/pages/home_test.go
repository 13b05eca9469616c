package pages_test

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// elsewhere is a store that gives versions of its own. Only who looks for gaps asks for them.
type elsewhere struct {
	store.Store
	version func() (model.Version, error)
}

func (s elsewhere) Version(context.Context) (model.Version, error) { return s.version() }

func TestTheFirstPageIsThereWhereGapsCannotBeCounted(t *testing.T) {
	const said = "How many gaps there are cannot be said at the moment"
	var changes atomic.Int64
	tests := []struct {
		name    string
		version func() (model.Version, error)
		status  int
		says    bool
	}{
		{"the graph changes faster than rules are asked", func() (model.Version, error) { return model.Version(1000 + changes.Add(1)), nil }, http.StatusOK, true},
		{"the rules take too long", func() (model.Version, error) { return 0, context.DeadlineExceeded }, http.StatusOK, true},
		{"anything else is told as what it is", func() (model.Version, error) { return 0, errors.New("broken") }, http.StatusInternalServerError, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := schema.Model()
			require.NoError(t, err)
			w := get(t, site(t, elsewhere{small(t, m), tt.version}), "/")
			require.Equal(t, tt.status, w.Code, w.Body.String())
			if tt.says {
				require.Contains(t, w.Body.String(), said)
				require.Contains(t, w.Body.String(), `href="/journeys/asthma"`, "everything else is there")
				require.NotContains(t, w.Body.String(), "are serious", "no count that is none")
			}
			soundPage(t, w.Body.String())
		})
	}
	require.NotContains(t, get(t, site(t), "/").Body.String(), said, "where they can be counted")
	require.Contains(t, get(t, site(t), "/").Body.String(), "are serious")
}
