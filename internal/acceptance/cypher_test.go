package acceptance_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/cypher"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/nodetest"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// randomStatements are those of that many random queries, of one root each and no longer than that.
const (
	randomStatements = 40
	longestRandom    = 1000
)

func TestEveryStatementIsCypher5AndCypher25(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	statements := slices.Concat(goldenStatements(t), libraryStatements(t, m), shortRandomStatements(t))
	parts, of := distinctParts(t, statements)
	t.Logf("%d statements of %d parts that differ", len(statements), len(parts))
	checked := slices.Concat(parts, fixedStatements(m))
	problems := nodetest.CypherProblems(t, checked)
	for _, s := range checked {
		if found := problems[s.Name]; len(found) > 0 {
			t.Errorf("%s %s\n%s\n%s", s.Name, of[s.Name], strings.Join(found, "\n"), s.Text)
		}
	}
}

// distinctParts gives the parts of all statements as statements of their own, the first of those that are alike, and the name
// of the statement that each is from.
func distinctParts(t *testing.T, statements []nodetest.Cypher) (parts []nodetest.Cypher, of map[string]string) {
	known := map[string]bool{}
	of = map[string]string{}
	for _, s := range statements {
		q := cutUp(s.Text)
		require.Equal(t, s.Text, q.String(), "parts put together")
		q.check(nil, func(text string) {
			if key := alike(text); !known[key] {
				known[key] = true
				part := statement(fmt.Sprintf("part %d", len(parts)), text)
				parts, of[part.Name] = append(parts, part), "of "+s.Name
			}
		})
	}
	return parts, of
}

func TestTheCheckOfStatementsFindsWhatIsWrong(t *testing.T) {
	wrong := []nodetest.Cypher{
		{Name: "good", Text: "MATCH (n {id: $id}) RETURN n", Params: []string{"id"}},
		{Name: "no Cypher", Text: "MATCH (n RETURN n"},
		{Name: "unknown variable", Text: "MATCH (n) RETURN m"},
		{Name: "unknown parameter", Text: "RETURN $p AS p"},
		{Name: "deprecated", Text: "MATCH (n) RETURN id(n) AS id"},
		{Name: "wrong type", Text: "MATCH (n)-[r]->() RETURN r + 1 = n.x STARTS WITH 1 AS b"},
	}
	want := []string{"deprecated", "no Cypher", "unknown parameter", "unknown variable", "wrong type"}
	// The same deep in a statement, of which the parts are checked. Only the first of these is right.
	deep := "WITH 1 AS version\nMATCH (n1:A)\nRETURN COLLECT {\n  MATCH (n1)-[r3:HAS]->(n2)\n  WITH n2\n  RETURN [n2.id, %s]\n} AS root1"
	for i, c := range []string{
		"EXISTS { (n2)<-[:HAS]-(n4) WHERE n4.x = version }", "r3.x", "COUNT { (n2)<-[:HAS]-() } = n6.x", "[w IN n2.x WHERE id(n2) = 1]",
		"EXISTS { MATCH (n4)--(n2)-[r5]-() WHERE r5 + 1 = 2 }", "COLLECT { MATCH (n2)--(n4) WITH n4.x AS v5 RETURN n4.y }", "COUNT { (n2)-[:HAS]->() WHERE }",
	} {
		parts, _ := distinctParts(t, []nodetest.Cypher{statement("", fmt.Sprintf(deep, c))})
		require.Greater(t, len(parts), 4)
		for j := range parts {
			parts[j].Name = fmt.Sprintf("%s, part %d", c, j)
		}
		if wrong = append(wrong, parts...); i > 0 {
			want = append(want, c)
		}
	}
	problems := nodetest.CypherProblems(t, wrong)
	require.Len(t, problems["deprecated"], 2, "in Cypher 5 and in Cypher 25")
	var found []string
	for name := range problems {
		found = append(found, regexp.MustCompile(`, part \d+$`).ReplaceAllString(name, ""))
	}
	slices.Sort(found)
	require.ElementsMatch(t, want, slices.Compact(found), "%v", problems)
}

var (
	parameter = regexp.MustCompile(`\$(\w+)`)
	comments  = regexp.MustCompile(`(?m)^//.*\n`)
)

