package storetest

import (
	"context"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func lifeCases() []testCase {
	return []testCase{
		{"a cancelled context ends every call with its error", cancelled},
		{"a deadline that has passed ends every call with its error", pastDeadline},
		{"a cancelled change changes nothing", cancelledChange},
		{"a closed store is unavailable", closed},
		{"closing again does nothing", closedAgain},
	}
}

// calls gives the error of every call with the context.
func (g *bench) calls(ctx context.Context) map[string]error {
	_, executed := g.store.Execute(ctx, Query(g.Root("Route", "id")))
	_, applied := g.store.Apply(ctx, batch(g.Put("route:new", nil)))
	_, version := g.store.Version(ctx)
	return map[string]error{"Execute": executed, "Apply": applied, "Version": version}
}

func cancelled(g *bench) {
	g.five()
	ctx, cancel := context.WithCancel(g.ctx)
	cancel()
	for name, err := range g.calls(ctx) {
		require.ErrorIs(g, err, context.Canceled, name)
	}
}

func pastDeadline(g *bench) {
	g.five()
	ctx, cancel := context.WithDeadline(g.ctx, time.Unix(0, 0))
	defer cancel()
	for name, err := range g.calls(ctx) {
		require.ErrorIs(g, err, context.DeadlineExceeded, name)
	}
}

func cancelledChange(g *bench) {
	g.five()
	ctx, cancel := context.WithCancel(g.ctx)
	cancel()
	_, err := g.store.Apply(ctx, batch(g.Delete("route:a")))
	require.ErrorIs(g, err, context.Canceled)
	require.EqualValues(g, 2, g.version())
	g.want(g.Root("Route", "id").IDs("route:a"), "route:a")
}

func closed(g *bench) {
	g.five()
	require.NoError(g, g.store.Close())
	for name, err := range g.calls(g.ctx) {
		require.Equal(g, model.Unavailable, model.CodeOf(err), "%s: %v", name, err)
	}
}

func closedAgain(g *bench) {
	require.NoError(g, g.store.Close())
	require.NoError(g, g.store.Close())
}
