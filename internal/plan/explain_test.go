package plan_test

import (
	"testing"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func TestExplainTellsEverythingAboutAPlan(t *testing.T) {
	g := newGarden(t)
	q := g.everything()
	anchored := g.root("Tree")
	anchored.Key = "anchored"
	anchored.Where = plan.And{All: []plan.Predicate{
		plan.Or{Any: []plan.Predicate{g.compare("Tree", "height", plan.Gte, nil), plan.And{}}},
		g.some("Tree", "redLeaves", g.some("Leaf", "allParts", g.compare("Leaf", "id", plan.In, []any{"leaf:a", "leaf:b", "leaf:c", "leaf:d", "leaf:e", "leaf:f"}))),
	}}
	g.under(g.under(anchored, "redLeaves"), "allParts")
	things := g.under(anchored, "things")
	things.Shapes = []plan.Shape{{Kinds: things.Kinds[:1], Columns: things.Shapes[0].Columns}, {Kinds: things.Kinds[1:]}}
	either := g.root("Tree")
	either.Key = "either"
	either.Where = plan.Or{Any: []plan.Predicate{
		plan.Compare{Field: g.field("Tree", "name"), Op: plan.StartsWith, To: plan.Constant("Old"), Fold: true},
		g.compare("Tree", "id", plan.Eq, "tree:a"),
	}}
	searched := g.root("Leaf")
	searched.Key, searched.From.Search = "searched", operand("green")
	searched.Kinds = append(searched.Kinds, g.m.Kind("Flower"))
	searched.Shapes[0].Kinds = searched.Kinds
	searched.Where = plan.KindIn{Kinds: []*model.Kind{g.m.Kind("Leaf")}}
	q.Roots = append(q.Roots, anchored, either, searched)
	st := census{nodes: map[string]float64{"Tree": 1000, "Leaf": 100000, "Flower": 10}, found: map[string]float64{"name": 5, "height": 300, "tags": 8}}
	golden(t, "explain.txt", plan.Explain(q, st))
}
