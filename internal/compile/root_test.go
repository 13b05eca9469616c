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
				node: 20 kinds one ids "a"
				  20 kinds (0 name)
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
				nodes: 20 kinds ids $0 by id
				  20 kinds (0 name, 1 id)
				answer
				  nodes! = by id $0 in [1] 0
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
