package durable

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// Buckets of the file, and keys of the first one.
var (
	bucketAbout   = []byte("carejourney")
	bucketChanges = []byte("changes") // blocks of changes by version and number of the block
	bucketRecord  = []byte("record")  // entries by number
	bucketWhole   = []byte("whole")   // blocks of the whole graph by number

	keyFormat = []byte("format")
	keyHead   = []byte("head")
	keyWhole  = []byte("whole")
)

// format is the version of the file format that this program writes.
const format = "1"

// whole describes the whole graph as it was last kept.
type whole struct {
	Version model.Version `json:"version"`
	Blocks  int           `json:"blocks"`
	Bytes   int64         `json:"bytes"`
	Hash    string        `json:"hash"`
}

// changeKey is where a block of the change that made a version is kept.
func changeKey(version model.Version, block int) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(nil, uint64(version)), uint32(block))
}

func numberKey(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }

func entryOf(changes model.Changes) Entry {
	return Entry{By: changes.By, From: changes.From, Operation: changes.Operation, Message: changes.Message}
}

// keep writes a batch that is about to be made, in one transaction with its entry in the record.
func (s *Store) keep(changes model.Changes, step store.Step) error {
	e := entryOf(changes)
	e.After, e.Outcome = step.Version, Unchanged
	e.Created, e.Updated, e.Deleted = step.Created, step.Updated, step.Deleted
	var blocks [][]byte
	if len(step.Effects) > 0 {
		effects := make([]model.Change, len(step.Effects))
		for i, effect := range step.Effects {
			effects[i] = effect.Change
		}
		var err error
		if blocks, err = encode(effects); err != nil {
			return model.Errorf(model.Internal, "the change cannot be kept: %w", err)
		}
		e.Outcome, e.Content, e.Runs = Changed, digest(blocks...), runsOf(step)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.write(e, blocks)
}

// Refused records a change that was refused before the store was asked.
func (s *Store) Refused(changes model.Changes, why error) { s.keepRefusal(changes, why) }

// keepRefusal records a batch that was not made. That it could not be is no reason to say anything else to who sent it.
func (s *Store) keepRefusal(changes model.Changes, refused error) {
	e := entryOf(changes)
	e.Outcome, e.Code = Refused, model.CodeOf(refused)
	var reason *model.Error
	if errors.As(refused, &reason) {
		e.Problems = len(reason.Problems)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	e.After = s.head.Version
	if err := s.write(e, nil); err != nil {
		s.opts.Log.Error("a refused change could not be recorded", "error", err)
	}
}

// write adds an entry and the blocks it is about, and moves the head. The caller holds mu.
func (s *Store) write(e Entry, blocks [][]byte) error {
	if s.broken != nil {
		return s.broken
	}
	e.Time = s.opts.Now().UTC()
	text, next, err := s.head.next(e)
	if err != nil {
		return model.Errorf(model.Internal, "the change cannot be recorded: %w", err)
	}
	err = s.file.Update(func(tx *bolt.Tx) error {
		var there head
		if err := getJSON(tx.Bucket(bucketAbout), keyHead, &there); err != nil {
			return err
		}
		if there != s.head {
			return ErrStale
		}
		changed := tx.Bucket(bucketChanges)
		changed.FillPercent = 1 // keys only ever grow
		for i, b := range blocks {
			if err := changed.Put(changeKey(e.After, i), b); err != nil {
				return err
			}
		}
		record := tx.Bucket(bucketRecord)
		record.FillPercent = 1
		if err := record.Put(numberKey(next.Entry), text); err != nil {
			return err
		}
		return putJSON(tx.Bucket(bucketAbout), keyHead, next)
	})
	if err != nil {
		return s.failed(err)
	}
	s.head = next
	for _, b := range blocks {
		s.since += int64(len(b))
	}
	return nil
}

// failed makes an error of writing one of ours. Only a lack of space passes by itself; after anything else nobody
// knows what the disk holds, so nothing more is written to it. The caller holds mu.
func (s *Store) failed(err error) error {
	s.opts.Log.Error("a change could not be written; what was served is served on", "path", s.path, "error", err)
	if errors.Is(err, ErrStale) {
		s.broken = unavailable(ErrStale, nil, s.path+" does not hold what is served. Nothing more is written: start the program again to serve what it holds")
		return s.broken
	}
	told := writing(s.path, err)
	if !errors.Is(told, ErrNoSpace) && !errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		s.broken = told
	}
	return told
}

// keepWhole keeps the whole graph where the changes since have become more than it. The change is acknowledged either
// way: that this fails costs time at the next start only.
func (s *Store) keepWhole(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.broken != nil || s.since <= max(s.opts.WholeAfter, s.whole) {
		return
	}
	version, content, err := s.graph.Export(ctx)
	if err == nil && version == s.head.Version {
		err = s.writeWhole(content, version)
	}
	if err != nil {
		s.opts.Log.WarnContext(ctx, "the whole graph could not be kept; it will be tried again", "path", s.path, "error", err)
	}
}

func (s *Store) writeWhole(content model.Content, version model.Version) error {
	e := &encoder{texts: map[string]uint64{}}
	for _, element := range content.Elements {
		if err := e.change(model.PutElement{Element: element}); err != nil {
			return err
		}
	}
	for _, link := range content.Links {
		if err := e.change(model.PutLink{Link: link}); err != nil {
			return err
		}
	}
	blocks := e.done()
	about := whole{Version: version, Blocks: len(blocks), Hash: digest(blocks...)}
	for _, b := range blocks {
		about.Bytes += int64(len(b))
	}
	err := s.file.Update(func(tx *bolt.Tx) error {
		if err := tx.DeleteBucket(bucketWhole); err != nil {
			return err
		}
		into, err := tx.CreateBucket(bucketWhole)
		if err != nil {
			return err
		}
		into.FillPercent = 1
		for i, b := range blocks {
			if err := into.Put(numberKey(int64(i)), b); err != nil {
				return err
			}
		}
		return putJSON(tx.Bucket(bucketAbout), keyWhole, about)
	})
	if err == nil {
		s.since, s.whole = 0, about.Bytes
	}
	return err
}

func putJSON(b *bolt.Bucket, key []byte, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return b.Put(key, text)
}

func getJSON(b *bolt.Bucket, key []byte, v any) error {
	text := b.Get(key)
	if text == nil {
		return errors.New(string(key) + " is missing")
	}
	return json.Unmarshal(text, v)
}
