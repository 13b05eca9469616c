package durable_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	bolt "go.etcd.io/bbolt"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/durable"
)

// written gives a file with some versions in it, its content and version.
func written(t *testing.T, w town) ([]byte, model.Content, model.Version) {
	t.Helper()
	dir := t.TempDir()
	s := open(t, dir, w.m, func(o *durable.Options) { o.WholeAfter = 3000 })
	for i := range 60 {
		apply(t, s, w.route(fmt.Sprintf("route:r%d", i%9), strings.Repeat(fmt.Sprint(i), 40)))
	}
	all, version := content(t, s)
	var file bytes.Buffer
	require.NoError(t, s.Backup(&file)) // nothing but pages in use, or free among them
	return file.Bytes(), all, version
}

// holding puts a file into a folder.
func holding(t *testing.T, file []byte) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(durable.Path(dir), file, 0o600))
	return dir
}

func TestAFileThatWasCutOffIsRefusedWithWhatToDo(t *testing.T) {
	w := newTown()
	file, _, _ := written(t, w)
	for _, left := range []int{1, 100, 4095, 4096, 8192, 10000, 16384, len(file) / 2, len(file) - 1} {
		dir := holding(t, file[:left])
		_, err := durable.Open(t.Context(), dir, w.m, options())
		require.Error(t, err, "%d bytes", left)
		require.Equal(t, model.Unavailable, model.CodeOf(err))
		if left > 100 {
			require.ErrorIs(t, err, durable.ErrDamaged, "%d bytes", left)
			require.Contains(t, err.Error(), "carejourney restore")
		}
		same, readErr := os.ReadFile(durable.Path(dir))
		require.NoError(t, readErr)
		require.True(t, bytes.Equal(file[:left], same), "a damaged file is not touched")
	}
}

func TestAFlippedBitIsRefusedOrChangesNothing(t *testing.T) {
	w := newTown()
	file, want, version := written(t, w)
	chance := rand.New(rand.NewPCG(1, 2))
	flips := 1500
	if testing.Short() {
		flips = 200
	}
	refused := 0
	for range flips {
		at, bit := chance.IntN(len(file)), byte(1)<<chance.IntN(8)
		flipped := append([]byte(nil), file...)
		flipped[at] ^= bit
		s, err := durable.Read(t.Context(), holding(t, flipped), w.m, options())
		if err != nil {
			require.Equal(t, model.Unavailable, model.CodeOf(err), "%v", err)
			refused++
			continue
		}
		got, now := content(t, s)
		require.Equal(t, want, got, "byte %d", at)
		require.Equal(t, version, now)
		require.NoError(t, s.Close())
	}
	require.Greater(t, refused, flips/10, "most of a file is in use")
	t.Logf("%d of %d flipped bits were refused, the others were in places that nothing uses", refused, flips)
}

func TestFilesOfOtherThingsAreNotTouched(t *testing.T) {
	w := newTown()
	other := t.TempDir() + "/other"
	db, err := bolt.Open(other, 0o600, nil)
	require.NoError(t, err)
	require.NoError(t, db.Update(func(tx *bolt.Tx) error { _, err := tx.CreateBucket([]byte("somebody else")); return err }))
	require.NoError(t, db.Close())
	bucket, err := os.ReadFile(other)
	require.NoError(t, err)
	for name, file := range map[string][]byte{"text": []byte(strings.Repeat("a letter to my aunt\n", 2000)), "another program's": bucket} {
		dir := holding(t, file)
		_, err := durable.Open(t.Context(), dir, w.m, options())
		require.ErrorIs(t, err, durable.ErrForeign, name)
		same, err := os.ReadFile(durable.Path(dir))
		require.NoError(t, err)
		require.True(t, bytes.Equal(file, same), name)
	}
}

// edited changes a file behind the program's back.
func edited(t *testing.T, file []byte, edit func(tx *bolt.Tx) error) string {
	t.Helper()
	dir := holding(t, file)
	db, err := bolt.Open(durable.Path(dir), 0o600, nil)
	require.NoError(t, err)
	require.NoError(t, db.Update(edit))
	require.NoError(t, db.Close())
	return dir
}

func key(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func TestARecordThatWasAlteredIsFound(t *testing.T) {
	w := newTown()
	file, _, _ := written(t, w)
	tests := []struct {
		name string
		edit func(tx *bolt.Tx) error
		want string
	}{
		{"an entry with another name in it", func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte("record"))
			return b.Put(key(20), []byte(strings.Replace(string(b.Get(key(20))), `"ada"`, `"eve"`, 1)))
		}, "entry 21 of its record"},
		{"an entry taken out", func(tx *bolt.Tx) error { return tx.Bucket([]byte("record")).Delete(key(20)) }, "entry 20 of its record"},
		{"the last entry taken out", func(tx *bolt.Tx) error { return tx.Bucket([]byte("record")).Delete(key(60)) }, "version 61 that is not in its record"},
		{"the last entry altered", func(tx *bolt.Tx) error {
			b := tx.Bucket([]byte("record"))
			return b.Put(key(60), []byte(strings.Replace(string(b.Get(key(60))), `"ada"`, `"eve"`, 1)))
		}, "does not end where it should"},
		{"a change taken out", func(tx *bolt.Tx) error {
			return tx.Bucket([]byte("changes")).Delete(append(key(30), 0, 0, 0, 0))
		}, "the change of entry 29"},
		{"a change altered", func(tx *bolt.Tx) error {
			b, at := tx.Bucket([]byte("changes")), append(key(30), 0, 0, 0, 0)
			return b.Put(at, []byte(strings.Replace(string(b.Get(at)), "route:r", "route:x", 1)))
		}, "the change of entry 29"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := edited(t, file, test.edit)
			_, err := durable.Record(t.Context(), dir, options(), func(durable.Entry) error { return nil })
			require.ErrorIs(t, err, durable.ErrDamaged)
			require.Contains(t, err.Error(), test.want)
			_, err = durable.Open(t.Context(), dir, w.m, options())
			require.ErrorIs(t, err, durable.ErrDamaged, "it is not served either")
		})
	}
}

func TestAFileOfANewerProgramIsRefused(t *testing.T) {
	w := newTown()
	file, _, _ := written(t, w)
	dir := edited(t, file, func(tx *bolt.Tx) error { return tx.Bucket([]byte("carejourney")).Put([]byte("format"), []byte("2")) })
	_, err := durable.Open(t.Context(), dir, w.m, options())
	require.ErrorIs(t, err, durable.ErrNewer)
	require.Contains(t, err.Error(), "newer version of Carejourney")
}
