package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func orderCases() []testCase {
	return []testCase{
		{"text orders by code point, letter case included", textOrder},
		{"missing values order as the largest", missingOrder},
		{"numbers order by value", numberOrder},
		{"booleans, dates and enumerations have their order", otherOrder},
		{"equal keys order by id, also backwards", equalOrder},
		{"ids order by code point", idOrder},
		{"several keys count one after the other", severalKeys},
		{"a field of a to-one orders", throughOrder},
		{"a field behind several to-ones orders", farThroughOrder},
		{"a relationship count orders", countOrder},
		{"a count behind a to-one orders", throughCountOrder},
		{"a property of the relationship orders nested rows", propertyOrder},
		{"nested rows of every parent have their own order", nestedOrder},
		{"common fields order nodes of several kinds", unionOrder},
		{"sort columns give the values of the keys", sortColumns},
	}
}

func textOrder(g *bench) {
	// U+FF5E is before U+1F600 by code point and behind it by UTF-16 unit.
	g.names("b", "B", "a", "\uff5e", "😀", "é", "e\u0301", "Z", "ß", "ss")
	want := []string{"route:b", "route:h", "route:c", "route:a", "route:g", "route:j", "route:i", "route:f", "route:d", "route:e"}
	g.want(g.Root("Route", "id").Order(g.Asc("Route.name")), want...)
	for i, j := 0, len(want)-1; i < j; i, j = i+1, j-1 {
		want[i], want[j] = want[j], want[i]
	}
	g.want(g.Root("Route", "id").Order(g.Desc("Route.name")), want...)
}

func missingOrder(g *bench) {
	g.apply(
		g.Put("route:a", nil), g.Put("route:b", model.Props{"length": int64(2), "description": "z", "lit": true}),
		g.Put("route:c", model.Props{"length": int64(1), "description": "", "lit": false}), g.Put("route:d", nil),
	)
	for _, field := range []string{"Route.length", "Route.description", "Route.lit"} {
		g.want(g.Root("Route", "id").Order(g.Asc(field)), "route:c", "route:b", "route:a", "route:d")
		g.want(g.Root("Route", "id").Order(g.Desc(field)), "route:a", "route:d", "route:b", "route:c")
	}
}

func numberOrder(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"length": int64(10), "grade": 10.5}), g.Put("route:b", model.Props{"length": int64(9), "grade": int64(9)}),
		g.Put("route:c", model.Props{"length": int64(-1), "grade": -0.5}), g.Put("route:d", model.Props{"length": int64(0), "grade": 9.25}),
	)
	g.want(g.Root("Route", "id").Order(g.Asc("Route.length")), "route:c", "route:d", "route:b", "route:a")
	g.want(g.Root("Route", "id").Order(g.Desc("Route.grade")), "route:a", "route:d", "route:b", "route:c")
}

func otherOrder(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"lit": true, "colour": "RED", "opened": "2001-01-01", "sourceUrl": "b"}),
		g.Put("route:b", model.Props{"lit": false, "colour": "GREEN", "opened": "1999-12-31", "sourceUrl": "a"}),
		g.Put("route:c", model.Props{"lit": true, "colour": "BLUE", "opened": "2000-06-01"}),
	)
	g.want(g.Root("Route", "id").Order(g.Asc("Route.lit")), "route:b", "route:a", "route:c")
	g.want(g.Root("Route", "id").Order(g.Asc("Route.colour")), "route:c", "route:b", "route:a")
	g.want(g.Root("Route", "id").Order(g.Asc("Route.opened")), "route:b", "route:c", "route:a")
	g.want(g.Root("Route", "id").Order(g.Desc("Route.source.url")), "route:c", "route:a", "route:b")
}

func equalOrder(g *bench) {
	g.names("same", "same", "same", "other")
	g.want(g.Root("Route", "id").Order(g.Asc("Route.name")), "route:d", "route:a", "route:b", "route:c")
	g.want(g.Root("Route", "id").Order(g.Desc("Route.name")), "route:a", "route:b", "route:c", "route:d")
}

func idOrder(g *bench) {
	g.apply(g.Put("route:b", nil), g.Put("route:B", nil), g.Put("route:a-b", nil), g.Put("route:a/b", nil), g.Put("route:a1", nil), g.Put("route:a", nil))
	g.want(g.Root("Route", "id"), "route:B", "route:a", "route:a-b", "route:a/b", "route:a1", "route:b")
}

func severalKeys(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"colour": "RED", "length": int64(1)}), g.Put("route:b", model.Props{"colour": "BLUE"}),
		g.Put("route:c", model.Props{"colour": "RED", "length": int64(2)}), g.Put("route:d", model.Props{"colour": "BLUE", "length": int64(5)}),
	)
	g.want(g.Root("Route", "id").Order(g.Asc("Route.colour"), g.Desc("Route.length")), "route:b", "route:d", "route:c", "route:a")
}

func throughOrder(g *bench) {
	g.apply(
		g.Put("area:a", model.Props{"name": "south"}), g.Put("area:b", model.Props{"name": "north"}), g.Put("area:c", model.Props{"name": "south"}),
		g.Put("shop:a", nil), g.Put("shop:b", nil), g.Put("shop:c", nil), g.Put("shop:d", nil),
		g.Link("shop:a", "LOCATED_IN", "area:a", nil), g.Link("shop:b", "LOCATED_IN", "area:b", nil), g.Link("shop:c", "LOCATED_IN", "area:c", nil),
	)
	g.want(g.Root("Shop", "id").Order(g.Asc("Area.name", "Shop.area")), "shop:b", "shop:a", "shop:c", "shop:d")
	g.want(g.Root("Shop", "id").Order(g.Desc("Area.name", "Shop.area")), "shop:d", "shop:a", "shop:c", "shop:b")
	g.want(g.Root("Shop", "id").Order(g.Desc("Area.id", "Shop.area")), "shop:d", "shop:c", "shop:b", "shop:a")
}

