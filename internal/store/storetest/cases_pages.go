package storetest

import (
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func pageCases() []testCase {
	return []testCase{
		{"first and last keep rows from either end", firstAndLast},
		{"offset leaves rows out in front", offsets},
		{"zero rows still have a total and neighbours", zeroRows},
		{"after and before cut a window that first and last count in", windows},
		{"more rows are told the window notwithstanding", neighbours},
		{"an empty page lies right behind after or before before", emptyPages},
		{"a cursor keeps its place when its row is gone", cursorOfNoRow},
		{"cursors go on behind missing values in either direction", missingCursors},
		{"cursors go on between equal keys", equalCursors},
		{"cursors compare numbers by value", numberCursors},
		{"walking page by page gives every row once, forwards and backwards", walking},
		{"nested rows have a page for every parent", nestedPages},
		{"nested rows have a total and neighbours for every parent", nestedInfo},
		{"pages of search go on by rank", searchPages},
		{"totals and facets count whatever the page", totalsIgnorePages},
	}
}

// five puts routes a to e.
func (g *bench) five() { g.Helper(); g.names("a", "b", "c", "d", "e") }

func firstAndLast(g *bench) {
	g.five()
	g.want(g.Root("Route", "id").First(2), "route:a", "route:b")
	g.want(g.Root("Route", "id").Last(2), "route:d", "route:e")
	g.want(g.Root("Route", "id").First(9), "route:a", "route:b", "route:c", "route:d", "route:e")
	g.want(g.Root("Route", "id").Last(9), "route:a", "route:b", "route:c", "route:d", "route:e")
	g.want(g.Root("Route", "id").Order(g.Desc("Route.name")).First(2), "route:e", "route:d")
	g.want(g.Root("Route", "id").Order(g.Desc("Route.name")).Last(2), "route:b", "route:a")
	g.want(g.Root("Route", "id").Where(g.Cmp("Route.name", plan.Ne, "a")).First(1), "route:b")
}

func offsets(g *bench) {
	g.five()
	g.want(g.Root("Route", "id").Offset(3), "route:d", "route:e")
	g.want(g.Root("Route", "id").Offset(1).First(2), "route:b", "route:c")
	g.want(g.Root("Route", "id").Offset(4).First(2), "route:e")
	g.want(g.Root("Route", "id").Offset(9).First(2))
	g.want(g.Root("Route", "id").Offset(0).First(0))
}

// info checks a page with everything that is told about it.
func (g *bench) info(s *Sel, previous, next bool, ids ...string) {
	g.Helper()
	l := g.list(s.Info())
	require.Equal(g, append([]string{}, ids...), column(l, 0), ShowQuery(Query(s)))
	require.Equal(g, previous, l.HasPrevious, "rows in front\n%s", ShowQuery(Query(s)))
	require.Equal(g, next, l.HasNext, "rows behind\n%s", ShowQuery(Query(s)))
	require.Equal(g, int64(5), l.Total)
}

func zeroRows(g *bench) {
	g.five()
	g.info(g.Root("Route", "id").First(0), false, true)
	g.info(g.Root("Route", "id").Last(0), true, false)
	g.info(g.Root("Route", "id").First(0).After("route:b"), true, true)
	g.info(g.Root("Route", "id").First(0).After("route:e"), true, false)
	g.info(g.Root("Route", "id").Last(0).Before("route:b"), true, true)
	g.info(g.Root("Route", "id").Last(0).Before("route:a"), false, true)
	g.info(g.Root("Route", "id").First(0).Before("route:c"), false, true)
	g.info(g.Root("Route", "id").Last(0).After("route:c"), true, false)
}

func windows(g *bench) {
	g.five()
	g.want(g.Root("Route", "id").After("route:b"), "route:c", "route:d", "route:e")
	g.want(g.Root("Route", "id").Before("route:b"), "route:a")
	g.want(g.Root("Route", "id").After("route:a").Before("route:e"), "route:b", "route:c", "route:d")
	g.want(g.Root("Route", "id").After("route:a").Before("route:e").First(2), "route:b", "route:c")
	g.want(g.Root("Route", "id").After("route:a").Before("route:e").Last(2), "route:c", "route:d")
	g.want(g.Root("Route", "id").After("route:a").Last(2), "route:d", "route:e")
	g.want(g.Root("Route", "id").Before("route:d").First(1), "route:a")
	g.want(g.Root("Route", "id").After("route:d").Before("route:b"))
	g.want(g.Root("Route", "id").After("route:b").Before("route:b"))
}

func neighbours(g *bench) {
	g.five()
	g.info(g.Root("Route", "id"), false, false, "route:a", "route:b", "route:c", "route:d", "route:e")
	g.info(g.Root("Route", "id").First(5), false, false, "route:a", "route:b", "route:c", "route:d", "route:e")
	g.info(g.Root("Route", "id").First(4), false, true, "route:a", "route:b", "route:c", "route:d")
	g.info(g.Root("Route", "id").Last(4), true, false, "route:b", "route:c", "route:d", "route:e")
	g.info(g.Root("Route", "id").First(2).After("route:b"), true, true, "route:c", "route:d")
	g.info(g.Root("Route", "id").First(2).After("route:c"), true, false, "route:d", "route:e")
	g.info(g.Root("Route", "id").Last(2).Before("route:c"), false, true, "route:a", "route:b")
	g.info(g.Root("Route", "id").First(9).After("route:a").Before("route:d"), true, true, "route:b", "route:c")
	g.info(g.Root("Route", "id").Before("route:d"), false, true, "route:a", "route:b", "route:c")
}

func emptyPages(g *bench) {
	g.five()
	g.info(g.Root("Route", "id").First(2).After("route:e"), true, false)
	g.info(g.Root("Route", "id").Last(2).Before("route:a"), false, true)
	g.info(g.Root("Route", "id").First(2).After("route:b").Before("route:c"), true, true)
	g.info(g.Root("Route", "id").Last(2).After("route:b").Before("route:c"), true, true)
	g.info(g.Root("Route", "id").First(2).After("route:e").Before("route:a"), true, false)
	g.info(g.Root("Route", "id").Last(2).After("route:e").Before("route:a"), false, true)
	l := g.list(g.Root("Route", "id").Where(Or()).First(2).After("route:b").Info())
	require.Equal(g, []any{int64(0), false, false}, []any{l.Total, l.HasNext, l.HasPrevious}, "nothing matches at all")
}

func cursorOfNoRow(g *bench) {
	g.five()
	g.apply(g.Delete("route:c"))
	g.want(g.Root("Route", "id").After("route:c").First(1), "route:d")
	g.want(g.Root("Route", "id").Before("route:c").Last(1), "route:b")
	g.want(g.Root("Route", "id").After("route:"), "route:a", "route:b", "route:d", "route:e")
	g.want(g.Root("Route", "id").After("route:zz"))
}

func missingCursors(g *bench) {
	g.apply(
		g.Put("route:a", nil), g.Put("route:b", model.Props{"length": int64(1)}), g.Put("route:c", nil), g.Put("route:d", model.Props{"length": int64(2)}),
	)
	up, down := g.Asc("Route.length"), g.Desc("Route.length")
	g.want(g.Root("Route", "id").Order(up).After(int64(2), "route:d"), "route:a", "route:c")
	g.want(g.Root("Route", "id").Order(up).After(nil, "route:a"), "route:c")
	g.want(g.Root("Route", "id").Order(up).Before(nil, "route:a"), "route:b", "route:d")
	g.want(g.Root("Route", "id").Order(up).Before(nil, "route:c"), "route:b", "route:d", "route:a")
	g.want(g.Root("Route", "id").Order(down).After(nil, "route:c"), "route:d", "route:b")
	g.want(g.Root("Route", "id").Order(down).After(nil, "route:a"), "route:c", "route:d", "route:b")
	g.want(g.Root("Route", "id").Order(down).Before(int64(2), "route:d"), "route:a", "route:c")
	g.want(g.Root("Route", "id").Order(down).Before(nil, "route:c"), "route:a")
}

func equalCursors(g *bench) {
	g.names("x", "x", "x", "w", "y")
	g.want(g.Root("Route", "id").Order(g.Asc("Route.name")).After("x", "route:a").First(2), "route:b", "route:c")
	g.want(g.Root("Route", "id").Order(g.Desc("Route.name")).After("x", "route:b").First(2), "route:c", "route:d")
	g.want(g.Root("Route", "id").Order(g.Asc("Route.name")).Before("x", "route:c").Last(2), "route:a", "route:b")
}

func numberCursors(g *bench) {
	g.apply(g.Put("route:a", model.Props{"grade": 1.0}), g.Put("route:b", model.Props{"grade": 2.0}), g.Put("route:c", model.Props{"grade": 2.5}))
	g.want(g.Root("Route", "id").Order(g.Asc("Route.grade")).After(int64(2), "route:b"), "route:c")
	g.want(g.Root("Route", "id").Order(g.Asc("Route.grade")).After(2.0, "route:a"), "route:b", "route:c")
	g.want(g.Root("Route", "id").Order(g.ByCount("Route.stops", false)).After(int64(0), "route:a"), "route:b", "route:c")
}

func walking(g *bench) {
	var changes []model.Change
	for i := range 23 {
		props := model.Props{"name": string(rune('a' + i%3))}
		if i%4 > 0 {
			props["length"] = int64(i % 5)
		}
		changes = append(changes, g.Put(fmt.Sprintf("route:r%d", i), props))
	}
	g.apply(changes)
	sel := func() *Sel { return g.Root("Route", "id").Order(g.Desc("Route.length"), g.Asc("Route.name")).Sorted() }
	all := column(g.list(sel()), 0)
	require.Len(g, all, 23)

	var forwards []string
	for page := sel().First(5); ; {
		l := g.list(page.Info())
		forwards = append(forwards, column(l, 0)...)
		if !l.HasNext {
			break
		}
		page = sel().First(5).After(l.Rows[len(l.Rows)-1].Values[1:]...)
	}
	require.Equal(g, all, forwards)

	var backwards []string
	for page := sel().Last(4); ; {
		l := g.list(page.Info())
		backwards = append(column(l, 0), backwards...)
		if !l.HasPrevious {
			break
		}
		page = sel().Last(4).Before(l.Rows[0].Values[1:]...)
	}
	require.Equal(g, all, backwards)
}

func nestedPages(g *bench) {
	g.lines()
	for _, c := range []struct {
		page func(*Sel) *Sel
		want [][]string
	}{
		{func(s *Sel) *Sel { return s.First(1) }, [][]string{{"stop:a1"}, {"stop:b1"}, {"stop:c1"}, {}}},
		{func(s *Sel) *Sel { return s.Last(1) }, [][]string{{"stop:a2"}, {"stop:b2"}, {"stop:c1"}, {}}},
		{func(s *Sel) *Sel { return s.Offset(1).First(1) }, [][]string{{"stop:a2"}, {"stop:b2"}, {}, {}}},
		{func(s *Sel) *Sel { return s.After(int64(1), "stop:a9") }, [][]string{{"stop:a2"}, {"stop:b1", "stop:b2"}, {"stop:c1"}, {}}},
		{func(s *Sel) *Sel { return s.Before(int64(2), "stop:b0").Last(1) }, [][]string{{"stop:a2"}, {"stop:b1"}, {}, {}}},
	} {
		s := g.Root("Route", "id")
		n := c.page(s.Nested("stops", "id").Order(g.ByEdge("HAS_STOP.order", false)))
		l := g.list(s)
		for i, want := range c.want {
			require.Equal(g, want, column(inner(l, i, 1), 0), "row %d of\n%s", i, ShowQuery(Query(n)))
		}
	}
}

func nestedInfo(g *bench) {
	g.lines()
	s := g.Root("Route", "id")
	s.Nested("stops", "id").First(1).Info()
	l := g.list(s)
	for i, want := range [][]any{{int64(2), true, false}, {int64(2), true, false}, {int64(1), false, false}, {int64(0), false, false}} {
		n := inner(l, i, 1)
		require.Equal(g, want, []any{n.Total, n.HasNext, n.HasPrevious}, "row %d", i)
	}
}

func searchPages(g *bench) {
	g.names("sea", "seaside", "by the sea", "other", "sea")
	g.apply(g.Merge("route:d", model.Props{"description": "sea"}))
	s := g.Root("Route", "id").Search("sea").Sorted()
	all := column(g.list(s), 0)
	require.Equal(g, []string{"route:c", "route:a", "route:e", "route:b", "route:d"}, all)
	l := g.list(g.Root("Route", "id").Search("sea").Sorted().First(2).Info())
	require.Equal(g, all[:2], column(l, 0))
	g.want(g.Root("Route", "id").Search("sea").After(l.Rows[1].Values[1:]...), all[2:]...)
}

func totalsIgnorePages(g *bench) {
	g.lines()
	l := g.list(g.Root("Stop", "id").Where(g.Cmp("Stop.colour", plan.Eq, "RED")).First(1).After("stop:a1").Info().Facets("colour"))
	require.Equal(g, int64(3), l.Total)
	require.Equal(g, [][]plan.Bucket{{{Value: "RED", Count: 3}}}, l.Facets)
}
