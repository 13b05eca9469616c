package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

func appliedCounts(g *bench) {
	g.applied(store.Applied{Version: 2, Created: 4, Changed: []string{"route:B", "route:a", "route:b"}},
		g.Put("route:b", nil), g.Put("route:a", nil), g.Put("route:B", nil), g.Link("route:a", "LEADS_TO", "route:b", nil))
	g.applied(store.Applied{Version: 3, Created: 1, Updated: 1, Deleted: 2, Changed: []string{"route:B", "route:a", "route:b", "route:c"}},
		g.Put("route:c", nil), g.Merge("route:B", model.Props{"length": int64(1)}), g.Delete("route:b"))
	g.applied(store.Applied{Version: 4, Created: 1, Changed: []string{"route:B", "route:c"}}, g.Link("route:c", "LEADS_TO", "route:B", nil))
	g.apply(g.Put("stop:s", nil), g.Link("route:a", "HAS_STOP", "stop:s", model.Props{"order": int64(1)}))
	g.applied(store.Applied{Version: 6, Updated: 1, Changed: []string{"route:a", "stop:s"}},
		g.MergeLink("route:a", "HAS_STOP", "stop:s", model.Props{"order": int64(2)}))
}

func netCounts(g *bench) {
	g.apply(g.Put("route:a", model.Props{"colour": "RED"}), g.Put("route:b", nil), g.Link("route:a", "LEADS_TO", "route:b", nil))
	g.applied(store.Applied{Version: 3, Updated: 1, Changed: []string{"route:b"}},
		g.Put("route:c", nil), g.Delete("route:c"),
		g.Merge("route:a", model.Props{"colour": "BLUE"}), g.Merge("route:a", model.Props{"colour": "RED"}),
		g.Unlink("route:a", "LEADS_TO", "route:b"), g.Link("route:a", "LEADS_TO", "route:b", nil),
		g.Merge("route:b", model.Props{"length": int64(1)}), g.Merge("route:b", model.Props{"length": int64(2)}),
	)
	g.applied(store.Applied{Version: 4, Deleted: 1, Changed: []string{"route:a", "route:b"}},
		g.Delete("route:a"), g.Put("route:a", model.Props{"colour": "RED"}))
}

func versionPerBatch(g *bench) {
	require.EqualValues(g, 1, g.version())
	for i := range 3 {
		applied := g.apply(g.Merge("route:a", model.Props{"name": "a", "length": int64(i)}), g.Merge("route:b", model.Props{"name": "b", "length": int64(i)}))
		require.EqualValues(g, i+2, applied.Version)
		require.EqualValues(g, i+2, g.version())
		require.EqualValues(g, i+2, g.ask().Version)
	}
}

func nothingChanges(g *bench) {
	g.apply(g.Put("route:a", model.Props{"tags": []string{"x"}, "grade": 2.0}), g.Put("route:b", nil), g.Link("route:a", "LEADS_TO", "route:b", nil))
	same := store.Applied{Version: 2}
	g.applied(same)
	g.applied(same, g.Put("route:a", model.Props{"tags": []string{"x"}, "grade": int64(2), "length": nil, "seasons": []string{}}))
	g.applied(same, g.Merge("route:a", model.Props{"grade": 2.0}), g.Merge("route:b", nil))
	g.applied(same, g.Link("route:a", "LEADS_TO", "route:b", nil), g.MergeLink("route:a", "LEADS_TO", "route:b", nil))
	g.applied(same, g.Put("route:c", nil), g.Delete("route:c"))
}

