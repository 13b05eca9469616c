package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func pathCases() []testCase {
	return []testCase{
		{"a node reached twice comes once", reachedOnce},
		{"the ways of a path are united", waysUnited},
		{"a step may follow several types", severalTypes},
		{"none or more times includes the start", noneOrMore},
		{"once or more times leaves out the start unless it is reached", onceOrMore},
		{"walking in a circle ends", circles},
		{"a repeated step may stand in the middle of a way", repeatedInTheMiddle},
		{"nodes of other kinds drop out at the end but not on the way", kindsDropOut},
		{"a relation may keep only nodes with some values", keptNodes},
		{"a way there and back reaches the start", thereAndBack},
		{"a relationship of a node with itself leads to itself", selfLinks},
		{"a relationship is followed from the end it is seen from", directions},
		{"a derived to-one gives at most one node", derivedToOne},
	}
}

// through gives the ids reached over a relation from a node.
func (g *bench) through(kind, id, relation string) []string {
	g.Helper()
	s := g.Root(kind, "id").IDs(id)
	s.Nested(relation, "id")
	return column(inner(g.list(s), 0, 1), 0)
}

func reachedOnce(g *bench) {
	g.lines()
	g.apply(
		g.Put("shop:x", nil), g.Put("shop:y", nil), g.Link("stop:a1", "SERVES", "shop:x", nil), g.Link("stop:a2", "SERVES", "shop:x", nil),
		g.Link("stop:a2", "SERVES", "shop:y", nil),
	)
	require.Equal(g, []string{"shop:x", "shop:y"}, g.through("Route", "route:a", "shops"))
	require.Equal(g, []string{"route:a"}, g.through("Shop", "shop:x", "routes"))
	require.Empty(g, g.through("Route", "route:b", "shops"))
}

func waysUnited(g *bench) {
	g.lines()
	g.apply(
		g.Put("area:a", nil), g.Put("area:b", nil), g.Put("area:c", nil), g.Link("area:b", "PART_OF", "area:c", nil), g.Put("shop:x", nil),
		g.Link("stop:a1", "LOCATED_IN", "area:a", nil), g.Link("stop:a2", "SERVES", "shop:x", nil), g.Link("shop:x", "LOCATED_IN", "area:b", nil),
		g.Link("stop:b1", "LOCATED_IN", "area:b", nil), g.Link("stop:b2", "SERVES", "shop:x", nil),
	)
	require.Equal(g, []string{"area:a", "area:b", "area:c"}, g.through("Route", "route:a", "areas"))
	require.Equal(g, []string{"area:b", "area:c"}, g.through("Route", "route:b", "areas"))
	require.Empty(g, g.through("Route", "route:d", "areas"))
}

func severalTypes(g *bench) {
	g.lines()
	g.apply(
		g.Put("area:a", nil), g.Put("shop:x", nil), g.Put("note:n", nil), g.Link("stop:a1", "LOCATED_IN", "area:a", nil),
		g.Link("stop:a2", "SERVES", "shop:x", nil), g.Link("note:n", "ABOUT", "route:a", nil), g.Link("route:a", "LEADS_TO", "route:b", nil),
	)
	require.Equal(g, []string{"area:a", "note:n", "route:b", "shop:x", "stop:a1", "stop:a2"}, g.through("Route", "route:a", "surroundings"))
}

// chain puts areas a in b in c in d.
func (g *bench) chain() {
	g.Helper()
	g.apply(
		g.Put("area:a", nil), g.Put("area:b", nil), g.Put("area:c", nil), g.Put("area:d", nil),
		g.Link("area:a", "PART_OF", "area:b", nil), g.Link("area:b", "PART_OF", "area:c", nil), g.Link("area:c", "PART_OF", "area:d", nil),
	)
}

func noneOrMore(g *bench) {
	g.names("a", "b", "c")
	g.apply(g.Link("route:a", "LEADS_TO", "route:b", nil))
	require.Equal(g, []string{"route:a", "route:b"}, g.through("Route", "route:a", "network"))
	require.Equal(g, []string{"route:c"}, g.through("Route", "route:c", "network"))
}

func onceOrMore(g *bench) {
	g.chain()
	require.Equal(g, []string{"area:b", "area:c", "area:d"}, g.through("Area", "area:a", "ancestors"))
	require.Equal(g, []string{"area:a", "area:b", "area:c"}, g.through("Area", "area:d", "descendants"))
	require.Empty(g, g.through("Area", "area:d", "ancestors"))
}

func circles(g *bench) {
	g.names("a", "b", "c", "d")
	g.apply(
		g.Link("route:a", "LEADS_TO", "route:b", nil), g.Link("route:b", "LEADS_TO", "route:c", nil), g.Link("route:c", "LEADS_TO", "route:a", nil),
		g.Link("route:d", "LEADS_TO", "route:a", nil),
	)
	require.Equal(g, []string{"route:a", "route:b", "route:c"}, g.through("Route", "route:a", "onward"), "the start is reached again")
	require.Equal(g, []string{"route:a", "route:b", "route:c"}, g.through("Route", "route:d", "onward"), "the start is not reached again")
	require.Equal(g, []string{"route:a", "route:b", "route:c", "route:d"}, g.through("Route", "route:d", "network"))
}