// statement names every parameter the text has.
func statement(name, text string) nodetest.Cypher {
	s := nodetest.Cypher{Name: name, Text: text}
	for _, found := range parameter.FindAllStringSubmatch(text, -1) {
		s.Params = append(s.Params, found[1])
	}
	return s
}

func rendered(name string, s *cypher.Statement) nodetest.Cypher {
	return nodetest.Cypher{Name: name, Text: s.Text, Params: slices.Sorted(maps.Keys(s.Params))}
}

// goldenStatements are one of everything that the renderer writes in a way of its own.
func goldenStatements(t *testing.T) (all []nodetest.Cypher) {
	files, err := filepath.Glob(filepath.Join("..", "cypher", "testdata", "*.cypher"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		all = append(all, statement(file, comments.ReplaceAllString(string(text), "")))
	}
	return all
}

// fixedStatements are those that are no answers to questions. Those of a kind or a type are alike, so one of each will do.
func fixedStatements(m *model.Model) (all []nodetest.Cypher) {
	for i, text := range []string{
		cypher.ReadElements, cypher.ReadIDs, cypher.DeleteElements, cypher.ReplaceElements, cypher.ReadState, cypher.ReadGraph, cypher.ReadPart,
		cypher.ReadOperations, cypher.Notice, cypher.ReadIndexes, cypher.AwaitIndexes, cypher.ReadCounts, cypher.ReadVersion, cypher.TakeLock,
		cypher.Bump, cypher.Announce, cypher.Over, cypher.CreateElements(m.Kinds[0]), cypher.ReadLinks(m.Relationships, true),
		cypher.ReadLinks(m.Relationships, false), cypher.ReadNamed(m.Relationships[0]), cypher.DeleteLinks(m.Relationships[0]),
		cypher.CreateLinks(m.Relationships[0]), cypher.ReplaceLinks(m.Relationships[0]), cypher.ReadHolders(m.Kinds[0], m.Kinds[0].Fields[0]),
	} {
		all = append(all, statement(fmt.Sprintf("fixed statement %d", i), text))
	}
	for _, d := range cypher.Definitions(m)[:5] {
		all = append(all, statement(d.Name, d.Text))
	}
	return all
}

// libraryStatements are those of questions and gap rules.
func libraryStatements(t *testing.T, m *model.Model) (all []nodetest.Cypher) {
	full, err := schema.Full()
	require.NoError(t, err)
	c, err := compile.New(m, full, compile.Limits{})
	require.NoError(t, err)
	add := func(name, query string, variables map[string]any) {
		doc, problems := c.Parse(query)
		require.Empty(t, problems)
		op, problems := c.Operation(doc, "", variables)
		require.Empty(t, problems)
		all = append(all, rendered(name, cypher.Render(m, op.Query, census{})))
	}
	for _, question := range questions(t) {
		add(question.Name, question.Query, request(t, question).Variables)
	}
	for _, rule := range gapRules(t) {
		variables, ok := rule.Variables(gaps.Scope{AsOf: asOf})
		require.True(t, ok)
		add(rule.Code, rule.Query, variables)
	}
	return all
}

func shortRandomStatements(t *testing.T) (all []nodetest.Cypher) {
	m := storetest.Town()
	for seed := 1; len(all) < randomStatements; seed++ {
		q, err := storetest.RandomQuery(m, seed)
		require.NoError(t, err)
		q.Roots = q.Roots[:1]
		if s := cypher.Render(m, q, census{}); len(s.Text) <= longestRandom {
			all = append(all, rendered(fmt.Sprintf("random query %d", seed), s))
		}
	}
	return all
}

// census are statistics in which there is plenty of everything and every node has three links.
type census struct{}

func (census) Nodes(*model.Kind) float64 { return 10_000 }
func (census) Found(string) float64      { return 50 }
func (census) Matching(_ *model.Kind, c plan.Compare, _ any) (float64, bool) {
	return 2, cypher.Indexed(c.Field) && c.Op == plan.Eq && !c.Fold
}
func (census) Degree(*model.Kind, *model.Relationship, bool) float64 { return 3 }
func (census) DegreeOf(string, *model.Relationship, bool) float64    { return 3 }
