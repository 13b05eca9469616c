package compile_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/model"
)

func TestDocumentsThatCannotBeUnderstoodAreRefused(t *testing.T) {
	for title, tc := range map[string]struct{ text, code, message string }{
		"not GraphQL":               {`{ journeys {`, compile.ParseFailed, "Expected Name"},
		"nothing":                   {``, compile.ValidationFailed, "no operation"},
		"only a fragment":           {`fragment F on Journey { id }`, compile.ValidationFailed, `"F" is never used`},
		"a field misspelt":          {`{ journey(id: "a") { nam } }`, compile.ValidationFailed, `Did you mean "name"`},
		"an argument misspelt":      {`{ journeys(firs: 1) { totalCount } }`, compile.ValidationFailed, `Did you mean "first"`},
		"a filter misspelt":         {`{ journeys(where: { nane: { eq: "a" } }) { totalCount } }`, compile.ValidationFailed, `Did you mean "name"`},
		"an enumeration misspelt":   {`{ stages(where: { stageType: { eq: REFERR } }) { totalCount } }`, compile.ValidationFailed, `Did you mean the enum value "REFER"`},
		"a missing argument":        {`{ journey { id } }`, compile.ValidationFailed, `"id"`},
		"two arguments for one key": {`{ journey(id: "a") { stages(first: 1) { id } stages(first: 2) { id } } }`, compile.ValidationFailed, "conflict"},
		"too long":                  {`{ ` + strings.Repeat("version ", 3000) + `}`, string(model.LimitExceeded), "too long"},
	} {
		t.Run(title, func(t *testing.T) {
			_, errs := compiler(t).Parse(tc.text)
			require.NotEmpty(t, errs)
			require.Contains(t, errs[0].Message, tc.message)
			require.Equal(t, tc.code, errs[0].Extensions["code"])
		})
	}
}

func TestTheOperationToRunIsChosenByName(t *testing.T) {
	c := compiler(t)
	doc, errs := c.Parse(`query A { version } query B { b: version } mutation M { apply(changes: []) { version } }`)
	require.Empty(t, errs)
	op, errs := c.Operation(doc, "B", nil)
	require.Empty(t, errs)
	require.Equal(t, "B", op.Name)
	require.Equal(t, "b! = version\n", dumpAnswer(op))
	for name, message := range map[string]string{"": "several operations", "C": `no operation named "C"`, "M": "is a mutation, not a query"} {
		_, errs = c.Operation(doc, name, nil)
		require.Len(t, errs, 1)
		require.Contains(t, errs[0].Message, message)
		require.Equal(t, string(model.BadUserInput), errs[0].Extensions["code"])
	}
}

func TestVariablesThatDoNotFitAreRefused(t *testing.T) {
	const text = "query($id: ID!, $where: JourneyWhere) {\n  journey(id: $id) { id } journeys(where: $where) { totalCount } }"
	_, errs := try(compiler(t), text, map[string]any{"where": map[string]any{"nam": nil}, "unknown": 1})
	require.Len(t, errs, 2)
	require.Equal(t, "The variable $id of type ID! must be given.", errs[0].Message)
	require.Equal(t, "1:7", errs[0].Locations[0].String())
	require.Equal(t, `The variable $where of type JourneyWhere does not fit: JourneyWhere has no entry "nam". Did you mean "name" or "not"?`, errs[1].Message)
	require.Equal(t, string(model.BadUserInput), errs[1].Extensions["code"])
}

