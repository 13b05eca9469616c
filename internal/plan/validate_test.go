package plan_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func TestAPlanWithOneOfEverythingIsValid(t *testing.T) {
	g := newGarden(t)
	require.NoError(t, plan.Validate(g.everything()))
}

// everything is a query that has one of everything.
func (g garden) everything() *plan.Query {
	root := g.root("Tree")
	root.Order = append([]plan.Order{{Count: []*model.Relation{g.relation("Tree", "leaves")}, Desc: true}}, root.Order...)
	root.Page = &plan.Page{First: &plan.Operand{Param: 0}, After: &plan.Operand{Param: 1}}
	root.Total, root.Info, root.Facets = true, true, []*model.Field{g.field("Tree", "colour")}
	root.Where = plan.And{All: []plan.Predicate{
		plan.Or{Any: []plan.Predicate{g.compare("Tree", "height", plan.Gt, int64(3)), plan.Empty{Field: g.field("Tree", "tags")}}},
		plan.Not{Of: g.compare("Tree", "tags", plan.Has, "old")},
		plan.Count{Relation: g.relation("Tree", "flowers"), Op: plan.In, To: plan.Constant([]any{int64(1), int64(2)})},
		g.some("Tree", "leaves", plan.Compare{Field: g.order(), Edge: true, Op: plan.Lt, To: plan.Constant(int64(9))}),
		plan.KindIn{Kinds: []*model.Kind{g.m.Kind("Tree")}},
	}}
	leaves := g.under(root, "leaves")
	leaves.Order = append([]plan.Order{{Property: g.order()}, {Field: g.field("Leaf", "name"), Through: []*model.Relation{g.relation("Leaf", "whole")}}}, leaves.Order...)
	leaves.Shapes[0].Columns = append(leaves.Shapes[0].Columns, plan.Column{Property: g.order()}, plan.Column{Sort: 2})
	leaves.Where = plan.Compare{Field: g.field("Leaf", "colour"), Op: plan.In, To: plan.Constant([]any{"RED"}), Fold: true}
	leaves.Page = &plan.Page{Offset: operand(int64(2)), First: operand(nil)}
	found := g.root("Leaf")
	found.From.Search, found.From.IDs = operand("old"), operand([]any{"leaf:a", "leaf:b"})
	found.Order = append([]plan.Order{{Rank: true}}, found.Order...)
	return &plan.Query{Roots: []*plan.Select{root, found}, Args: []any{int64(10), []any{int64(1), "tree:a"}}}
}

