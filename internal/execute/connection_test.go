package execute_test

import (
	"testing"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func TestConnections(t *testing.T) {
	x := []*plan.Object{object(required("x", plan.Scalar{Column: 0}))}
	page := &plan.List{
		Total: 9, HasNext: true, Rows: []plan.Row{row(stage, "a", int64(1)), row(stage, "b", int64(2))},
		Facets: [][]plan.Bucket{{{Value: "CONSULT", Count: 3}, {Value: true, Count: 2}, {Value: nil, Count: 1}}},
	}
	connection := func(members ...plan.ConnectionMember) *plan.Object {
		return object(optional("c", plan.Rows{As: plan.AsConnection, Connection: &plan.Connection{
			Members: members, Sort: [][]int{{1, 0}}, Ordering: "edge.order,id",
		}}))
	}
	a, b := plan.Cursor("edge.order,id", []any{int64(1), "a"}), plan.Cursor("edge.order,id", []any{int64(2), "b"})
	all := plan.ConnectionMember{Key: "p", PageInfo: []plan.PageInfo{
		{Key: "n", HasNext: true},
		{Key: "b", HasPrevious: true},
		{Key: "s", StartCursor: true},
		{Key: "e", EndCursor: true},
		{Key: "t", Literal: []byte(`"PageInfo"`)},
	}}
	edges := plan.ConnectionMember{Key: "edges", Edges: &plan.Edges{Members: []plan.EdgeMember{
		{Key: "k", Cursor: true},
		{Key: "node", Node: x},
		{Key: "t", Literal: []byte(`"Edge"`)},
		{Key: "properties", Properties: []*plan.Object{object(required("order", plan.Scalar{Column: 1}))}},
	}}}
	nodes := plan.ConnectionMember{Key: "nodes", Nodes: x}
	for name, e := range map[string]example{
		"edges": {
			output: connection(edges), roots: []*plan.List{page},
			want: `{"c":{"edges":[{"k":"` + a + `","node":{"x":"a"},"t":"Edge","properties":{"order":1}},{"k":"` + b + `","node":{"x":"b"},"t":"Edge","properties":{"order":2}}]}}`,
		},
		"nodes, count and type name": {
			output: connection(nodes, plan.ConnectionMember{Key: "n", Total: true}, plan.ConnectionMember{Key: "__typename", Literal: []byte(`"C"`)}),
			roots:  []*plan.List{page}, want: `{"c":{"nodes":[{"x":"a"},{"x":"b"}],"n":9,"__typename":"C"}}`,
		},
		"the place of the page": {
			output: connection(all), roots: []*plan.List{page}, want: `{"c":{"p":{"n":true,"b":false,"s":"` + a + `","e":"` + b + `","t":"PageInfo"}}}`,
		},
		"the place of an empty page": {
			output: connection(all, nodes), roots: []*plan.List{{HasPrevious: true}},
			want: `{"c":{"p":{"n":false,"b":true,"s":null,"e":null,"t":"PageInfo"},"nodes":[]}}`,
		},
		"facets": {
			output: connection(plan.ConnectionMember{Key: "f", Facet: &plan.FacetOut{Members: []plan.FacetMember{
				{Key: "v", Value: true}, {Key: "n", Count: true}, {Key: "t", Literal: []byte(`"Facet"`)},
			}}}),
			roots: []*plan.List{page},
			want:  `{"c":{"f":[{"v":"CONSULT","n":3,"t":"Facet"},{"v":"true","n":2,"t":"Facet"},{"v":null,"n":1,"t":"Facet"}]}}`,
		},
		"a node that must be null takes the connection with it": {
			output: connection(edges), roots: []*plan.List{rows(row(stage, "a", int64(1)), row(stage, nil, int64(2)))},
			want: `{"c":null}`, errors: []problem{{[]any{"c", "edges", 1, "node", "x"}, model.Internal}},
		},
		"so does a property of the relationship": {
			output: connection(edges), roots: []*plan.List{rows(row(stage, "a", nil))},
			want: `{"c":null}`, errors: []problem{{[]any{"c", "edges", 0, "properties", "order"}, model.Internal}},
		},
	} {
		t.Run(name, e.run)
	}
}