func TestLimits(t *testing.T) {
	c := fresh(t, compile.Limits{MaxDepth: 3, MaxFields: 12, MaxRoots: 2, MaxDirectives: 2, MaxName: 20, MaxConditions: 3, MaxDocument: 500})
	for title, tc := range map[string]struct {
		text     string
		exceeded string
	}{
		"as deep as may be":                   {`{ journey(id: "a") { stages { next { id } } } }`, ""},
		"too deep":                            {`{ journey(id: "a") { stages { next { next { id } } } } }`, "deeper than 3 levels"},
		"too many roots":                      {`{ a: version b: version c: version }`, "more than 2 root fields"},
		"too many fields":                     {`{ journey(id: "a") { id name owner stages { id name phase timing valueItem next { id name phase } } } }`, "more than 12 fields"},
		"too many questions about the schema": {`{ __schema { types { name a: name b: name c: name d: name e: name f: name fields { name a: name b: name c: name d: name } } } }`, "more than 12 fields"},
		"the schema twice":                    {`{ a: __schema { description } b: __schema { description } }`, "the schema more than once"},
		"too many directives":                 {`{ version @include(if: true) @skip(if: false) a: version @nothing }`, "more than 2 directives"},
		"too long a name":                     {`{ version(xxxxxxxxxxxxxxxxxxxxx: 1) }`, "a name of more than 20 letters"},
		"as many conditions as may be":        {`{ journeys(where: { or: [{ name: { eq: "a" } }, { name: { eq: "b" } }] }) { totalCount } }`, ""},
		"too many conditions":                 {`{ journeys(where: { or: [{ name: { eq: "a" } }, { name: { eq: "b" } }, { name: { eq: "c" } }] }) { totalCount } }`, "more than 3 conditions"},
		"too many bytes":                      {`{ version } #` + strings.Repeat(" ", 500), "more than 500 bytes"},
		"as deep in pages as in lists":        {`{ journey(id: "a") { stagesConnection { edges { node { next { id } } } } } }`, ""},
		"too deep in pages":                   {`{ journey(id: "a") { stagesConnection { nodes { nextConnection { nodes { next { id } } } } } } }`, "deeper than 3 levels"},
	} {
		t.Run(title, func(t *testing.T) {
			_, errs := try(c, tc.text, nil)
			if tc.exceeded == "" {
				require.Empty(t, errs)
				return
			}
			require.Len(t, errs, 1)
			require.Contains(t, errs[0].Message, tc.exceeded)
			require.Equal(t, string(model.LimitExceeded), errs[0].Extensions["code"])
		})
	}
}

func TestWhatAlgorithmsNeedHasConditionsOfItsOwn(t *testing.T) {
	c := fresh(t, compile.Limits{MaxConditions: 20})
	const one = `trace(journey: "a", of: "b", area: "c") { connected }`
	_, errs := try(c, `{ `+one+` }`, nil)
	require.Len(t, errs, 1)
	require.Contains(t, errs[0].Message, "needs more than 80 conditions")
	_, errs = try(c, `{ whatIf(remove: ["a"]) { stagesLosing } }`, nil)
	require.Empty(t, errs, "more than 20, but not written by who asks")
	c = fresh(t, compile.Limits{MaxConditions: 40})
	_, errs = try(c, `{ `+one+` }`, nil)
	require.Empty(t, errs)
	_, errs = try(c, `{ a: `+one+` b: `+one+` }`, nil)
	require.Len(t, errs, 1, "though nobody asks for so many at once")
}

func TestTheSizeOfTheAnswerIsBoundedByTheCompiler(t *testing.T) {
	c := fresh(t, compile.Limits{MaxValues: 5, MaxBytes: 70})
	for range 2 { // compiled, then kept
		op, errs := try(c, `{ journeys { nodes { id } } }`, nil)
		require.Empty(t, errs)
		require.Equal(t, 5, op.Query.MaxValues)
		require.Equal(t, 70, op.MaxBytes)
	}
}

