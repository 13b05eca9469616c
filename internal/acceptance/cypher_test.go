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

// allStatements asks for the check of statements of any length, which takes many minutes.
const allStatements = "CAREJOURNEY_TEST_ALL_STATEMENTS"

// Neo4j's semantic analysis takes about a second of a processor for a thousand characters, so long statements are left out
// unless asked for. The tests on a real Neo4j see them all.
const (
	randomStatements = 200
	longestRandom    = 1000
	longestQuestion  = 2500
)

func TestEveryStatementIsCypher5AndCypher25(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	statements := slices.Concat(goldenStatements(t), fixedStatements(m), libraryStatements(t, m), shortRandomStatements(t))
	t.Logf("%d statements", len(statements))
	problems := nodetest.CypherProblems(t, statements)
	for _, s := range statements {
		if found := problems[s.Name]; len(found) > 0 {
			t.Errorf("%s\n%s\n%s", s.Name, strings.Join(found, "\n"), s.Text)
		}
	}
}

func TestTheCheckOfStatementsFindsWhatIsWrong(t *testing.T) {
	problems := nodetest.CypherProblems(t, []nodetest.Cypher{
		{Name: "good", Text: "MATCH (n {id: $id}) RETURN n", Params: []string{"id"}},
		{Name: "no Cypher", Text: "MATCH (n RETURN n"},
		{Name: "unknown variable", Text: "MATCH (n) RETURN m"},
		{Name: "unknown parameter", Text: "RETURN $p AS p"},
		{Name: "deprecated", Text: "MATCH (n) RETURN id(n) AS id"},
		{Name: "wrong type", Text: "MATCH (n)-[r]->() RETURN r + 1 = n.x STARTS WITH 1 AS b"},
	})
	require.Equal(t, []string{"deprecated", "no Cypher", "unknown parameter", "unknown variable", "wrong type"}, slices.Sorted(maps.Keys(problems)))
	require.Len(t, problems["deprecated"], 2, "in Cypher 5 and in Cypher 25")
}

var parameter = regexp.MustCompile(`\$(\w+)`)

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
		all = append(all, statement(file, string(text)))
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
	left := 0
	add := func(name, query string, variables map[string]any) {
		doc, problems := c.Parse(query)
		require.Empty(t, problems)
		op, problems := c.Operation(doc, "", variables)
		require.Empty(t, problems)
		if s := cypher.Render(m, op.Query, census{}); len(s.Text) <= longestQuestion || os.Getenv(allStatements) != "" {
			all = append(all, rendered(name, s))
		} else {
			left++
		}
	}
	for _, question := range questions(t) {
		add(question.Name, question.Query, request(t, question).Variables)
	}
	for _, rule := range gapRules(t) {
		variables, ok := rule.Variables(gaps.Scope{AsOf: asOf})
		require.True(t, ok)
		add(rule.Code, rule.Query, variables)
	}
	t.Logf("%d questions and rules, %d left out as their statements are long: %s=1 checks them too", len(all), left, allStatements)
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
