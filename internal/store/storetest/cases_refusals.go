package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func refusalCases() []testCase {
	return []testCase{
		{"a relationship to nowhere is refused", toNowhere},
		{"a relationship that was there before its end was deleted is refused", keptLinkToNowhere},
		{"a relationship between kinds it does not join is refused", wrongKinds},
		{"a value that does not fit its field is refused", wrongValues},
		{"a required value that is missing is refused", missingValues},
		{"an id that does not fit its kind is refused", badID},
		{"a unique value that another node has is refused", duplicateKey},
		{"a second node of a to-one is refused", secondOfToOne},
		{"a node without what it must belong to is refused", withoutOwner},
		{"a part-of circle is refused", partOfCircle},
		{"nothing of a refused batch is kept", allOrNothing},
		{"every problem is told, with the index of its change", everyProblem},
	}
}

// refused checks that a batch is refused for one thing, at the change with the index.
func (g *bench) refused(at int, rule string, parts ...any) {
	g.Helper()
	err := g.refuse(parts...)
	require.Len(g, err.Problems, 1, "%v", err)
	require.Equal(g, rule, err.Problems[0].Rule, "%v", err)
	require.NotEmpty(g, err.Problems[0].Message)
	require.NotEmpty(g, err.Problems[0].Path)
	require.Equal(g, at, err.Problems[0].Path[0], "%v", err)
}

func toNowhere(g *bench) {
	g.names("a", "b")
	g.refused(0, "unknown-reference", g.Link("route:a", "LEADS_TO", "route:z", nil))
	g.refused(1, "unknown-reference", g.Put("route:c", nil), g.Link("route:z", "LEADS_TO", "route:a", nil))
	g.refused(1, "unknown-reference", g.Delete("route:b"), g.Link("route:a", "LEADS_TO", "route:b", nil))
}

func wrongKinds(g *bench) {
	g.places()
	g.refused(0, "wrong-kind", g.Link("route:a", "LEADS_TO", "shop:a", nil))
	g.refused(0, "wrong-kind", g.Link("shop:a", "SERVES", "stop:a", nil))
}

func wrongValues(g *bench) {
	g.names("a")
	for _, c := range []struct {
		rule  string
		props model.Props
	}{
		{"unknown-value", model.Props{"colour": "PINK"}}, {"unknown-value", model.Props{"seasons": []string{"SPRING", "MONSOON"}}},
		{"wrong-type", model.Props{"length": "12"}}, {"wrong-type", model.Props{"opened": "2026-02-30"}},
		{"wrong-type", model.Props{"lit": "true"}}, {"wrong-type", model.Props{"tags": "x"}},
		{"out-of-range", model.Props{"length": int64(1) << 40}}, {"unknown-field", model.Props{"wheels": int64(4)}},
	} {
		g.refused(0, c.rule, g.Merge("route:a", c.props))
	}
	g.refused(0, "out-of-range", g.Put("shop:a", model.Props{"staff": int64(-1)}))
	g.refused(0, "out-of-range", g.Put("park:a", model.Props{"size": 100.5}))
	g.apply(g.Put("route:b", nil), g.Put("stop:s", nil), g.Link("route:a", "HAS_STOP", "stop:s", model.Props{"order": int64(1)}))
	g.refused(0, "wrong-type", g.MergeLink("route:a", "HAS_STOP", "stop:s", model.Props{"order": "first"}))
}

func missingValues(g *bench) {
	g.names("a")
	g.refused(0, "missing-field", g.Merge("route:a", model.Props{"name": nil}))
	g.refused(1, "missing-field", g.Put("route:b", nil), g.Put("route:c", model.Props{"name": ""}))
	g.refused(1, "missing-field", g.Put("stop:s", nil), g.Link("route:a", "HAS_STOP", "stop:s", nil))
}

