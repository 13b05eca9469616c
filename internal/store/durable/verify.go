package durable

import (
	"context"
	"errors"

	bolt "go.etcd.io/bbolt"

	"github.com/carejourney/carejourney/internal/model"
)

// Summary is what a record that was gone through holds.
type Summary struct {
	Entries                     int64
	Changed, Unchanged, Refused int64
	Version                     model.Version
	Hash                        string // of the last entry; noted elsewhere, it proves later that nothing before it was written anew
}

// Inspect gives what a file holds, a backup for example, once it has been found sound from beginning to end.
func Inspect(ctx context.Context, path string, m *model.Model, o Options) (Summary, error) {
	k, err := read(ctx, path, m, o.withDefaults())
	return Summary{Entries: k.head.Entry, Version: k.head.Version, Hash: k.head.Hash}, err
}

// Record goes through the whole record in a folder, gives every entry to visit in order, and reports the first that is
// missing or was altered.
func Record(ctx context.Context, dir string, o Options, visit func(Entry) error) (Summary, error) {
	o = o.withDefaults()
	path := Path(dir)
	if !Exists(dir) {
		return Summary{}, model.Errorf(model.NotFound, "there is no graph at %s", path)
	}
	if err := check(path, o); err != nil {
		return Summary{}, err
	}
	file, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: o.Wait})
	if err != nil {
		return Summary{}, opening(path, err)
	}
	defer file.Close()
	var sum Summary
	var stopped error
	err = file.View(func(tx *bolt.Tx) error {
		if err := known(tx, path); err != nil {
			return err
		}
		var last head
		if err := getJSON(tx.Bucket(bucketAbout), keyHead, &last); err != nil {
			return err
		}
		reached, err := walk(ctx, tx, func(e Entry, _ [][]byte) error {
			*map[Outcome]*int64{Changed: &sum.Changed, Unchanged: &sum.Unchanged, Refused: &sum.Refused}[e.Outcome]++
			stopped = visit(e)
			return stopped
		})
		sum.Entries, sum.Version, sum.Hash = reached.Entry, reached.Version, reached.Hash
		if err == nil && reached != last {
			err = errors.New("its record does not end where it should")
		}
		return err
	})
	if stopped != nil {
		return sum, stopped
	}
	return sum, unsound(ctx, path, err)
}
