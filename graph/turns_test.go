package graph_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// slowStore answers when it is let go.
type slowStore struct {
	store.Store
	let chan struct{}

	mu          sync.Mutex
	now, atOnce int // guarded by mu
}

func (s *slowStore) Execute(_ context.Context, q *plan.Query) (*plan.Result, error) {
	s.mu.Lock()
	s.now++
	s.atOnce = max(s.atOnce, s.now)
	s.mu.Unlock()
	<-s.let
	s.mu.Lock()
	s.now--
	s.mu.Unlock()
	return &plan.Result{Version: 7, Roots: make([]*plan.List, len(q.Roots))}, nil
}

func TestNoMoreThanSoManyRequestsAreWorkedOnAtOnce(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	synctest.Test(t, func(t *testing.T) {
		slow := &slowStore{let: make(chan struct{})}
		engine, err := graph.NewEngine(graph.Options{
			Model: m, Schema: full, Store: slow, Log: slog.New(slog.DiscardHandler), Turns: graph.Turns{Running: 2, Waiting: 3, Patience: time.Second},
		})
		require.NoError(t, err)
		answers := make(chan graph.Response, 7)
		for range 7 {
			go func() { answers <- engine.Do(t.Context(), graph.Request{Query: `{ version }`}) }()
			synctest.Wait()
		}
		refused := func() {
			t.Helper()
			resp := <-answers
			require.Len(t, resp.Errors, 1)
			require.Equal(t, string(model.Unavailable), resp.Errors[0].Extensions["code"])
			require.Contains(t, resp.Errors[0].Message, "The server is busy: 2 requests are being answered.")
		}
		require.Len(t, answers, 2, "two run and three wait; two are too many")
		refused()
		refused()

		slow.let <- struct{}{} // one is done, and one that waited comes in
		synctest.Wait()
		require.Empty(t, (<-answers).Errors)

		time.Sleep(time.Second) //nolint:forbidigo // the clock of the test, which does not really pass
		synctest.Wait()
		require.Len(t, answers, 2, "those who waited too long are refused")
		refused()
		refused()

		close(slow.let)
		require.Empty(t, (<-answers).Errors)
		require.Empty(t, (<-answers).Errors)
		require.Equal(t, 2, slow.atOnce)
	})
}

func TestWhoeverStopsWaitingIsNotWorkedFor(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	synctest.Test(t, func(t *testing.T) {
		slow := &slowStore{let: make(chan struct{})}
		engine, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: slow, Log: slog.New(slog.DiscardHandler), Turns: graph.Turns{Running: 1}})
		require.NoError(t, err)
		answers := make(chan graph.Response, 2)
		go func() { answers <- engine.Do(t.Context(), graph.Request{Query: `{ version }`}) }()
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		go func() { answers <- engine.Do(ctx, graph.Request{Query: `{ version }`}) }()
		synctest.Wait()
		cancel()
		require.Contains(t, (<-answers).Errors[0].Message, "cancelled")
		close(slow.let)
		require.Empty(t, (<-answers).Errors)
		require.Equal(t, 1, slow.atOnce)
	})
}
