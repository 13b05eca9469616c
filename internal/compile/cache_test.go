package compile_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/plan"
)

// kept reports whether two executions share one plan.
func kept(t *testing.T, text string, first, second map[string]any) bool {
	t.Helper()
	c := fresh(t, compile.Limits{})
	a, errs := try(c, text, first)
	require.Empty(t, errs)
	b, errs := try(c, text, second)
	require.Empty(t, errs)
	alone, errs := try(fresh(t, compile.Limits{}), text, second)
	require.Empty(t, errs)
	require.Equal(t, dump(alone), dump(b), "a plan that was kept is the one that would be compiled")
	return a.Output == b.Output
}

func TestWhichVariablesAPlanDependsOn(t *testing.T) {
	object := func(key string, v any) map[string]any { return map[string]any{key: v} }
	for title, tc := range map[string]struct {
		text          string
		first, second any
		kept          bool
	}{
		"an id":                         {`query($v: ID!) { journey(id: $v) { id } }`, "a", "b", true},
		"ids":                           {`query($v: [ID!]!) { nodes(ids: $v) { id } }`, []any{"a"}, []any{"b", "c"}, true},
		"an operand":                    {`query($v: String) { journeys(where: { name: { eq: $v } }) { nodes { id } } }`, "a", "b", true},
		"an operand that is null":       {`query($v: String) { journeys(where: { name: { eq: $v } }) { nodes { id } } }`, "a", nil, false},
		"an operand of an operator":     {`query($v: String) { journeys(where: { and: [{ not: { name: { startsWith: $v } } }] }) { nodes { id } } }`, "a", "b", true},
		"a list of operands":            {`query($v: [String!]) { journeys(where: { name: { notIn: $v } }) { nodes { id } } }`, []any{"a"}, []any{}, true},
		"an enumeration as operand":     {`query($v: StageType) { stages(where: { stageType: { ne: $v } }) { nodes { id } } }`, "REFER", "CONSULT", true},
		"a page":                        {`query($v: Int) { stages(first: $v) { nodes { id } } }`, 1, 2, true},
		"a search":                      {`query($v: String!) { search(text: $v) { nodes { id } } }`, "a", "b", true},
		"a list that makes the plan":    {`query($v: [LifeStage!]) { journeys(where: { lifeStages: { includesAll: $v } }) { nodes { id } } }`, []any{"WORKING_AGE"}, []any{"OLDER_PEOPLE"}, false},
		"an item of a list":             {`query($v: String!) { journeys(where: { name: { in: [$v, "x"] } }) { nodes { id } } }`, "a", "b", false},
		"a kind":                        {`query($v: [Kind!]) { search(text: "a", kinds: $v) { nodes { id } } }`, "Stage", "Journey", false},
		"a Boolean that may be derived": {`query($v: Boolean) { touchpoints(where: { digital: { eq: $v } }) { nodes { id } } }`, true, false, false},
		"a direction":                   {`query($v: SortDirection) { journeys(orderBy: { name: $v }) { nodes { id } } }`, "ASC", "DESC", false},
		"a mode":                        {`query($v: TextMode) { journeys(where: { name: { eq: "a", mode: $v } }) { nodes { id } } }`, "INSENSITIVE", "SENSITIVE", false},
		"a whole where":                 {`query($v: JourneyWhere) { journeys(where: $v) { nodes { id } } }`, object("name", object("eq", "a")), object("name", object("eq", "b")), false},
		"the same where":                {`query($v: JourneyWhere) { journeys(where: $v) { nodes { id } } }`, object("name", object("eq", "a")), object("name", object("eq", "a")), true},
		"a part of a where":             {`query($v: StageQuantifier) { journeys(where: { stages: $v }) { nodes { id } } }`, object("some", object("name", object("eq", "a"))), object("none", object("name", object("eq", "a"))), false},
		"include":                       {`query($v: Boolean!) { journeys { nodes { id name @include(if: $v) } } }`, true, false, false},
		"include in a fragment":         {`query($v: Boolean!) { journeys { ...F } } fragment F on JourneyConnection { nodes { id } totalCount @skip(if: $v) }`, true, false, false},
		"an operand and a condition":    {`query($v: Boolean!) { journeys(where: { illustrative: { eq: $v } }) { nodes { id name @skip(if: $v) } } }`, true, false, false},
		"a question about the schema":   {`query($v: String!) { __type(name: $v) { name } }`, "Stage", "Journey", false},
		"the same question once more":   {`query($v: String!) { __type(name: $v) { name } }`, "Stage", "Stage", false},
		"a number and nothing":          {`query($v: SourceWhere) { journeys(where: { source: $v }) { nodes { id } } }`, nil, object("url", object("eq", "0")), false},
		"a default":                     {`query($v: String = "x") { journeys(where: { name: { eq: $v } }) { nodes { id } } }`, "a", "x", true},
	} {
		t.Run(title, func(t *testing.T) {
			require.Equal(t, tc.kept, kept(t, tc.text, object("v", tc.first), object("v", tc.second)))
		})
	}
}

