package durable

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"sort"
	"sync"

	bolt "go.etcd.io/bbolt"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

var (
	_ store.Past    = (*Store)(nil)
	_ store.Watched = (*Store)(nil)
)

// earlier keeps the version from long ago that was asked for last: whoever looks at one asks more than one question.
type earlier struct {
	mu      sync.Mutex
	version model.Version   // GUARDED_BY(mu): 0 for none
	graph   *embedded.Store // GUARDED_BY(mu): what it was
}

// Watch gives the version, and a channel that is closed by the next change.
func (s *Store) Watch() (model.Version, <-chan struct{}) { return s.graph.Watch() }

// At gives the graph as it was at any version since the first. The last ones are in memory; others are made of the file,
// which takes as long as the changes up to them are many.
func (s *Store) At(ctx context.Context, version model.Version) (store.Store, error) {
	recent, err := s.graph.At(ctx, version)
	if model.CodeOf(err) != model.NotFound || version < 1 || version > s.Current() {
		return recent, err
	}
	s.earlier.mu.Lock()
	defer s.earlier.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err // those who waited too long ask for no more work
	}
	if s.earlier.version != version {
		graph, err := rebuild(ctx, s.file, s.path, s.model, version)
		if err != nil {
			return nil, err
		}
		s.earlier.version, s.earlier.graph = version, graph
	}
	return s.earlier.graph.At(ctx, version)
}

// rebuild makes the graph as it was at a version: of the whole graph as it was last kept where that is older, else of
// all changes from the first.
func rebuild(ctx context.Context, file *bolt.DB, path string, m *model.Model, version model.Version) (*embedded.Store, error) {
	var content model.Content
	var since []model.Change
	err := file.View(func(tx *bolt.Tx) error {
		about, d := whole{}, newDecoder(m)
		if err := getJSON(tx.Bucket(bucketAbout), keyWhole, &about); err != nil {
			return err
		}
		from := model.Version(1)
		if about.Version <= version {
			var err error
			if content, err = readWhole(tx, about, d); err != nil {
				return err
			}
			from = about.Version
		}
		c := tx.Bucket(bucketChanges).Cursor()
		for key, block := c.Seek(changeKey(from+1, 0)); key != nil; key, block = c.Next() {
			if model.Version(binary.BigEndian.Uint64(key)) > version {
				break
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			changes, err := d.decode(block)
			if err != nil {
				return err
			}
			since = append(since, changes...)
		}
		return nil
	})
	if err != nil {
		return nil, unsound(ctx, path, err)
	}
	return embedded.Resume(m, content, since, version)
}

// Steps shows steps from the record, which goes back to the first version.
func (s *Store) Steps(ctx context.Context, span store.Span, visit func(store.Recorded) bool) (bool, error) {
	err := s.file.View(func(tx *bolt.Tx) error { return steps(ctx, tx, newDecoder(s.model), span, visit) })
	if err != nil {
		return false, unsound(ctx, s.path, err)
	}
	return true, nil
}

// steps goes through the entries of a span. It begins in the middle of the record: from one entry to the next versions
// never go back, and times only where somebody set the clock back.
func steps(ctx context.Context, tx *bolt.Tx, d *decoder, span store.Span, visit func(store.Recorded) bool) error {
	record, changes := tx.Bucket(bucketRecord), tx.Bucket(bucketChanges).Cursor()
	var last head
	if err := getJSON(tx.Bucket(bucketAbout), keyHead, &last); err != nil {
		return err
	}
	entry := func(n int64) (e Entry, err error) {
		text := record.Get(numberKey(n))
		if text == nil {
			return e, errors.New("an entry of its record is missing")
		}
		return e, json.Unmarshal(text, &e)
	}
	var failed error
	first := 1 + sort.Search(int(last.Entry), func(i int) bool {
		e, err := entry(int64(i) + 1)
		failed = errors.Join(failed, err)
		return e.After > span.After && e.Time.After(span.Since)
	})
	if failed != nil {
		return failed
	}
	for n := int64(first); n <= last.Entry; n++ {
		e, err := entry(n)
		if err := errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if e.After > span.Until {
			return nil
		}
		if e.Outcome != Changed || !e.Time.After(span.Since) {
			continue
		}
		step := store.Recorded{
			Version: e.After, Time: e.Time, By: e.By, Operation: e.Operation, Message: e.Message,
			Created: e.Created, Updated: e.Updated, Deleted: e.Deleted,
		}
		if err := effects(&step, e, changes, d, span.Most); err != nil {
			return err
		}
		if !visit(step) {
			return nil
		}
	}
	return nil
}

// effects reads what a step did, as much of it as is wanted.
func effects(step *store.Recorded, e Entry, c *bolt.Cursor, d *decoder, most int) error {
	isNew := e.puts()
	key, block := c.Seek(changeKey(e.After, 0))
	for ; key != nil && model.Version(binary.BigEndian.Uint64(key)) == e.After && len(step.Effects) < most; key, block = c.Next() {
		changes, err := d.decode(block)
		if err != nil {
			return err
		}
		for _, change := range changes {
			effect := store.Effect{Change: change}
			switch change.(type) {
			case model.PutElement, model.PutLink:
				effect.New = isNew()
			}
			if len(step.Effects) < most {
				step.Effects = append(step.Effects, effect)
			}
		}
	}
	step.More = e.Created + e.Updated + e.Deleted - len(step.Effects)
	return nil
}

// puts gives a function that says of one put after the other whether it put what was not there before.
func (e Entry) puts() func() bool {
	runs, fresh := e.Runs, true
	if len(runs) == 0 {
		fresh, runs = e.Updated == 0, []int{e.Created + e.Updated}
	}
	return func() bool {
		for len(runs) > 0 && runs[0] == 0 {
			runs, fresh = runs[1:], !fresh
		}
		if len(runs) > 0 {
			runs[0]--
		}
		return fresh
	}
}

// runsOf writes down which puts of a step put what was not there before: how many of them come one behind the other, then
// how many of the others, and so on. Where all are of one sort the counts say it already.
func runsOf(step store.Step) []int {
	if step.Created == 0 || step.Updated == 0 {
		return nil
	}
	runs, fresh := []int{0}, true
	for _, e := range step.Effects {
		switch e.Change.(type) {
		case model.DeleteElement, model.DeleteLink:
			continue
		}
		if e.New != fresh {
			runs, fresh = append(runs, 0), e.New
		}
		runs[len(runs)-1]++
	}
	return runs
}