func dryRuns(g *bench) {
	g.names("a", "b")
	changes := batch(g.Merge("route:a", model.Props{"length": int64(1)}), g.Put("route:c", nil), g.Delete("route:b"))
	changes.DryRun = true
	applied, err := g.store.Apply(g.ctx, changes)
	require.NoError(g, err)
	require.Equal(g, store.Applied{Version: 2, Created: 1, Updated: 1, Deleted: 1, Changed: []string{"route:a", "route:b", "route:c"}}, applied)
	require.EqualValues(g, 2, g.version())
	g.want(g.Root("Route", "id"), "route:a", "route:b")
	require.Equal(g, []any{nil}, g.first(g.Root("Route", "length")))

	changes = batch(g.Link("route:a", "LEADS_TO", "route:z", nil))
	changes.DryRun = true
	_, err = g.store.Apply(g.ctx, changes)
	require.Equal(g, model.BadUserInput, model.CodeOf(err), "a dry run is checked all the same")
}

func conflicts(g *bench) {
	g.names("a")
	for _, expected := range []model.Version{1, 3, 0} {
		for _, op := range []model.Change{g.Put("route:b", nil), g.Link("route:a", "LEADS_TO", "route:z", nil)} {
			changes := batch(op)
			changes.Expected = &expected
			_, err := g.store.Apply(g.ctx, changes)
			require.Equal(g, model.Conflict, model.CodeOf(err), "%v", err)
		}
	}
	require.EqualValues(g, 2, g.version())
	g.want(g.Root("Route", "id"), "route:a")
	current := model.Version(2)
	changes := batch(g.Put("route:b", nil))
	changes.Expected = &current
	_, err := g.store.Apply(g.ctx, changes)
	require.NoError(g, err)
	_, err = g.store.Apply(g.ctx, changes)
	require.Equal(g, model.Conflict, model.CodeOf(err), "the version has moved on")
}

func keySwap(g *bench) {
	g.apply(g.Put("route:a", model.Props{"code": "1"}), g.Put("route:b", model.Props{"code": "2"}))
	g.apply(g.Merge("route:a", model.Props{"code": "2"}), g.Merge("route:b", model.Props{"code": "1"}))
	g.want(g.Root("Route", "id").Order(g.Asc("Route.code")), "route:b", "route:a")
	g.apply(g.Delete("route:a"), g.Put("route:c", model.Props{"code": "2"}))
	g.expect("Route", expectation{"the new holder", g.Cmp("Route.code", plan.Eq, "2"), []string{"route:c"}})
}

func toOneMoves(g *bench) {
	g.apply(g.Put("area:a", nil), g.Put("area:b", nil), g.Put("shop:x", nil), g.Link("shop:x", "LOCATED_IN", "area:a", nil))
	g.apply(g.Link("shop:x", "LOCATED_IN", "area:b", nil), g.Unlink("shop:x", "LOCATED_IN", "area:a"))
	require.Equal(g, []string{"area:b"}, g.through("Shop", "shop:x", "area"))
	require.Empty(g, g.through("Area", "area:a", "holds"))
}

func indexesFollow(g *bench) {
	g.names("x", "x", "y")
	name := func(v string) plan.Predicate { return g.Cmp("Route.name", plan.Eq, v) }
	g.expect("Route", expectation{"before", name("x"), []string{"route:a", "route:b"}})
	g.apply(g.Merge("route:a", model.Props{"name": "y"}), g.Put("route:d", model.Props{"name": "x"}))
	g.expect("Route", expectation{"x", name("x"), []string{"route:b", "route:d"}}, expectation{"y", name("y"), []string{"route:a", "route:c"}})
	g.want(g.Root("Route", "id").Order(g.Asc("Route.name")), "route:b", "route:d", "route:a", "route:c")
	g.apply(g.Delete("route:b"), g.Merge("route:c", model.Props{"name": "a"}))
	g.expect("Route", expectation{"x", name("x"), []string{"route:d"}}, expectation{"y", name("y"), []string{"route:a"}})
	g.want(g.Root("Route", "id").Order(g.Asc("Route.name")), "route:c", "route:d", "route:a")
	g.apply(g.Put("route:b", model.Props{"name": "x"}))
	g.expect("Route", expectation{"x", name("x"), []string{"route:b", "route:d"}})
}