func farThroughOrder(g *bench) {
	g.apply(
		g.Put("area:a", model.Props{"population": int64(1)}), g.Put("area:b", model.Props{"population": int64(2)}), g.Put("area:c", nil),
		g.Link("area:a", "PART_OF", "area:b", nil), g.Link("area:b", "PART_OF", "area:c", nil),
		g.Put("shop:a", nil), g.Put("shop:b", nil), g.Put("shop:c", nil),
		g.Link("shop:a", "LOCATED_IN", "area:c", nil), g.Link("shop:b", "LOCATED_IN", "area:b", nil), g.Link("shop:c", "LOCATED_IN", "area:a", nil),
	)
	g.want(g.Root("Shop", "id").Order(g.Asc("Area.population", "Shop.area", "Area.parent")), "shop:c", "shop:a", "shop:b")
	g.want(g.Root("Shop", "id").Order(g.Asc("Area.population", "Shop.district")), "shop:c", "shop:a", "shop:b")
}

func countOrder(g *bench) {
	g.lines()
	g.want(g.Root("Route", "id").Order(g.ByCount("Route.stops", false)), "route:d", "route:c", "route:a", "route:b")
	g.want(g.Root("Route", "id").Order(g.ByCount("Route.stops", true)), "route:a", "route:b", "route:c", "route:d")
	g.want(g.Root("Route", "id").Order(g.ByCount("Route.network", true), g.Desc("Route.name")), "route:d", "route:c", "route:b", "route:a")
}

func throughCountOrder(g *bench) {
	g.lines()
	g.want(g.Root("Stop", "id").Order(g.ByCount("Route.stops", true, "Stop.route"), g.Desc("Stop.name")),
		"stop:b2", "stop:b1", "stop:a2", "stop:a1", "stop:c1")
	g.apply(g.Put("shop:a", nil), g.Put("shop:b", nil), g.Put("area:a", nil), g.Link("shop:b", "LOCATED_IN", "area:a", nil))
	g.want(g.Root("Shop", "id").Order(g.ByCount("Area.parts", false, "Shop.area")), "shop:b", "shop:a")
	g.want(g.Root("Shop", "id").Order(g.ByCount("Area.parts", true, "Shop.area")), "shop:a", "shop:b")
}

func propertyOrder(g *bench) {
	g.apply(
		g.Put("route:a", nil), g.stop("route:a", "stop:a", 3, nil), g.stop("route:a", "stop:b", 1, nil), g.stop("route:a", "stop:c", 2, nil),
		g.stop("route:a", "stop:d", 1, nil), g.Link("stop:a", "NEXT_STOP", "stop:b", nil),
		g.Link("stop:a", "NEXT_STOP", "stop:c", model.Props{"minutes": 4.0}), g.Link("stop:a", "NEXT_STOP", "stop:d", model.Props{"minutes": 1.5}),
	)
	s := g.Root("Route", "id")
	s.Nested("stops", "id").Order(g.ByEdge("HAS_STOP.order", false))
	g.wantInner(s, "stop:b", "stop:d", "stop:c", "stop:a")
	for _, desc := range []bool{false, true} {
		s = g.Root("Stop", "id").IDs("stop:a")
		s.Nested("next", "id").Order(g.ByEdge("NEXT_STOP.minutes", desc))
		want := []string{"stop:d", "stop:c", "stop:b"}
		if desc {
			want = []string{"stop:b", "stop:c", "stop:d"}
		}
		g.wantInner(s, want...)
	}
}

func nestedOrder(g *bench) {
	g.lines()
	s := g.Root("Route", "id").Order(g.Desc("Route.name"))
	s.Nested("stops", "id").Order(g.Asc("Stop.colour"), g.Desc("Stop.name"))
	l := g.list(s)
	require.Equal(g, []string{"route:d", "route:c", "route:b", "route:a"}, column(l, 0))
	require.Equal(g, []string{"stop:b2", "stop:b1"}, column(inner(l, 2, 1), 0))
	require.Equal(g, []string{"stop:a2", "stop:a1"}, column(inner(l, 3, 1), 0))
}

func unionOrder(g *bench) {
	g.apply(g.Put("shop:a", model.Props{"name": "c"}), g.Put("shop:b", model.Props{"name": "a"}), g.Put("park:a", model.Props{"name": "b"}),
		g.Put("park:b", model.Props{"name": "a"}))
	g.want(g.Root("Place", "id").Order(g.Asc("Shop.name")), "park:b", "shop:b", "park:a", "shop:a")
	g.want(g.Root("Place", "id"), "park:a", "park:b", "shop:a", "shop:b")
}

func sortColumns(g *bench) {
	g.lines()
	s := g.Root("Stop", "id").IDs("stop:b1").Order(g.Asc("Route.name", "Stop.route"), g.ByCount("Route.stops", true, "Stop.route"), g.Asc("Stop.code")).Sorted()
	require.Equal(g, []any{"stop:b1", "b", int64(2), nil, "stop:b1"}, g.first(s))
	s = g.Root("Route").IDs("route:c")
	s.Nested("stops").Order(g.ByEdge("HAS_STOP.order", false), g.Asc("Stop.colour")).Sorted()
	require.Equal(g, []any{int64(3), "BLUE", "stop:c1"}, inner(g.list(s), 0, 0).Rows[0].Values)
}
