package embedded

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// How much of the past is kept in memory. Versions share all that is the same in them, so what a version takes is about
// what changed since.
const (
	versionsKept = 64
	effectsKept  = 10_000 // between the oldest version kept and the current one
	stepsKept    = 1000
	stepEffects  = 100_000 // in all steps kept
)

var (
	_ store.Past    = (*Store)(nil)
	_ store.Watched = (*Store)(nil)
)

// past is what a store knows of versions before the current one.
type past struct {
	mu       sync.Mutex
	versions []earlier // GUARDED_BY(mu): oldest first
	effects  int       // GUARDED_BY(mu): between the oldest of versions and the current one
	now      func() time.Time
	steps    []store.Recorded // GUARDED_BY(mu): oldest first
	listed   int              // GUARDED_BY(mu): effects in all steps
	from     model.Version    // GUARDED_BY(mu): steps holds every step to a later version
	began    time.Time        // GUARDED_BY(mu): steps holds every step made after that
	changed  chan struct{}    // GUARDED_BY(mu): closed by the next change
}

// earlier is a version before the current one, and how many effects lead to the one after it.
type earlier struct {
	snapshot *snapshot
	effects  int
}

// Remember keeps a record of changes from now on, in memory and of limited length. Without it a store knows its last
// versions but not what led from one to the next. It must be called before the store is used.
func (st *Store) Remember(now func() time.Time) {
	st.past.mu.Lock()
	defer st.past.mu.Unlock()
	st.past.now, st.past.from, st.past.began = now, st.Current(), now()
}

// moved makes the next snapshot the current one. step is nil where it is not known what led there.
func (st *Store) moved(next *snapshot, step *store.Step, changes model.Changes) (before *snapshot) {
	p := &st.past
	p.mu.Lock()
	defer p.mu.Unlock()
	before = st.now.Swap(next)
	if step == nil {
		p.versions, p.effects, p.steps, p.listed, p.from = nil, 0, nil, 0, next.version
		if p.now != nil {
			p.began = p.now()
		}
	} else {
		p.keepVersion(before, len(step.Effects))
		p.keepStep(step, changes)
	}
	p.announce()
	return before
}

// announce tells everybody who watches. The caller holds mu.
func (p *past) announce() {
	if p.changed != nil {
		close(p.changed)
		p.changed = nil
	}
}

func (p *past) keepVersion(s *snapshot, effects int) {
	p.versions = append(p.versions, earlier{s, effects})
	p.effects += effects
	for len(p.versions) > 0 && (len(p.versions) > versionsKept || p.effects > effectsKept) {
		p.effects -= p.versions[0].effects
		p.versions[0] = earlier{} // so that the array does not hold it
		p.versions = p.versions[1:]
	}
}

func (p *past) keepStep(step *store.Step, changes model.Changes) {
	if p.now == nil {
		return
	}
	p.steps = append(p.steps, store.Recorded{
		Version: step.Version, Time: p.now(), By: changes.By, Operation: changes.Operation, Message: changes.Message,
		Created: step.Created, Updated: step.Updated, Deleted: step.Deleted, Effects: step.Effects,
	})
	p.listed += len(step.Effects)
	for len(p.steps) > 0 && (len(p.steps) > stepsKept || p.listed > stepEffects) {
		p.listed -= len(p.steps[0].Effects)
		p.from, p.began = p.steps[0].Version, p.steps[0].Time
		p.steps[0] = store.Recorded{}
		p.steps = p.steps[1:]
	}
}

// Watch gives the version, and a channel that is closed by the next change.
func (st *Store) Watch() (model.Version, <-chan struct{}) {
	p := &st.past
	p.mu.Lock()
	defer p.mu.Unlock()
	s := st.now.Load()
	if s == nil {
		gone := make(chan struct{})
		close(gone)
		return 0, gone
	}
	if p.changed == nil {
		p.changed = make(chan struct{})
	}
	return s.version, p.changed
}

// At gives the graph as it was at one of the last versions.
func (st *Store) At(ctx context.Context, version model.Version) (store.Store, error) {
	if err := st.door.Enter(ctx); err != nil {
		return nil, err
	}
	defer st.door.Leave()
	p := &st.past
	p.mu.Lock()
	defer p.mu.Unlock()
	now := st.now.Load()
	if version == now.version {
		return frozen{st, now}, nil
	}
	for _, e := range p.versions {
		if e.snapshot.version == version {
			return frozen{st, e.snapshot}, nil
		}
	}
	return nil, NoVersion(version, now.version)
}

// NoVersion says that a version cannot be had.
func NoVersion(version, current model.Version) error {
	if version < 1 || version > current {
		return model.Errorf(model.NotFound, "There is no version %d: the graph is at version %d.", version, current)
	}
	return model.Errorf(model.NotFound, "Version %d is no longer known: this graph has no record that goes back so far.", version)
}

// Steps shows the steps that are remembered.
func (st *Store) Steps(ctx context.Context, span store.Span, visit func(store.Recorded) bool) (bool, error) {
	if err := st.door.Enter(ctx); err != nil {
		return false, err
	}
	defer st.door.Leave()
	st.past.mu.Lock()
	steps, from, began := slices.Clone(st.past.steps), st.past.from, st.past.began
	remembers := st.past.now != nil
	st.past.mu.Unlock()
	if !remembers {
		return span.Since.IsZero() && span.After >= st.Current(), nil
	}
	whole := span.After >= from || !span.Since.IsZero() && !span.Since.Before(began)
	for _, s := range steps {
		if s.Version <= span.After || s.Version > span.Until || !s.Time.After(span.Since) {
			continue
		}
		if left := len(s.Effects) - span.Most; left > 0 {
			s.Effects, s.More = s.Effects[:span.Most], left
		}
		if !visit(s) {
			break
		}
	}
	return whole, nil
}

// frozen is the graph at one version.
type frozen struct {
	st *Store
	s  *snapshot
}

var (
	_ store.Local   = frozen{}
	_ store.Partial = frozen{}
)

// Execute answers a query at the version.
func (f frozen) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	if err := f.st.door.Enter(ctx); err != nil {
		return nil, err
	}
	defer f.st.door.Leave()
	if err := plan.Validate(q); err != nil {
		return nil, err
	}
	return execute(ctx, f.s, q)
}

// Apply refuses: what was cannot be changed.
func (frozen) Apply(context.Context, model.Changes) (store.Applied, error) {
	return store.Applied{}, model.Errorf(model.BadUserInput, "an earlier version of the graph cannot be changed")
}

// Version gives the version.
func (f frozen) Version(context.Context) (model.Version, error) { return f.s.version, nil }

// Current gives the version.
func (f frozen) Current() model.Version { return f.s.version }

// Export gives everything the graph held.
func (f frozen) Export(ctx context.Context) (model.Version, model.Content, error) {
	if err := f.st.door.Enter(ctx); err != nil {
		return 0, model.Content{}, err
	}
	defer f.st.door.Leave()
	return f.s.version, f.s.content(), nil
}

// Part gives a part of what the graph held.
func (f frozen) Part(ctx context.Context, ids []string) (model.Content, error) {
	if err := f.st.door.Enter(ctx); err != nil {
		return model.Content{}, err
	}
	defer f.st.door.Leave()
	return f.s.part(ids), nil
}

// Close does nothing.
func (frozen) Close() error { return nil }
