package durable

import (
	"errors"
	"io/fs"
	"log/slog"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	bolt "go.etcd.io/bbolt"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func newStore(t *testing.T) (*Store, func(name string) error) {
	t.Helper()
	m := storetest.Town()
	s, err := Open(t.Context(), t.TempDir(), m, Options{Log: slog.New(slog.DiscardHandler), Now: time.Now})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s, func(name string) error {
		_, err := s.Apply(t.Context(), model.Changes{Ops: []model.Change{
			model.PutElement{Element: model.Element{ID: "route:a", Kind: m.Kind("Route"), Props: model.Props{"name": name}}},
		}})
		return err
	}
}

func TestAChangeThatCannotBeWrittenLeavesTheLastGoodGraph(t *testing.T) {
	s, rename := newStore(t)
	require.NoError(t, rename("before"))
	s.file.MaxSize = 1 // the file may not grow any more
	large := make([]byte, 1<<20)
	err := rename(string(large))
	require.Equal(t, model.Unavailable, model.CodeOf(err), "%v", err)

	version, all, err := s.Export(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 2, version)
	require.Equal(t, "before", all.Elements[0].Props["name"])
}

func TestAfterALackOfSpaceWritingGoesOn(t *testing.T) {
	s, rename := newStore(t)
	s.mu.Lock()
	err := s.failed(&fs.PathError{Op: "write", Path: s.path, Err: syscall.ENOSPC})
	s.mu.Unlock()
	require.ErrorIs(t, err, ErrNoSpace)
	require.ErrorIs(t, err, syscall.ENOSPC, "the log can tell the cause")
	require.NoError(t, s.Stopped())
	require.NoError(t, rename("after"))
}

func TestAfterAnyOtherFailureNothingMoreIsWritten(t *testing.T) {
	s, rename := newStore(t)
	s.mu.Lock()
	_ = s.failed(errors.New("input/output error"))
	s.mu.Unlock()
	require.Equal(t, model.Unavailable, model.CodeOf(rename("after")))
	require.Error(t, s.Stopped(), "who watches the server can see it")
	version, err := s.Version(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 1, version)
}

func TestAFileThatDoesNotHoldWhatIsServedIsNotWritten(t *testing.T) {
	s, rename := newStore(t)
	require.NoError(t, s.file.Update(func(tx *bolt.Tx) error { return putJSON(tx.Bucket(bucketAbout), keyHead, head{Version: 9}) }))
	require.ErrorIs(t, rename("after"), ErrStale)
}
