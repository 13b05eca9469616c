package plan_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

func TestACheckOfEveryNodeCostsMoreThanItsMembersFoundOnce(t *testing.T) {
	g := newGarden(t)
	st := census{nodes: map[string]float64{"Tree": 1000, "Leaf": 100000, "Flower": 10}, found: map[string]float64{"name": 5}}
	cost := func(where plan.Predicate) (once, oneByOne float64) {
		trees := g.root("Tree")
		g.under(trees, "leaves").Where = where
		q := &plan.Query{Roots: []*plan.Select{trees}}
		return plan.Cost(q, st), plan.Cost(q, plan.OneByOne(st))
	}
	parts := func(where plan.Predicate) plan.Predicate { return g.some("Leaf", "parts", where) }
	once, oneByOne := cost(parts(g.compare("Leaf", "name", plan.Eq, "rare")))
	require.Less(t, 1.5*once, oneByOne, "each leaf is asked for its parts")
	once, oneByOne = cost(parts(g.compare("Leaf", "name", plan.Contains, "are")))
	require.InDelta(t, once, oneByOne, 0, "no index has the members, so nobody finds them")
	known := g.compare("Leaf", "id", plan.Eq, "leaf:rare")
	once, oneByOne = cost(parts(known))
	require.Less(t, 1.5*once, oneByOne, "a step from a known node is looked at from each leaf")
	once, oneByOne = cost(g.some("Leaf", "allParts", known))
	require.InDelta(t, once, oneByOne, 0, "several steps from a known node are walked from there, once")
}
