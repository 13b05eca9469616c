package graph_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// country is a store that says how large it is, and shows what it is asked.
type country struct {
	*embedded.Store
	nodes int64
	asked chan struct{}                                   // one for every query, where there is room
	hold  atomic.Pointer[func(ctx context.Context) error] // where not nil, queries wait for it
	count atomic.Int64
}

func (c *country) Size() (nodes, relationships int64) { return c.nodes, 0 }

func (c *country) Execute(ctx context.Context, q *plan.Query) (*plan.Result, error) {
	c.count.Add(1)
	select {
	case c.asked <- struct{}{}:
	default:
	}
	if hold := c.hold.Load(); hold != nil {
		if err := (*hold)(ctx); err != nil {
			return nil, err
		}
	}
	return c.Store.Execute(ctx, q)
}

const nameless = `# An outcome of which nothing is said.
# Asked by: nobody
query Nameless @gap(code: "T1", severity: LOW, subject: "outcomes.nodes", fix: "Say it.") {
  outcomes(where: { description: { eq: null } }) { nodes { id name } }
}`

// ahead runs Engine.Ahead over a country of so many nodes. Waits are told, and end when the test says so.
func ahead(t *testing.T, nodes int64) (c *country, e *graph.Engine, waits chan time.Duration, tick chan time.Time) {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	c = &country{Store: embedded.New(m), nodes: nodes, asked: make(chan struct{}, 100)}
	e, err = graph.NewEngine(graph.Options{
		Model: m, Schema: full, Store: c, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) },
		GapRules: func() ([]*gaps.Rule, error) {
			return gaps.Read(full, fstest.MapFS{"t1.graphql": {Data: []byte(nameless)}})
		},
	})
	require.NoError(t, err)
	waits, tick = make(chan time.Duration), make(chan time.Time)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		e.Ahead(ctx, func(d time.Duration) <-chan time.Time {
			select {
			case waits <- d:
			case <-ctx.Done():
			}
			return tick
		})
	}()
	t.Cleanup(func() {
		stop()
		<-done
		require.NoError(t, c.Close())
	})
	return c, e, waits, tick
}

func (c *country) change(t *testing.T, e *graph.Engine, i int) {
	t.Helper()
	_, err := c.Apply(t.Context(), model.Changes{Ops: []model.Change{model.PutElement{Element: model.Element{
		ID: fmt.Sprint("outcome:", i), Kind: e.Model().Kind("Outcome"), Props: model.Props{"name": "Well", "illustrative": true},
	}}}})
	require.NoError(t, err)
}

func TestGapsOfALargeGraphAreFoundBeforeAnybodyAsksOnceItIsQuiet(t *testing.T) {
	c, e, waits, tick := ahead(t, 1_000_000)
	found := func(n int) {
		t.Helper()
		<-c.asked // so it was begun by nobody who asks
		got, err := e.Gaps(t.Context(), gaps.Scope{})
		require.NoError(t, err)
		require.Len(t, got.Findings, n)
		for len(c.asked) > 0 {
			<-c.asked
		}
	}
	require.Equal(t, 2*time.Second, <-waits)
	require.Zero(t, c.count.Load(), "not before it was quiet")
	tick <- time.Time{}
	found(0)
	once := c.count.Load()
	_, err := e.Gaps(t.Context(), gaps.Scope{})
	require.NoError(t, err)
	require.Equal(t, once, c.count.Load(), "whoever asks has what was found")

	c.change(t, e, 1)
	<-waits
	c.change(t, e, 2)
	<-waits // the quiet begins again
	require.Equal(t, once, c.count.Load())
	tick <- time.Time{}
	found(2)
	require.Equal(t, 2*once, c.count.Load())
}

func TestGapsOfASmallGraphAreFoundWhenSomebodyAsks(t *testing.T) {
	c, e, waits, tick := ahead(t, 10_000)
	<-waits
	tick <- time.Time{}
	c.change(t, e, 1)
	<-waits
	require.Zero(t, c.count.Load())
}

func TestFindingGapsAheadIsGivenUpWhereTheGraphChanges(t *testing.T) {
	c, e, waits, tick := ahead(t, 1_000_000)
	held := make(chan struct{})
	hold := func(ctx context.Context) error {
		held <- struct{}{}
		<-ctx.Done()
		return ctx.Err()
	}
	c.hold.Store(&hold)
	<-waits
	tick <- time.Time{}
	<-held
	got := make(chan int)
	go func() { // waits for what was begun, and then asks for itself
		found, err := e.Gaps(context.WithoutCancel(t.Context()), gaps.Scope{})
		if err != nil {
			got <- -1
			return
		}
		got <- len(found.Findings)
	}()
	c.hold.Store(nil)
	c.change(t, e, 1)
	<-waits
	require.Equal(t, 1, <-got)
}
