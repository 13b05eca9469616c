package storetest

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func relatedCases() []testCase {
	return []testCase{
		{"some, all, none and single count the nodes that match", quantifierFilters},
		{"all and none hold where nothing is reached", quantifiersOfNothing},
		{"a to-one matches where there is one that does", toOneFilters},
		{"quantifiers nest", nestedQuantifiers},
		{"a condition on the relationship speaks of the one walked", edgeFilters},
		{"a condition on the relationship speaks of the innermost one", innermostEdge},
		{"a condition on the relationship filters nested rows", edgeFiltersOfNested},
		{"quantifiers hold over derived relations", derivedQuantifiers},
		{"quantifiers hold over unions", unionQuantifiers},
		{"counts compare the number of nodes reached", countFilters},
		{"counts count each node once", countsAreDistinct},
	}
}

// line puts routes a with stops a1 (red), a2 (red), b with b1 (red), b2 (blue), c with c1 (blue), and d without stops.
func (g *bench) lines() {
	g.Helper()
	red, blue := model.Props{"colour": "RED"}, model.Props{"colour": "BLUE"}
	g.apply(
		g.Put("route:a", nil), g.Put("route:b", nil), g.Put("route:c", nil), g.Put("route:d", nil),
		g.stop("route:a", "stop:a1", 1, red), g.stop("route:a", "stop:a2", 2, red),
		g.stop("route:b", "stop:b1", 1, red), g.stop("route:b", "stop:b2", 2, blue),
		g.stop("route:c", "stop:c1", 3, blue),
	)
}

func quantifierFilters(g *bench) {
	g.lines()
	red := g.Cmp("Stop.colour", plan.Eq, "RED")
	g.expect("Route",
		expectation{"some", g.Related("Route.stops", plan.Some, red), []string{"route:a", "route:b"}},
		expectation{"all", g.Related("Route.stops", plan.All, red), []string{"route:a", "route:d"}},
		expectation{"none", g.Related("Route.stops", plan.None, red), []string{"route:c", "route:d"}},
		expectation{"single", g.Related("Route.stops", plan.Single, red), []string{"route:b"}},
		expectation{"some at all", g.Related("Route.stops", plan.Some, nil), []string{"route:a", "route:b", "route:c"}},
		expectation{"none at all", g.Related("Route.stops", plan.None, nil), []string{"route:d"}},
		expectation{"exactly one", g.Related("Route.stops", plan.Single, nil), []string{"route:c"}},
		expectation{"all of anything", g.Related("Route.stops", plan.All, nil), []string{"route:a", "route:b", "route:c", "route:d"}},
		expectation{"some with a condition that never holds", g.Related("Route.stops", plan.Some, Or()), nil},
	)
}

func quantifiersOfNothing(g *bench) {
	g.apply(g.Put("route:a", nil))
	never := Or()
	g.expect("Route",
		expectation{"some", g.Related("Route.stops", plan.Some, never), nil},
		expectation{"all", g.Related("Route.stops", plan.All, never), []string{"route:a"}},
		expectation{"none", g.Related("Route.stops", plan.None, nil), []string{"route:a"}},
		expectation{"single", g.Related("Route.stops", plan.Single, nil), nil},
	)
}

func toOneFilters(g *bench) {
	g.apply(
		g.Put("area:a", model.Props{"population": int64(5)}), g.Put("area:b", nil), g.Link("area:b", "PART_OF", "area:a", nil),
		g.Put("shop:a", nil), g.Put("shop:b", nil), g.Put("shop:c", nil),
		g.Link("shop:a", "LOCATED_IN", "area:a", nil), g.Link("shop:b", "LOCATED_IN", "area:b", nil),
	)
	populated := g.Cmp("Area.population", plan.Gt, int64(1))
	g.expect("Shop",
		expectation{"there is one", g.Related("Shop.area", plan.Some, nil), []string{"shop:a", "shop:b"}},
		expectation{"it matches", g.Related("Shop.area", plan.Some, populated), []string{"shop:a"}},
		expectation{"it does not match", g.Related("Shop.area", plan.Some, Not(populated)), []string{"shop:b"}},
		expectation{"a derived one", g.Related("Shop.district", plan.Some, populated), []string{"shop:b"}},
	)
}

