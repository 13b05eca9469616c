package embedded

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// Store keeps a graph in memory.
type Store struct {
	now atomic.Pointer[snapshot]

	writing sync.Mutex // held by the one Apply that makes the next snapshot

	past past

	warming sync.WaitGroup // making indexes in the background

	door store.Door // everything under way is inside
}

var (
	_ store.Store     = (*Store)(nil)
	_ store.Explainer = (*Store)(nil)
	_ store.Estimator = (*Store)(nil)
)

// New gives a store that holds an empty graph at version 1.
func New(m *model.Model) *Store {
	st := &Store{}
	st.now.Store(emptySnapshot(m))
	return st
}

// Load gives a store that holds the graph. It is much faster than Apply for a first graph, and in return it checks only
// that the graph hangs together: ids are unique, and relationships lead where they may. Everything else the rules of
// the model demand must have been checked before.
func Load(m *model.Model, elements []model.Element, links []model.Link) (*Store, error) {
	if len(elements)+len(links) == 0 {
		return New(m), nil
	}
	s, err := load(m, elements, links)
	if err != nil {
		return nil, err
	}
	st := &Store{}
	st.now.Store(s)
	if s.size() >= worthWarming {
		st.warm(s.epoch, s.usual())
	}
	return st, nil
}

// Execute answers a query.
func (st *Store) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	if err := st.door.Enter(ctx); err != nil {
		return nil, err
	}
	defer st.door.Leave()
	if err := plan.Validate(q); err != nil {
		return nil, err
	}
	return execute(ctx, st.now.Load(), q)
}

// Explain says how the store would execute a query.
func (st *Store) Explain(ctx context.Context, q *plan.Query) (string, error) {
	if err := st.door.Enter(ctx); err != nil {
		return "", err
	}
	defer st.door.Leave()
	if err := plan.Validate(q); err != nil {
		return "", err
	}
	return plan.Explain(q, st.now.Load()), nil
}

// Cost says how much the store would look at to answer a query.
func (st *Store) Cost(ctx context.Context, q *plan.Query) (float64, error) {
	if err := st.door.Enter(ctx); err != nil {
		return 0, err
	}
	defer st.door.Leave()
	if err := plan.Validate(q); err != nil {
		return 0, err
	}
	return plan.Cost(q, st.now.Load()), nil
}

// Apply makes a batch of changes.
func (st *Store) Apply(ctx context.Context, changes model.Changes) (store.Applied, error) {
	return st.ApplyThen(ctx, changes, func(store.Step) error { return nil })
}

// Version gives the current version.
func (st *Store) Version(ctx context.Context) (model.Version, error) {
	if err := st.door.Enter(ctx); err != nil {
		return 0, err
	}
	defer st.door.Leave()
	return st.now.Load().version, nil
}

// Close lets go of the graph, once nothing is made of it any more.
func (st *Store) Close() error {
	st.door.Shut()
	st.past.mu.Lock()
	st.now.Store(nil)
	st.past.versions, st.past.steps = nil, nil
	st.past.announce()
	st.past.mu.Unlock()
	st.warming.Wait()
	return nil
}
