package storetest

import (
	"fmt"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func filterCases() []testCase {
	return []testCase{
		{"text compares by code point and letter case", textFilters},
		{"signs of query languages in a text mean themselves", queryCharacters},
		{"parts of text are found anywhere, in front and at the end", partFilters},
		{"folded text compares without letter case", foldFilters},
		{"special characters of patterns mean themselves", patternCharacters},
		{"whole numbers compare by value", wholeNumberFilters},
		{"floats compare by value with whole numbers too", floatFilters},
		{"dates compare as dates", dateFilters},
		{"booleans are true, false or missing", booleanFilters},
		{"enumerations are equal or not", enumFilters},
		{"members of a group are fields like others", groupFilters},
		{"a missing value equals nothing else", missingFilters},
		{"comparing with nothing holds for eq and ne only", nothingFilters},
		{"in holds for values of the list", inFilters},
		{"the id is a field", idFilters},
		{"and, or and not are two-valued", logicFilters},
		{"parameters give the values of an execution", parameterFilters},
	}
}

// names puts routes a, b, c … with these names.
func (g *bench) names(names ...string) {
	g.Helper()
	var changes []model.Change
	for i, name := range names {
		changes = append(changes, g.Put("route:"+string(rune('a'+i)), model.Props{"name": name}))
	}
	g.apply(changes)
}

func textFilters(g *bench) {
	g.names("apple", "Apple", "apples", "éclair", "\uff5e wide", "😀 grin", "Zoo")
	g.expect("Route",
		expectation{"eq", g.Cmp("Route.name", plan.Eq, "apple"), []string{"route:a"}},
		expectation{"eq of another case", g.Cmp("Route.name", plan.Eq, "APPLE"), nil},
		expectation{"ne", g.Cmp("Route.name", plan.Ne, "apple"), []string{"route:b", "route:c", "route:d", "route:e", "route:f", "route:g"}},
		expectation{"lt puts capitals first", g.Cmp("Route.name", plan.Lt, "apple"), []string{"route:b", "route:g"}},
		expectation{"lte", g.Cmp("Route.name", plan.Lte, "apple"), []string{"route:a", "route:b", "route:g"}},
		expectation{"gt beyond the BMP", g.Cmp("Route.name", plan.Gt, "\uff5e wide"), []string{"route:f"}},
		expectation{"gte", g.Cmp("Route.name", plan.Gte, "éclair"), []string{"route:d", "route:e", "route:f"}},
		expectation{"in", g.Cmp("Route.name", plan.In, []any{"Zoo", "apple", "zoo"}), []string{"route:a", "route:g"}},
	)
}

// queryCharacters has texts that would break out of a statement they were written into without care.
func queryCharacters(g *bench) {
	names := []string{
		"' OR true //", `\u0027 OR true //`, `\' OR 1=1`, `\`, `\\`, `\u`, `\\u005c`, `"`, "`", "$p1", "a\nb\r\tc", "\x01", "'", "''", `\\\u0041`, "/* */", "{}",
	}
	for i, name := range names {
		names[i] = name + "😀" + name // beyond the BMP, stores may compare in ways of their own
	}
	g.names(names...)
	var roots []*Sel
	for i, name := range names {
		from, to := g.Cmp("Route.name", plan.Gte, name), g.Cmp("Route.name", plan.Lte, name)
		roots = append(roots, g.Root("Route", "id").Where(plan.And{All: []plan.Predicate{from, to}}).Key(fmt.Sprintf("root%d", i)))
	}
	for i, list := range g.ask(roots...).Roots {
		require.Equal(g, []string{"route:" + string(rune('a'+i))}, column(list, 0), "%q", names[i])
	}
}

func partFilters(g *bench) {
	g.names("scan at week 12", "Scan", "ultrasound scan", "sca", "e\u0301")
	g.expect("Route",
		expectation{"contains", g.Cmp("Route.name", plan.Contains, "scan"), []string{"route:a", "route:c"}},
		expectation{"starts with", g.Cmp("Route.name", plan.StartsWith, "sca"), []string{"route:a", "route:d"}},
		expectation{"ends with", g.Cmp("Route.name", plan.EndsWith, "can"), []string{"route:b", "route:c"}},
		expectation{"contains empty text", g.Cmp("Route.name", plan.Contains, ""), []string{"route:a", "route:b", "route:c", "route:d", "route:e"}},
		expectation{"nothing is normalised", g.Cmp("Route.name", plan.Contains, "\u00e9"), nil},
	)
}

func foldFilters(g *bench) {
	g.names("Straße", "STRASSE", "İzmir", "ﬁne", "e\u0301cole", "ΣΊΣΥΦΟΣ")
	g.expect("Route",
		expectation{"eq", g.Fold("Route.name", plan.Eq, "strasse"), []string{"route:a", "route:b"}},
		expectation{"ne", g.Fold("Route.name", plan.Ne, "strasse"), []string{"route:c", "route:d", "route:e", "route:f"}},
		expectation{"in", g.Fold("Route.name", plan.In, []any{"FINE", "ÉCOLE"}), []string{"route:d", "route:e"}},
		expectation{"contains", g.Fold("Route.name", plan.Contains, "RASS"), []string{"route:a", "route:b"}},
		expectation{"starts with", g.Fold("Route.name", plan.StartsWith, "σίσ"), []string{"route:f"}},
		expectation{"ends with", g.Fold("Route.name", plan.EndsWith, "ΦΟς"), []string{"route:f"}},
		expectation{"a dotted capital is not a plain i", g.Fold("Route.name", plan.Eq, "izmir"), nil},
		expectation{"not folded", g.Cmp("Route.name", plan.Contains, "RASS"), []string{"route:b"}},
	)
	g.apply(g.Put("route:a", model.Props{"status": "ACTIVE"}))
	g.expect("Route", expectation{"an enumeration", g.Fold("Route.status", plan.Eq, "active"), []string{"route:a"}})
}

func patternCharacters(g *bench) {
	g.names("100% sure", "100 sure", "a.c", "abc", "[a-c]*", "back\\slash", "it's", "under_score")
	for i, part := range []string{"%", "", "a.c", "", "[a-c]*", "\\", "'", "r_s"} {
		if part != "" {
			g.expect("Route", expectation{part, g.Cmp("Route.name", plan.Contains, part), []string{"route:" + string(rune('a'+i))}})
			g.expect("Route", expectation{part, g.Fold("Route.name", plan.Contains, part), []string{"route:" + string(rune('a'+i))}})
		}
	}
}

func wholeNumberFilters(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"length": int64(-5)}), g.Put("route:b", model.Props{"length": int64(0)}),
		g.Put("route:c", model.Props{"length": int64(10)}), g.Put("route:d", model.Props{"length": int64(9)}), g.Put("route:e", nil),
	)
	g.expect("Route",
		expectation{"eq", g.Cmp("Route.length", plan.Eq, int64(0)), []string{"route:b"}},
		expectation{"ne", g.Cmp("Route.length", plan.Ne, int64(0)), []string{"route:a", "route:c", "route:d", "route:e"}},
		expectation{"lt", g.Cmp("Route.length", plan.Lt, int64(9)), []string{"route:a", "route:b"}},
		expectation{"lte", g.Cmp("Route.length", plan.Lte, int64(9)), []string{"route:a", "route:b", "route:d"}},
		expectation{"gt", g.Cmp("Route.length", plan.Gt, int64(9)), []string{"route:c"}},
		expectation{"gte", g.Cmp("Route.length", plan.Gte, int64(9)), []string{"route:c", "route:d"}},
		expectation{"in", g.Cmp("Route.length", plan.In, []any{int64(10), int64(-5)}), []string{"route:a", "route:c"}},
		expectation{"a float of the same value", g.Cmp("Route.length", plan.Eq, 10.0), []string{"route:c"}},
		expectation{"a float in between", g.Cmp("Route.length", plan.Gt, 9.5), []string{"route:c"}},
	)
}

func floatFilters(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"grade": 0.1}), g.Put("route:b", model.Props{"grade": 2.0}),
		g.Put("route:c", model.Props{"grade": -2.5}), g.Put("route:d", nil),
	)
	g.expect("Route",
		expectation{"eq", g.Cmp("Route.grade", plan.Eq, 0.1), []string{"route:a"}},
		expectation{"a whole number of the same value", g.Cmp("Route.grade", plan.Eq, int64(2)), []string{"route:b"}},
		expectation{"whole numbers in a list", g.Cmp("Route.grade", plan.In, []any{int64(2), 7.5}), []string{"route:b"}},
		expectation{"lt", g.Cmp("Route.grade", plan.Lt, 0.1), []string{"route:c"}},
		expectation{"gte a whole number", g.Cmp("Route.grade", plan.Gte, int64(0)), []string{"route:a", "route:b"}},
	)
}

func dateFilters(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"opened": "1999-12-31"}), g.Put("route:b", model.Props{"opened": "2000-01-01"}),
		g.Put("route:c", model.Props{"opened": "2000-01-10"}), g.Put("route:d", nil),
	)
	g.expect("Route",
		expectation{"eq", g.Cmp("Route.opened", plan.Eq, "2000-01-01"), []string{"route:b"}},
		expectation{"lt", g.Cmp("Route.opened", plan.Lt, "2000-01-01"), []string{"route:a"}},
		expectation{"gte", g.Cmp("Route.opened", plan.Gte, "2000-01-01"), []string{"route:b", "route:c"}},
		expectation{"in", g.Cmp("Route.opened", plan.In, []any{"2000-01-10"}), []string{"route:c"}},
	)
}