func badID(g *bench) {
	for _, id := range []string{"shop:a", "route:", "route:a b", "route", "route:a/"} {
		e := g.Element("route:a", nil)
		e.ID = id
		g.refused(0, "bad-id", model.PutElement{Element: e})
	}
}

func duplicateKey(g *bench) {
	g.apply(g.Put("route:a", model.Props{"code": "1"}), g.Put("route:b", model.Props{"code": "2"}), g.Put("route:c", nil), g.Put("route:d", nil))
	g.refused(0, "duplicate-key", g.Merge("route:b", model.Props{"code": "1"}))
	g.refused(0, "duplicate-key", g.Merge("route:d", model.Props{"code": "2"}))
	g.refused(1, "duplicate-key", g.Put("route:e", model.Props{"code": "3"}), g.Put("route:f", model.Props{"code": "3"}))
}

func secondOfToOne(g *bench) {
	g.apply(g.Put("area:a", nil), g.Put("area:b", nil), g.Put("shop:x", nil), g.Link("shop:x", "LOCATED_IN", "area:b", nil))
	g.refused(0, "two-parents", g.Link("shop:x", "LOCATED_IN", "area:a", nil))
}

func withoutOwner(g *bench) {
	g.lines()
	g.refused(0, "stage-without-journey", g.Put("stop:lone", nil))
	g.refused(1, "stage-without-journey", g.Put("route:e", nil), g.Unlink("route:a", "HAS_STOP", "stop:a1"))
	g.refused(1, "stage-without-journey", g.Put("route:e", nil), g.Delete("route:c"))
	g.apply(g.Delete("route:c"), g.Delete("stop:c1"))
}

func partOfCircle(g *bench) {
	g.chain()
	err := g.refuse(g.Link("area:d", "PART_OF", "area:a", nil))
	require.Equal(g, "part-of-cycle", err.Problems[0].Rule)
	err = g.refuse(g.Put("area:z", nil), g.Link("area:z", "PART_OF", "area:z", nil))
	require.Equal(g, "part-of-cycle", err.Problems[0].Rule)
	require.Equal(g, 1, err.Problems[0].Path[0])
}

func allOrNothing(g *bench) {
	g.lines()
	g.apply(g.Link("route:a", "LEADS_TO", "route:b", nil))
	everything := func() string {
		s := g.Root("Element", "id", "name", "description")
		route := s.On("Route")
		route.Nested("stops", "id", "@order")
		route.Nested("leadsTo", "id")
		q := Query(s, g.Root("Element", "id").Search("changed").Key("search"))
		r, err := g.store.Execute(g.ctx, q)
		require.NoError(g, err)
		return ShowResult(q, r)
	}
	before := everything()
	g.refuse(
		g.Merge("route:a", model.Props{"name": "changed"}), g.Put("route:new", model.Props{"name": "changed"}), g.Unlink("route:a", "LEADS_TO", "route:b"),
		g.MergeLink("route:a", "HAS_STOP", "stop:a1", model.Props{"order": int64(9)}), g.Delete("stop:a2"),
		g.Link("route:a", "LEADS_TO", "route:z", nil),
	)
	require.Equal(g, before, everything())
}

func everyProblem(g *bench) {
	g.names("a")
	err := g.refuse(
		g.Put("route:b", model.Props{"colour": "PINK"}), g.Put("route:c", nil), g.Link("route:a", "LEADS_TO", "route:z", nil),
		g.Put("route:d", model.Props{"length": "long"}),
	)
	found := map[any]string{}
	for _, p := range err.Problems {
		found[p.Path[0]] = p.Rule
	}
	require.Equal(g, map[any]string{0: "unknown-value", 2: "unknown-reference", 3: "wrong-type"}, found)
}

func keptLinkToNowhere(g *bench) {
	g.names("a", "b")
	g.apply(g.Link("route:a", "LEADS_TO", "route:b", nil))
	g.refused(1, "unknown-reference", g.Delete("route:b"), g.MergeLink("route:a", "LEADS_TO", "route:b", nil))
}
