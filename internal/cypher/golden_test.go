package cypher_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// census are statistics in which there is plenty of everything, names are rare and every node has three links.
type census struct{}

func (census) Nodes(*model.Kind) float64 { return 10_000 }
func (census) Found(string) float64      { return 50 }
func (census) Matching(_ *model.Kind, c plan.Compare, _ any) (float64, bool) {
	return 2, c.Field.Name == "name" && c.Op == plan.Eq && !c.Fold
}
func (census) Degree(*model.Kind, *model.Relationship, bool) float64 { return 3 }
func (census) DegreeOf(string, *model.Relationship, bool) float64    { return 3 }

// questions are one of everything that the renderer writes in a way of its own.
func questions(g storetest.Builder) map[string]*plan.Query {
	nested := g.Root("Route", "id", "name", "seasons").IDs("route:a")
	stops := nested.Nested("stops", "id", "@order").Order(g.ByEdge("HAS_STOP.order", false)).First(2)
	stops.Nested("serves", "id").On("Shop").Cols("staff")

	paths := g.Root("Area", "id").IDs("area:a")
	paths.Nested("family", "id")
	paths.Nested("contents", "id").Info().Facets("status")

	siblings := g.Root("Stop", "id").IDs("stop:a", "stop:b")
	siblings.Nested("siblings", "id").Where(g.Cmp("Stop.colour", plan.Eq, "RED"))

	page := g.Root("Route", "id").Order(g.Desc("Route.length"), g.Asc("Route.name")).First(10).After(int64(3), "n", "route:a").Before(nil, "z", "route:z")
	through := g.Root("Shop", "id").Order(g.Asc("Area.name", "Shop.area"), g.ByCount("Shop.routes", true)).Last(3).Before("x", int64(2), "shop:a")

	some := func(relation string, where plan.Predicate) plan.Predicate {
		return g.Related(relation, plan.Some, where)
	}
	back := some("Route.stops", some("Stop.serves", g.Cmp("Shop.id", plan.Eq, "shop:x")))
	return map[string]*plan.Query{
		"every node of a kind in order":       storetest.Query(g.Root("Route", "id", "name").First(20).Info()),
		"nested rows with their relationship": storetest.Query(nested),
		"paths of several ways and repeats":   storetest.Query(paths),
		"there and back":                      storetest.Query(siblings),
		"a page between cursors":              storetest.Query(page.Info().Facets("colour", "seasons")),
		"order behind to-ones":                storetest.Query(through),
		"start at the far end":                storetest.Query(g.Root("Route", "id").Where(back).First(5).Info()),
		"start at an index":                   storetest.Query(g.Root("Place", "id").Where(g.Cmp("Shop.name", plan.Eq, "x"))),
		"start at any of several":             storetest.Query(g.Root("Route", "id").Where(plan.Or{Any: []plan.Predicate{g.Cmp("Route.name", plan.Eq, "x"), back}})),
		"search":                              storetest.Query(g.Root("Element", "id").Search("NHS-app").First(3)),
		"two-valued logic": storetest.Query(g.Root("Route", "id").Where(plan.And{All: []plan.Predicate{
			plan.Not{Of: g.Cmp("Route.length", plan.Lt, int64(3))},
			g.Cmp("Route.colour", plan.Ne, "RED"), g.Cmp("Route.opened", plan.Eq, nil),
			plan.Not{Of: g.Empty("Route.tags")},
			g.Fold("Route.name", plan.Contains, "İS"), g.Fold("Route.colour", plan.StartsWith, "r"),
			g.Related("Route.stops", plan.All, g.Edge("HAS_STOP.order", plan.Gt, int64(0))), g.Count("Route.stops", plan.Gte, int64(2)),
		}})),
		"fields that share a name":  storetest.Query(g.Root("Located", "id").Where(g.Cmp("Stop.code", plan.Eq, int64(7)))),
		"text that must be written": storetest.Query(g.Root("Route", "id").Where(g.Cmp("Route.name", plan.Gt, `' OR 😀 \u0027 \`))),
		"several roots":             storetest.Query(g.Root("Route", "id").Key("one").IDs("route:a"), g.Root("Note", "id").Key("two").Facets("status")),
		"no roots":                  storetest.Query(),
	}
}

func TestStatementsAreAsTheyWere(t *testing.T) {
	m := storetest.Town()
	for name, q := range questions(storetest.Builder{Model: m}) {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, plan.Validate(q))
			path := filepath.Join("testdata", strings.ReplaceAll(name, " ", "-")+".cypher")
			got := show(cypher.Render(m, q, census{}))
			if *update {
				require.NoError(t, os.MkdirAll("testdata", 0o755))
				require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), got)
		})
	}
}

// show writes a statement with its parameters as comments.
func show(s *cypher.Statement) string {
	var b strings.Builder
	for _, name := range slices.SortedFunc(maps.Keys(s.Params), func(x, y string) int { return len(x)*1000 - len(y)*1000 + strings.Compare(x, y) }) {
		fmt.Fprintf(&b, "// $%s = %#v\n", name, s.Params[name])
	}
	return b.String() + s.Text + "\n"
}

func TestTheSameQueryGivesTheSameStatement(t *testing.T) {
	m := storetest.Town()
	for name, q := range questions(storetest.Builder{Model: m}) {
		first := cypher.Render(m, q, census{})
		for range 3 {
			again := cypher.Render(m, q, census{})
			require.Equal(t, first.Text, again.Text, name)
			require.Equal(t, first.Params, again.Params, name)
		}
	}
}

func TestValuesAreNeverPartOfTheText(t *testing.T) {
	m := storetest.Town()
	g := storetest.Builder{Model: m}
	const evil = "zzz'}) DETACH DELETE n //`$p1\\"
	root := g.Root("Route", "id").Where(plan.And{All: []plan.Predicate{
		g.Cmp("Route.name", plan.Eq, evil), g.Fold("Route.name", plan.Contains, evil), g.Cmp("Route.name", plan.Lt, evil), g.Cmp("Route.tags", plan.Has, evil),
		g.Cmp("Route.code", plan.In, []any{evil}), g.Related("Route.stops", plan.Some, g.Cmp("Stop.id", plan.Eq, evil)),
	}}).Order(g.Asc("Route.name")).After(evil, evil).First(1)
	root.Nested("stops", "id").Where(g.Cmp("Stop.name", plan.Eq, evil))
	s := cypher.Render(m, storetest.Query(root, g.Root("Element", "id").Search(evil).Key("s"), g.Root("Element", "id").IDs(evil).Key("i")), census{})
	for _, part := range []string{"zzz", "DETACH", "//", "`", evil} {
		require.NotContains(t, s.Text, part)
	}
}

func TestANameThatIsNoWordIsQuoted(t *testing.T) {
	for name, want := range map[string]string{"Route": "Route", "HAS_STOP2": "HAS_STOP2", "2nd": "`2nd`", "a b": "`a b`", "a`b": "`a``b`", "é": "`é`"} {
		require.Equal(t, want, cypher.Quote(name))
	}
}

func TestARecordThatIsNotAsTheStatementSaysIsAnError(t *testing.T) {
	m := storetest.Town()
	s := cypher.Render(m, storetest.Query(storetest.Builder{Model: m}.Root("Route", "id")), census{})
	for _, record := range [][]any{nil, {int64(1)}, {int64(1), true}, {"1", true, []any{}}, {int64(1), true, "rows"}, {int64(1), true, []any{[]any{}}}} {
		_, _, err := s.Read(record)
		require.Error(t, err, "%v", record)
	}
	_, whole, err := s.Read([]any{int64(1), false, []any{}})
	require.NoError(t, err)
	require.False(t, whole, "somebody wrote meanwhile")
}