func TestFragmentsThatDoubleWithEveryLevelAreStoppedAtOnce(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{ journey(id: "a") { ...F0 } }`)
	const levels = 26
	for i := range levels {
		fmt.Fprintf(&b, " fragment F%d on Journey { a: stages { journey { ...F%d } } b: stages { journey { ...F%d } } }", i, i+1, i+1)
	}
	fmt.Fprintf(&b, " fragment F%d on Journey { id }", levels)
	start := time.Now()
	_, errs := try(compiler(t), b.String(), nil)
	require.Less(t, time.Since(start), 2*time.Second)
	require.NotEmpty(t, errs)
	require.Equal(t, string(model.LimitExceeded), errs[0].Extensions["code"])
}

func TestASelectionInsideAMutationIsCompiledWithItsVariables(t *testing.T) {
	c := compiler(t)
	doc, errs := c.Parse(`mutation($id: ID!, $n: Int, $all: Boolean!) { apply(changes: []) { query { ...Q } } } fragment Q on Query { journey(id: $id) { stages(first: $n) { id } name @include(if: $all) } }`)
	require.Empty(t, errs)
	set := doc.AST.Operations[0].SelectionSet
	for _, key := range []string{"apply", "query"} {
		set = fieldNamed(t, set, key)
	}
	op, errs := c.Selection(set, map[string]any{"id": "j", "n": 2, "all": true})
	require.Empty(t, errs)
	require.Equal(t, want(`
		journey: Journey one ids "j"
		  Journey (0 stages{}, 1 name)
		    stages: Stage over Journey.stages by edge.order,id first 2
		      Stage (0 id)
	`), dumpQuery(op))
	_, errs = c.Selection(set, map[string]any{"id": "j", "n": -2, "all": true})
	require.Len(t, errs, 1)
	require.Equal(t, "journey.stages", errs[0].Path.String())
}

func TestASchemaThatDoesNotFitTheModelIsRefused(t *testing.T) {
	const head = `directive @node(plural: String!, prefix: String!) on OBJECT
		directive @computed(needs: String!) on FIELD_DEFINITION
		interface Element { id: ID! name: String! } `
	for title, tc := range map[string]struct{ model, schema, message string }{
		"a field the model lacks": {
			`type A @node(plural: "as", prefix: "a") { x: Int }`,
			`interface Element { id: ID! name: String! } type A implements Element { id: ID! name: String! y: Int } type Query { a(id: ID!): A }`,
			"A.y: the model has no such field",
		},
		"a condition the model lacks": {
			`type A @node(plural: "as", prefix: "a") { x: Int }`,
			`interface Element { id: ID! name: String! } type A implements Element { id: ID! name: String! } input W { y: Int } type C { totalCount: Int! } type Query { as(where: W): C }`,
			"W.y: the model has no such field",
		},
		"a kind the schema lacks": {
			`type A @node(plural: "as", prefix: "a") { x: Int }`, `type Query { a: Int }`, "the schema has no type A",
		},
		"needs that cannot be read": {
			`type A @node(plural: "as", prefix: "a") { c: C @computed(needs: "{ nothing }") } type C { n: Int }`,
			`interface Element { id: ID! name: String! } type A implements Element { id: ID! name: String! c: C } type C { n: Int } type Query { a(id: ID!): A node(id: ID!): Element }`,
			"what A.c needs",
		},
		"an argument that plans take later": {
			`type A @node(plural: "as", prefix: "a") { c(first: Int): C @computed(needs: "{ id }") } type C { n: Int }`,
			`interface Element { id: ID! name: String! } type A implements Element { id: ID! name: String! c(first: Int): C } type C { n: Int } type Query { a(id: ID!): A node(id: ID!): Element }`,
			"no argument of a computed field is called first",
		},
		"needs that are computed": {
			`type A @node(plural: "as", prefix: "a") { c: C @computed(needs: "{ id c { n } }") } type C { n: Int }`,
			`interface Element { id: ID! name: String! } type A implements Element { id: ID! name: String! c: C } type C { n: Int } type Query { a(id: ID!): A node(id: ID!): Element }`,
			"c is computed itself",
		},
	} {
		t.Run(title, func(t *testing.T) {
			m, err := model.Parse(&ast.Source{Input: head + tc.model})
			require.NoError(t, err)
			s, err := gqlparser.LoadSchema(&ast.Source{Input: tc.schema})
			require.NoError(t, err)
			_, err = compile.New(m, s, compile.Limits{})
			require.ErrorContains(t, err, tc.message)
		})
	}
}
