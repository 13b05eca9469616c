package compile_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

// Every test here is a mistake that another implementation of GraphQL over a graph has made.

func TestMembersOfAConnectionAreFoundByNameAndWrittenUnderTheirAlias(t *testing.T) {
	op := mustCompile(t, `{ all: stages(first: 2) { n: totalCount e: edges { c: cursor x: node { t: name } } p: pageInfo { more: hasNextPage last: endCursor } l: nodes { id } } }`, nil)
	require.Equal(t, want(`
		all: Stage by id first 2 total info
		  Stage (0 name, 1 id)
	`), dumpQuery(op))
	require.Equal(t, want(`
		all! = connection 0
		  cursors of id from [[1]]
		  n = total
		  e = edges
		    c = cursor
		    x = node
		      t! = 0
		  p = pageInfo
		    more = next
		    last = end
		  l = nodes
		    id! = 1
	`), dumpAnswer(op))
}

func TestMembersOfAConnectionAreFoundInFragments(t *testing.T) {
	op := mustCompile(t, `
		{ stages { ...Page } }
		fragment Page on StageConnection { edges { ...Edge } ... on StageConnection { totalCount } edges { cursor } }
		fragment Edge on StageEdge { node { name } }`, nil)
	require.Equal(t, want(`
		stages! = connection 0
		  cursors of id from [[1]]
		  edges = edges
		    node = node
		      name! = 0
		    cursor = cursor
		  totalCount = total
	`), dumpAnswer(op))
}

func TestTwoAliasesOfOneToOneAreTwoSelections(t *testing.T) {
	op := mustCompile(t, `{ stage(id: "s") { a: journey { name } b: journey { id } } }`, nil)
	require.Equal(t, want(`
		stage: Stage one ids "s"
		  Stage (0 a{}, 1 b{})
		    a: Journey over Stage.journey one
		      Journey (0 name)
		    b: Journey over Stage.journey one
		      Journey (0 id)
	`), dumpQuery(op))
	require.Equal(t, want(`
		stage = one 0
		  a! = one 0
		    name! = 0
		  b! = one 1
		    id! = 0
	`), dumpAnswer(op))
}

func TestTheSameRelationshipTwiceWithOtherArguments(t *testing.T) {
	op := mustCompile(t, `{ journey(id: "j") { two: stages(first: 2) { id } rest: stages(offset: 2) { id } stages(where: { stageType: { eq: REFER } }) { id } } }`, nil)
	require.Equal(t, want(`
		journey: Journey one ids "j"
		  Journey (0 two{}, 1 rest{}, 2 stages{})
		    two: Stage over Journey.stages by edge.order,id first 2
		      Stage (0 id)
		    rest: Stage over Journey.stages by edge.order,id offset 2
		      Stage (0 id)
		    stages: Stage over Journey.stages where stageType = "REFER" by edge.order,id
		      Stage (0 id)
	`), dumpQuery(op))
}

func TestFieldsUnderTheInterfaceAndUnderTheTypeAreMerged(t *testing.T) {
	op := mustCompile(t, `{ node(id: "n") {
		... on Element { source { url } }
		... on Journey { source { publisher } stages { id } }
		... on Journey { stages { name } }
	} }`, nil)
	require.Equal(t, want(`
		node: 21 kinds one ids "n"
		  Journey (0 sourceUrl, 1 sourcePublisher, 2 sourceLicence, 3 sourceRetrieved, 4 stages{})
		    stages: Stage over Journey.stages by edge.order,id
		      Stage (0 id, 1 name)
		  20 kinds (0 sourceUrl, 1 sourcePublisher, 2 sourceLicence, 3 sourceRetrieved)
	`), dumpQuery(op))
	require.Equal(t, want(`
		node = one 0
		  shape 0
		    source = group of [0 1 2 3]
		      url = 0
		      publisher = 1
		    stages! = list! 4
		      id! = 0
		      name! = 1
		  shape 1
		    source = group of [0 1 2 3]
		      url = 0
	`), dumpAnswer(op))
}

func TestOneKeyMayHaveOtherArgumentsForEveryMemberOfAUnion(t *testing.T) {
	op := mustCompile(t, `{ businessCapability(id: "c") { realisedBy {
		... on Service { x: stages(first: 1) { id } }
		... on ServiceType { x: stages(first: 9) { name } }
	} } }`, nil)
	require.Equal(t, want(`
		businessCapability: BusinessCapability one ids "c"
		  BusinessCapability (0 realisedBy{})
		    realisedBy: Service|ServiceType over BusinessCapability.realisedBy by id
		      Service (0 x{})
		        x: Stage over Service.stages by id first 1
		          Stage (0 id)
		      ServiceType (0 x{})
		        x: Stage over ServiceType.stages by id first 9
		          Stage (0 name)
	`), dumpQuery(op))
}

