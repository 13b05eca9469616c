package plan_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

// copied gives a condition as costly, no part of which is like any other.
func copied(p plan.Predicate, other *int) plan.Predicate {
	list := func(parts []plan.Predicate) []plan.Predicate {
		var all []plan.Predicate
		for _, part := range parts {
			all = append(all, copied(part, other))
		}
		return all
	}
	switch p := p.(type) {
	case plan.And:
		return plan.And{All: list(p.All)}
	case plan.Or:
		return plan.Or{Any: list(p.Any)}
	case plan.Not:
		return plan.Not{Of: copied(p.Of, other)}
	case plan.Related:
		p.Where = copied(p.Where, other)
		return p
	case plan.Compare:
		if p.To.Const == "x" {
			*other++
			p.To = plan.Constant("x" + strconv.Itoa(*other))
		}
		return p
	}
	return p
}

// conditions are conditions on trees, leaves and flowers that have parts in common.
func (g garden) conditions(r *rand.Rand) map[string][]plan.Predicate {
	kinds := []string{"Tree", "Leaf", "Flower"}
	leads := []struct{ kind, relation, to string }{
		{"Tree", "leaves", "Leaf"}, {"Tree", "flowers", "Flower"}, {"Tree", "redLeaves", "Leaf"}, {"Leaf", "tree", "Tree"}, {"Leaf", "parts", "Leaf"}, {"Leaf", "allParts", "Leaf"}, {"Flower", "tree", "Tree"},
	}
	made := map[string][]plan.Predicate{}
	for _, k := range kinds {
		ids := []any{"tree:a", "leaf:b"}
		made[k] = []plan.Predicate{
			g.compare(k, "name", plan.Eq, "x"), g.compare(k, "name", plan.Contains, "x"), g.compare(k, "id", plan.Eq, "leaf:a"),
			g.compare(k, "id", plan.In, ids), g.compare(k, "id", plan.In, ids[:1]),
		}
	}
	for range 60 {
		at := leads[r.IntN(len(leads))]
		some := made[at.kind]
		one, other := some[r.IntN(len(some))], some[len(some)-1-r.IntN(min(len(some), 4))]
		inner := made[at.to]
		related := func(q plan.Quantifier) plan.Predicate {
			return plan.Related{Relation: g.relation(at.kind, at.relation), Quantifier: q, Where: inner[len(inner)-1]}
		}
		made[at.kind] = append(some, []plan.Predicate{
			plan.And{All: []plan.Predicate{one, other}},
			plan.Or{Any: []plan.Predicate{one, other}},
			plan.Not{Of: one},
			related(plan.Some), related(plan.All),
			plan.And{All: []plan.Predicate{related(plan.Some), related(plan.All), one}},
			plan.Or{Any: []plan.Predicate{related(plan.Single), related(plan.None)}},
			plan.Count{Relation: g.relation(at.kind, at.relation), Op: plan.Eq, To: plan.Constant(int64(r.IntN(2)))},
		}[r.IntN(8)])
	}
	return made
}

func TestWhatIsKnownOfAConditionIsWhatIsFoundOutAboutACopy(t *testing.T) {
	const seed = 20261127
	r := rand.New(rand.NewPCG(seed, 1))
	g := newGarden(t)
	st := census{nodes: map[string]float64{"Tree": 1000, "Leaf": 100000, "Flower": 10}, found: map[string]float64{"name": 5}}
	for i := range 300 {
		made := g.conditions(r)
		shared, apart, other := &plan.Query{}, 0.0, 0
		for _, kind := range []string{"Tree", "Leaf", "Flower", "Leaf"} {
			one, alone := g.root(kind), g.root(kind)
			one.Where = made[kind][len(made[kind])-1-r.IntN(5)]
			alone.Where = copied(one.Where, &other)
			known, found := plan.Choose(one, nil, st), plan.Choose(alone, nil, st)
			require.Equal(t, []any{found.Start, found.Rows, found.Cost}, []any{known.Start, known.Rows, known.Cost}, "seed %d, %d", seed, i)
			shared.Roots = append(shared.Roots, one)
			apart += plan.Cost(&plan.Query{Roots: []*plan.Select{alone}}, st)
		}
		require.InEpsilon(t, apart, plan.Cost(shared, st), 1e-9, "seed %d, %d", seed, i)
	}
}
