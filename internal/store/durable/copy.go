package durable

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"

	"github.com/carejourney/carejourney/internal/model"
)

// Backup writes the graph as it is now, with its whole record. Questions and changes go on meanwhile.
func (s *Store) Backup(w io.Writer) error {
	return backup(s.file, s.path, w)
}

// CopyTo writes the graph that is kept in a folder, which no other process may have open. The copy is sound: what is
// not is refused.
func CopyTo(ctx context.Context, w io.Writer, dir string, m *model.Model, o Options) error {
	o = o.withDefaults()
	if _, err := read(ctx, Path(dir), m, o); err != nil {
		return err
	}
	file, err := bolt.Open(Path(dir), 0o600, &bolt.Options{ReadOnly: true, Timeout: o.Wait})
	if err != nil {
		return opening(Path(dir), err)
	}
	defer file.Close()
	return backup(file, Path(dir), w)
}

func backup(file *bolt.DB, path string, w io.Writer) error {
	err := file.View(func(tx *bolt.Tx) error {
		_, err := tx.WriteTo(w)
		return err
	})
	if err != nil {
		return writing("the backup of "+path, err)
	}
	return nil
}

// Restored is what putting a backup back did.
type Restored struct {
	Version  model.Version
	Entries  int64
	Replaced string // where the graph that was there before is now, "" where there was none
}

// Restore puts a backup into a folder, once it has been found sound. A graph that is there already is moved aside, not
// deleted; no other process may have it open.
func Restore(ctx context.Context, backup, dir string, m *model.Model, o Options) (Restored, error) {
	o = o.withDefaults()
	k, err := read(ctx, backup, m, o)
	if err != nil {
		return Restored{}, fmt.Errorf("the backup cannot be put back: %w", err)
	}
	done := Restored{Version: k.head.Version, Entries: k.head.Entry}
	path := Path(dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return done, writing(path, err)
	}
	if err := check(path, o); errors.Is(err, ErrInUse) {
		return done, err
	}
	fresh := path + ".new"
	if err := WriteFile(fresh, func(w io.Writer) error {
		from, err := os.Open(backup)
		if err != nil {
			return err
		}
		defer from.Close()
		_, err = io.Copy(w, from)
		return err
	}); err != nil {
		return done, err
	}
	if Exists(dir) {
		done.Replaced = path + ".replaced-" + o.Now().UTC().Format("20060102T150405.000000000")
		if err := os.Rename(path, done.Replaced); err != nil {
			return done, writing(path, err)
		}
	}
	if err := os.Rename(fresh, path); err != nil {
		return done, writing(path, err)
	}
	return done, syncFolder(dir)
}

// WriteFile writes a file that is whole on disk or not there at all.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	part, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-*")
	if err != nil {
		return writing(path, err)
	}
	defer func() {
		if err != nil {
			_ = part.Close()
			_ = os.Remove(part.Name()) // the error says more than that this failed too
		}
	}()
	if err := write(part); err != nil {
		var told *model.Error
		if errors.As(err, &told) {
			return err
		}
		return writing(path, err)
	}
	if err := errors.Join(part.Sync(), part.Close()); err != nil {
		return writing(path, err)
	}
	if err := os.Rename(part.Name(), path); err != nil {
		return writing(path, err)
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes sure that the names in a folder survive a power cut.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return writing(dir, err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return writing(dir, err)
	}
	return nil
}
