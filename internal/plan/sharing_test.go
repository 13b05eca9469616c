package plan_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// somePredicate makes a condition on trees. There are so few parts that the same is often made twice.
func somePredicate(g garden, r *rand.Rand, deep int) plan.Predicate {
	parts := func() []plan.Predicate {
		list := make([]plan.Predicate, r.IntN(3))
		for i := range list {
			list[i] = somePredicate(g, r, deep-1)
		}
		return list
	}
	if deep == 0 {
		return []plan.Predicate{
			nil, g.compare("Tree", "name", plan.Eq, "x"), g.compare("Tree", "name", plan.Ne, "x"), g.compare("Tree", "name", plan.Eq, int64(1)),
			g.compare("Tree", "name", plan.In, []any{"x y"}), g.compare("Tree", "name", plan.In, []any{"x", "y"}),
			plan.Compare{Field: g.field("Tree", "name"), To: plan.Operand{Param: 0}},
			plan.Empty{Field: g.field("Tree", "tags")},
			plan.Count{Relation: g.relation("Tree", "leaves"), Op: plan.In, To: plan.Constant([]any{int64(1)})},
			plan.Count{Relation: g.relation("Tree", "leaves"), Op: plan.In, To: plan.Constant([]any{int64(2)})},
			plan.KindIn{Kinds: []*model.Kind{g.m.Kind("Tree")}},
			plan.KindIn{Kinds: []*model.Kind{g.m.Kind("Tree"), g.m.Kind("Leaf")}},
		}[r.IntN(12)]
	}
	switch r.IntN(4) {
	case 0:
		return plan.And{All: parts()}
	case 1:
		return plan.Or{Any: parts()}
	case 2:
		return plan.Not{Of: somePredicate(g, r, deep-1)}
	}
	return plan.Related{Relation: g.relation("Tree", "leaves"), Quantifier: plan.Quantifier(r.IntN(2)), Where: somePredicate(g, r, deep-1)} //nolint:gosec // 0 or 1
}

func TestConditionsThatSayTheSameAreOneAndNoOthers(t *testing.T) {
	const seed = 20270103
	g, r := newGarden(t), rand.New(rand.NewPCG(seed, 1))
	var sharing plan.Sharing
	named := map[any]plan.Predicate{}
	again := 0
	for range 3000 {
		p := somePredicate(g, r, r.IntN(4))
		shared := sharing.Of(p)
		require.Equal(t, p, shared, "seed %d", seed)
		name, ok := plan.Named(shared)
		if !ok || shared == nil {
			continue
		}
		before, known := named[name]
		if known {
			again++
			require.Equal(t, before, shared, "seed %d", seed)
		}
		named[name] = shared
		name2, _ := plan.Named(sharing.Of(p))
		require.Equal(t, name, name2, "the same again is known by the same")
	}
	require.Greater(t, again, 500)
}
