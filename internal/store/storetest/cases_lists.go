package storetest

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func listCases() []testCase {
	return []testCase{
		{"a list has a value or not", hasFilters},
		{"a list without values is empty, given or not", emptyFilters},
		{"folded has compares without letter case", foldedHas},
		{"kinds tell nodes apart", kindFilters},
		{"a condition of one kind does not hold for others", oneKindFilters},
		{"a field of the same name in another kind is another field", sameNameFilters},
	}
}

func hasFilters(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"seasons": []string{"SPRING", "WINTER"}, "tags": []string{"a b", "c"}}),
		g.Put("route:b", model.Props{"seasons": []string{"WINTER"}, "tags": []string{"a"}}), g.Put("route:c", nil),
	)
	g.expect("Route",
		expectation{"enumeration", g.Cmp("Route.seasons", plan.Has, "WINTER"), []string{"route:a", "route:b"}},
		expectation{"text", g.Cmp("Route.tags", plan.Has, "a"), []string{"route:b"}},
		expectation{"all of several", And(g.Cmp("Route.seasons", plan.Has, "WINTER"), g.Cmp("Route.seasons", plan.Has, "SPRING")), []string{"route:a"}},
		expectation{"letter case counts", g.Cmp("Route.tags", plan.Has, "C"), nil},
		expectation{"nothing", g.Cmp("Route.tags", plan.Has, nil), nil},
	)
}

func emptyFilters(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"tags": []string{"x"}}), g.Put("route:b", model.Props{"tags": []string{}}),
		g.Put("route:c", nil), g.Put("route:d", model.Props{"tags": []string{""}}),
	)
	g.expect("Route", expectation{"empty", g.Empty("Route.tags"), []string{"route:b", "route:c"}})
}

func foldedHas(g *bench) {
	g.apply(g.Put("route:a", model.Props{"tags": []string{"x", "Große Stadt"}}), g.Put("route:b", model.Props{"tags": []string{"gross"}}))
	g.expect("Route", expectation{"has", g.Fold("Route.tags", plan.Has, "GROSSE STADT"), []string{"route:a"}})
}

// place puts one node of each of several kinds.
func (g *bench) places() {
	g.Helper()
	g.apply(
		g.Put("area:a", model.Props{"population": int64(7)}), g.Put("note:a", nil), g.Put("park:a", model.Props{"size": 1.5}),
		g.Put("route:a", model.Props{"code": "7"}), g.stop("route:a", "stop:a", 1, model.Props{"code": int64(7)}),
		g.Put("shop:a", model.Props{"staff": int64(7)}),
	)
}

func kindFilters(g *bench) {
	g.places()
	g.expect("Element",
		expectation{"one", g.IsKind("Shop"), []string{"shop:a"}},
		expectation{"several", g.IsKind("Shop", "Area"), []string{"area:a", "shop:a"}},
		expectation{"none", plan.KindIn{}, nil},
	)
	g.expect("Place", expectation{"a kind that is not among them", g.IsKind("Area"), nil})
}

func oneKindFilters(g *bench) {
	g.places()
	g.expect("Element",
		expectation{"of that kind and matching", And(g.IsKind("Shop"), g.Cmp("Shop.staff", plan.Gt, int64(5))), []string{"shop:a"}},
		expectation{"of that kind, not matching", And(g.IsKind("Shop"), g.Cmp("Shop.staff", plan.Gt, int64(8))), nil},
		expectation{"a field that others lack is missing there", g.Cmp("Shop.staff", plan.Ne, nil), []string{"shop:a"}},
		expectation{"common fields", g.Cmp("Shop.name", plan.Eq, "a"), []string{"area:a", "note:a", "park:a", "route:a", "shop:a", "stop:a"}},
	)
}

func sameNameFilters(g *bench) {
	g.places()
	g.expect("Element",
		expectation{"the number", And(g.IsKind("Stop"), g.Cmp("Stop.code", plan.Eq, int64(7))), []string{"stop:a"}},
		expectation{"the text", And(g.IsKind("Route"), g.Cmp("Route.code", plan.Eq, "7")), []string{"route:a"}},
		expectation{"within their kinds", Or(
			And(g.IsKind("Stop"), g.Cmp("Stop.code", plan.Gte, int64(1))), And(g.IsKind("Route"), g.Cmp("Route.code", plan.StartsWith, "7")),
		), []string{"route:a", "stop:a"}},
	)
}
