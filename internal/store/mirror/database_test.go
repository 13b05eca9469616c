package mirror_test

import (
	"context"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/internal/store/mirror"
)

// database is a source as Neo4j is one: it remembers what changed, can be written to behind its own back, and can be away.
type database struct {
	*embedded.Store

	mu      sync.Mutex
	changed map[model.Version][]string // ids, by the version that changed them
	hidden  model.Version              // how many versions of the store were made behind its back and show no number
	away    bool
	torn    bool // what it says has changed lacks the elements
	last    bool // it goes away after the next change
	exports int
}

func newDatabase(m *model.Model) *database {
	return &database{Store: embedded.New(m), changed: map[model.Version][]string{}}
}

// set changes the state of the database.
func (d *database) set(change func()) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change()
}

// reach fails while the database is away, and gives the hidden versions.
func (d *database) reach() (model.Version, error) {
	if d.away {
		return 0, model.Errorf(model.Unavailable, "the database cannot be reached")
	}
	return d.hidden, nil
}

func (d *database) Version(ctx context.Context) (model.Version, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	hidden, err := d.reach()
	if err != nil {
		return 0, err
	}
	version, err := d.Store.Version(ctx)
	return version - hidden, err
}

func (d *database) Apply(ctx context.Context, changes model.Changes) (store.Applied, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	hidden, err := d.reach()
	if err != nil {
		return store.Applied{}, err
	}
	if changes.Expected != nil {
		inner := *changes.Expected + hidden
		changes.Expected = &inner
	}
	applied, err := d.Store.Apply(ctx, changes)
	applied.Version -= hidden
	if err == nil && !changes.DryRun && len(applied.Changed) > 0 {
		d.changed[applied.Version] = applied.Changed
		d.away = d.last
	}
	return applied, err
}

func (d *database) Export(ctx context.Context) (model.Version, model.Content, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	hidden, err := d.reach()
	if err != nil {
		return 0, model.Content{}, err
	}
	d.exports++
	version, content, err := d.Store.Export(ctx)
	return version - hidden, content, err
}

func (d *database) Since(ctx context.Context, version model.Version) (store.Delta, bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	hidden, err := d.reach()
	if err != nil {
		return store.Delta{}, false, err
	}
	now, err := d.Store.Version(ctx)
	if err != nil {
		return store.Delta{}, false, err
	}
	ids := map[string]bool{}
	for v := version + 1; v <= now-hidden; v++ {
		changed, known := d.changed[v]
		if !known {
			return store.Delta{}, false, nil
		}
		for _, id := range changed {
			ids[id] = true
		}
	}
	delta := store.Delta{Version: now - hidden, IDs: slices.Sorted(maps.Keys(ids))}
	delta.Content, err = d.Part(ctx, delta.IDs)
	if d.torn {
		delta.Content.Elements = nil
	}
	return delta, true, err
}

func (d *database) Notice(ctx context.Context, version model.Version) (model.Version, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	hidden, err := d.reach()
	if err != nil {
		return 0, err
	}
	if now, err := d.Store.Version(ctx); err != nil || now-hidden != version {
		return 0, model.Errorf(model.Conflict, "the graph is at version %d, not %d: %v", now-hidden, version, err)
	}
	d.hidden--
	return version + 1, nil
}

// behindItsBack changes the database without a new version.
func (d *database) behindItsBack(t *testing.T, changes ...model.Change) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	before := d.Store.Current()
	_, err := d.Store.Apply(t.Context(), model.Changes{Ops: changes})
	require.NoError(t, err)
	d.hidden += d.Store.Current() - before
}

// writtenElsewhere is a mirror whose writers write to the source itself and wait for the mirror with a change that
// collides: it then catches up.
type writtenElsewhere struct {
	*mirror.Mirror
	source store.Store
}

func (w *writtenElsewhere) Apply(ctx context.Context, changes model.Changes) (store.Applied, error) {
	applied, err := w.source.Apply(ctx, changes)
	if err != nil || changes.DryRun {
		return applied, err
	}
	never := model.Version(-1)
	if _, err := w.Mirror.Apply(ctx, model.Changes{Expected: &never}); model.CodeOf(err) != model.Conflict {
		return applied, err
	}
	return applied, nil
}
