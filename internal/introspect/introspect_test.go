package introspect_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/carejourney/carejourney/internal/introspect"
)

const small = `
"A small schema"
schema { query: Query }
"Marks"
directive @mark(
  "How"
  how: String = "so"
  old: Int @deprecated
) repeatable on OBJECT | FIELD
scalar Plain
scalar Web @specifiedBy(url: "https://example.org/web")
interface Named { name: String }
"A thing"
type Thing implements Named {
  "Its name"
  name: String
  parts(first: Int = 3, deep: [Box!]! = [{ x: 1 }], gone: Int @deprecated(reason: "none")): [Thing!]!
  former: Plain @deprecated(reason: "was \"x\"")
  older: Web @deprecated
}
union Any = Thing
enum Colour { RED "Gone" BLUE @deprecated(reason: "faded") }
input Box { x: Int! y: Box = { x: 2 } old: Colour = RED @deprecated }
input One @oneOf { a: Int b: String }
type Query { thing(by: One): Thing any: Any }
`

// request answers for an operation without variables, aliases of merged fields apart.
type request struct{ t *testing.T }

func (r request) Below(typeName string, nodes []*ast.Field) []introspect.Field {
	var fields []introspect.Field
	var gather func(set ast.SelectionSet)
	gather = func(set ast.SelectionSet) {
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				require.Equal(r.t, typeName, s.ObjectDefinition.Name)
				fields = append(fields, introspect.Field{Key: s.Alias, Nodes: []*ast.Field{s}})
			case *ast.FragmentSpread:
				gather(s.Definition.SelectionSet)
			case *ast.InlineFragment:
				gather(s.SelectionSet)
			}
		}
	}
	for _, n := range nodes {
		gather(n.SelectionSet)
	}
	return fields
}

func (request) IncludeDeprecated(f *ast.Field) bool {
	on, _ := f.ArgumentMap(nil)["includeDeprecated"].(bool)
	return on
}

// ask answers the first field of an operation.
func ask(t *testing.T, text string, most int) (string, error) {
	t.Helper()
	s, err := gqlparser.LoadSchema(&ast.Source{Input: small})
	require.NoError(t, err)
	doc, errs := gqlparser.LoadQueryWithRules(s, text, rules.NewDefaultRules())
	require.Empty(t, errs)
	f := doc.Operations[0].SelectionSet[0].(*ast.Field)
	name, _ := f.ArgumentMap(nil)["name"].(string)
	answer, err := introspect.New(s).Answer(introspect.Field{Key: f.Alias, Nodes: []*ast.Field{f}}, name, request{t}, most)
	return string(answer), err
}

