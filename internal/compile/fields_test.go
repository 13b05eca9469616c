package compile_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

func TestADerivedFieldIsWorkedOutFromTheColumnOfItsSource(t *testing.T) {
	op := mustCompile(t, `{ touchpoint(id: "t") { digital channel alsoDigital: digital } }`, nil)
	require.Equal(t, want(`
		touchpoint: Touchpoint one ids "t"
		  Touchpoint (0 channel)
		answer
		  touchpoint = one 0
		    digital! = 0 in VIDEO,EMAIL,SMS,ONLINE_TRIAGE,NHS_APP,WEB
		    channel! = 0
		    alsoDigital! = 0 in VIDEO,EMAIL,SMS,ONLINE_TRIAGE,NHS_APP,WEB
	`), dump(op))
}

func TestAColumnIsFetchedOnceForAllPartsOfARow(t *testing.T) {
	op := mustCompile(t, `{ journey(id: "j") { stagesConnection { nodes { name s: next { id } } edges { node { n: name s: previous { id } } properties { order __typename } cursor } } } }`, nil)
	require.Equal(t, want(`
		journey: Journey one ids "j"
		  Journey (0 stagesConnection{})
		    stagesConnection: Stage over Journey.stages by edge.order,id first 100
		      Stage (0 name, 1 s{}, 2 s_{}, 3 edge.order, 4 id)
		        s: Stage over Stage.next by id
		          Stage (0 id)
		        s_: Stage over Stage.previous by id
		          Stage (0 id)
		answer
		  journey = one 0
		    stagesConnection! = connection 0
		      cursors of edge.order,id from [[3 4]]
		      nodes = nodes
		        name! = 0
		        s! = list! 1
		          id! = 0
		      edges = edges
		        node = node
		          n! = 0
		          s! = list! 2
		            id! = 0
		        properties = properties
		          order! = 3
		          __typename! = "HasStageProperties"
		        cursor = cursor
	`), dump(op))
}

func TestListsOfValuesAndGroups(t *testing.T) {
	op := mustCompile(t, `{ stage(id: "s") { careSettings source { __typename retrieved } } }`, nil)
	require.Equal(t, want(`
		stage = one 0
		  careSettings! = 0 list
		  source = group of [2 3 4 1]
		    __typename! = "Source"
		    retrieved = 1
	`), dumpAnswer(op))
}

func TestTypeNamesEverywhere(t *testing.T) {
	op := mustCompile(t, `{ __typename journey(id: "j") { __typename stagesConnection { __typename edges { __typename node { __typename } properties { __typename } } pageInfo { __typename } facets(field: status) { __typename } } }
		businessCapability(id: "c") { realisedBy { __typename } } }`, nil)
	require.Equal(t, want(`
		__typename! = "Query"
		journey = one 0
		  __typename! = "Journey"
		  stagesConnection! = connection 0
		    __typename = "JourneyStagesConnection"
		    edges = edges
		      __typename = "JourneyStagesEdge"
		      node = node
		        __typename! = "Stage"
		      properties = properties
		        __typename! = "HasStageProperties"
		    pageInfo = pageInfo
		      __typename = "PageInfo"
		    facets = facet 0
		      __typename = "Facet"
		businessCapability = one 1
		  realisedBy! = list! 0
		    __typename! = kind
	`), dumpAnswer(op))
}

func TestAComputedFieldTakesArgumentsFromLiteralsAndVariables(t *testing.T) {
	op := mustCompile(t, `query ($n: Int! = 2) { journey(id: "j") {
		a: routesBetween(from: SYMPTOM, to: TREATMENT) { shortest { days } }
		b: routesBetween(from: CONTACT, to: TREATMENT, rounds: $n) { shortest { days } }
	} }`, nil)
	require.NoError(t, plan.Validate(op.Query))
	journey := op.Output.Members[0].Value.(plan.Rows).ByShape[0]
	require.Equal(t, map[string]any{"from": "SYMPTOM", "to": "TREATMENT", "rounds": int64(0)}, journey.Members[0].Value.(plan.Computed).Args)
	require.Equal(t, map[string]any{"from": "CONTACT", "to": "TREATMENT", "rounds": int64(2)}, journey.Members[1].Value.(plan.Computed).Args)
	require.Len(t, op.Query.Roots[0].Shapes[0].Columns, 2, "what both need is read once")
	refused(t, `{ journey(id: "j") { routesBetween(from: SYMPTOM) { shortest { days } } } }`)
	refused(t, `query ($n: Int!) { journey(id: "j") { routesBetween(from: SYMPTOM, to: TREATMENT, rounds: $n) { shortest { days } } } }`)
}

func refused(t *testing.T, text string) {
	t.Helper()
	_, errs := try(compiler(t), text, nil)
	require.NotEmpty(t, errs)
}

func TestAComputedFieldBringsWhatItNeedsAsColumnsNobodyElseSees(t *testing.T) {
	op := mustCompile(t, `{ journey(id: "j") { shape { __typename ways: branches loops } stages(first: 1) { id } again: shape { starts } } }`, nil)
	require.NoError(t, plan.Validate(op.Query))
	require.Equal(t, want(`
		journey: Journey one ids "j"
		  Journey (0 shape_stages{}, 1 stages{})
		    shape_stages: Stage over Journey.stages by edge.order,id
		      Stage (0 id, 1 stageType, 2 nextConnection{}, 3 leadsTo{})
		        nextConnection: Stage over Stage.next by id
		          Stage (0 edge.loop, 1 id)
		        leadsTo: Journey over Stage.leadsTo by id
		          Journey (0 id)
		    stages: Stage over Journey.stages by edge.order,id first 1
		      Stage (0 id)
		answer
		  journey = one 0
		    shape! = computed shape from
		      stages! = list! 0
		        id! = 0
		        stageType! = 1
		        nextConnection! = connection 2
		          edges = edges
		            properties = properties
		              loop! = 0
		            node = node
		              id! = 1
		        leadsTo! = list! 3
		          id! = 0
		    picks
		      __typename! = "JourneyShape"
		      ways! = branches
		      loops! = loops
		    stages! = list! 1
		      id! = 0
		    again! = computed shape from
		      stages! = list! 0
		        id! = 0
		        stageType! = 1
		        nextConnection! = connection 2
		          edges = edges
		            properties = properties
		              loop! = 0
		            node = node
		              id! = 1
		        leadsTo! = list! 3
		          id! = 0
		    picks
		      starts! = starts
	`), dump(op))
}
