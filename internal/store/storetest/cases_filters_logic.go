package storetest

import (
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func booleanFilters(g *bench) {
	g.apply(g.Put("route:a", model.Props{"lit": true}), g.Put("route:b", model.Props{"lit": false}), g.Put("route:c", nil))
	g.expect("Route",
		expectation{"true", g.Cmp("Route.lit", plan.Eq, true), []string{"route:a"}},
		expectation{"false", g.Cmp("Route.lit", plan.Eq, false), []string{"route:b"}},
		expectation{"not true", g.Cmp("Route.lit", plan.Ne, true), []string{"route:b", "route:c"}},
		expectation{"missing", g.Cmp("Route.lit", plan.Eq, nil), []string{"route:c"}},
	)
}

func enumFilters(g *bench) {
	g.apply(g.Put("route:a", model.Props{"colour": "RED"}), g.Put("route:b", model.Props{"colour": "BLUE"}), g.Put("route:c", nil))
	g.expect("Route",
		expectation{"eq", g.Cmp("Route.colour", plan.Eq, "RED"), []string{"route:a"}},
		expectation{"ne", g.Cmp("Route.colour", plan.Ne, "RED"), []string{"route:b", "route:c"}},
		expectation{"in", g.Cmp("Route.colour", plan.In, []any{"GREEN", "BLUE"}), []string{"route:b"}},
	)
}

func groupFilters(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"sourceUrl": "https://example.org", "sourceRetrieved": "2026-01-01"}),
		g.Put("route:b", model.Props{"sourceRetrieved": "2026-03-01"}), g.Put("route:c", nil),
	)
	g.expect("Route",
		expectation{"text", g.Cmp("Route.source.url", plan.StartsWith, "https:"), []string{"route:a"}},
		expectation{"date", g.Cmp("Route.source.retrieved", plan.Gt, "2026-02-01"), []string{"route:b"}},
		expectation{"missing", g.Cmp("Route.source.url", plan.Eq, nil), []string{"route:b", "route:c"}},
	)
}

func missingFilters(g *bench) {
	g.apply(g.Put("route:a", model.Props{"description": "x"}), g.Put("route:b", nil), g.Put("route:c", model.Props{"description": ""}))
	for _, op := range []plan.Op{plan.Lt, plan.Lte, plan.Gt, plan.Gte, plan.Contains, plan.StartsWith, plan.EndsWith} {
		got := column(g.list(g.Root("Route", "id").Where(g.Cmp("Route.description", op, "x"))), 0)
		require.NotContains(g, got, "route:b", "%s never holds for a missing value", op)
	}
	g.expect("Route",
		expectation{"empty text is not missing", g.Cmp("Route.description", plan.Eq, ""), []string{"route:c"}},
		expectation{"ne includes a missing value", g.Cmp("Route.description", plan.Ne, "x"), []string{"route:b", "route:c"}},
		expectation{"in does not", g.Cmp("Route.description", plan.In, []any{"x", ""}), []string{"route:a", "route:c"}},
		expectation{"folded contains does not", g.Fold("Route.description", plan.Contains, "X"), []string{"route:a"}},
		expectation{"folded ne does", g.Fold("Route.description", plan.Ne, "X"), []string{"route:b", "route:c"}},
	)
}

func nothingFilters(g *bench) {
	g.apply(g.Put("route:a", model.Props{"description": "x", "length": int64(1)}), g.Put("route:b", nil))
	for _, op := range []plan.Op{plan.Lt, plan.Lte, plan.Gt, plan.Gte} {
		g.expect("Route", expectation{op.String(), g.Cmp("Route.length", op, nil), nil})
	}
	for _, op := range []plan.Op{plan.Contains, plan.StartsWith, plan.EndsWith} {
		g.expect("Route", expectation{op.String(), g.Cmp("Route.description", op, nil), nil})
		g.expect("Route", expectation{op.String(), g.Fold("Route.description", op, nil), nil})
	}
	g.expect("Route",
		expectation{"eq", g.Cmp("Route.description", plan.Eq, nil), []string{"route:b"}},
		expectation{"ne", g.Cmp("Route.description", plan.Ne, nil), []string{"route:a"}},
		expectation{"folded eq", g.Fold("Route.description", plan.Eq, nil), []string{"route:b"}},
		expectation{"folded ne", g.Fold("Route.description", plan.Ne, nil), []string{"route:a"}},
	)
}

