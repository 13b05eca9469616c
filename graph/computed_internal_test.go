package graph

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/execute"
)

func TestNothingIsWorkedOutForSomebodyWhoHasGone(t *testing.T) {
	gone, leave := context.WithCancel(t.Context())
	leave()
	for name, f := range ComputedFields() {
		_, err := f(gone, execute.NeedsOf([]byte("{}")), nil)
		require.ErrorIs(t, err, context.Canceled, "%s.%s", name.Kind, name.Field)
	}
}
