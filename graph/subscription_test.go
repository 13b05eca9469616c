package graph_test

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// heard is a subscription that a test hears one event after the other of.
type heard struct {
	*testing.T
	next func() (graph.Response, bool)
}

func hear(t *testing.T, e *graph.Engine, query string) *heard {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	next, stop := iter.Pull(e.Stream(ctx, graph.Request{Query: query}, time.Minute))
	t.Cleanup(func() { cancel(); stop() })
	return &heard{t, next}
}

func (h *heard) wants(data string) {
	h.Helper()
	got, more := h.next()
	require.True(h, more)
	require.Empty(h, got.Errors)
	require.JSONEq(h, data, string(got.Data))
}

// name makes a version whose journey has another name.
func name(t *testing.T, st store.Store, m *model.Model, name string) {
	t.Helper()
	_, err := st.Apply(t.Context(), model.Changes{Ops: []model.Change{
		model.PutElement{Element: model.Element{ID: "journey:asthma", Kind: m.Kind("Journey"), Props: model.Props{"name": name}}},
	}})
	require.NoError(t, err)
}

func TestAnEventStaysWhatItWasWhenTheNextOneComes(t *testing.T) {
	e, st, m := keeping(t, false)
	name(t, st, m, "two")
	h := hear(t, e, fmt.Sprintf(heardOf, 1))
	first, _ := h.next()
	before := string(first.Data)
	name(t, st, m, "six")
	second, _ := h.next()
	require.Equal(t, before, string(first.Data))
	require.NotEqual(t, before, string(second.Data))
}

const heardOf = `subscription { graphChanged(afterVersion: %d) { version previous query { version journey(id: "journey:asthma") { name } } } }`

func TestAnEventIsReadAtTheVersionItSpeaksOf(t *testing.T) {
	e, st, m := keeping(t, false)
	name(t, st, m, "two")
	h := hear(t, e, fmt.Sprintf(heardOf, 1))
	h.wants(`{"graphChanged":{"version":2,"previous":1,"query":{"version":2,"journey":{"name":"two"}}}}`)
	name(t, st, m, "three")
	h.wants(`{"graphChanged":{"version":3,"previous":2,"query":{"version":3,"journey":{"name":"three"}}}}`)
}

func TestVersionsThatFollowFastAreToldAsOneAndTheLastIsNeverMissed(t *testing.T) {
	e, st, m := keeping(t, false)
	h := hear(t, e, fmt.Sprintf(heardOf, 0))
	h.wants(`{"graphChanged":{"version":1,"previous":0,"query":{"version":1,"journey":null}}}`)
	last := 200
	for i := 2; i <= last; i++ {
		name(t, st, m, fmt.Sprint(i))
	}
	seen := 0
	for version := 0; version != last; {
		got, more := h.next()
		require.True(t, more)
		var event struct {
			GraphChanged struct {
				Version int
				Query   struct {
					Version int
					Journey struct{ Name string }
				}
			}
		}
		decode(t, got.Data, &event)
		require.Greater(t, event.GraphChanged.Version, version)
		version = event.GraphChanged.Version
		require.Equal(t, version, event.GraphChanged.Query.Version)
		require.Equal(t, fmt.Sprint(version), event.GraphChanged.Query.Journey.Name, "read at that version and no other")
		seen++
	}
	require.LessOrEqual(t, seen, 3, "nobody queues what a slow reader has not taken")
}

func TestAnEventComesOnlyWhereSomethingChanged(t *testing.T) {
	e, st, m := keeping(t, false)
	h := hear(t, e, `subscription Now { e: graphChanged(afterVersion: 1) { v: version ...on GraphChanged { previous __typename } } }`)
	came := make(chan graph.Response, 1)
	go func() {
		got, _ := h.next()
		came <- got
	}()
	_, err := st.Apply(t.Context(), model.Changes{})
	require.NoError(t, err)
	name(t, st, m, "a")
	require.JSONEq(t, `{"e":{"v":2,"previous":1,"__typename":"GraphChanged"}}`, string((<-came).Data))
}

func TestASubscriptionEndsWithTheStoreAndWithWhoHearsIt(t *testing.T) {
	e, st, _ := keeping(t, false)
	h := hear(t, e, `subscription { graphChanged { version } }`)
	require.NoError(t, st.Close())
	_, more := h.next()
	require.False(t, more)

	e, _, _ = keeping(t, false)
	for range e.Stream(t.Context(), graph.Request{Query: fmt.Sprintf(heardOf, 0)}, time.Minute) {
		break // goleak sees to it that nothing goes on
	}
}

func TestAStreamOfAnythingElseHasOneAnswer(t *testing.T) {
	e, _, _ := keeping(t, false)
	for query, want := range map[string]string{
		`{ version }`: `{"version":1}`, `{ nope }`: "", `mutation { apply(changes: []) { version } }`: "null",
		`subscription { graphChanged { nope } }`: "", `subscription { a: graphChanged { version } b: graphChanged { version } }`: "null",
	} {
		n := 0
		for got := range e.Stream(t.Context(), graph.Request{Query: query}, time.Minute) {
			require.Equal(t, want, string(got.Data), query)
			require.Equal(t, want != `{"version":1}`, len(got.Errors) > 0, query)
			n++
		}
		require.Equal(t, 1, n, query)
	}
}

func TestASubscriptionIsNotAnsweredOnce(t *testing.T) {
	e, _, _ := keeping(t, false)
	got := e.Do(t.Context(), graph.Request{Query: `subscription { graphChanged { version } }`})
	require.Nil(t, got.Data)
	require.Contains(t, got.Errors[0].Message, "text/event-stream")
}

// deaf is a store that cannot say when it changes.
type deaf struct{ store.Store }

func TestAStoreThatCannotTellSaysSo(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	e, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: deaf{embedded.New(m)}, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	for got := range e.Stream(t.Context(), graph.Request{Query: `subscription { graphChanged { version } }`}, time.Minute) {
		require.Equal(t, "UNAVAILABLE", got.Errors[0].Extensions["code"])
	}
}
