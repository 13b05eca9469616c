package plan_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func TestHowManyNodesAWalkLeavesGoesByWhatTheyAreRelatedTo(t *testing.T) {
	g := newGarden(t)
	st := census{nodes: map[string]float64{"Tree": 1000, "Leaf": 100000, "Flower": 10}, found: map[string]float64{"name": 5000}}
	parts := func(q plan.Quantifier, where plan.Predicate) plan.Predicate {
		return plan.Related{Relation: g.relation("Leaf", "parts"), Quantifier: q, Where: where}
	}
	named := g.compare("Leaf", "name", plan.Eq, "x") // 5 of 100, so one leaf in five has it among its four parts
	for name, c := range map[string]struct {
		where plan.Predicate
		rows  string
	}{
		"all without a condition":         {nil, "rows: 4000,"},
		"all that have any":               {parts(plan.Some, nil), "rows: 4000,"},
		"some that have a rare one":       {parts(plan.Some, named), "rows: 800,"},
		"the others that do not":          {parts(plan.None, named), "rows: 3200,"},
		"the others, said the other way":  {plan.Not{Of: parts(plan.Some, named)}, "rows: 3200,"},
		"a few where hardly any has none": {parts(plan.None, nil), "rows: 200,"},
		"both of two conditions":          {plan.And{All: []plan.Predicate{parts(plan.Some, named), parts(plan.Some, named)}}, "rows: 160,"},
		"either of two conditions":        {plan.Or{Any: []plan.Predicate{parts(plan.Some, named), parts(plan.Some, named)}}, "rows: 1600,"},
		"hardly any where all must":       {parts(plan.All, named), "rows: 4,"},
	} {
		t.Run(name, func(t *testing.T) {
			trees := g.root("Tree")
			g.under(trees, "leaves").Where = c.where
			require.Contains(t, plan.Explain(&plan.Query{Roots: []*plan.Select{trees}}, st), c.rows)
		})
	}
}

func TestAWalkThatIsWantedOnlyToSomeKindsHasNoMoreRowsThanThereAreOfThem(t *testing.T) {
	g := newGarden(t)
	st := census{nodes: map[string]float64{"Tree": 1000, "Leaf": 100000, "Flower": 2}}
	trees := g.root("Tree")
	flowers := g.under(trees, "things")
	flowers.Kinds = []*model.Kind{g.m.Kind("Flower")}
	require.Contains(t, plan.Explain(&plan.Query{Roots: []*plan.Select{trees}}, st), "rows: 2000,", "two flowers for each tree")
}