func nestedQuantifiers(g *bench) {
	g.lines()
	g.apply(
		g.Put("shop:x", model.Props{"staff": int64(3)}), g.Put("shop:y", nil),
		g.Link("stop:a1", "SERVES", "shop:x", nil), g.Link("stop:b1", "SERVES", "shop:y", nil), g.Link("stop:c1", "SERVES", "shop:x", nil),
	)
	staffed := And(g.IsKind("Shop"), g.Cmp("Shop.staff", plan.Gt, int64(1)))
	g.expect("Route",
		expectation{"some of some", g.Related("Route.stops", plan.Some, g.Related("Stop.serves", plan.Some, staffed)), []string{"route:a", "route:c"}},
		expectation{"all of some", g.Related("Route.stops", plan.All, g.Related("Stop.serves", plan.Some, staffed)), []string{"route:c", "route:d"}},
		expectation{"none of some", g.Related("Route.stops", plan.None, g.Related("Stop.serves", plan.Some, nil)), []string{"route:d"}},
		expectation{"some of none", g.Related("Route.stops", plan.Some, g.Related("Stop.serves", plan.None, nil)), []string{"route:a", "route:b"}},
		expectation{"there and back", g.Related("Route.stops", plan.Some, And(g.Cmp("Stop.colour", plan.Eq, "BLUE"),
			g.Related("Stop.route", plan.Some, g.Related("Route.stops", plan.Some, g.Cmp("Stop.colour", plan.Eq, "RED"))))), []string{"route:b"}},
	)
}

func edgeFilters(g *bench) {
	g.lines()
	g.apply(
		g.Link("stop:a1", "NEXT_STOP", "stop:a2", model.Props{"minutes": 2.5, "express": true, "remarks": []string{"x"}}),
		g.Link("stop:b1", "NEXT_STOP", "stop:b2", nil),
	)
	g.expect("Route",
		expectation{"of the relationship alone", g.Related("Route.stops", plan.Some, g.Edge("HAS_STOP.order", plan.Gt, int64(2))), []string{"route:c"}},
		expectation{"with the node", g.Related("Route.stops", plan.Some,
			And(g.Edge("HAS_STOP.order", plan.Eq, int64(2)), g.Cmp("Stop.colour", plan.Eq, "BLUE"))), []string{"route:b"}},
		expectation{"all", g.Related("Route.stops", plan.All, g.Edge("HAS_STOP.order", plan.Lt, int64(3))), []string{"route:a", "route:b", "route:d"}},
		expectation{"none", g.Related("Route.stops", plan.None, g.Edge("HAS_STOP.order", plan.Eq, int64(1))), []string{"route:c", "route:d"}},
		expectation{"single", g.Related("Route.stops", plan.Single, g.Edge("HAS_STOP.order", plan.Gte, int64(1))), []string{"route:c"}},
		expectation{"from the other end", g.Related("Route.stops", plan.Some, g.Related("Stop.route", plan.Some, g.Edge("HAS_STOP.order", plan.Eq, int64(3)))), []string{"route:c"}},
	)
	g.expect("Stop",
		expectation{"float", g.Related("Stop.next", plan.Some, g.Edge("NEXT_STOP.minutes", plan.Lt, int64(3))), []string{"stop:a1"}},
		expectation{"backwards", g.Related("Stop.previous", plan.Some, g.Edge("NEXT_STOP.express", plan.Eq, true)), []string{"stop:a2"}},
		expectation{"missing", g.Related("Stop.next", plan.Some, g.Edge("NEXT_STOP.minutes", plan.Eq, nil)), []string{"stop:b1"}},
		expectation{"a list", g.Related("Stop.next", plan.Some, g.Edge("NEXT_STOP.remarks", plan.Has, "x")), []string{"stop:a1"}},
		expectation{"an empty list", g.Related("Stop.next", plan.Some,
			plan.Empty{Field: g.Property("NEXT_STOP.remarks"), Edge: true}), []string{"stop:b1"}},
	)
}

func innermostEdge(g *bench) {
	g.apply(
		g.Put("route:a", nil), g.stop("route:a", "stop:a", 1, nil), g.stop("route:a", "stop:b", 2, nil), g.stop("route:a", "stop:c", 3, nil),
		g.Link("stop:a", "NEXT_STOP", "stop:b", model.Props{"distance": int64(1)}),
		g.Link("stop:b", "NEXT_STOP", "stop:c", model.Props{"distance": int64(2)}),
	)
	near := g.Edge("NEXT_STOP.distance", plan.Eq, int64(1))
	g.expect("Stop",
		expectation{"the second step", g.Related("Stop.next", plan.Some, g.Related("Stop.next", plan.Some, near)), nil},
		expectation{"the first step", g.Related("Stop.next", plan.Some, And(near, g.Related("Stop.next", plan.Some, nil))), []string{"stop:a"}},
		expectation{"after coming back", g.Related("Stop.next", plan.Some, And(g.Related("Stop.previous", plan.Some, near), near)), []string{"stop:a"}},
	)
}

func edgeFiltersOfNested(g *bench) {
	g.lines()
	s := g.Root("Route", "id").IDs("route:b")
	s.Nested("stops", "id").Where(Or(g.Edge("HAS_STOP.order", plan.Gte, int64(2)), g.Cmp("Stop.colour", plan.Eq, "GREEN")))
	g.wantInner(s, "stop:b2")
}

