package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

func writeCases() []testCase {
	return []testCase{
		{"putting replaces all values", putReplaces},
		{"merging keeps what is not given and removes what is given as nothing", mergeKeeps},
		{"merging what is not there makes it", mergeMakes},
		{"properties of a relationship are put and merged alike", linksPutAndMerged},
		{"linking twice keeps one relationship", linkOnce},
		{"relationships of different types or directions are different", linksDiffer},
		{"unlinking takes away that relationship only", unlinkOne},
		{"deleting takes relationships with it", deleteTakesLinks},
		{"deleting what is not there changes nothing", deleteNothing},
		{"changes of a batch come one after the other", inOrder},
		{"a relationship may come before its ends", linkBeforeEnds},
		{"what is made, changed and deleted is counted and named", appliedCounts},
		{"only the difference of a batch counts", netCounts},
		{"every batch that changes something makes one version", versionPerBatch},
		{"a batch that changes nothing keeps the version", nothingChanges},
		{"a dry run counts and changes nothing", dryRuns},
		{"the expected version must be the current one", conflicts},
		{"a value may be freed and taken in one batch", keySwap},
		{"a to-one may move in one batch", toOneMoves},
		{"indexes follow every change", indexesFollow},
	}
}

func (g *bench) applied(want store.Applied, parts ...any) {
	g.Helper()
	got := g.apply(parts...)
	if len(got.Changed) == 0 {
		got.Changed = nil
	}
	require.Equal(g, want, got)
	require.Equal(g, want.Version, g.version())
}

func putReplaces(g *bench) {
	g.apply(g.Put("route:a", model.Props{"colour": "RED", "length": int64(3), "tags": []string{"x"}, "sourceUrl": "u"}))
	g.apply(g.Put("route:a", model.Props{"name": "new", "length": int64(4)}))
	require.Equal(g, []any{"new", nil, int64(4), nil, nil}, g.first(g.Root("Route", "name", "colour", "length", "tags", "source.url")))
}

func mergeKeeps(g *bench) {
	g.apply(g.Put("route:a", model.Props{"name": "old", "colour": "RED", "length": int64(3), "tags": []string{"x"}, "sourceUrl": "u", "sourceRetrieved": "2026-01-01"}))
	g.apply(g.Merge("route:a", model.Props{"colour": nil, "length": int64(4), "tags": []string{}, "sourceUrl": nil}))
	require.Equal(g, []any{"old", nil, int64(4), nil, nil, "2026-01-01"},
		g.first(g.Root("Route", "name", "colour", "length", "tags", "source.url", "source.retrieved")))
}

func mergeMakes(g *bench) {
	applied := g.apply(g.Merge("route:a", model.Props{"name": "new", "illustrative": true}))
	require.Equal(g, 1, applied.Created)
	g.want(g.Root("Route", "id"), "route:a")
}

func linksPutAndMerged(g *bench) {
	g.lines()
	edge := func() []any {
		s := g.Root("Stop", "id").IDs("stop:a1")
		s.Nested("next", "@minutes", "@distance", "@remarks")
		return inner(g.list(s), 0, 1).Rows[0].Values
	}
	g.apply(g.Link("stop:a1", "NEXT_STOP", "stop:a2", model.Props{"minutes": 1.0, "remarks": []string{"a"}}))
	g.apply(g.MergeLink("stop:a1", "NEXT_STOP", "stop:a2", model.Props{"distance": int64(5), "remarks": nil}))
	require.Equal(g, []any{1.0, int64(5), nil}, edge())
	g.apply(g.Link("stop:a1", "NEXT_STOP", "stop:a2", model.Props{"minutes": int64(2)}))
	require.Equal(g, []any{2.0, nil, nil}, edge())
	applied := g.apply(g.MergeLink("stop:a2", "NEXT_STOP", "stop:a1", nil))
	require.Equal(g, 1, applied.Created)
}