func TestAVariableThatIsNotGivenIsOtherThanNull(t *testing.T) {
	const text = `query($v: String) { journeys(where: { owner: { eq: $v } }) { nodes { id } } }`
	require.False(t, kept(t, text, map[string]any{}, map[string]any{"v": nil}))
	require.Equal(t, "always", predicateText(mustCompile(t, text, nil).Query.Roots[0].Where))
	require.Equal(t, "owner = <nil>", predicateText(mustCompile(t, text, map[string]any{"v": nil}).Query.Roots[0].Where))
	require.Equal(t, "owner = $0", predicateText(mustCompile(t, text, map[string]any{"v": "a"}).Query.Roots[0].Where))
}

func TestOperandsAreBoundAnew(t *testing.T) {
	const text = `query($id: ID!, $n: Int = 2, $days: Float) { journey(id: $id) { a: stages(first: $n, where: { typicalDays: { lt: $days }, id: { ne: $id } }) { id } } }`
	op := mustCompile(t, text, map[string]any{"id": 7, "days": 3})
	require.Equal(t, []any{"7", float64(3), int64(2)}, sortedArgs(op))
	op = mustCompile(t, text, map[string]any{"id": "b", "days": 4.5, "n": 9})
	require.Equal(t, []any{"b", 4.5, int64(9)}, sortedArgs(op))
	require.NoError(t, plan.Validate(op.Query))
}

// sortedArgs gives the arguments by what they are, for the order of slots is nobody's business.
func sortedArgs(op *plan.Operation) []any {
	sorted := make([]any, 3)
	for _, a := range op.Query.Args {
		switch a.(type) {
		case string:
			sorted[0] = a
		case float64:
			sorted[1] = a
		default:
			sorted[2] = a
		}
	}
	return sorted
}

func TestOneDocumentIsParsedOnce(t *testing.T) {
	c := fresh(t, compile.Limits{})
	a, errs := c.Parse(`{ version }`)
	require.Empty(t, errs)
	b, errs := c.Parse(`{ version }`)
	require.Empty(t, errs)
	require.Same(t, a, b)
}

func TestALongDocumentIsCompiledButNotKept(t *testing.T) {
	c := fresh(t, compile.Limits{})
	text := `{ version } # ` + strings.Repeat("x", 9<<10)
	a, errs := c.Parse(text)
	require.Empty(t, errs)
	b, errs := c.Parse(text)
	require.Empty(t, errs)
	require.NotSame(t, a, b)
	op, errs := c.Operation(b, "", nil)
	require.Empty(t, errs)
	require.Equal(t, "version! = version\n", dumpAnswer(op))
}

func TestManyRequestsAtOnceShareDocumentsAndPlans(t *testing.T) {
	c := fresh(t, compile.Limits{Cached: 4})
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range 50 {
				text := fmt.Sprintf(`query($id: ID!, $n: Int) { a%d: journey(id: $id) { stages(first: $n) { id } } }`, i%8)
				id := fmt.Sprintf("%d-%d", worker, i)
				op, errs := try(c, text, map[string]any{"id": id, "n": i})
				if len(errs) > 0 || len(op.Query.Args) != 2 || op.Query.Args[1] != id && op.Query.Args[0] != id {
					t.Errorf("worker %d, request %d: %v", worker, i, errs)
				}
			}
		})
	}
	wg.Wait()
}
