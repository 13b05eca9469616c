package durable_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/durable"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func newTown() town { return town{storetest.Town()} }

func TestEveryVersionIsThereAgainAfterARestart(t *testing.T) {
	w, dir := newTown(), t.TempDir()
	s := open(t, dir, w.m)
	stop := w.m.Kind("Stop")
	apply(t, s, w.route("route:a", "A"), w.route("route:b", "B"),
		model.PutElement{Element: model.Element{ID: "stop:x", Kind: stop, Set: "model-set:one", Props: model.Props{"name": "X"}}},
		model.PutLink{Link: model.Link{Type: w.m.Relationship("HAS_STOP"), From: "route:a", To: "stop:x", Set: "model-set:one", Props: model.Props{"order": int64(1)}}})
	apply(t, s, model.DeleteElement{ID: "route:b"}, model.PutElement{Merge: true, Element: model.Element{
		ID: "route:a", Kind: w.m.Kind("Route"), Props: model.Props{
			"seasons": []string{"SPRING", "AUTUMN"}, "length": int64(-7), "grade": 2.5, "lit": true, "opened": "2026-11-03", "tags": []string{"a", ""},
		},
	}})
	before, version := content(t, s)
	require.EqualValues(t, 3, version)
	require.NoError(t, s.Close())

	after, again := content(t, open(t, dir, w.m))
	require.Equal(t, before, after)
	require.Equal(t, version, again)
	require.Equal(t, []string{"SPRING", "AUTUMN"}, after.Elements[0].Props["seasons"])
}

func TestStartingDoesNotNeedTheChangesBeforeTheWholeGraphWasKept(t *testing.T) {
	w, dir := newTown(), t.TempDir()
	s := open(t, dir, w.m, func(o *durable.Options) { o.WholeAfter = 1 })
	for i := range 30 {
		apply(t, s, w.route("route:a", string(rune('a'+i))))
	}
	before, version := content(t, s)
	require.NoError(t, s.Close())
	after, again := content(t, open(t, dir, w.m))
	require.Equal(t, before, after)
	require.Equal(t, version, again)
}

func TestAStoreIsOpenOnceOnly(t *testing.T) {
	w, dir := newTown(), t.TempDir()
	s := open(t, dir, w.m)
	_, err := durable.Open(t.Context(), dir, w.m, options())
	require.ErrorIs(t, err, durable.ErrInUse)
	require.Equal(t, model.Unavailable, model.CodeOf(err))
	require.Contains(t, err.Error(), "in use by another process")
	_, err = durable.Read(t.Context(), dir, w.m, options())
	require.ErrorIs(t, err, durable.ErrInUse)
	require.NoError(t, s.Close())
	_, err = durable.Read(t.Context(), dir, w.m, options())
	require.NoError(t, err)
	open(t, dir, w.m)
}

func TestReadingWhatIsNotThereMakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	_, err := durable.Read(t.Context(), dir, newTown().m, options())
	require.Equal(t, model.NotFound, model.CodeOf(err))
	require.NoDirExists(t, dir)
}

func TestAFolderThatCannotBeWrittenIsSaidSo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := durable.Open(t.Context(), file, newTown().m, options())
	require.Equal(t, model.Unavailable, model.CodeOf(err))
	require.Contains(t, err.Error(), file)
}

