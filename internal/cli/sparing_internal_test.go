package cli

import (
	"runtime/debug"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func TestMemoryIsSavedWhileALargeFolderIsRead(t *testing.T) {
	usual := debug.SetGCPercent(400)
	defer debug.SetGCPercent(usual)
	during := func(files fstest.MapFS) (percent int) {
		require.NoError(t, sparing(files, func() error {
			percent = debug.SetGCPercent(-1)
			debug.SetGCPercent(percent)
			return nil
		}))
		now := debug.SetGCPercent(400)
		require.Equal(t, 400, now, "what it was before holds again")
		return percent
	}
	small, large := &fstest.MapFile{Data: []byte("id,name\n")}, &fstest.MapFile{Data: make([]byte, largeFolder)}
	require.Equal(t, 400, during(fstest.MapFS{"a.csv": small}))
	require.Equal(t, 50, during(fstest.MapFS{"a.csv": small, "b.csv": large}))
	require.Equal(t, 400, during(fstest.MapFS{"a.csv": small, "b.png": large}), "only model files count")
}
