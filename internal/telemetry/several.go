package telemetry

import (
	"context"
	"time"
)

// Watcher is what the engine tells of its work; see graph.Watcher.
type Watcher interface {
	// Begin begins a step of a request; the function it gives ends it.
	Begin(ctx context.Context, step string) (context.Context, func())

	// Answered tells of a request that was answered.
	Answered(ctx context.Context, operation, kind, code string, took time.Duration)
}

// Several are watchers that are all told.
type Several []Watcher

// Begin begins a step for all of them.
func (all Several) Begin(ctx context.Context, step string) (context.Context, func()) {
	ends := make([]func(), 0, len(all))
	for _, w := range all {
		var end func()
		ctx, end = w.Begin(ctx, step)
		ends = append(ends, end)
	}
	return ctx, func() {
		for _, end := range ends {
			end()
		}
	}
}

// Answered tells all of them.
func (all Several) Answered(ctx context.Context, operation, kind, code string, took time.Duration) {
	for _, w := range all {
		w.Answered(ctx, operation, kind, code, took)
	}
}