func TestSkipAndIncludeChangeThePlanAndNotTheDocument(t *testing.T) {
	const text = `query($all: Boolean!, $id: ID!) { journey(id: $id) { name ...More @include(if: $all) owner @skip(if: $all) } } fragment More on Journey { condition }`
	for range 2 {
		op := mustCompile(t, text, map[string]any{"all": true, "id": "a"})
		require.Equal(t, "journey: Journey one ids $0\n  Journey (0 name, 1 condition)\n", dumpQuery(op))
		op = mustCompile(t, text, map[string]any{"all": false, "id": "a"})
		require.Equal(t, "journey: Journey one ids $0\n  Journey (0 name, 1 owner)\n", dumpQuery(op))
	}
}

func TestAFragmentThatIsSkippedOnceIsStillSpreadLater(t *testing.T) {
	op := mustCompile(t, `{ journey(id: "a") { ...F @skip(if: true) owner ...F } } fragment F on Journey { name }`, nil)
	require.Equal(t, "journey = one 0\n  owner = 0\n  name! = 1\n", dumpAnswer(op))
}

func TestATotalNeedsNoRows(t *testing.T) {
	op := mustCompile(t, `{ journeys(first: 5) { totalCount facets(field: journeyKind) { value } again: facets(field: journeyKind) { n: count __typename } } }`, nil)
	require.Equal(t, want(`
		journeys: Journey by id first 0 total facet journeyKind
		  Journey ()
	`), dumpQuery(op))
	require.Equal(t, want(`
		journeys! = connection 0
		  totalCount = total
		  facets = facet 0
		    value = value
		  again = facet 0
		    n = count
		    __typename = "Facet"
	`), dumpAnswer(op))
}

func TestPageInfoWithoutEdgesStillNeedsTheRowsOfThePage(t *testing.T) {
	op := mustCompile(t, `{ journeys(last: 5) { pageInfo { hasPreviousPage startCursor __typename } } }`, nil)
	require.Equal(t, want(`
		journeys: Journey by id last 5 info
		  Journey (0 id)
	`), dumpQuery(op))
}

func TestNoRowsButTheirTotalAndPageInfo(t *testing.T) {
	op := mustCompile(t, `{ journeys(first: 0) { nodes { id } totalCount pageInfo { hasNextPage } } }`, nil)
	require.Equal(t, want(`
		journeys: Journey by id first 0 total info
		  Journey (0 id)
	`), dumpQuery(op))
}

func TestEveryOrderEndsInTheID(t *testing.T) {
	for orderBy, order := range map[string]string{
		``:                         "edge.order,id",
		`(orderBy: [])`:            "edge.order,id",
		`(orderBy: { name: ASC })`: "name,id",
		`(orderBy: { id: ASC })`:   "id",
		`(orderBy: [{ id: ASC }, { name: ASC }])`:  "id",
		`(orderBy: [{ id: DESC }, { name: ASC }])`: "-id,id",
	} {
		op := mustCompile(t, `{ journey(id: "j") { stages`+orderBy+` { name } } }`, nil)
		require.NoError(t, plan.Validate(op.Query))
		require.Equal(t, order, plan.Ordering(op.Query.Roots[0].Shapes[0].Columns[0].Select.Order), orderBy)
	}
}

func TestTheVersionToReadAtMayBeAVariable(t *testing.T) {
	for _, test := range []struct {
		text      string
		variables map[string]any
		want      any
	}{
		{`{ version }`, nil, nil},
		{`query @asOf(version: 7) { version }`, nil, int64(7)},
		{`query($v: Int!) @asOf(version: $v) { version }`, map[string]any{"v": 8}, int64(8)},
		{`query($v: Int! = 9, $id: ID!) @asOf(version: $v) { journey(id: $id) { id } }`, map[string]any{"id": "journey:x"}, int64(9)},
	} {
		for range 2 { // compiled, then kept
			op := mustCompile(t, test.text, test.variables)
			if test.want == nil {
				require.Nil(t, op.AsOf)
				continue
			}
			require.Equal(t, test.want, op.AsOf.Value(op.Query.Args), test.text)
		}
	}
}
