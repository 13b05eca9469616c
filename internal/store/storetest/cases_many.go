package storetest

import (
	"fmt"
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func manyCases() []testCase {
	return []testCase{
		{"a few of many are found by value, whatever way", fewByValue},
		{"a few of many are found by what they are related to", fewByRelation},
		{"the first and last of many are the right ones in any order", endsOfMany},
		{"many nested rows have the right pages", manyNested},
		{"many nested rows order by what lies behind to-ones", manyThrough},
		{"totals and facets count all of many", countsOfMany},
		{"a few of many are found after changes", fewAfterChanges},
	}
}

// manyRoutes is enough for a store to look for a better start than everything, and to keep less than everything.
const manyRoutes = 600

func routeID(i int) string { return fmt.Sprintf("route:r%03d", i) }

// many puts routes r000 to r599 with length i, a name of 150 different, a colour and a season; every 20th leads to the
// next 20th, and r000 has 200 stops.
func (g *bench) many() {
	g.Helper()
	var ops []model.Change
	for i := range manyRoutes {
		ops = append(ops, g.Put(routeID(i), model.Props{
			"name": fmt.Sprintf("Name %03d", i%150), "length": int64(i), "colour": []string{"RED", "GREEN", "BLUE"}[i%3],
			"tags": []string{fmt.Sprintf("t%d", i%100)}, "lit": i%2 == 0,
		}))
		if i%20 == 0 && i+20 < manyRoutes {
			ops = append(ops, g.Link(routeID(i), "LEADS_TO", routeID(i+20), nil))
		}
	}
	for i := range 200 {
		ops = append(ops, g.stop(routeID(0), fmt.Sprintf("stop:s%03d", i), int64(200-i), model.Props{"code": int64(i % 7)})...)
	}
	g.apply(ops)
}

// routes gives the ids of the routes whose number is chosen, in order.
func routes(chosen func(i int) bool) []string {
	list := []string{}
	for i := range manyRoutes {
		if chosen(i) {
			list = append(list, routeID(i))
		}
	}
	return list
}

func fewByValue(g *bench) {
	g.many()
	seven := g.Cmp("Route.name", plan.Eq, "Name 007")
	for _, c := range []struct {
		where  plan.Predicate
		chosen func(i int) bool
	}{
		{seven, func(i int) bool { return i%150 == 7 }},
		{g.Fold("Route.name", plan.Eq, "NAME 007"), func(i int) bool { return i%150 == 7 }},
		{Not(seven), func(i int) bool { return i%150 != 7 }},
		{And(seven, g.Cmp("Route.length", plan.Gt, int64(200))), func(i int) bool { return i == 307 || i == 457 }},
		{And(g.Cmp("Route.lit", plan.Eq, false), seven, Not(g.Cmp("Route.id", plan.Eq, routeID(7)))), func(i int) bool { return i%150 == 7 && i > 7 }},
		{Or(seven, g.Cmp("Route.length", plan.Eq, int64(3))), func(i int) bool { return i%150 == 7 || i == 3 }},
		{
			Or(And(seven, g.Cmp("Route.length", plan.Lt, int64(9))), g.Cmp("Route.id", plan.In, []any{routeID(1), routeID(7), "route:z"})),
			func(i int) bool { return i == 1 || i == 7 },
		},
		{Or(seven, Not(g.Cmp("Route.colour", plan.Eq, "RED"))), func(i int) bool { return i%150 == 7 || i%3 != 0 }},
		{g.Cmp("Route.name", plan.In, []any{"Name 149", "Name 000", "Name 149"}), func(i int) bool { return i%150 == 149 || i%150 == 0 }},
		{g.Cmp("Route.length", plan.Gte, int64(597)), func(i int) bool { return i >= 597 }},
		{g.Cmp("Route.length", plan.Lt, 2.5), func(i int) bool { return i <= 2 }},
		{And(g.Cmp("Route.length", plan.Gt, int64(20)), g.Cmp("Route.length", plan.Lte, int64(22))), func(i int) bool { return i == 21 || i == 22 }},
		{g.Cmp("Route.name", plan.StartsWith, "Name 14"), func(i int) bool { return i%150 >= 140 }},
		{g.Fold("Route.name", plan.StartsWith, "nAmE 14"), func(i int) bool { return i%150 >= 140 }},
		{g.Cmp("Route.tags", plan.Has, "t42"), func(i int) bool { return i%100 == 42 }},
		{g.Cmp("Route.id", plan.StartsWith, "route:r00"), func(i int) bool { return i < 10 }},
		{g.Cmp("Route.id", plan.Gt, routeID(590)), func(i int) bool { return i > 590 }},
		{And(g.Cmp("Route.id", plan.Eq, routeID(5)), g.Cmp("Route.name", plan.Eq, "Name 006")), func(int) bool { return false }},
	} {
		g.want(g.Root("Route", "id").Where(c.where), routes(c.chosen)...)
	}
}

func fewByRelation(g *bench) {
	g.many()
	is := func(i int) plan.Predicate { return g.Cmp("Route.id", plan.Eq, routeID(i)) }
	for _, c := range []struct {
		where  plan.Predicate
		chosen func(i int) bool
	}{
		{g.Related("Route.leadsTo", plan.Some, is(100)), func(i int) bool { return i == 80 }},
		{g.Related("Route.leadsTo", plan.Single, is(100)), func(i int) bool { return i == 80 }},
		{g.Related("Route.reachedFrom", plan.Some, is(100)), func(i int) bool { return i == 120 }},
		{g.Related("Route.leadsTo", plan.Some, g.Related("Route.leadsTo", plan.Some, is(100))), func(i int) bool { return i == 60 }},
		{g.Related("Route.onward", plan.Some, is(60)), func(i int) bool { return i < 60 && i%20 == 0 }},
		{g.Related("Route.network", plan.Some, is(60)), func(i int) bool { return i <= 60 && i%20 == 0 }},
		{g.Related("Route.leadsTo", plan.None, is(100)), func(i int) bool { return i != 80 }},
		{g.Related("Route.leadsTo", plan.All, is(100)), func(i int) bool { return i == 80 || i%20 != 0 || i == 580 }},
		{Or(is(3), g.Related("Route.leadsTo", plan.Some, is(100))), func(i int) bool { return i == 3 || i == 80 }},
		{
			Or(is(3), g.Related("Route.leadsTo", plan.Some, Or(is(100), g.Related("Route.onward", plan.Some, is(100))))),
			func(i int) bool { return i == 3 || i%20 == 0 && i <= 80 },
		},
		{g.Related("Route.redNeighbours", plan.Some, is(60)), func(i int) bool { return i == 40 || i == 80 }},
		{g.Related("Route.redNeighbours", plan.Some, is(80)), func(int) bool { return false }},
		{
			g.Related("Route.stops", plan.Some, And(g.Cmp("Stop.id", plan.Eq, "stop:s007"), g.Edge("HAS_STOP.order", plan.Eq, int64(193)))),
			func(i int) bool { return i == 0 },
		},
		{
			g.Related("Route.stops", plan.Some, And(g.Cmp("Stop.id", plan.Eq, "stop:s007"), g.Edge("HAS_STOP.order", plan.Eq, int64(1)))),
			func(int) bool { return false },
		},
	} {
		g.want(g.Root("Route", "id").Where(c.where), routes(c.chosen)...)
	}
}

func endsOfMany(g *bench) {
	g.many()
	for _, key := range []plan.Order{
		g.Asc("Route.name"), g.Desc("Route.name"), g.Desc("Route.length"), g.Asc("Route.colour"), g.ByCount("Route.leadsTo", true),
		g.Asc("Route.code"), // missing everywhere
	} {
		all := column(g.list(g.Root("Route", "id").Order(key)), 0)
		require.Len(g, all, manyRoutes)
		sorted := slices.Sorted(slices.Values(all))
		require.Equal(g, routes(func(int) bool { return true }), sorted)
		g.want(g.Root("Route", "id").Order(key).First(3), all[:3]...)
		g.want(g.Root("Route", "id").Order(key).Last(3), all[manyRoutes-3:]...)
		g.want(g.Root("Route", "id").Order(key).Offset(400).First(2), all[400:402]...)
		l := g.list(g.Root("Route", "id").Order(key).Offset(300).First(1).Sorted())
		g.middle(g.Root("Route", "id").Order(key).After(l.Rows[0].Values[1:]...).First(2), all[301:303])
		g.middle(g.Root("Route", "id").Order(key).Before(l.Rows[0].Values[1:]...).Last(2), all[298:300])
	}
	g.want(g.Root("Route", "id").First(2), numbered(0, 1)...)
	g.want(g.Root("Route", "id").Where(g.Cmp("Route.colour", plan.Eq, "BLUE")).First(2), numbered(2, 5)...)
	g.want(g.Root("Route", "id").First(0).Offset(599))
}

// numbered gives the ids of the routes with these numbers.
func numbered(numbers ...int) []string {
	return routes(func(i int) bool { return slices.Contains(numbers, i) })
}

// middle checks a page from the middle of many.
func (g *bench) middle(s *Sel, want []string) {
	g.Helper()
	l := g.list(s.Info())
	require.Equal(g, want, column(l, 0), ShowQuery(Query(s)))
	require.Equal(g, []any{int64(manyRoutes), true, true}, []any{l.Total, l.HasNext, l.HasPrevious})
}

func manyNested(g *bench) {
	g.many()
	byOrder := g.ByEdge("HAS_STOP.order", false)
	for _, c := range []struct {
		page func(*Sel) *Sel
		want []string
	}{
		{func(s *Sel) *Sel { return s.First(2) }, []string{"stop:s199", "stop:s198"}},
		{func(s *Sel) *Sel { return s.Last(2) }, []string{"stop:s001", "stop:s000"}},
		{func(s *Sel) *Sel { return s.After(int64(100), "stop:s100").First(1) }, []string{"stop:s099"}},
		{func(s *Sel) *Sel { return s.Offset(198).First(9) }, []string{"stop:s001", "stop:s000"}},
		{func(s *Sel) *Sel { return s.Where(g.Cmp("Stop.code", plan.Eq, int64(3))).Last(2) }, []string{"stop:s010", "stop:s003"}},
	} {
		s := g.Root("Route", "id").IDs(routeID(0))
		c.page(s.Nested("stops", "id").Order(byOrder))
		g.wantInner(s, c.want...)
	}
}

func manyThrough(g *bench) {
	g.many()
	var ops []model.Change
	for i := range 10 {
		ops = append(ops, g.Put(fmt.Sprintf("area:a%d", i), nil), g.Put(fmt.Sprintf("area:b%d", i), model.Props{"population": int64(9 - i)}),
			g.Link(fmt.Sprintf("area:a%d", i), "PART_OF", fmt.Sprintf("area:b%d", i), nil))
	}
	for i := range 200 {
		ops = append(ops, g.Link(fmt.Sprintf("stop:s%03d", i), "LOCATED_IN", fmt.Sprintf("area:a%d", i%10), nil))
	}
	g.apply(ops)
	want := []string{} // those in the area of the least population first, in order of ids
	for area := 9; area >= 0; area-- {
		for i := area; i < 200; i += 10 {
			want = append(want, fmt.Sprintf("stop:s%03d", i))
		}
	}
	s := g.Root("Route", "id").IDs(routeID(0))
	n := s.Nested("stops", "id").Order(g.Asc("Area.population", "Stop.area", "Area.parent"))
	g.wantInner(s, want...)
	n.First(3)
	g.wantInner(s, want[:3]...)
	n.Plan.Page = nil
	n.Last(3)
	g.wantInner(s, want[197:]...)
	g.want(g.Root("Stop", "id").Order(n.Plan.Order[0]).First(25), want[:25]...)
}

func countsOfMany(g *bench) {
	g.many()
	l := g.list(g.Root("Route", "id").First(1).Info().Facets("colour", "lit"))
	require.Equal(g, int64(manyRoutes), l.Total)
	require.Equal(g, [][]plan.Bucket{
		{{Value: "BLUE", Count: 200}, {Value: "GREEN", Count: 200}, {Value: "RED", Count: 200}}, {{Value: false, Count: 300}, {Value: true, Count: 300}},
	}, l.Facets)
	l = g.list(g.Root("Route", "id").Where(g.Cmp("Route.colour", plan.Eq, "RED")).First(1).Info())
	require.Equal(g, int64(200), l.Total)
	g.expect("Route", expectation{"a count", g.Count("Route.stops", plan.Eq, int64(200)), []string{routeID(0)}})
}

func fewAfterChanges(g *bench) {
	g.many()
	seven := g.Cmp("Route.name", plan.Eq, "Name 007")
	g.want(g.Root("Route", "id").Where(seven), numbered(7, 157, 307, 457)...)
	g.apply(g.Merge(routeID(8), model.Props{"name": "Name 007"}), g.Merge(routeID(157), model.Props{"name": "Name 008"}), g.Delete(routeID(307)),
		g.Put("route:a", model.Props{"name": "Name 007"}))
	g.want(g.Root("Route", "id").Where(seven), append([]string{"route:a"}, numbered(7, 8, 457)...)...)
	g.want(g.Root("Route", "id").First(2), "route:a", routeID(0))
	g.want(g.Root("Route", "id").Where(g.Cmp("Route.length", plan.Gte, int64(598))).Last(1), routeID(599))
	g.want(g.Root("Route", "id").Order(g.Asc("Route.name")).Where(g.Cmp("Route.name", plan.Lt, "Name 001")).First(1), routeID(0))
	l := g.list(g.Root("Route").First(0).Info())
	require.Equal(g, int64(manyRoutes), l.Total)
	g.apply(g.Delete("route:a"), g.Put(routeID(307), model.Props{"name": "Name 007"}))
	g.want(g.Root("Route", "id").Where(seven), numbered(7, 8, 307, 457)...)
	g.want(g.Root("Route", "id").First(2), numbered(0, 1)...)
}
