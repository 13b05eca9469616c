package graph_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/access"
)

// roles are those every field of Mutation needs. A new field does not pass without a line here, which is to make
// somebody think about it.
var roles = map[string]string{"apply": "EDITOR", "revert": "ADMIN"}

func TestEveryChangeNeedsTheRoleSomebodyThoughtAbout(t *testing.T) {
	full, err := schema.Full()
	require.NoError(t, err)
	got := map[string]string{}
	for _, f := range full.Mutation.Fields {
		directive := f.Directives.ForName("hasRole")
		require.NotNil(t, directive, "Mutation.%s says no role", f.Name)
		got[f.Name] = directive.Arguments.ForName("role").Value.Raw
	}
	require.Equal(t, roles, got)
}

func TestASchemaWithAChangeThatNeedsNoRoleIsNotServed(t *testing.T) {
	for name, directives := range map[string]ast.DirectiveList{
		"no directive":    nil,
		"another one":     {{Name: "deprecated"}},
		"no role":         {{Name: "hasRole"}},
		"an unknown role": {{Name: "hasRole", Arguments: ast.ArgumentList{{Name: "role", Value: &ast.Value{Raw: "GUEST"}}}}},
	} {
		t.Run(name, func(t *testing.T) {
			full, err := schema.Full()
			require.NoError(t, err)
			full.Mutation.Fields = append(full.Mutation.Fields, &ast.FieldDefinition{Name: "wipe", Directives: directives, Type: ast.NamedType("Int", nil)})
			_, err = graph.New(graph.Config{Schema: full})
			require.ErrorContains(t, err, "Mutation.wipe")
		})
	}
}

func TestAChangeNeedsTheRoleThatTheSchemaSays(t *testing.T) {
	tests := []struct {
		who  access.Who
		code string
		told string
	}{
		{access.Who{Address: "192.0.2.7"}, "UNAUTHENTICATED", "192.0.2.7 192.0.2.7 apply Tidy UNAUTHENTICATED"},
		{access.Who{Name: "vera", Role: access.Viewer, Address: "192.0.2.7"}, "FORBIDDEN", "vera 192.0.2.7 apply Tidy FORBIDDEN"},
		{access.Who{Name: "ed", Role: access.Editor, Address: "192.0.2.7"}, "", ""},
		{access.Who{Name: "ada", Role: access.Admin}, "", ""},
	}
	for _, test := range tests {
		t.Run(test.who.Role.String(), func(t *testing.T) {
			b := newBench(t)
			b.who = test.who
			response := b.run(`mutation Tidy { apply(changes: [{delete: "stage:x"}]) { version } }`, "")
			if test.code == "" {
				require.Empty(t, response.Errors)
				require.Equal(t, test.who.Name, b.store.asked[0].By)
				require.Equal(t, test.who.Address, b.store.asked[0].From)
				require.Empty(t, b.store.refused)
				return
			}
			require.Len(t, response.Errors, 1)
			require.Equal(t, test.code, response.Errors[0].Extensions["code"])
			require.Equal(t, "apply", response.Errors[0].Path.String())
			require.Empty(t, b.store.asked)
			require.Equal(t, []string{test.told}, b.store.refused)
		})
	}
}

func TestADryRunNeedsTheSameRole(t *testing.T) {
	b := newBench(t)
	b.who.Role = access.Viewer
	response := b.run(`mutation { apply(changes: [], dryRun: true) { version } }`, "")
	require.Equal(t, "FORBIDDEN", response.Errors[0].Extensions["code"])
	require.Empty(t, b.store.asked)
}

func TestWhoIsRefusedTooOftenIsOnlyTurnedAway(t *testing.T) {
	now := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	b := newBench(t, func(c *graph.Config) { c.Refusals = access.NewRefusals(func() time.Time { return now }) })
	b.who = access.Who{Address: "192.0.2.7"}
	code := func() any {
		return b.run("mutation "+strings.Repeat("long", 500)+" { apply(changes: []) { version } }", "").Errors[0].Extensions["code"]
	}
	for range 10 {
		require.Equal(t, "UNAUTHENTICATED", code())
	}
	require.Equal(t, "TOO_MANY_REQUESTS", code())
	require.Len(t, b.store.refused, 10, "a flood of refusals does not fill the record")
	require.Less(t, len(b.store.refused[0]), 200, "nor does a long name")
	now = now.Add(time.Minute)
	require.Equal(t, "UNAUTHENTICATED", code())
	b.who = access.Who{Name: "ed", Role: access.Editor, Address: "192.0.2.7"}
	for range 20 {
		require.Empty(t, b.run(`mutation { apply(changes: []) { version } }`, "").Errors, "a good token is never held up")
	}
}
