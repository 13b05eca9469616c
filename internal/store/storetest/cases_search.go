package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func searchCases() []testCase {
	return []testCase{
		{"every word must be found, as the beginning of a word", allWords},
		{"words of the name come before words found elsewhere, whole before beginnings", ranks},
		{"equal ranks order by name and then by id", equalRanks},
		{"letter case and compatibility forms do not count", foldedSearch},
		{"words end at everything but letters, marks and digits", wordBoundaries},
		{"a text without a word finds nothing", wordlessSearch},
		{"fields that are not searchable are not looked at", searchableFields},
		{"words may be found in different fields and lists", acrossFields},
		{"nodes of all kinds are found, or of the kinds asked for", searchKinds},
		{"conditions narrow a search", searchWhere},
		{"the rank is a value", rankValues},
		{"changes are found at once", searchChanges},
	}
}

// found searches routes.
func (g *bench) found(text string, ids ...string) {
	g.Helper()
	g.want(g.Root("Route", "id").Search(text), ids...)
}

func allWords(g *bench) {
	g.names("having a baby", "having tea", "baby scan", "shaving")
	g.found("having baby", "route:a")
	g.found("hav", "route:a", "route:b")
	g.found("ba ha", "route:a")
	g.found("aby")
	g.found("having baby zebra")
	g.found("baby baby", "route:c", "route:a")
}

func ranks(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"name": "zoo", "description": "seaside walk"}), g.Put("route:b", model.Props{"name": "zoo", "description": "sea walk"}),
		g.Put("route:c", model.Props{"name": "seaside walk"}), g.Put("route:d", model.Props{"name": "walk by the sea"}),
		g.Put("route:e", model.Props{"name": "walk", "description": "sea"}), g.Put("route:f", model.Props{"name": "sea", "description": "walking"}),
	)
	g.found("sea walk", "route:d", "route:c", "route:e", "route:b", "route:f", "route:a")
	g.found("sea", "route:f", "route:d", "route:c", "route:e", "route:b", "route:a")
}

func equalRanks(g *bench) {
	g.names("b sea", "a sea", "b sea", "B sea")
	g.found("sea", "route:d", "route:b", "route:a", "route:c")
}

func foldedSearch(g *bench) {
	g.names("STRASSE", "ﬁne café", "cafe\u0301", "Ｗｉｄｅ")
	g.found("straße", "route:a")
	g.found("FINE", "route:b")
	g.found("CAFÉ", "route:c", "route:b")
	g.found("wide", "route:d")
	g.found("cafe")
}

func wordBoundaries(g *bench) {
	g.names("NHS-App (new)", "C++ and c#", "nhs_app", "a/b:c", "don't")
	g.found("app", "route:a", "route:c")
	g.found("nhs:app*", "route:a", "route:c")
	g.found("(new", "route:a")
	g.found("c", "route:b", "route:d")
	g.found("don t", "route:e")
	g.found("dont")
}

func wordlessSearch(g *bench) {
	g.five()
	for _, text := range []string{"", " ", "*", "- /", "😀"} {
		g.found(text)
	}
}

func searchableFields(g *bench) {
	g.apply(g.Put("route:x", model.Props{"name": "plain", "status": "ACTIVE", "colour": "RED", "sourceUrl": "https://sea.example", "code": "K9"}))
	g.found("active")
	g.found("red")
	g.found("sea")
	g.found("x")
	g.found("k9", "route:x")
}

func acrossFields(g *bench) {
	g.apply(g.Put("route:a", model.Props{"name": "coast", "description": "by train", "tags": []string{"slow and old", "scenic"}}))
	g.found("scenic coast train slow", "route:a")
	g.found("and", "route:a")
}

func searchKinds(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"name": "sea"}), g.Put("shop:a", model.Props{"name": "sea shop"}), g.Put("park:a", model.Props{"name": "sea park"}),
		g.Put("note:a", model.Props{"text": "about the sea"}),
	)
	g.want(g.Root("Element", "id").Search("sea"), "route:a", "park:a", "shop:a", "note:a")
	g.want(g.Root("Place", "id").Search("sea"), "park:a", "shop:a")
	l := g.list(g.Root("Element", "id").Search("sea").Info().First(1))
	require.Equal(g, []any{int64(4), true}, []any{l.Total, l.HasNext})
}

func searchWhere(g *bench) {
	g.names("sea", "sea", "lake")
	g.want(g.Root("Route", "id").Search("sea").Where(g.Cmp("Route.id", plan.Ne, "route:a")), "route:b")
	g.want(g.Root("Route", "id").IDs("route:a", "route:c").Search("sea"), "route:a")
}

func rankValues(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"name": "sea"}), g.Put("route:b", model.Props{"name": "seaside"}),
		g.Put("route:c", model.Props{"name": "x", "description": "sea"}), g.Put("route:d", model.Props{"name": "x", "description": "seaside"}),
	)
	l := g.list(g.Root("Route", "id").Search("sea").Sorted())
	require.Equal(g, []any{int64(0), int64(1), int64(2), int64(3)}, columnValues(l, 1))
	require.Equal(g, []any{"sea", "seaside", "x", "x"}, columnValues(l, 2))
}

func searchChanges(g *bench) {
	g.names("sea", "lake")
	g.apply(g.Merge("route:a", model.Props{"name": "hill"}), g.Merge("route:b", model.Props{"description": "sea"}))
	g.found("sea", "route:b")
	g.apply(g.Delete("route:b"))
	g.found("sea")
	g.found("hill", "route:a")
}