func TestAnswers(t *testing.T) {
	for title, tc := range map[string]struct{ text, want string }{
		"the schema": {
			`{ __schema { description queryType { name } mutationType { name } subscriptionType { name } __typename } }`,
			`{"description":"A small schema","queryType":{"name":"Query"},"mutationType":null,"subscriptionType":null,"__typename":"__Schema"}`,
		},
		"an object with what is deprecated": {
			`{ __type(name: "Thing") { kind name description interfaces { name } possibleTypes { name } isOneOf specifiedByURL ofType { name }
			   fields(includeDeprecated: true) { name description isDeprecated deprecationReason } inputFields { name } enumValues { name } } }`,
			`{"kind":"OBJECT","name":"Thing","description":"A thing","interfaces":[{"name":"Named"}],"possibleTypes":null,"isOneOf":null,"specifiedByURL":null,"ofType":null,
			  "fields":[{"name":"name","description":"Its name","isDeprecated":false,"deprecationReason":null},
			            {"name":"parts","description":null,"isDeprecated":false,"deprecationReason":null},
			            {"name":"former","description":null,"isDeprecated":true,"deprecationReason":"was \"x\""},
			            {"name":"older","description":null,"isDeprecated":true,"deprecationReason":"No longer supported"}],"inputFields":null,"enumValues":null}`,
		},
		"an object without what is deprecated": {
			`{ __type(name: "Thing") { fields { name args { name } } } }`,
			`{"fields":[{"name":"name","args":[]},{"name":"parts","args":[{"name":"first"},{"name":"deep"}]}]}`,
		},
		"arguments with types and defaults": {
			`{ __type(name: "Thing") { fields { args(includeDeprecated: true) { name defaultValue isDeprecated type { ...T } } type { ...T } } } }
			 fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`,
			`{"fields":[{"args":[],"type":{"kind":"SCALAR","name":"String","ofType":null}},
			  {"args":[{"name":"first","defaultValue":"3","isDeprecated":false,"type":{"kind":"SCALAR","name":"Int","ofType":null}},
			           {"name":"deep","defaultValue":"[{x:1}]","isDeprecated":false,"type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"LIST","name":null,"ofType":{"kind":"NON_NULL","name":null,"ofType":{"kind":"INPUT_OBJECT","name":"Box"}}}}},
			           {"name":"gone","defaultValue":null,"isDeprecated":true,"type":{"kind":"SCALAR","name":"Int","ofType":null}}],
			   "type":{"kind":"NON_NULL","name":null,"ofType":{"kind":"LIST","name":null,"ofType":{"kind":"NON_NULL","name":null,"ofType":{"kind":"OBJECT","name":"Thing"}}}}}]}`,
		},
		"an interface": {
			`{ __type(name: "Named") { kind possibleTypes { name } interfaces { name } fields { name } } }`,
			`{"kind":"INTERFACE","possibleTypes":[{"name":"Thing"}],"interfaces":[],"fields":[{"name":"name"}]}`,
		},
		"a union":       {`{ __type(name: "Any") { kind possibleTypes { name } interfaces { name } fields { name } } }`, `{"kind":"UNION","possibleTypes":[{"name":"Thing"}],"interfaces":null,"fields":null}`},
		"an enum":       {`{ __type(name: "Colour") { kind enumValues { name } all: enumValues(includeDeprecated: true) { name description deprecationReason isDeprecated } } }`, `{"kind":"ENUM","enumValues":[{"name":"RED"}],"all":[{"name":"RED","description":null,"deprecationReason":null,"isDeprecated":false},{"name":"BLUE","description":"Gone","deprecationReason":"faded","isDeprecated":true}]}`},
		"an input":      {`{ __type(name: "Box") { isOneOf inputFields { name defaultValue } all: inputFields(includeDeprecated: true) { name deprecationReason } } }`, `{"isOneOf":false,"inputFields":[{"name":"x","defaultValue":null},{"name":"y","defaultValue":"{x:2}"}],"all":[{"name":"x","deprecationReason":null},{"name":"y","deprecationReason":null},{"name":"old","deprecationReason":"No longer supported"}]}`},
		"one of":        {`{ __type(name: "One") { kind isOneOf } }`, `{"kind":"INPUT_OBJECT","isOneOf":true}`},
		"a scalar":      {`{ __type(name: "Web") { kind specifiedByURL } }`, `{"kind":"SCALAR","specifiedByURL":"https://example.org/web"}`},
		"another":       {`{ __type(name: "Plain") { specifiedByURL __typename } }`, `{"specifiedByURL":null,"__typename":"__Type"}`},
		"no such type":  {`{ __type(name: "Nothing") { kind } }`, `null`},
		"the root type": {`{ __type(name: "Query") { fields { name } } }`, `{"fields":[{"name":"thing"},{"name":"any"}]}`},
	} {
		t.Run(title, func(t *testing.T) {
			got, err := ask(t, tc.text, 1<<20)
			require.NoError(t, err)
			require.JSONEq(t, tc.want, got)
		})
	}
}

func TestDirectives(t *testing.T) {
	got, err := ask(t, `{ __schema { directives { name description isRepeatable locations args { name description defaultValue } all: args(includeDeprecated: true) { name } } } }`, 1<<20)
	require.NoError(t, err)
	require.Contains(t, got, `{"name":"mark","description":"Marks","isRepeatable":true,"locations":["OBJECT","FIELD"],"args":[{"name":"how","description":"How","defaultValue":"\"so\""}],"all":[{"name":"how"},{"name":"old"}]}`)
}

func TestAnAnswerThatIsTooLongIsRefused(t *testing.T) {
	_, err := ask(t, `{ __schema { types { name description fields { name } } } }`, 100)
	require.ErrorContains(t, err, "too long")
}
