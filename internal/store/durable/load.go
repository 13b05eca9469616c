package durable

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	bolt "go.etcd.io/bbolt"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// kept is what a file holds.
type kept struct {
	graph *embedded.Store
	head  head
	whole whole
	since int64 // bytes of changes since the whole graph was kept
}

// load reads a file, and goes through its whole record to be sure that it holds what was written.
func load(ctx context.Context, file *bolt.DB, path string, m *model.Model) (k kept, err error) {
	var content model.Content
	var since []model.Change
	err = file.View(func(tx *bolt.Tx) error {
		if err := known(tx, path); err != nil {
			return err
		}
		about, d := tx.Bucket(bucketAbout), newDecoder(m)
		if err := errors.Join(getJSON(about, keyHead, &k.head), getJSON(about, keyWhole, &k.whole)); err != nil {
			return err
		}
		if content, err = readWhole(tx, k.whole, d); err != nil {
			return err
		}
		reached, err := walk(ctx, tx, func(e Entry, blocks [][]byte) error {
			for _, b := range blocks {
				if e.After <= k.whole.Version {
					continue
				}
				changes, err := d.decode(b)
				if err != nil {
					return err
				}
				since, k.since = append(since, changes...), k.since+int64(len(b))
			}
			return nil
		})
		if err == nil && reached != k.head {
			err = errors.New("its record does not end where it should")
		}
		if err == nil && k.whole.Version > k.head.Version {
			err = errors.New("the whole graph in it is of a version that is not in its record")
		}
		return err
	})
	if err == nil {
		k.graph, err = embedded.Resume(m, content, since, k.head.Version)
	}
	return k, unsound(ctx, path, err)
}

// unsound says what is wrong with a file that could not be read as a graph.
func unsound(ctx context.Context, path string, err error) error {
	var unknown unknownName
	var told *model.Error
	switch {
	case err == nil, ctx.Err() != nil:
		return err
	case errors.As(err, &told) && told.Code == model.Unavailable:
		return err
	case errors.As(err, &unknown):
		return unavailable(ErrNewer, err, fmt.Sprintf("%s was written by another version of Carejourney: %v. Use that version", path, err))
	}
	return damaged(path, err)
}

// known makes sure that the file is a graph, of a format that this program knows.
func known(tx *bolt.Tx, path string) error {
	about := tx.Bucket(bucketAbout)
	if about == nil {
		return notOurs(path)
	}
	got := string(about.Get(keyFormat))
	if got == format {
		for _, name := range [][]byte{bucketChanges, bucketRecord, bucketWhole} {
			if tx.Bucket(name) == nil {
				return fmt.Errorf("%s is missing", name)
			}
		}
		return nil
	}
	if n, err := strconv.Atoi(got); err != nil || n < 1 {
		return fmt.Errorf("it names the format %q", got)
	}
	return unavailable(ErrNewer, nil, fmt.Sprintf("%s has format %s, and this program knows format %s. Use a newer version of Carejourney", path, got, format))
}

func readWhole(tx *bolt.Tx, about whole, d *decoder) (model.Content, error) {
	var content model.Content
	var blocks [][]byte
	c := tx.Bucket(bucketWhole).Cursor()
	for key, b := c.First(); key != nil; key, b = c.Next() {
		if !bytes.Equal(key, numberKey(int64(len(blocks)))) {
			return content, errors.New("a block of the whole graph is missing")
		}
		blocks = append(blocks, b)
	}
	if len(blocks) != about.Blocks || digest(blocks...) != about.Hash {
		return content, errors.New("the whole graph in it was altered")
	}
	for _, b := range blocks {
		changes, err := d.decode(b)
		if err != nil {
			return content, err
		}
		for _, change := range changes {
			switch put := change.(type) {
			case model.PutElement:
				content.Elements = append(content.Elements, put.Element)
			case model.PutLink:
				content.Links = append(content.Links, put.Link)
			default:
				return content, errCut
			}
		}
	}
	return content, nil
}

// walk goes through the record from its beginning, with the blocks of every change, and makes sure that each entry
// follows the one before and each change is the one that was recorded. It gives where the record ends.
func walk(ctx context.Context, tx *bolt.Tx, visit func(Entry, [][]byte) error) (head, error) {
	at := head{Version: 1}
	record, changes := tx.Bucket(bucketRecord).Cursor(), tx.Bucket(bucketChanges).Cursor()
	key, text := record.First()
	changeAt, block := changes.First()
	for ; key != nil; key, text = record.Next() {
		if err := ctx.Err(); err != nil {
			return at, err
		}
		var e Entry
		if err := json.Unmarshal(text, &e); err != nil || !bytes.Equal(key, numberKey(at.Entry+1)) || !at.precedes(e) {
			return at, fmt.Errorf("entry %d of its record is missing or was altered", at.Entry+1)
		}
		var blocks [][]byte
		for ; bytes.Equal(changeAt, changeKey(e.After, len(blocks))) && e.Outcome == Changed; changeAt, block = changes.Next() {
			blocks = append(blocks, block)
		}
		if e.Outcome == Changed && digest(blocks...) != e.Content {
			return at, fmt.Errorf("the change of entry %d is missing or was altered", e.Number)
		}
		if err := visit(e, blocks); err != nil {
			return at, err
		}
		at = head{Version: e.After, Entry: e.Number, Hash: digest(text)}
	}
	if changeAt != nil {
		return at, fmt.Errorf("it holds a change of version %d that is not in its record", binary.BigEndian.Uint64(append(changeAt, make([]byte, 8)...)))
	}
	return at, nil
}

// precedes reports whether the entry can be the one after the head.
func (h head) precedes(e Entry) bool {
	after := h.Version
	switch e.Outcome {
	case Changed:
		after++
	case Unchanged, Refused:
	default:
		return false
	}
	return e.Number == h.Entry+1 && e.Previous == h.Hash && e.Before == h.Version && e.After == after
}
