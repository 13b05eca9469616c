package plan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

// FuzzCursor reads whatever a client may send as a cursor. It is refused, or it means the same when written again.
func FuzzCursor(f *testing.F) {
	f.Add(Cursor(Ordering(order), []any{"a", 1.5, int64(3), true, int64(0), int64(2), "x:1"}))
	f.Add(Cursor(Ordering(order), []any{nil, nil, nil, nil, int64(0), int64(0), "x:1"}))
	f.Add(Cursor("name,id", []any{"a", "b"}))
	f.Add("W10")
	f.Add("bnVsbA")
	f.Fuzz(func(t *testing.T, text string) {
		values, err := ReadCursor(text, order)
		if err != nil {
			require.Equal(t, model.BadUserInput, model.CodeOf(err))
			return
		}
		again, err := ReadCursor(Cursor(Ordering(order), values), order)
		require.NoError(t, err)
		require.Equal(t, values, again)
	})
}