func derivedQuantifiers(g *bench) {
	g.lines()
	g.apply(
		g.Put("shop:x", nil), g.Put("park:x", nil), g.Link("stop:a1", "SERVES", "shop:x", nil), g.Link("stop:a2", "SERVES", "shop:x", nil),
		g.Link("stop:b1", "SERVES", "park:x", nil), g.Link("route:d", "LEADS_TO", "route:c", nil), g.Link("route:c", "LEADS_TO", "route:a", nil),
	)
	g.expect("Route",
		expectation{"some", g.Related("Route.shops", plan.Some, nil), []string{"route:a"}},
		expectation{"single, reached twice", g.Related("Route.shops", plan.Single, nil), []string{"route:a"}},
		expectation{"none", g.Related("Route.shops", plan.None, nil), []string{"route:b", "route:c", "route:d"}},
		expectation{"repeated", g.Related("Route.onward", plan.Some, g.Cmp("Route.id", plan.Eq, "route:a")), []string{"route:c", "route:d"}},
		expectation{
			"repeated, with the start", g.Related("Route.network", plan.Some, g.Cmp("Route.id", plan.Eq, "route:a")),
			[]string{"route:a", "route:c", "route:d"},
		},
	)
}

func unionQuantifiers(g *bench) {
	g.lines()
	g.apply(
		g.Put("shop:x", nil), g.Put("park:x", model.Props{"playground": true}), g.Link("stop:a1", "SERVES", "shop:x", nil),
		g.Link("stop:b1", "SERVES", "park:x", nil), g.Put("note:n", nil), g.Link("note:n", "ABOUT", "park:x", model.Props{"page": int64(4)}),
	)
	g.expect("Route",
		expectation{"of a kind", g.Related("Route.places", plan.Some, g.IsKind("Park")), []string{"route:b"}},
		expectation{"of a kind and matching", g.Related("Route.places", plan.Some,
			And(g.IsKind("Park"), g.Cmp("Park.playground", plan.Eq, true))), []string{"route:b"}},
		expectation{"not of a kind", g.Related("Route.places", plan.Some, Not(g.IsKind("Park"))), []string{"route:a"}},
	)
	g.expect("Note", expectation{"any element", g.Related("Note.about", plan.Some,
		And(g.Cmp("Note.name", plan.Eq, "x"), g.Edge("ABOUT.page", plan.Eq, int64(4)))), []string{"note:n"}})
}

func countFilters(g *bench) {
	g.lines()
	g.expect("Route",
		expectation{"eq", g.Count("Route.stops", plan.Eq, int64(2)), []string{"route:a", "route:b"}},
		expectation{"ne", g.Count("Route.stops", plan.Ne, int64(2)), []string{"route:c", "route:d"}},
		expectation{"lt", g.Count("Route.stops", plan.Lt, int64(1)), []string{"route:d"}},
		expectation{"lte", g.Count("Route.stops", plan.Lte, int64(1)), []string{"route:c", "route:d"}},
		expectation{"gt", g.Count("Route.stops", plan.Gt, int64(0)), []string{"route:a", "route:b", "route:c"}},
		expectation{"gte", g.Count("Route.stops", plan.Gte, int64(2)), []string{"route:a", "route:b"}},
		expectation{"in", g.Count("Route.stops", plan.In, []any{int64(0), int64(1), int64(7)}), []string{"route:c", "route:d"}},
		expectation{"eq nothing", g.Count("Route.stops", plan.Eq, nil), nil},
		expectation{"ne nothing", g.Count("Route.stops", plan.Ne, nil), []string{"route:a", "route:b", "route:c", "route:d"}},
		expectation{"below zero", g.Count("Route.stops", plan.Gt, int64(-1)), []string{"route:a", "route:b", "route:c", "route:d"}},
	)
}

func countsAreDistinct(g *bench) {
	g.lines()
	g.apply(
		g.Put("shop:x", nil), g.Put("park:x", nil), g.Link("stop:a1", "SERVES", "shop:x", nil), g.Link("stop:a2", "SERVES", "shop:x", nil),
		g.Link("stop:a2", "SERVES", "park:x", nil), g.Link("route:a", "LEADS_TO", "route:a", nil),
	)
	g.expect("Route",
		expectation{"over a union", g.Count("Route.places", plan.Eq, int64(2)), []string{"route:a"}},
		expectation{"of one kind", g.Count("Route.shops", plan.Eq, int64(1)), []string{"route:a"}},
		expectation{"of itself", g.Count("Route.leadsTo", plan.Eq, int64(1)), []string{"route:a"}},
		expectation{"with the start", g.Count("Route.network", plan.Eq, int64(1)), []string{"route:a", "route:b", "route:c", "route:d"}},
	)
}
