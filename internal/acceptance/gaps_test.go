package acceptance_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store/storetest"
	"github.com/carejourney/carejourney/queries"
)

// asOf is the day on which the shipped journeys were written.
var asOf = time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)

func gapRules(t *testing.T) []*gaps.Rule {
	t.Helper()
	full, err := schema.Full()
	require.NoError(t, err)
	rules, err := gaps.Read(full, queries.Gaps())
	require.NoError(t, err)
	return rules
}

// found asks one rule, and who takes the journeys that its findings touch.
func found(t *testing.T, engine *graph.Engine, rule *gaps.Rule, scope gaps.Scope) []gaps.Finding {
	t.Helper()
	return foundAmong(t, engine, rule, scope, people(t, engine))
}

// foundAmong asks one rule.
func foundAmong(t *testing.T, engine *graph.Engine, rule *gaps.Rule, scope gaps.Scope, on *gaps.PeopleOn) []gaps.Finding {
	t.Helper()
	variables, ok := rule.Variables(scope)
	require.True(t, ok, "%s needs what the scope leaves open", rule.Code)
	response := engine.Do(t.Context(), graph.Request{Query: rule.Query, Variables: variables, QueriesOnly: true})
	require.Empty(t, response.Errors)
	m, err := schema.Model()
	require.NoError(t, err)
	answer, err := rule.Read(m, response.Data, on)
	require.NoError(t, err)
	require.Zero(t, answer.Left, "nodes left out")
	return answer.Findings
}

// people asks who takes which journey.
func people(t *testing.T, engine *graph.Engine) *gaps.PeopleOn {
	t.Helper()
	response := engine.Do(t.Context(), graph.Request{Query: gaps.PeopleQuery})
	require.Empty(t, response.Errors)
	on, err := gaps.ReadPeople(response.Data)
	require.NoError(t, err)
	return on
}

func TestEveryGapOfTheCatalogueHasARule(t *testing.T) {
	rules := gapRules(t)
	require.Len(t, rules, 24)
	for i, rule := range rules {
		require.Equal(t, fmt.Sprintf("G%02d", i+1), rule.Code)
		require.True(t, strings.HasPrefix(rule.Name, strings.ToLower(rule.Code)+"-"), "folder %s of %s", rule.Name, rule.Code)
		require.NotEmpty(t, rule.AskedBy, rule.Code)
	}
}

func TestEveryGapRuleFindsWhatIsKnownInOneExecution(t *testing.T) {
	counting := storetest.Counting(shippedtest.Store(t))
	engine := newEngine(t, counting)
	on := people(t, engine)
	for _, rule := range gapRules(t) {
		t.Run(rule.Code, func(t *testing.T) {
			counting.Reset()
			findings := foundAmong(t, engine, rule, gaps.Scope{AsOf: asOf}, on)
			require.Equal(t, 1, counting.Executions(), "executions of the store")
			require.NotEmpty(t, findings)
			gaps.Rank(findings)
			golden(t, "gaps/"+rule.Name, "findings.txt", shown(rule, findings))
		})
	}
}

// shown writes findings so that a person can judge each of them.
func shown(rule *gaps.Rule, findings []gaps.Finding) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s: %s\n", rule.Code, rule.Words)
	for _, f := range findings {
		people := "nobody counted"
		if f.Size != nil {
			people = strconv.Itoa(*f.Size) + " people"
		}
		fmt.Fprintf(&text, "\n%s %s %s: %s\n", f.Severity, f.Subject.Kind, f.Subject.ID, people)
		fmt.Fprintf(&text, "  why      %s\n  fix      %s\n", f.Why, f.Fix)
		fmt.Fprintf(&text, "  proof    %s\n", strings.Join(f.Path, " "))
		fmt.Fprintf(&text, "  touches  %d stages of %s\n", len(f.Stages), together(f.Journeys))
	}
	return text.String()
}

func together(refs []gaps.Ref) string {
	ids := make([]string, len(refs))
	for i, ref := range refs {
		ids[i] = ref.ID
	}
	return strings.Join(ids, " ")
}

func TestEveryFindingSaysWhyWithoutHoles(t *testing.T) {
	engine := newEngine(t, shippedtest.Store(t))
	for _, rule := range gapRules(t) {
		for _, f := range found(t, engine, rule, gaps.Scope{AsOf: asOf}) {
			require.NotEmpty(t, f.Subject.Name, f)
			require.NotEmpty(t, f.Subject.Kind, f)
			require.NotEmpty(t, f.Fix, f)
			require.Equal(t, f.Subject.ID, f.Path[0])
			require.NotContains(t, f.Why, "{", f.Why)
			require.NotContains(t, f.Why, "  ", f.Why)
			require.NotContains(t, f.Why, "()", f.Why)
		}
	}
}

func TestAJourneyHasNoFindingsOfOthers(t *testing.T) {
	engine := newEngine(t, shippedtest.Store(t))
	scope := gaps.Scope{Journey: "journey:maternity", AsOf: asOf}
	on := func(f gaps.Finding, journey string) bool {
		return slices.ContainsFunc(f.Journeys, func(r gaps.Ref) bool { return r.ID == journey })
	}
	for _, rule := range gapRules(t) {
		var want, got []string
		for _, f := range found(t, engine, rule, gaps.Scope{AsOf: asOf}) {
			if on(f, scope.Journey) {
				want = append(want, f.Subject.ID)
			}
		}
		for _, f := range found(t, engine, rule, scope) {
			if on(f, scope.Journey) {
				got = append(got, f.Subject.ID)
			}
		}
		require.ElementsMatch(t, want, got, "%s: its $journey does not say the same as leaving out the others", rule.Code)
	}
}

func TestARegionNarrowsWhereServicesAreLookedFor(t *testing.T) {
	engine := newEngine(t, shippedtest.Store(t))
	rule := gapRules(t)[3]
	require.Equal(t, "G04", rule.Code)
	all := found(t, engine, rule, gaps.Scope{AsOf: asOf})
	for _, region := range []string{"organisation:Y58", "organisation:QT6"} { // a region and a board in it
		findings := found(t, engine, rule, gaps.Scope{Region: region, AsOf: asOf})
		require.NotEmpty(t, findings, region)
		for _, f := range findings {
			require.Contains(t, f.Path, region)
		}
		require.GreaterOrEqual(t, len(findings), 1)
	}
	for _, f := range all {
		require.Subset(t, []string{"organisation:Y58", "organisation:Y63"}, regions(f.Path), "areas of which no service is known say nothing")
	}
}

func regions(path []string) []string {
	var ids []string
	for _, id := range path {
		if strings.HasPrefix(id, "organisation:Y") {
			ids = append(ids, id)
		}
	}
	return ids
}

func TestTheRuleInTheGuideCanBeUsed(t *testing.T) {
	guide, err := os.ReadFile("../../docs/gap-rules.md")
	require.NoError(t, err)
	_, rest, _ := strings.Cut(string(guide), "```graphql\n")
	text, _, closed := strings.Cut(rest, "```")
	require.True(t, closed)
	full, err := schema.Full()
	require.NoError(t, err)
	rules, err := gaps.Read(full, fstest.MapFS{"own.graphql": {Data: []byte(text)}})
	require.NoError(t, err)
	findings := found(t, newEngine(t, shippedtest.Store(t)), rules[0], gaps.Scope{AsOf: asOf})
	require.NotEmpty(t, findings)
	require.Contains(t, findings[0].Why, "Nothing is known from research about ")
}
