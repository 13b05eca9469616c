package compile_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRootFields(t *testing.T) {
	for title, tc := range map[string]struct {
		text string
		vars map[string]any
		want string
	}{
		"one of a kind by id": {
			text: `query Q($id: ID!) { journey(id: $id) { id title: name __typename kind } }`, vars: map[string]any{"id": "journey:a"},
			want: `
				$0 = "journey:a"
				journey: Journey one ids $0
				  Journey (0 id, 1 name)
				answer
				  journey = one 0
				    id! = 0
				    title! = 1
				    __typename! = "Journey"
				    kind! = "Journey"
			`,
		},
		"a node of any kind": {
			text: `{ node(id: "a") { __typename name kind } }`,
			want: `
				node: 21 kinds one ids "a"
				  21 kinds (0 name)
				answer
				  node = one 0
				    __typename! = kind
				    name! = 0
				    kind! = kind
			`,
		},
		"nodes by their ids": {
			text: `query($ids: [ID!]!) { nodes(ids: $ids) { name } }`, vars: map[string]any{"ids": "a"},
			want: `
				$0 = []interface {}{"a"}
				nodes: 21 kinds ids $0 by id
				  21 kinds (0 name, 1 id)
				answer
				  nodes! = by id $0 in [1] 0
				    name! = 0
			`,
		},
		"what Go works out first, with roots for the nodes it will name": {
			text: `query($n: Int) { gaps_nodes_subject: journey(id: "a") { name } gaps(where: { code: "G01" }, first: $n) {
				totalCount nodes { why subject { name ... on Stage { journey { name } } } journeys { name } } } }`,
			vars: map[string]any{"n": 2},
			want: `
				$0 = 2
				gaps_nodes_subject: Journey one ids "a"
				  Journey (0 name)
				gaps_nodes_subject_: 21 kinds ids []interface {}{} by id
				  20 kinds (0 name, 1 id)
				  Stage (0 name, 1 journey{}, 2 id)
				    journey: Journey over Stage.journey one
				      Journey (0 name)
				gaps_nodes_journeys: Journey ids []interface {}{} by id
				  Journey (0 name, 1 id)
				answer
				  gaps_nodes_subject = one 0
				    name! = 0
				  gaps! = worked out gaps(first, where)
				    totalCount! = totalCount
				    nodes! = nodes
				      why! = why
				      subject! = nodes named by subject = one 1
				        shape 0
				          name! = 0
				        shape 1
				          name! = 0
				          journey! = one 1
				            name! = 0
				      journeys! = nodes named by journeys = list! 2
				        name! = 0
			`,
		},
		"version and type name": {
			text: `{ v: version __typename }`,
			want: `
				answer
				  v! = version
				  __typename! = "Query"
			`,
		},
		"all of a kind": {
			text: `{ journeys { nodes { name } totalCount } }`,
			want: `
				journeys: Journey by id first 100 total
				  Journey (0 name)
				answer
				  journeys! = connection 0
				    nodes = nodes
				      name! = 0
				    totalCount = total
			`,
		},
	} {
		t.Run(title, func(t *testing.T) {
			require.Equal(t, want(tc.want), dump(mustCompile(t, tc.text, tc.vars)))
		})
	}
}
