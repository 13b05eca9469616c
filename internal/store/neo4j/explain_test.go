package neo4j_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestTheDatabaseStartsWhereThePlanSays(t *testing.T) {
	m := storetest.Town()
	g := storetest.Builder{Model: m}
	st := open(t, m)
	defer func() { require.NoError(t, st.Close()) }()
	var changes model.Changes
	for i := range 200 {
		route, stop, shop := fmt.Sprintf("route:r%d", i), fmt.Sprintf("stop:s%d", i), fmt.Sprintf("shop:x%d", i)
		changes.Ops = append(changes.Ops, g.Put(route, model.Props{"name": fmt.Sprintf("route %d", i)}), g.Put(stop, nil), g.Put(shop, nil),
			g.Link(route, "HAS_STOP", stop, model.Props{"order": int64(1)}), g.Link(stop, "SERVES", shop, nil))
	}
	_, err := st.Apply(t.Context(), changes)
	require.NoError(t, err)

	shop := g.Related("Route.stops", plan.Some, g.Related("Stop.serves", plan.Some, g.Cmp("Shop.id", plan.Eq, "shop:x7")))
	for _, c := range []struct {
		name  string
		query *plan.Query
		uses  string
	}{
		{"ids", storetest.Query(g.Root("Route", "id").IDs("route:r1")), "UNIQUE n1:Element(id)"},
		{"an index", storetest.Query(g.Root("Route", "id").Where(g.Cmp("Route.name", plan.Eq, "route 3"))), "RANGE INDEX n1:Route(name)"},
		{"the far end", storetest.Query(g.Root("Route", "id").Where(shop)), "UNIQUE f3:Element(id)"},
		{"the order of an index", storetest.Query(g.Root("Route", "id").Order(g.Asc("Route.name")).First(3)), "RANGE INDEX n1:Route(name)"},
		{"a search", storetest.Query(g.Root("Element", "id").Search("route")), "db.index.fulltext.queryNodes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := st.Explain(t.Context(), c.query)
			require.NoError(t, err)
			require.Contains(t, text, c.uses)
			require.NotContains(t, text, "AllNodesScan")
			require.NotRegexp(t, `NodeByLabelScan\s*\|\s*\d+ \| (n|f)\d+:`, text, "a scan where there is an anchor")
		})
	}
}
