package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func shapeCases() []testCase {
	return []testCase{
		{"a union gives nodes of its kinds", unionRows},
		{"element gives nodes of every kind", elementRows},
		{"kinds may have columns of their own", columnsPerKind},
		{"kinds may have nested selections of their own", nestedPerKind},
		{"several kinds may share a shape", sharedShape},
		{"fewer kinds than the relation leads to leave nodes out", narrowedKinds},
		{"a selection may have no columns", noColumns},
		{"the same relation may be selected twice with other arguments", relationTwice},
		{"the same field may be a column twice", fieldTwice},
		{"selections nest as deep as asked, and back", deepNesting},
		{"several roots are answered together", severalRoots},
		{"a to-one gives a list of at most one row", toOneRows},
		{"a query without roots gives the version only", noRoots},
	}
}

func unionRows(g *bench) {
	g.places()
	l := g.list(g.Root("Located", "id"))
	require.Equal(g, []string{"park:a", "shop:a", "stop:a"}, column(l, 0))
	var kinds []string
	for _, r := range l.Rows {
		kinds = append(kinds, r.Kind.Name)
	}
	require.Equal(g, []string{"Park", "Shop", "Stop"}, kinds)
}

func elementRows(g *bench) {
	g.places()
	g.want(g.Root("Element", "id", "name"), "area:a", "note:a", "park:a", "route:a", "shop:a", "stop:a")
}

func columnsPerKind(g *bench) {
	g.places()
	s := g.Root("Place", "id")
	s.On("Shop").Cols("staff", "name")
	s.On("Park").Cols("size")
	l := g.list(s)
	require.Equal(g, []any{"park:a", 1.5}, l.Rows[0].Values)
	require.Equal(g, []any{"shop:a", int64(7), "a"}, l.Rows[1].Values)

	s = g.Root("Element", "id")
	s.On("Stop").Cols("code")
	s.On("Route").Cols("code")
	l = g.list(s)
	require.Equal(g, []any{"area:a"}, l.Rows[0].Values)
	require.Equal(g, []any{"route:a", "7"}, l.Rows[3].Values, "text of that name in one kind")
	require.Equal(g, []any{"stop:a", int64(7)}, l.Rows[5].Values, "a number of that name in another")
}

func nestedPerKind(g *bench) {
	g.places()
	g.apply(g.Link("stop:a", "SERVES", "shop:a", nil), g.Link("stop:a", "SERVES", "park:a", nil), g.Link("park:a", "LOCATED_IN", "area:a", nil))
	s := g.Root("Route", "id")
	places := s.Nested("places", "id")
	places.On("Shop").Nested("routes", "id")
	places.On("Park").Nested("area", "id", "population")
	l := inner(g.list(s), 0, 1)
	require.Equal(g, []string{"park:a", "shop:a"}, column(l, 0))
	require.Equal(g, []any{"area:a", int64(7)}, inner(l, 0, 1).Rows[0].Values)
	require.Equal(g, []string{"route:a"}, column(inner(l, 1, 1), 0))
}

func sharedShape(g *bench) {
	g.places()
	s := g.Root("Located", "id")
	s.On("Stop").Cols("code")
	l := g.list(s)
	require.Equal(g, l.Rows[0].Shape, l.Rows[1].Shape, "park and shop")
	require.NotEqual(g, l.Rows[0].Shape, l.Rows[2].Shape, "stop")
}

func narrowedKinds(g *bench) {
	g.places()
	g.apply(g.Link("stop:a", "SERVES", "shop:a", nil), g.Link("stop:a", "SERVES", "park:a", nil))
	s := g.Root("Stop", "id")
	n := s.Nested("serves", "id").Info().Facets("status")
	n.Plan.Kinds = []*model.Kind{g.Model.Kind("Park")}
	n.Plan.Shapes[0].Kinds = n.Plan.Kinds
	l := inner(g.list(s), 0, 1)
	require.Equal(g, []string{"park:a"}, column(l, 0))
	require.Equal(g, int64(1), l.Total)
	require.Equal(g, [][]plan.Bucket{{{Value: nil, Count: 1}}}, l.Facets)
}

func noColumns(g *bench) {
	g.five()
	l := g.list(g.Root("Route"))
	require.Len(g, l.Rows, 5)
	require.Empty(g, l.Rows[0].Values)
}

func relationTwice(g *bench) {
	g.lines()
	s := g.Root("Route", "id").IDs("route:b")
	s.Nested("stops", "id").Key("red").Where(g.Cmp("Stop.colour", plan.Eq, "RED"))
	s.Nested("stops", "id", "@order").Key("last").Order(g.ByEdge("HAS_STOP.order", true)).First(1)
	s.Nested("stops").Key("number").Info().First(0)
	l := g.list(s)
	require.Equal(g, []string{"stop:b1"}, column(inner(l, 0, 1), 0))
	require.Equal(g, []any{"stop:b2", int64(2)}, inner(l, 0, 2).Rows[0].Values)
	require.Equal(g, int64(2), inner(l, 0, 3).Total)
}

func fieldTwice(g *bench) {
	g.five()
	require.Equal(g, []any{"a", "route:a", "a"}, g.first(g.Root("Route", "name", "id", "name")))
}

func deepNesting(g *bench) {
	g.lines()
	s := g.Root("Route", "id").IDs("route:b")
	s.Nested("stops", "id").Nested("route", "id").Nested("stops", "id").Where(g.Cmp("Stop.colour", plan.Eq, "BLUE")).Nested("route", "id").Nested("notes", "id")
	l := g.list(s)
	for _, want := range [][]string{{"stop:b1", "stop:b2"}, {"route:b"}, {"stop:b2"}, {"route:b"}, {}} {
		l = inner(l, 0, 1)
		require.Equal(g, want, column(l, 0))
	}
}

func severalRoots(g *bench) {
	g.lines()
	r := g.ask(
		g.Root("Route", "id").Key("one").IDs("route:c"), g.Root("Stop", "id").Key("two").First(1), g.Root("Shop", "id").Key("three"),
		g.Root("Route", "id").Key("four").Where(g.Count("Route.stops", plan.Eq, int64(0))),
	)
	require.Equal(g, g.version(), r.Version)
	for i, want := range [][]string{{"route:c"}, {"stop:a1"}, {}, {"route:d"}} {
		require.Equal(g, want, column(r.Roots[i], 0))
	}
}

func toOneRows(g *bench) {
	g.lines()
	g.apply(g.Put("area:a", nil), g.Link("stop:a1", "LOCATED_IN", "area:a", nil))
	s := g.Root("Stop", "id")
	s.Nested("route", "id", "@order")
	s.Nested("area", "id")
	l := g.list(s)
	require.Equal(g, []any{"route:a", int64(1)}, inner(l, 0, 1).Rows[0].Values)
	require.Equal(g, []string{"area:a"}, column(inner(l, 0, 2), 0))
	require.Empty(g, inner(l, 1, 2).Rows)
}

func noRoots(g *bench) {
	g.five()
	r := g.ask()
	require.Equal(g, g.version(), r.Version)
}