func TestTheRecordTellsWhatBecameOfEveryBatch(t *testing.T) {
	w, dir := newTown(), t.TempDir()
	s := open(t, dir, w.m)
	apply(t, s, w.route("route:a", "A"))
	apply(t, s, w.route("route:a", "A"))
	stale := model.Version(1)
	_, err := s.Apply(t.Context(), model.Changes{By: "bob", Operation: "apply Rename", Expected: &stale, Ops: []model.Change{w.route("route:a", "B")}})
	require.Equal(t, model.Conflict, model.CodeOf(err))
	_, err = s.Apply(t.Context(), model.Changes{By: "bob", Ops: []model.Change{model.PutLink{Link: model.Link{Type: w.m.Relationship("HAS_STOP"), From: "route:a", To: "stop:no"}}}})
	require.Equal(t, model.BadUserInput, model.CodeOf(err))
	_, err = s.Apply(t.Context(), model.Changes{DryRun: true, Ops: []model.Change{w.route("route:z", "Z")}})
	require.NoError(t, err)
	apply(t, s, model.DeleteElement{ID: "route:a"})
	require.NoError(t, s.Close())

	var entries []durable.Entry
	sum, err := durable.Record(t.Context(), dir, options(), func(e durable.Entry) error { entries = append(entries, e); return nil })
	require.NoError(t, err)
	require.Equal(t, durable.Summary{Entries: 5, Changed: 2, Unchanged: 1, Refused: 2, Version: 3, Hash: sum.Hash}, sum)
	type line struct {
		number        int64
		by, operation string
		before, after model.Version
		outcome       durable.Outcome
		code          model.Code
		minute        int
	}
	var lines []line
	for _, e := range entries {
		lines = append(lines, line{e.Number, e.By, e.Operation, e.Before, e.After, e.Outcome, e.Code, e.Time.Minute()})
	}
	require.Equal(t, []line{
		{1, "ada", "edit", 1, 2, durable.Changed, "", 1},
		{2, "ada", "edit", 2, 2, durable.Unchanged, "", 2},
		{3, "bob", "apply Rename", 2, 2, durable.Refused, model.Conflict, 3},
		{4, "bob", "", 2, 2, durable.Refused, model.BadUserInput, 4},
		{5, "ada", "edit", 2, 3, durable.Changed, "", 5},
	}, lines)
	require.Equal(t, "because", entries[0].Message)
	require.Equal(t, []int{1, 0, 0}, []int{entries[0].Created, entries[0].Updated, entries[0].Deleted})
	stop := errors.New("enough")
	_, err = durable.Record(t.Context(), dir, options(), func(durable.Entry) error { return stop })
	require.ErrorIs(t, err, stop)
}

func TestABackupTakenWhileServingCanBePutBack(t *testing.T) {
	w, dir := newTown(), t.TempDir()
	s := open(t, dir, w.m)
	apply(t, s, w.route("route:a", "A"))
	want, version := content(t, s)
	file := filepath.Join(t.TempDir(), "backup")
	var copied bytes.Buffer
	require.NoError(t, s.Backup(&copied))
	apply(t, s, w.route("route:a", "B"))
	require.NoError(t, os.WriteFile(file, copied.Bytes(), 0o600))

	_, err := durable.Restore(t.Context(), file, dir, w.m, options())
	require.ErrorIs(t, err, durable.ErrInUse)
	require.NoError(t, s.Close())
	done, err := durable.Restore(t.Context(), file, dir, w.m, options())
	require.NoError(t, err)
	require.Equal(t, version, done.Version)
	got, again := content(t, open(t, dir, w.m))
	require.Equal(t, want, got)
	require.Equal(t, version, again)

	aside := filepath.Join(t.TempDir(), "aside")
	require.NoError(t, os.Mkdir(aside, 0o700))
	require.NoError(t, os.Rename(done.Replaced, durable.Path(aside)))
	_, replaced := content(t, open(t, aside, w.m))
	require.EqualValues(t, 3, replaced, "what was there before is kept aside")
}

func TestADamagedBackupReplacesNothing(t *testing.T) {
	w, dir := newTown(), t.TempDir()
	apply(t, open(t, t.TempDir(), w.m), w.route("route:a", "A"))
	file := filepath.Join(t.TempDir(), "backup")
	require.NoError(t, os.WriteFile(file, []byte("nothing of ours"), 0o600))
	_, err := durable.Restore(t.Context(), file, dir, w.m, options())
	require.ErrorIs(t, err, durable.ErrForeign)
	require.False(t, durable.Exists(dir))
}

func TestADamagedGraphIsMovedAsideWhenABackupIsPutBack(t *testing.T) {
	w, dir := newTown(), t.TempDir()
	file, want, version := written(t, w)
	backup := filepath.Join(t.TempDir(), "backup")
	require.NoError(t, os.WriteFile(backup, file, 0o600))
	require.NoError(t, os.WriteFile(durable.Path(dir), file[:len(file)/2], 0o600))
	done, err := durable.Restore(t.Context(), backup, dir, w.m, options())
	require.NoError(t, err)
	require.Equal(t, version, done.Version)
	require.FileExists(t, done.Replaced)
	got, _ := content(t, open(t, dir, w.m))
	require.Equal(t, want, got)
}

func TestACopyOfAGraphThatIsNotOpenIsSound(t *testing.T) {
	w, dir := newTown(), t.TempDir()
	s := open(t, dir, w.m)
	apply(t, s, w.route("route:a", "A"))
	require.NoError(t, s.Close())
	var copied bytes.Buffer
	require.NoError(t, durable.CopyTo(t.Context(), &copied, dir, w.m, options()))
	other := t.TempDir()
	require.NoError(t, os.WriteFile(durable.Path(other), copied.Bytes(), 0o600))
	_, version := content(t, open(t, other, w.m))
	require.EqualValues(t, 2, version)
}