func repeatedInTheMiddle(g *bench) {
	g.chain()
	g.apply(
		g.Put("area:e", nil), g.Link("area:e", "PART_OF", "area:d", nil), g.Put("area:z", nil), g.Put("shop:x", nil), g.Put("park:x", nil),
		g.Link("shop:x", "LOCATED_IN", "area:a", nil), g.Link("park:x", "LOCATED_IN", "area:c", nil),
	)
	require.Equal(g, []string{"area:a", "area:b", "area:c", "area:d", "area:e"}, g.through("Area", "area:b", "family"))
	require.Equal(g, []string{"area:z"}, g.through("Area", "area:z", "family"))
	require.Equal(g, []string{"area:a", "area:b", "park:x", "shop:x"}, g.through("Area", "area:c", "contents"))
	require.Equal(g, []string{"area:a", "shop:x"}, g.through("Area", "area:b", "contents"))
}

func kindsDropOut(g *bench) {
	g.lines()
	g.apply(
		g.Put("shop:x", nil), g.Put("park:x", nil), g.Put("shop:y", nil), g.Link("stop:a1", "NEXT_STOP", "stop:a2", nil),
		g.Link("stop:a2", "NEXT_STOP", "stop:a1", nil), g.Link("stop:a1", "SERVES", "park:x", nil), g.Link("stop:a1", "SERVES", "shop:x", nil),
		g.Link("stop:a2", "SERVES", "shop:y", nil),
	)
	require.Equal(g, []string{"shop:x", "shop:y"}, g.through("Stop", "stop:a1", "reach"), "the next stop is walked through but not given")
	require.Equal(g, []string{"shop:x", "shop:y"}, g.through("Route", "route:a", "shops"))
	require.Equal(g, []string{"park:x", "shop:x", "shop:y"}, g.through("Route", "route:a", "places"))
}

func keptNodes(g *bench) {
	red := model.Props{"colour": "RED"}
	g.apply(
		g.Put("route:a", nil), g.Put("route:b", red), g.Put("route:c", nil), g.Put("route:d", red), g.Put("route:e", model.Props{"colour": "BLUE"}),
		g.Link("route:a", "LEADS_TO", "route:b", nil), g.Link("route:a", "LEADS_TO", "route:c", nil), g.Link("route:d", "LEADS_TO", "route:a", nil),
		g.Link("route:e", "LEADS_TO", "route:a", nil),
	)
	require.Equal(g, []string{"route:b", "route:d"}, g.through("Route", "route:a", "redNeighbours"))
	require.Empty(g, g.through("Route", "route:b", "redNeighbours"))
	g.expect("Route", expectation{"counted", g.Count("Route.redNeighbours", 0, int64(2)), []string{"route:a"}})
	g.apply(g.Merge("route:d", model.Props{"colour": nil}), g.Merge("route:c", model.Props{"colour": "RED"}))
	require.Equal(g, []string{"route:b", "route:c"}, g.through("Route", "route:a", "redNeighbours"))
}

func thereAndBack(g *bench) {
	g.lines()
	require.Equal(g, []string{"stop:a1", "stop:a2"}, g.through("Stop", "stop:a1", "siblings"))
	require.Equal(g, []string{"stop:c1"}, g.through("Stop", "stop:c1", "siblings"))
}

func selfLinks(g *bench) {
	g.names("a", "b")
	g.apply(g.Link("route:a", "LEADS_TO", "route:a", nil))
	require.Equal(g, []string{"route:a"}, g.through("Route", "route:a", "leadsTo"))
	require.Equal(g, []string{"route:a"}, g.through("Route", "route:a", "reachedFrom"))
	require.Equal(g, []string{"route:a"}, g.through("Route", "route:a", "onward"))
	require.Empty(g, g.through("Route", "route:b", "onward"))
	applied := g.apply(g.Delete("route:a"))
	require.Equal(g, 2, applied.Deleted, "the node and one relationship")
}

func directions(g *bench) {
	g.names("a", "b")
	g.apply(g.Link("route:a", "LEADS_TO", "route:b", nil))
	require.Equal(g, []string{"route:b"}, g.through("Route", "route:a", "leadsTo"))
	require.Empty(g, g.through("Route", "route:a", "reachedFrom"))
	require.Equal(g, []string{"route:a"}, g.through("Route", "route:b", "reachedFrom"))
	require.Empty(g, g.through("Route", "route:b", "leadsTo"))
}

func derivedToOne(g *bench) {
	g.chain()
	g.apply(g.Put("shop:x", nil), g.Put("shop:y", nil), g.Link("shop:x", "LOCATED_IN", "area:a", nil), g.Link("shop:y", "LOCATED_IN", "area:d", nil))
	require.Equal(g, []string{"area:b"}, g.through("Shop", "shop:x", "district"))
	require.Empty(g, g.through("Shop", "shop:y", "district"))
}