func inFilters(g *bench) {
	g.apply(g.Put("route:a", model.Props{"colour": "RED"}), g.Put("route:b", nil))
	g.expect("Route",
		expectation{"an empty list", g.Cmp("Route.colour", plan.In, []any{}), nil},
		expectation{"not an empty list", Not(g.Cmp("Route.colour", plan.In, []any{})), []string{"route:a", "route:b"}},
		expectation{"a value twice", g.Cmp("Route.colour", plan.In, []any{"RED", "RED"}), []string{"route:a"}},
		expectation{"not in includes missing", Not(g.Cmp("Route.colour", plan.In, []any{"RED"})), []string{"route:b"}},
	)
}

func idFilters(g *bench) {
	g.apply(g.Put("route:a", nil), g.Put("route:A", nil), g.Put("route:b/1", nil))
	g.expect("Route",
		expectation{"eq", g.Cmp("Route.id", plan.Eq, "route:a"), []string{"route:a"}},
		expectation{"in", g.Cmp("Route.id", plan.In, []any{"route:A", "stop:x"}), []string{"route:A"}},
		expectation{"ne", g.Cmp("Route.id", plan.Ne, "route:a"), []string{"route:A", "route:b/1"}},
		expectation{"lt", g.Cmp("Route.id", plan.Lt, "route:a"), []string{"route:A"}},
		expectation{"gte", g.Cmp("Route.id", plan.Gte, "route:a"), []string{"route:a", "route:b/1"}},
		expectation{"starts with", g.Cmp("Route.id", plan.StartsWith, "route:b/"), []string{"route:b/1"}},
		expectation{"contains", g.Cmp("Route.id", plan.Contains, "e:a"), []string{"route:a"}},
	)
}

func logicFilters(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"colour": "RED", "length": int64(1)}), g.Put("route:b", model.Props{"colour": "RED"}),
		g.Put("route:c", model.Props{"length": int64(1)}), g.Put("route:d", nil),
	)
	red, one := g.Cmp("Route.colour", plan.Eq, "RED"), g.Cmp("Route.length", plan.Eq, int64(1))
	all := []string{"route:a", "route:b", "route:c", "route:d"}
	g.expect("Route",
		expectation{"and", And(red, one), []string{"route:a"}},
		expectation{"or", Or(red, one), []string{"route:a", "route:b", "route:c"}},
		expectation{"an empty and", And(), all},
		expectation{"an empty or", Or(), nil},
		expectation{"not not", Not(Not(red)), []string{"route:a", "route:b"}},
		expectation{"neither", And(Not(red), Not(one)), []string{"route:d"}},
		expectation{"not both", Not(And(red, one)), []string{"route:b", "route:c", "route:d"}},
		expectation{"or in and", And(Or(red, one), Not(And(red, one))), []string{"route:b", "route:c"}},
		expectation{"a condition that is not there", And(nil, red), []string{"route:a", "route:b"}},
	)
}

func parameterFilters(g *bench) {
	g.names("x", "y", "z")
	s := g.Root("Route", "id")
	s.Where(plan.Compare{Field: g.Field("Route.name"), Op: plan.In, To: plan.Operand{Param: 1}})
	s.Plan.Page = &plan.Page{First: &plan.Operand{Param: 0}}
	for _, c := range []struct {
		args []any
		want []string
	}{
		{[]any{int64(1), []any{"x", "y"}}, []string{"route:a"}},
		{[]any{nil, []any{"x", "y"}}, []string{"route:a", "route:b"}},
		{[]any{int64(9), []any{"z"}}, []string{"route:c"}},
	} {
		r, err := g.store.Execute(g.ctx, &plan.Query{Roots: []*plan.Select{s.Plan}, Args: c.args})
		require.NoError(g, err)
		require.Equal(g, c.want, column(r.Roots[0], 0))
	}
}