func linkOnce(g *bench) {
	g.names("a", "b")
	g.apply(g.Link("route:a", "LEADS_TO", "route:b", nil), g.Link("route:a", "LEADS_TO", "route:b", nil))
	g.apply(g.Link("route:a", "LEADS_TO", "route:b", nil))
	g.expect("Route", expectation{"one", g.Count("Route.leadsTo", plan.Eq, int64(1)), []string{"route:a"}})
}

func linksDiffer(g *bench) {
	g.lines()
	g.apply(g.Put("area:a", nil), g.Link("stop:a1", "NEXT_STOP", "stop:a2", nil), g.Link("stop:a2", "NEXT_STOP", "stop:a1", nil),
		g.Link("stop:a1", "LOCATED_IN", "area:a", nil))
	require.Equal(g, []string{"stop:a2"}, g.through("Stop", "stop:a1", "next"))
	require.Equal(g, []string{"stop:a2"}, g.through("Stop", "stop:a1", "previous"))
	require.Equal(g, []string{"area:a"}, g.through("Stop", "stop:a1", "area"))
}

func unlinkOne(g *bench) {
	g.lines()
	g.apply(g.Link("stop:a1", "NEXT_STOP", "stop:a2", nil), g.Link("stop:a2", "NEXT_STOP", "stop:a1", nil), g.Link("stop:a1", "NEXT_STOP", "stop:b1", nil))
	g.applied(store.Applied{Version: 4, Deleted: 1, Changed: []string{"stop:a1", "stop:a2"}}, g.Unlink("stop:a1", "NEXT_STOP", "stop:a2"))
	require.Equal(g, []string{"stop:b1"}, g.through("Stop", "stop:a1", "next"))
	require.Equal(g, []string{"stop:a1"}, g.through("Stop", "stop:a2", "next"))
	require.Equal(g, []string{"route:a"}, g.through("Stop", "stop:a1", "route"))
}

func deleteTakesLinks(g *bench) {
	g.lines()
	g.apply(g.Put("note:n", nil), g.Link("note:n", "ABOUT", "route:d", nil), g.Link("route:a", "LEADS_TO", "route:d", nil), g.Link("route:d", "LEADS_TO", "route:b", nil))
	g.applied(store.Applied{Version: 4, Deleted: 4, Changed: []string{"note:n", "route:a", "route:b", "route:d"}}, g.Delete("route:d"))
	require.Empty(g, g.through("Route", "route:a", "leadsTo"))
	require.Empty(g, g.through("Route", "route:b", "reachedFrom"))
	require.Empty(g, g.through("Note", "note:n", "about"))
	g.apply(g.Put("route:d", nil))
	require.Empty(g, g.through("Route", "route:d", "leadsTo"), "a new node of that id has no relationships")
}

func deleteNothing(g *bench) {
	g.names("a", "b")
	g.applied(store.Applied{Version: 2}, g.Delete("route:z"), g.Delete("nonsense"), g.Unlink("route:a", "LEADS_TO", "route:b"),
		g.Unlink("route:z", "LEADS_TO", "route:y"))
}

func inOrder(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"name": "first"}), g.Put("route:a", model.Props{"name": "second", "colour": "RED"}),
		g.Merge("route:a", model.Props{"length": int64(1)}), g.Put("route:b", nil), g.Link("route:a", "LEADS_TO", "route:b", nil),
		g.Unlink("route:a", "LEADS_TO", "route:b"), g.Put("route:c", nil), g.Delete("route:c"), g.Delete("route:d"), g.Put("route:d", nil),
	)
	g.want(g.Root("Route", "id"), "route:a", "route:b", "route:d")
	require.Equal(g, []any{"second", "RED", int64(1)}, g.first(g.Root("Route", "name", "colour", "length")))
	require.Empty(g, g.through("Route", "route:a", "leadsTo"))
}

func linkBeforeEnds(g *bench) {
	g.apply(g.Link("route:a", "LEADS_TO", "route:b", nil), g.Put("route:b", nil), g.Put("route:a", nil))
	require.Equal(g, []string{"route:b"}, g.through("Route", "route:a", "leadsTo"))
}
