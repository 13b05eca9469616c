package plan_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func TestAPlanStartsWhereThereIsLeastToLookAt(t *testing.T) {
	g := newGarden(t)
	name := func(kind string, op plan.Op) plan.Compare { return g.compare(kind, "name", op, "x") }
	height, rare := g.compare("Tree", "height", plan.Lt, int64(3)), g.compare("Leaf", "id", plan.Eq, "leaf:rare")
	edge := plan.Compare{Field: g.order(), Edge: true, Op: plan.Eq, To: plan.Constant(int64(1))}
	st := census{nodes: map[string]float64{"Tree": 1000, "Leaf": 100000, "Flower": 10}, found: map[string]float64{"name": 5, "height": 300}}
	for _, c := range []struct {
		name  string
		where plan.Predicate
		start plan.Start
		check plan.Predicate
	}{
		{"without a condition at every node", nil, plan.AtAll, nil},
		{
			"at the rarer of two values",
			plan.And{All: []plan.Predicate{height, name("Tree", plan.Eq)}},
			plan.AtField,
			plan.And{All: []plan.Predicate{height, name("Tree", plan.Eq)}},
		},
		{"at every node where no index helps", name("Tree", plan.Contains), plan.AtAll, name("Tree", plan.Contains)},
		{"at every node where a value must be missing", g.compare("Tree", "name", plan.Eq, nil), plan.AtAll, g.compare("Tree", "name", plan.Eq, nil)},
		{"at the far end where a node is known", g.some("Tree", "leaves", rare), plan.AtRelated, nil},
		{
			"at the far end for exactly one",
			plan.Related{Relation: g.relation("Tree", "leaves"), Quantifier: plan.Single, Where: rare},
			plan.AtRelated,
			plan.Related{Relation: g.relation("Tree", "leaves"), Quantifier: plan.Single, Where: rare},
		},
		{
			"at every node for none",
			plan.Related{Relation: g.relation("Tree", "leaves"), Quantifier: plan.None, Where: rare},
			plan.AtAll,
			plan.Related{Relation: g.relation("Tree", "leaves"), Quantifier: plan.None, Where: rare},
		},
		{
			"at the far end, to be checked for the relationship between", g.some("Tree", "leaves", plan.And{All: []plan.Predicate{rare, edge}}), plan.AtRelated,
			g.some("Tree", "leaves", plan.And{All: []plan.Predicate{rare, edge}}),
		},
		{"at the far end of which there are few", g.some("Tree", "flowers", nil), plan.AtRelated, nil},
		{
			"at the near end where the far end is not rare", g.some("Tree", "leaves", name("Leaf", plan.Contains)), plan.AtAll,
			g.some("Tree", "leaves", name("Leaf", plan.Contains)),
		},
		{
			"at all of several",
			plan.Or{Any: []plan.Predicate{name("Tree", plan.Eq), g.some("Tree", "leaves", rare)}},
			plan.AtAny,
			plan.Or{Any: []plan.Predicate{name("Tree", plan.Eq), g.some("Tree", "leaves", rare)}},
		},
		{
			"at any of several far ends, which is proof enough",
			plan.Or{Any: []plan.Predicate{g.some("Tree", "flowers", nil), g.some("Tree", "leaves", rare)}},
			plan.AtAny,
			nil,
		},
		{
			"at every node where one of several is nowhere",
			plan.Or{Any: []plan.Predicate{name("Tree", plan.Eq), name("Tree", plan.Contains)}},
			plan.AtAll,
			plan.Or{Any: []plan.Predicate{name("Tree", plan.Eq), name("Tree", plan.Contains)}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := g.root("Tree")
			root.Where = c.where
			a := plan.Choose(root, nil, st)
			require.Equal(t, c.start, a.Start)
			require.Equal(t, c.check, a.Check)
		})
	}
}

func TestAnAnchorIsFoundThroughRelationsOfRelations(t *testing.T) {
	g := newGarden(t)
	root := g.root("Tree")
	root.Where = g.some("Tree", "leaves", g.some("Leaf", "parts", g.compare("Leaf", "id", plan.Eq, "leaf:rare")))
	a := plan.Choose(root, nil, census{nodes: map[string]float64{"Tree": 1000, "Leaf": 100000}})
	require.Equal(t, plan.AtRelated, a.Start)
	require.Equal(t, plan.AtRelated, a.Inner.Start)
	require.Equal(t, plan.AtIDs, a.Inner.Inner.Start)
	require.Equal(t, "parts", a.Inner.Related.Relation.Name)
}

func TestAnAnchorDependsOnTheArguments(t *testing.T) {
	g := newGarden(t)
	root := g.root("Tree")
	root.Where = g.some("Tree", "leaves", plan.Compare{Field: g.field("Leaf", "id"), Op: plan.In, To: plan.Operand{Param: 0}})
	st := census{nodes: map[string]float64{"Tree": 50, "Leaf": 100000}}
	require.Equal(t, plan.AtRelated, plan.Choose(root, []any{[]any{"leaf:rare"}}, st).Start)
	many := make([]any, 1000)
	for i := range many {
		many[i] = "leaf:common"
	}
	require.Equal(t, plan.AtAll, plan.Choose(root, []any{many}, st).Start)
}

func TestOnlyKindsThatCanMatchAreLookedAt(t *testing.T) {
	g := newGarden(t)
	things := g.m.Target("Thing")
	root := &plan.Select{Kinds: things.Kinds, Where: plan.KindIn{Kinds: []*model.Kind{g.m.Kind("Flower"), g.m.Kind("Tree")}}}
	a := plan.Choose(root, nil, census{nodes: map[string]float64{"Flower": 3, "Leaf": 5}})
	require.Equal(t, []*model.Kind{g.m.Kind("Flower")}, a.Kinds)
	require.InDelta(t, 3, a.Rows, 0)
}
