package durable_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/durable"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock ticks a minute with every look.
func clock() func() time.Time {
	now := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Minute); return now }
}

func options() durable.Options {
	return durable.Options{Log: slog.New(slog.DiscardHandler), Now: clock(), Wait: time.Millisecond}
}

func open(t *testing.T, dir string, m *model.Model, change ...func(*durable.Options)) *durable.Store {
	t.Helper()
	o := options()
	for _, c := range change {
		c(&o)
	}
	s, err := durable.Open(t.Context(), dir, m, o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

func TestTheStorePassesTheSuite(t *testing.T) {
	storetest.Run(t, func(t *testing.T, m *model.Model) store.Store { return open(t, t.TempDir(), m) })
}

// reopened is a store that is closed and opened again before every question, so that all answers come from disk.
type reopened struct {
	*durable.Store
	dir string
	m   *model.Model
}

func (r *reopened) Apply(ctx context.Context, c model.Changes) (store.Applied, error) {
	applied, err := r.Store.Apply(ctx, c)
	if closing := r.Store.Close(); closing != nil {
		return applied, closing
	}
	o := options()
	o.WholeAfter = 2000
	again, failed := durable.Open(context.Background(), r.dir, r.m, o)
	if failed != nil {
		return applied, failed
	}
	r.Store = again
	return applied, err
}

func TestWhatIsOnDiskGivesTheAnswersOfANaiveStore(t *testing.T) {
	storetest.Differential(t, func(t *testing.T, m *model.Model) store.Store {
		dir := t.TempDir()
		s, err := durable.Open(t.Context(), dir, m, options())
		require.NoError(t, err)
		return &reopened{Store: s, dir: dir, m: m}
	}, 30)
}

func TestEarlierVersionsAreWhatTheyWere(t *testing.T) {
	seeds := 8
	if testing.Short() {
		seeds = 3
	}
	// Opened anew after every change nothing of the past is in memory; otherwise the last versions are.
	storetest.Past(t, func(t *testing.T, m *model.Model) storetest.Remembering {
		dir := t.TempDir()
		s, err := durable.Open(t.Context(), dir, m, options())
		require.NoError(t, err)
		return &reopened{Store: s, dir: dir, m: m}
	}, seeds)
	storetest.Past(t, func(t *testing.T, m *model.Model) storetest.Remembering { return open(t, t.TempDir(), m) }, seeds)
}

// town is a graph to make small changes to.
type town struct{ m *model.Model }

func (w town) route(id, name string) model.Change {
	return model.PutElement{Merge: true, Element: model.Element{ID: id, Kind: w.m.Kind("Route"), Props: model.Props{"name": name}}}
}

func apply(t *testing.T, s *durable.Store, ops ...model.Change) store.Applied {
	t.Helper()
	applied, err := s.Apply(t.Context(), model.Changes{Ops: ops, By: "ada", Operation: "edit", Message: "because"})
	require.NoError(t, err)
	return applied
}

func content(t *testing.T, s store.Exporter) (model.Content, model.Version) {
	t.Helper()
	version, c, err := s.Export(t.Context())
	require.NoError(t, err)
	return c, version
}
