package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

func idCases() []testCase {
	return []testCase{
		{"ids give their nodes, in the order of the selection", idsGiveNodes},
		{"unknown ids give fewer rows", unknownIDs},
		{"an id given twice gives one row", idTwice},
		{"an id of another kind gives no row", otherKindID},
		{"letter case of ids counts", idCase},
		{"no ids give no rows", noIDs},
		{"one id may be given as text", textID},
		{"conditions narrow ids", idsWhere},
		{"an empty graph answers every question with nothing", emptyGraph},
	}
}

func idsGiveNodes(g *bench) {
	g.five()
	g.want(g.Root("Route", "id").IDs("route:d", "route:b"), "route:b", "route:d")
	g.want(g.Root("Route", "id").IDs("route:d", "route:b").Order(g.Desc("Route.name")), "route:d", "route:b")
	g.want(g.Root("Element", "id").IDs("route:d", "route:b").First(1), "route:b")
}

func unknownIDs(g *bench) {
	g.five()
	g.want(g.Root("Route", "id").IDs("route:zz", "route:a", "", "nonsense", "route"), "route:a")
	g.want(g.Root("Route", "id").IDs("route:zz"))
}

func idTwice(g *bench) {
	g.five()
	l := g.list(g.Root("Route", "id").IDs("route:a", "route:b", "route:a").Info())
	require.Equal(g, []string{"route:a", "route:b"}, column(l, 0))
	require.Equal(g, int64(2), l.Total)
}

func otherKindID(g *bench) {
	g.places()
	g.want(g.Root("Route", "id").IDs("shop:a", "route:a", "stop:a"), "route:a")
	g.want(g.Root("Place", "id").IDs("shop:a", "route:a"), "shop:a")
	g.want(g.Root("Element", "id").IDs("shop:a", "route:a"), "route:a", "shop:a")
}

func idCase(g *bench) {
	g.apply(g.Put("route:a", nil), g.Put("route:A", nil))
	g.want(g.Root("Route", "id").IDs("route:A"), "route:A")
	g.want(g.Root("Route", "id").IDs("ROUTE:a"))
}

func noIDs(g *bench) {
	g.five()
	g.want(g.Root("Route", "id").IDs())
}

func textID(g *bench) {
	g.five()
	s := g.Root("Route", "id")
	s.Plan.From.IDs, s.Plan.One = constant("route:c"), true
	g.want(s, "route:c")
}

func idsWhere(g *bench) {
	g.five()
	g.want(g.Root("Route", "id").IDs("route:c", "route:d").Where(g.Cmp("Route.name", plan.Eq, "d")), "route:d")
}

func emptyGraph(g *bench) {
	require.EqualValues(g, 1, g.version())
	r := g.ask(
		g.Root("Route", "id").Info().Facets("colour").Key("all"), g.Root("Element", "id").Key("element"),
		g.Root("Route", "id").IDs("route:a").Key("ids"), g.Root("Element", "id").Search("a").Info().Key("search"),
		g.Root("Route", "id").Where(g.Related("Route.stops", plan.All, Or())).First(3).Info().Key("first"),
		g.Root("Route", "id").Last(3).After("route:a").Info().Key("last"),
	)
	require.EqualValues(g, 1, r.Version)
	for _, l := range r.Roots {
		require.Empty(g, l.Rows)
		require.Equal(g, []any{int64(0), false, false}, []any{l.Total, l.HasNext, l.HasPrevious})
	}
}