func TestAMalformedPlanIsToldApart(t *testing.T) {
	g := newGarden(t)
	for _, c := range []struct {
		name  string
		spoil func(q *plan.Query, root, leaves *plan.Select)
		want  string
	}{
		{"no key", func(_ *plan.Query, root, _ *plan.Select) { root.Key = "" }, "no key"},
		{"two of a key", func(q *plan.Query, _, _ *plan.Select) { q.Roots[1].Key = "trees" }, "two selections have this key"},
		{"a missing selection", func(q *plan.Query, _, _ *plan.Select) { q.Roots[1] = nil }, "a selection is nil"},
		{"no kinds", func(_ *plan.Query, root, _ *plan.Select) { root.Kinds = nil }, "trees: no kinds"},
		{"a root that walks", func(q *plan.Query, _, leaves *plan.Select) { q.Roots[0] = leaves }, "a root walks a relation"},
		{"a nested selection that does not walk", func(_ *plan.Query, _, leaves *plan.Select) { leaves.Relation = nil }, "trees.leaves: no relation to walk"},
		{"a nested selection with a start", func(_ *plan.Query, _, leaves *plan.Select) { leaves.From.IDs = operand("x") }, "a start of its own"},
		{"ids that are numbers", func(q *plan.Query, _, _ *plan.Select) { q.Roots[1].From.IDs = operand([]any{int64(1)}) }, "an id is not text"},
		{"no order", func(_ *plan.Query, root, _ *plan.Select) { root.Order = nil }, "trees: no order"},
		{"an order without the id", func(_ *plan.Query, _, leaves *plan.Select) { leaves.Order = leaves.Order[:2] }, "does not end in the id"},
		{"an order by the id, descending", func(_ *plan.Query, _, leaves *plan.Select) { leaves.Order[2].Desc = true }, "does not end in the id"},
		{"an order by two things", func(_ *plan.Query, root, _ *plan.Select) { root.Order[0].Rank = true }, "an order is not exactly one thing"},
		{"an order by a list", func(_ *plan.Query, root, _ *plan.Select) { root.Order[0] = plan.Order{Field: g.field("Tree", "tags")} }, "not over a single stored value"},
		{"an order by a rank of nothing", func(_ *plan.Query, root, _ *plan.Select) { root.Order[0] = plan.Order{Rank: true} }, "nothing is searched for"},
		{"an order through many", func(_ *plan.Query, _, leaves *plan.Select) {
			leaves.Order[1].Through = []*model.Relation{g.relation("Leaf", "parts")}
		}, "a relation to many"},
		{"an order by a property of nothing", func(_ *plan.Query, root, _ *plan.Select) { root.Order[0] = plan.Order{Property: g.order()} }, "property of no stored relationship"},
		{"first and last", func(_ *plan.Query, root, _ *plan.Select) { root.Page.Last = operand(int64(1)) }, "first and last together"},
		{"an offset with a cursor", func(_ *plan.Query, root, _ *plan.Select) { root.Page.Offset = operand(int64(1)) }, "an offset together with"},
		{"a negative number of rows", func(_ *plan.Query, root, _ *plan.Select) { root.Page.First = operand(int64(-1)) }, "not a number from 0"},
		{"a cursor of the wrong length", func(q *plan.Query, _, _ *plan.Select) { q.Args[1] = []any{"tree:a"} }, "one value for each order"},
		{"a page of one", func(_ *plan.Query, root, _ *plan.Select) { root.One = true }, "at most one row, in pages"},
		{"a parameter without argument", func(q *plan.Query, _, _ *plan.Select) { q.Args = q.Args[:1] }, "a parameter has no argument"},
		{"a kind in two shapes", func(_ *plan.Query, root, _ *plan.Select) { root.Shapes = append(root.Shapes, root.Shapes[0]) }, "in one shape"},
		{"a kind in no shape", func(_ *plan.Query, root, _ *plan.Select) { root.Shapes = nil }, "in one shape"},
		{"a column of nothing", func(_ *plan.Query, root, _ *plan.Select) { root.Shapes[0].Columns[0] = plan.Column{} }, "a column is not exactly one thing"},
		{"a column of two things", func(_ *plan.Query, root, _ *plan.Select) { root.Shapes[0].Columns[0].Sort = 1 }, "a column is not exactly one thing"},
		{"a derived column", func(_ *plan.Query, root, _ *plan.Select) { root.Shapes[0].Columns[0].Field = g.field("Tree", "red") }, "a column is not a stored field"},
		{"a sort value that is not there", func(_ *plan.Query, root, _ *plan.Select) { root.Shapes[0].Columns[0] = plan.Column{Sort: 3} }, "a sort value that is not there"},
		{"an edge property of a root", func(_ *plan.Query, root, _ *plan.Select) {
			root.Where = plan.Empty{Field: g.field("Tree", "tags"), Edge: true}
		}, "no list that is there"},
		{"an edge comparison of a root", func(_ *plan.Query, root, _ *plan.Select) {
			root.Where = plan.Compare{Field: g.order(), Edge: true, To: plan.Constant(int64(1))}
		}, "property of no stored relationship"},
		{"a list compared as a value", func(_ *plan.Query, root, _ *plan.Select) { root.Where = g.compare("Tree", "tags", plan.Eq, "x") }, "a list is compared otherwise"},
		{"a number compared as text", func(_ *plan.Query, root, _ *plan.Select) {
			root.Where = g.compare("Tree", "height", plan.Contains, "x")
		}, "a number is compared as text"},
		{"a number without letter case", func(_ *plan.Query, root, _ *plan.Select) {
			root.Where = plan.Compare{Field: g.field("Tree", "height"), Fold: true, To: plan.Constant(int64(1))}
		}, "a number is compared without letter case"},
		{"a value compared as a list", func(_ *plan.Query, root, _ *plan.Select) { root.Where = g.compare("Tree", "name", plan.In, "x") }, "a value as a list"},
		{"a list with a missing value", func(_ *plan.Query, root, _ *plan.Select) { root.Where = g.compare("Tree", "name", plan.In, []any{nil}) }, "holds a missing value"},
		{"a condition by pointer", func(_ *plan.Query, root, _ *plan.Select) { root.Where = &plan.And{} }, "unknown type"},
		{"an empty not, deep inside", func(_ *plan.Query, _, leaves *plan.Select) {
			leaves.Where = g.some("Leaf", "parts", plan.And{All: []plan.Predicate{plan.Not{}}})
		}, "trees.leaves: a not is empty"},
		{"a derived facet", func(_ *plan.Query, root, _ *plan.Select) { root.Facets[0] = g.field("Tree", "red") }, "a facet is not over a stored field"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := g.everything()
			root := q.Roots[0]
			c.spoil(q, root, root.Shapes[0].Columns[2].Select)
			err := plan.Validate(q)
			require.Equal(t, model.Internal, model.CodeOf(err))
			require.ErrorContains(t, err, c.want)
		})
	}
	require.Equal(t, model.Internal, model.CodeOf(plan.Validate(nil)))
}
