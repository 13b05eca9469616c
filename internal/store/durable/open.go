package durable

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// fileName is the name of the graph's file in its folder.
const fileName = "graph.db"

const (
	// mapped is how much of the address space the file gets at once, so that it can grow while a backup reads it.
	mapped = 1 << 30
	// growth is by how many bytes the file grows at a time.
	growth = 1 << 20
)

func (o Options) withDefaults() Options {
	if o.Wait == 0 {
		o.Wait = time.Second
	}
	if o.WholeAfter == 0 {
		o.WholeAfter = 1 << 20
	}
	return o
}

func (o Options) bolt() *bolt.Options {
	b := &bolt.Options{Timeout: o.Wait, FreelistType: bolt.FreelistMapType}
	if runtime.GOOS != "windows" && strconv.IntSize == 64 {
		b.InitialMmapSize = mapped
	}
	return b
}

// Path gives the file that a graph is kept in, in a folder.
func Path(dir string) string { return filepath.Join(dir, fileName) }

// Exists reports whether a folder has a graph in it, sound or not.
func Exists(dir string) bool {
	info, err := os.Stat(Path(dir))
	return err == nil && info.Size() > 0
}

// Open opens the graph that is kept in the folder, or makes an empty one. A file that is damaged, of something else or of
// a newer program, or in use by another process, is refused: what is wrong is the cause of the error.
func Open(ctx context.Context, dir string, m *model.Model, o Options) (*Store, error) {
	o = o.withDefaults()
	path := Path(dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, writing(path, err)
	}
	if Exists(dir) {
		if err := check(path, o); err != nil {
			return nil, err
		}
	}
	file, err := bolt.Open(path, 0o600, o.bolt())
	if err != nil {
		return nil, opening(path, err)
	}
	file.AllocSize = growth
	s, err := start(ctx, file, path, m, o)
	if err != nil {
		_ = file.Close() // nothing was written to it
		return nil, err
	}
	return s, nil
}

func start(ctx context.Context, file *bolt.DB, path string, m *model.Model, o Options) (*Store, error) {
	if blank(file) {
		if err := file.Update(prepare); err != nil {
			return nil, writing(path, err)
		}
	}
	k, err := load(ctx, file, path, m)
	if err != nil {
		return nil, err
	}
	return &Store{
		graph: k.graph, file: file, path: path, opts: o, model: m, head: k.head, since: k.since, whole: k.whole.Bytes,
	}, nil
}

// blank reports whether a file has nothing in it, as it is right after it was made.
func blank(file *bolt.DB) (is bool) {
	_ = file.View(func(tx *bolt.Tx) error {
		first, _ := tx.Cursor().First()
		is = first == nil
		return nil
	})
	return is
}

// prepare makes a blank file an empty graph.
func prepare(tx *bolt.Tx) error {
	for _, name := range [][]byte{bucketAbout, bucketChanges, bucketRecord, bucketWhole} {
		if _, err := tx.CreateBucket(name); err != nil {
			return err
		}
	}
	about := tx.Bucket(bucketAbout)
	if err := about.Put(keyFormat, []byte(format)); err != nil {
		return err
	}
	if err := putJSON(about, keyHead, head{Version: 1}); err != nil {
		return err
	}
	return putJSON(about, keyWhole, whole{Version: 1, Hash: digest()})
}

// Read gives the graph that is kept in a folder, to ask only: changes of it are not kept. The file is let go of at once.
func Read(ctx context.Context, dir string, m *model.Model, o Options) (*embedded.Store, error) {
	k, err := read(ctx, Path(dir), m, o.withDefaults())
	if err != nil {
		return nil, err
	}
	return k.graph, nil
}

// Ask opens the graph that is kept in a folder to ask only, with its past. Others may ask at the same time, and nobody can
// change it until it is closed.
func Ask(ctx context.Context, dir string, m *model.Model, o Options) (*Store, error) {
	o, path := o.withDefaults(), Path(dir)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, model.Errorf(model.NotFound, "there is no graph at %s", path)
	}
	if err := check(path, o); err != nil {
		return nil, err
	}
	file, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: o.Wait})
	if err != nil {
		return nil, opening(path, err)
	}
	k, err := load(ctx, file, path, m)
	if err != nil {
		_ = file.Close() // it was only read
		return nil, err
	}
	return &Store{
		graph: k.graph, file: file, path: path, opts: o, model: m, head: k.head,
		broken: model.Errorf(model.BadUserInput, "%s was opened to ask only", path),
	}, nil
}

func read(ctx context.Context, path string, m *model.Model, o Options) (kept, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return kept{}, model.Errorf(model.NotFound, "there is no graph at %s", path)
	}
	if err := check(path, o); err != nil {
		return kept{}, err
	}
	file, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: o.Wait})
	if err != nil {
		return kept{}, opening(path, err)
	}
	defer file.Close()
	return load(ctx, file, path, m)
}

// check looks at the structure of a file before bbolt trusts it. It holds the lock that keeps writers away meanwhile.
func check(path string, o Options) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		// Opening looks at the first two pages only. A file that even these cannot be had of is not sound.
		if fault := recover(); fault != nil {
			err = damaged(path, errors.New("its beginning cannot be read"))
		}
	}()
	file, err := os.Open(path)
	if err != nil {
		return writing(path, err)
	}
	defer file.Close()
	lock, err := bolt.Open(path, 0o600, &bolt.Options{ReadOnly: true, Timeout: o.Wait})
	if err != nil {
		told := opening(path, err)
		switch {
		case errors.Is(told, ErrInUse), errors.Is(told, ErrAccess):
			return told
		case foreign(file):
			return notOurs(path)
		}
		return damaged(path, err)
	}
	defer lock.Close()
	info, err := file.Stat()
	if err != nil {
		return writing(path, err)
	}
	if err := checkPages(file, info.Size()); err != nil {
		return damaged(path, err)
	}
	if blank(lock) {
		return nil
	}
	err = lock.View(func(tx *bolt.Tx) error { return known(tx, path) })
	return unsound(context.Background(), path, err)
}

func notOurs(path string) error {
	return unavailable(ErrForeign, nil, path+" is not a graph of Carejourney. Name another folder with --data, or move the file away")
}

// foreign reports whether nothing at the beginning of a file looks like one of bbolt.
func foreign(file *os.File) bool {
	start := make([]byte, 64<<10+pageHeader+metaSize)
	n, _ := file.ReadAt(start, 0) // a short file is what it is
	return !bytes.Contains(start[:n], binary.NativeEndian.AppendUint32(nil, boltMagic))
}
