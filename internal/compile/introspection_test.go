package compile_test

import (
	"encoding/json"
	"testing"

	"github.com/99designs/gqlgen/graphql/introspection"
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func literalOf(t *testing.T, op *plan.Operation, key string) string {
	t.Helper()
	for _, m := range op.Output.Members {
		if m.Key == key {
			out, ok := m.Value.(plan.Literal)
			require.True(t, ok)
			return string(out.JSON)
		}
	}
	require.Fail(t, "no member "+key)
	return ""
}

func TestTheWholeSchemaIsAnsweredWithoutAStore(t *testing.T) {
	op := mustCompile(t, introspection.NewQuery(introspection.QueryOptions{OneOf: true}), nil)
	require.Empty(t, op.Query.Roots)
	text := literalOf(t, op, "__schema")
	t.Logf("%d bytes", len(text))
	var answer struct {
		QueryType, MutationType, SubscriptionType *struct{ Name string }
		Types                                     []struct{ Kind, Name string }
	}
	require.NoError(t, json.Unmarshal([]byte(text), &answer))
	require.Equal(t, "Query", answer.QueryType.Name)
	require.Equal(t, "Mutation", answer.MutationType.Name)
	require.Equal(t, "Subscription", answer.SubscriptionType.Name)
	kinds := map[string]string{}
	for _, typ := range answer.Types {
		kinds[typ.Name] = typ.Kind
	}
	require.Equal(t, "INTERFACE", kinds["Element"])
	require.Equal(t, "UNION", kinds["AnyService"])
	require.Equal(t, "INPUT_OBJECT", kinds["JourneyWhere"])
}

func TestOneTypeWithAliasesFragmentsAndVariables(t *testing.T) {
	const text = `query($name: String!, $old: Boolean, $more: Boolean!) { t: __type(name: $name) { __typename n: name ...F } none: __type(name: "Nothing") { name } }
		fragment F on __Type { values: enumValues(includeDeprecated: $old) { name isDeprecated @include(if: $more) } ofType { name } fields { name } }`
	op := mustCompile(t, text, map[string]any{"name": "SortDirection", "more": true})
	require.JSONEq(t, `{ "__typename": "__Type", "n": "SortDirection", "values": [{ "name": "ASC", "isDeprecated": false }, { "name": "DESC", "isDeprecated": false }], "ofType": null, "fields": null }`, literalOf(t, op, "t"))
	require.Equal(t, "null", literalOf(t, op, "none"))
	op = mustCompile(t, text, map[string]any{"name": "Kind", "more": false})
	require.Contains(t, literalOf(t, op, "t"), `"values":[{"name":"Journey"}`)
}

func TestTheWaysInToIntrospectionAreNotFieldsOfQuery(t *testing.T) {
	op := mustCompile(t, `{ __type(name: "Query") { fields { name } } }`, nil)
	require.NotContains(t, literalOf(t, op, "__type"), "__")
}

func TestAskingForTheSchemaManyTimesIsRefused(t *testing.T) {
	text := `{ `
	for _, alias := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"} {
		text += alias + `: __schema { types { name description fields { name description args { name description } } inputFields { name description type { name kind ofType { name kind } } } } } `
	}
	_, errs := try(compiler(t), text+`}`, nil)
	require.Len(t, errs, 1)
	require.Equal(t, string(model.LimitExceeded), errs[0].Extensions["code"])
}
