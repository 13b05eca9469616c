package storetest

import (
	"context"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

func lifeCases() []testCase {
	return []testCase{
		{"a cancelled context ends every call with its error", cancelled},
		{"a deadline that has passed ends every call with its error", pastDeadline},
		{"a cancelled change changes nothing", cancelledChange},
		{"a closed store is unavailable", closed},
		{"closing again does nothing", closedAgain},
		{"a malformed query is a fault of ours", malformedQuery},
		{"a store that can explain names what it starts from and walks", explains},
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

func malformedQuery(g *bench) {
	g.five()
	twice := Query(g.Root("Route", "id"), g.Root("Route", "name"))
	unbound := g.Root("Route", "id")
	unbound.Where(plan.Compare{Field: g.Field("Route.name"), To: plan.Operand{Param: 3}})
	for _, q := range []*plan.Query{nil, twice, Query(unbound)} {
		_, err := g.store.Execute(g.ctx, q)
		require.Equal(g, model.Internal, model.CodeOf(err), "%v", err)
	}
}

func explains(g *bench) {
	e, ok := g.store.(store.Explainer)
	if !ok {
		g.Skip("this store does not explain")
	}
	g.lines()
	s := g.Root("Route", "id").IDs("route:b")
	s.Nested("stops", "id").Nested("siblings", "id")
	text, err := e.Explain(g.ctx, Query(s))
	require.NoError(g, err)
	for _, key := range []string{"route", "stops", "siblings"} {
		require.Contains(g, text, key+":")
	}
	g.want(g.Root("Route", "id"), "route:a", "route:b", "route:c", "route:d")
	require.NoError(g, g.store.Close())
	_, err = e.Explain(g.ctx, Query(s))
	require.Equal(g, model.Unavailable, model.CodeOf(err))
}

func closedAgain(g *bench) {
	require.NoError(g, g.store.Close())
	require.NoError(g, g.store.Close())
}
