package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func facetCases() []testCase {
	return []testCase{
		{"values are counted, the largest first and then by value", enumFacets},
		{"rows without a value count under nothing, last among equals", missingFacets},
		{"a list counts for each of its different values", listFacets},
		{"booleans are counted as booleans", booleanFacets},
		{"several facets come in the order asked", severalFacets},
		{"only rows that match are counted", facetsOfMatching},
		{"nested rows have facets for every parent", nestedFacets},
		{"common fields are counted over several kinds", unionFacets},
		{"no rows give no buckets", noBuckets},
	}
}

func (g *bench) facet(s *Sel) []plan.Bucket {
	g.Helper()
	l := g.list(s)
	require.Len(g, l.Facets, len(s.Plan.Facets))
	return l.Facets[0]
}

// coloured puts routes with these colours, "" for none.
func (g *bench) coloured(colours ...string) {
	g.Helper()
	var changes []model.Change
	for i, c := range colours {
		props := model.Props{}
		if c != "" {
			props["colour"] = c
		}
		changes = append(changes, g.Put("route:"+string(rune('a'+i)), props))
	}
	g.apply(changes)
}

func enumFacets(g *bench) {
	g.coloured("RED", "BLUE", "GREEN", "RED")
	require.Equal(g, []plan.Bucket{{Value: "RED", Count: 2}, {Value: "BLUE", Count: 1}, {Value: "GREEN", Count: 1}},
		g.facet(g.Root("Route").Facets("colour")))
}

func missingFacets(g *bench) {
	g.coloured("RED", "", "", "GREEN", "GREEN")
	require.Equal(g, []plan.Bucket{{Value: "GREEN", Count: 2}, {Value: nil, Count: 2}, {Value: "RED", Count: 1}},
		g.facet(g.Root("Route").Facets("colour")))
}

func listFacets(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"seasons": []string{"SUMMER", "SPRING", "SUMMER"}}), g.Put("route:b", model.Props{"seasons": []string{"SPRING"}}),
		g.Put("route:c", nil), g.Put("route:d", model.Props{"seasons": []string{}}),
	)
	require.Equal(g, []plan.Bucket{{Value: "SPRING", Count: 2}, {Value: nil, Count: 2}, {Value: "SUMMER", Count: 1}},
		g.facet(g.Root("Route").Facets("seasons")))
}

func booleanFacets(g *bench) {
	g.apply(g.Put("route:a", model.Props{"lit": true}), g.Put("route:b", model.Props{"lit": false}), g.Put("route:c", nil))
	require.Equal(g, []plan.Bucket{{Value: false, Count: 1}, {Value: true, Count: 1}, {Value: nil, Count: 1}}, g.facet(g.Root("Route").Facets("lit")))
	require.Equal(g, []plan.Bucket{{Value: true, Count: 3}}, g.facet(g.Root("Route").Facets("illustrative")))
}

func severalFacets(g *bench) {
	g.apply(g.Put("route:a", model.Props{"status": "DRAFT", "colour": "RED"}))
	l := g.list(g.Root("Route").Facets("colour", "status", "lit"))
	require.Equal(g, [][]plan.Bucket{{{Value: "RED", Count: 1}}, {{Value: "DRAFT", Count: 1}}, {{Value: nil, Count: 1}}}, l.Facets)
}

func facetsOfMatching(g *bench) {
	g.coloured("RED", "BLUE", "RED", "BLUE")
	require.Equal(g, []plan.Bucket{{Value: "BLUE", Count: 1}, {Value: "RED", Count: 1}},
		g.facet(g.Root("Route").Where(g.Cmp("Route.id", plan.Gt, "route:b")).Facets("colour")))
	require.Equal(g, []plan.Bucket{{Value: "BLUE", Count: 1}}, g.facet(g.Root("Route").IDs("route:b", "route:z").Facets("colour")))
}

func nestedFacets(g *bench) {
	g.lines()
	s := g.Root("Route", "id")
	s.Nested("stops", "id").First(1).Facets("colour")
	l := g.list(s)
	require.Equal(g, []plan.Bucket{{Value: "RED", Count: 2}}, inner(l, 0, 1).Facets[0])
	require.Equal(g, []plan.Bucket{{Value: "BLUE", Count: 1}, {Value: "RED", Count: 1}}, inner(l, 1, 1).Facets[0])
	require.Empty(g, inner(l, 3, 1).Facets[0])
}

func unionFacets(g *bench) {
	g.apply(g.Put("shop:a", model.Props{"status": "ACTIVE"}), g.Put("park:a", model.Props{"status": "ACTIVE"}), g.Put("park:b", nil))
	require.Equal(g, []plan.Bucket{{Value: "ACTIVE", Count: 2}, {Value: nil, Count: 1}}, g.facet(g.Root("Place").Facets("status")))
}

func noBuckets(g *bench) {
	g.coloured("RED")
	require.Empty(g, g.facet(g.Root("Shop").Facets("status")))
	require.Empty(g, g.facet(g.Root("Route").Where(Or()).Facets("colour")))
}
