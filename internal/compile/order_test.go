package compile_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

func TestOrderings(t *testing.T) {
	for title, tc := range map[string]struct{ field, orderBy, want string }{
		"fields":                     {"stages", `[{ stageType: DESC }, { name: ASC }]`, "-stageType,name,id"},
		"a field twice":              {"stages", `[{ name: DESC }, { name: ASC }]`, "-name,id"},
		"a count":                    {"stages", `{ touchpointsCount: DESC }`, "-#touchpoints,id"},
		"a field of a to-one":        {"stages", `{ journey: { name: ASC } }`, "journey.name,id"},
		"a count of a to-one":        {"stages", `{ journey: { stagesCount: DESC } }`, "-journey.#stages,id"},
		"the id of a to-one":         {"stages", `[{ journey: { id: ASC } }, { name: ASC }]`, "journey.id,name,id"},
		"a to-one of a to-one":       {"touchpoints", `{ stage: { journey: { name: DESC } } }`, "-stage.journey.name,id"},
		"null entries are not given": {"stages", `{ name: ASC, stageType: null }`, "name,id"},
	} {
		t.Run(title, func(t *testing.T) {
			op := mustCompile(t, `{ `+tc.field+`(orderBy: `+tc.orderBy+`) { edges { cursor } } }`, nil)
			require.NoError(t, plan.Validate(op.Query))
			require.Equal(t, tc.want, plan.Ordering(op.Query.Roots[0].Order))
		})
	}
}

func TestRowsOfAConnectionAreOrderedByTheirPropertiesOrTheirNodes(t *testing.T) {
	op := mustCompile(t, `{ journey(id: "j") { stagesConnection(orderBy: [{ edge: { order: DESC } }, { node: { journey: { name: ASC } } }, { node: { touchpointsCount: ASC } }, { node: { name: ASC } }]) { edges { cursor node { name } } } } }`, nil)
	require.NoError(t, plan.Validate(op.Query))
	require.Equal(t, want(`
		journey: Journey one ids "j"
		  Journey (0 stagesConnection{})
		    stagesConnection: Stage over Journey.stages by -edge.order,journey.name,#touchpoints,name,id first 100
		      Stage (0 name, 1 edge.order, 2 sort#2, 3 sort#3, 4 id)
		answer
		  journey = one 0
		    stagesConnection! = connection 0
		      cursors of -edge.order,journey.name,#touchpoints,name,id from [[1 2 3 0 4]]
		      edges = edges
		        cursor = cursor
		        node = node
		          name! = 0
	`), dump(op))
}

func TestSearchIsOrderedByRankThenNameThenID(t *testing.T) {
	op := mustCompile(t, `query($t: String!) { search(text: $t, kinds: [Stage, Journey, Stage], first: 3) { nodes { id } edges { cursor } } }`, map[string]any{"t": "scan"})
	require.NoError(t, plan.Validate(op.Query))
	require.Equal(t, want(`
		search: Journey|Stage search $0 by rank,name,id first 3
		  Journey|Stage (0 id, 1 sort#1, 2 name)
	`), dumpQuery(op))
	op = mustCompile(t, `{ search(text: "scan", kinds: []) { totalCount } }`, nil)
	require.Equal(t, `never`, predicateText(op.Query.Roots[0].Where))
}
