package gaps_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
)

const sound = `# A stage that nobody reads about.
# Asked by: tests
query Rule($journey: ID)
@gap(
  code: "T1"
  severity: LOW
  subject: "stages.nodes"
  because: "reads"
  why: "{name} reads {because}."
) {
  stages(where: { journey: { id: { eq: $journey } } }) {
    totalCount
    nodes { id name reads { id name } journey { id name personGroups { id name size } } }
  }
}
`

func full(t *testing.T) *ast.Schema {
	t.Helper()
	s, err := schema.Full()
	require.NoError(t, err)
	return s
}

func read(t *testing.T, text string) (*gaps.Rule, error) {
	t.Helper()
	rules, err := gaps.Read(full(t), fstest.MapFS{"team/rule.graphql": {Data: []byte(text)}, "README.md": {Data: []byte("no rule")}})
	if err != nil {
		return nil, err
	}
	require.Len(t, rules, 1)
	return rules[0], nil
}

func TestARuleSaysWhatItIs(t *testing.T) {
	rule, err := read(t, sound)
	require.NoError(t, err)
	require.Equal(t, "rule", rule.Name)
	require.Equal(t, "team/rule.graphql", rule.File)
	require.Equal(t, "T1", rule.Code)
	require.Equal(t, gaps.Low, rule.Severity)
	require.Equal(t, "A stage that nobody reads about.", rule.Words)
	require.Equal(t, "tests", rule.AskedBy)
}

func TestEveryProblemOfARuleFileHasItsPlace(t *testing.T) {
	tests := []struct{ name, old, replacement, want string }{
		{"text that is no GraphQL", "query Rule", "query {", "team/rule.graphql:3:8: Expected Name"},
		{"a field that the schema does not have", "reads { id name }", "reeds { id name }", `team/rule.graphql:13:21: Cannot query field "reeds"`},
		{"a severity there is not", "LOW", "AWFUL", `team/rule.graphql:6:13: Value "AWFUL" does not exist in "GapSeverity!" enum`},
		{"a directive without its subject", `  subject: "stages.nodes"`, "", `team/rule.graphql:4:2: Directive "@gap" argument "subject"`},
		{"no directive at all", sound[strings.Index(sound, "@gap("):strings.Index(sound, " {\n  stages")], "", "team/rule.graphql:3:1: the query is no gap rule"},
		{"a path that the query does not ask for", "stages.nodes", "stages.edges", `team/rule.graphql:7:13: subject: the query does not ask for "edges" there`},
		{"a path that begins with nothing", `because: "reads"`, `because: "records"`, `team/rule.graphql:8:13: because: the query does not ask for "records"`},
		{"a sign there is not", `because: "reads"`, `because: "reads * journey"`, `team/rule.graphql:8:13: because: paths are combined with +, -, & or /, not "*"`},
		{"a hole in the sentence with nothing behind it", "{name} reads", "{title} reads", `team/rule.graphql:9:9: why: the query does not ask for "title"`},
		{"a subject without a name", "nodes { id name", "nodes { id", "team/rule.graphql:7:13: the subject needs its id and name"},
		{"a variable that nobody gives", "($journey: ID)", "($journey: ID, $stage: ID!)", "team/rule.graphql:3:26: give $stage a default: only $journey, $region, $regionRoles, $asOf, $reviewedSince, $first are given"},
		{"a reason in the sentence that the rule does not give", `  because: "reads"`, "", "team/rule.graphql:9:9: why: there is no because to fill in"},
		{"a variable in the directive", "query Rule($journey: ID)\n@gap(", "query Rule($journey: ID, $words: String)\n@gap(fix: $words, ", "team/rule.graphql:4:11: fix: write it out"},
		{"no code", `"T1"`, `""`, "team/rule.graphql:5:10: a rule has one code"},
		{"no words", "# A stage that nobody reads about.\n# Asked by: tests\n", "", "team/rule.graphql:1:1: begin with a comment"},
		{"a change of the graph", "query Rule($journey: ID)", "mutation Rule($journey: ID)", `Directive "@gap" may not be used on MUTATION`},
		{"two operations", "query Rule", "query Other { version }\nquery Rule", "a rule file has one operation"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Contains(t, sound, test.old)
			text := strings.Replace(sound, test.old, test.replacement, 1)
			if test.name == "a variable that nobody gives" {
				text = strings.Replace(text, "journey: { id: { eq: $journey } }", "id: { eq: $stage }, journey: { id: { eq: $journey } }", 1)
			}
			_, err := read(t, text)
			require.ErrorContains(t, err, test.want)
			require.Equal(t, model.BadUserInput, model.CodeOf(err))
		})
	}
}

func TestAllProblemsOfAllFilesAreSaidAtOnce(t *testing.T) {
	twice := strings.Replace(strings.Replace(sound, "reads\"", "written\"", 1), "{name} reads", "{title} reads", 1)
	_, err := gaps.Read(full(t), fstest.MapFS{
		"a.graphql": {Data: []byte(twice)}, "b/query.graphql": {Data: []byte(sound)}, "c.graphql": {Data: []byte(sound)},
	})
	var e *model.Error
	require.ErrorAs(t, err, &e)
	var said []string
	for _, p := range e.Problems {
		said = append(said, p.String())
	}
	require.Len(t, said, 3, strings.Join(said, "\n"))
	require.Contains(t, said[2], "b/query.graphql has the code T1 too")
}

func TestAFolderWithoutARuleIsAProblem(t *testing.T) {
	_, err := gaps.Read(full(t), fstest.MapFS{"README.md": {Data: []byte("no rule")}})
	require.ErrorContains(t, err, "no gap rule in the folder")
}

func TestVariablesAreThoseTheRuleDeclares(t *testing.T) {
	day := time.Date(2026, time.March, 31, 0, 0, 0, 0, time.UTC)
	rule, err := read(t, sound)
	require.NoError(t, err)
	given, ok := rule.Variables(gaps.Scope{Journey: "journey:x", Region: "organisation:Y58", AsOf: day})
	require.True(t, ok)
	require.Equal(t, map[string]any{"journey": "journey:x"}, given)
	given, ok = rule.Variables(gaps.Scope{AsOf: day})
	require.True(t, ok)
	require.Empty(t, given, "a variable that is not given leaves its condition out")

	text := strings.Replace(sound, "($journey: ID)", "($region: ID!, $regionRoles: [String!] = [\"RO209\"], $asOf: Date!, $reviewedSince: Date)", 1)
	text = strings.Replace(text, "journey: { id: { eq: $journey } }",
		"organisations: { some: { id: { eq: $region }, primaryRole: { in: $regionRoles } } }, lastReviewed: { lt: $asOf, gt: $reviewedSince }", 1)
	rule, err = read(t, text)
	require.NoError(t, err)
	_, ok = rule.Variables(gaps.Scope{AsOf: day})
	require.False(t, ok, "it needs a region")
	given, ok = rule.Variables(gaps.Scope{Region: "organisation:Y58", AsOf: day})
	require.True(t, ok)
	require.Equal(t, map[string]any{
		"region": "organisation:Y58", "regionRoles": nil, "asOf": "2026-03-31", "reviewedSince": "2025-03-31",
	}, given)
}
