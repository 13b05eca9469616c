package durable

import (
	"context"
	"log/slog"
	"sync"
	"time"

	bolt "go.etcd.io/bbolt"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// Options are what Open needs besides the folder and the model. Log and Now must be given.
type Options struct {
	Log  *slog.Logger
	Now  func() time.Time
	Wait time.Duration // how long to wait for another process to let go of the file; 1 s where 0

	// WholeAfter is how many bytes of changes are kept before the whole graph is kept again, if the graph is not larger; 1 MiB where 0.
	WholeAfter int64
}

// Store is an embedded store whose changes are on disk before anybody sees them.
type Store struct {
	graph *embedded.Store
	file  *bolt.DB
	path  string
	opts  Options
	model *model.Model

	earlier earlier

	mu     sync.Mutex
	head   head  // GUARDED_BY(mu): what the file holds
	broken error // GUARDED_BY(mu): why the file is written no more, nil while it is
	since  int64 // GUARDED_BY(mu): bytes of changes since the whole graph was kept
	whole  int64 // GUARDED_BY(mu): bytes of the whole graph when it was kept

	closing sync.Once
	closed  error // what closing gave
}

var (
	_ store.Store     = (*Store)(nil)
	_ store.Explainer = (*Store)(nil)
	_ store.Estimator = (*Store)(nil)
	_ store.Local     = (*Store)(nil)
	_ store.Recorder  = (*Store)(nil)
)

// Execute answers a query from memory.
func (s *Store) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	return s.graph.Execute(ctx, q)
}

// Explain says how the store would execute a query.
func (s *Store) Explain(ctx context.Context, q *plan.Query) (string, error) {
	return s.graph.Explain(ctx, q)
}

// Cost says how much the store would look at to answer a query.
func (s *Store) Cost(ctx context.Context, q *plan.Query) (float64, error) {
	return s.graph.Cost(ctx, q)
}

// Version gives the current version.
func (s *Store) Version(ctx context.Context) (model.Version, error) { return s.graph.Version(ctx) }

// Current gives the version of the graph.
func (s *Store) Current() model.Version { return s.graph.Current() }

// Size gives how large the graph is.
func (s *Store) Size() (nodes, relationships int64) { return s.graph.Size() }

// Export gives everything the graph holds, and its version.
func (s *Store) Export(ctx context.Context) (model.Version, model.Content, error) {
	return s.graph.Export(ctx)
}

// Apply makes a batch of changes. It is on disk when Apply comes back. Where it cannot be written the graph stays as it
// was and is served as before.
func (s *Store) Apply(ctx context.Context, changes model.Changes) (store.Applied, error) {
	return s.ApplyShown(ctx, changes, func(store.Step) {})
}

// ApplyShown is Apply, and shows what the batch comes to before it is made, and for a dry run instead.
func (s *Store) ApplyShown(ctx context.Context, changes model.Changes, show func(store.Step)) (store.Applied, error) {
	applied, err := s.graph.ApplyThen(ctx, changes, func(step store.Step) error {
		show(step)
		if changes.DryRun {
			return nil
		}
		return s.keep(changes, step)
	})
	switch code := model.CodeOf(err); {
	case changes.DryRun:
	case code == model.BadUserInput, code == model.Conflict:
		s.keepRefusal(changes, err)
	case err == nil:
		s.keepWhole(ctx)
	}
	return applied, err
}

// Stopped says why the file is written no more until a restart, nil while it is.
func (s *Store) Stopped() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.broken
}

// Close lets go of the graph and its file.
func (s *Store) Close() error {
	s.closing.Do(func() {
		_ = s.graph.Close() // has nothing to lose
		if err := s.file.Close(); err != nil {
			s.closed = writing(s.path, err)
		}
	})
	return s.closed
}
