package graph

import (
	"context"
	"time"

	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/store"
)

// When gap rules are asked ahead.
const (
	aheadFrom = 20_000          // nodes of a graph: what a smaller one has is found while somebody waits
	quiet     = 2 * time.Second // so long the graph has not changed
	rest      = 4               // times as long as it took nothing is asked ahead, so that it takes a fifth of a processor at most
)

// Ahead asks the gap rules before anybody does: once the graph is there, and after each change, as soon as it has been quiet for a while,
// until ctx ends. It does so for large graphs that are known to change, where it takes seconds. Whoever asks meanwhile waits for the same.
func (e *Engine) Ahead(ctx context.Context, after func(time.Duration) <-chan time.Time) {
	st, watched := e.store.(store.Watched)
	sized, known := e.store.(store.Sized)
	if !watched || !known {
		return
	}
	wait := quiet
	for {
		version, changed := st.Watch()
		if version == 0 {
			return // it is closed
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
			continue
		case <-after(wait):
		}
		if nodes, _ := sized.Size(); nodes >= aheadFrom {
			began := e.now()
			e.askAhead(ctx, changed)
			wait = max(quiet, rest*e.now().Sub(began))
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}

// askAhead asks the gap rules, and gives up where the graph changes. What goes wrong is told to whoever asks for it.
func (e *Engine) askAhead(ctx context.Context, changed <-chan struct{}) {
	finder, err := e.gaps.finder()
	if err != nil {
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = finder.Ahead(ctx, gaps.Scope{AsOf: e.gaps.now(), First: e.gaps.first})
	}()
	select {
	case <-done:
	case <-changed:
		cancel()
		<-done
	}
}
