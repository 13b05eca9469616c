package acceptance_test

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// gapEngine gives an engine with the rules that come with the program, on a day.
func gapEngine(t *testing.T, st store.Store, day time.Time) *graph.Engine {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	return gapEngineOn(t, m, st, day)
}

// gapEngineOn is for stores that take queries in the terms of their own model only, and for other rules.
func gapEngineOn(t *testing.T, m *model.Model, st store.Store, day time.Time, rules ...*gaps.Rule) *graph.Engine {
	t.Helper()
	full, err := schema.Full()
	require.NoError(t, err)
	if rules == nil {
		rules = gapRules(t)
	}
	engine, err := graph.NewEngine(graph.Options{
		Model: m, Schema: full, Store: st, Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return day },
		GapRules: func() ([]*gaps.Rule, error) { return rules, nil },
	})
	require.NoError(t, err)
	return engine
}

// node is something with an id.
type node struct{ ID string }

// gapPage is what gapsQuery asks for.
type gapPage struct {
	TotalCount int
	PageInfo   struct {
		HasNextPage bool
		EndCursor   string
	}
	Counts struct {
		Severity, Code, Journey, Stage, Kind []struct {
			Value, Name string
			Count, High int
		}
		Accepted int
	}
	Nodes []struct {
		ID, Code, Severity, Why, Fix string
		People                       *int
		Subject                      struct {
			Typename string `json:"__typename"`
			ID, Name string
		}
		Path, Journeys, Stages, PersonGroups []node
		Accepted                             *struct {
			Node          node
			Reason, Owner string
			Until         string
		}
		Lapsed *struct{ Until string }
	}
}

const gapsQuery = `query($where: GapWhere, $first: Int, $after: String) { gaps(where: $where, first: $first, after: $after) {
	totalCount pageInfo { hasNextPage endCursor }
	counts { severity { ...C } code { ...C } journey { ...C } stage { ...C } kind { ...C } accepted }
	nodes { id code severity why fix people subject { __typename id name } path { id } journeys { id } stages { id } personGroups { id }
		accepted { node { id } reason owner until } lapsed { until } } } }
fragment C on GapCount { value name count high }`

func gapsPage(t *testing.T, engine *graph.Engine, variables map[string]any) gapPage {
	t.Helper()
	response := engine.Do(t.Context(), graph.Request{Query: gapsQuery, Variables: variables, QueriesOnly: true})
	require.Empty(t, response.Errors)
	var answer struct{ Gaps gapPage }
	require.NoError(t, json.Unmarshal(response.Data, &answer))
	return answer.Gaps
}

func refs(all []node) []string {
	list := []string{}
	for _, n := range all {
		list = append(list, n.ID)
	}
	return list
}

func idsOf(all []gaps.Ref) []string {
	list := []string{}
	for _, n := range all {
		list = append(list, n.ID)
	}
	return list
}

func TestTheAPIGivesWhatTheRulesFind(t *testing.T) {
	engine := gapEngine(t, shippedtest.Store(t), asOf)
	found, err := engine.Gaps(t.Context(), gaps.Scope{})
	require.NoError(t, err)
	page := gapsPage(t, engine, map[string]any{"first": 1000})
	require.Equal(t, len(found.Findings), page.TotalCount)
	require.Len(t, page.Nodes, page.TotalCount)
	require.False(t, page.PageInfo.HasNextPage)
	for i := range found.Findings {
		f, got := found.Findings[i].Told(), page.Nodes[i]
		require.Equal(t, f.Code+" "+f.Subject.ID, got.ID)
		require.Equal(t, []any{f.Code, string(f.Severity), f.Why, f.Fix, f.Size}, []any{got.Code, got.Severity, got.Why, got.Fix, got.People})
		require.Equal(t, []string{f.Subject.Kind, f.Subject.ID, f.Subject.Name}, []string{got.Subject.Typename, got.Subject.ID, got.Subject.Name})
		require.Equal(t, f.Path, refs(got.Path))
		require.Equal(t, idsOf(f.Journeys), refs(got.Journeys))
		require.Equal(t, idsOf(f.Stages), refs(got.Stages))
		require.Len(t, got.PersonGroups, len(f.People))
		require.Equal(t, f.Accepted != nil, got.Accepted != nil)
	}
	counted := 0
	for _, c := range page.Counts.Severity {
		counted += c.Count
	}
	require.Equal(t, page.TotalCount, counted)
	require.Len(t, page.Counts.Code, 24)
	require.True(t, strings.HasPrefix(page.Counts.Stage[0].Value, "stage:"))
	require.NotEmpty(t, page.Counts.Journey[0].Name)
}

func TestGapsAreAskedOfTheStoreOncePerVersion(t *testing.T) {
	st := shippedtest.Store(t)
	counting := storetest.Counting(st)
	engine := gapEngine(t, counting, asOf)
	gapsPage(t, engine, nil)
	require.Equal(t, 24+2+1, counting.Executions(), "one for each rule, one for what is accepted, one for people, one for the nodes")
	counting.Reset()
	gapsPage(t, engine, map[string]any{"where": map[string]any{"journey": "journey:maternity"}})
	require.Equal(t, 1, counting.Executions(), "what was found is known")
	counting.Reset()
	gapsPage(t, engine, map[string]any{"where": map[string]any{"region": "organisation:Y58"}})
	require.Equal(t, 1+2+2+1, counting.Executions(), "whether there is such a region, what is accepted, who takes what, the two rules about regions, the nodes")
}

func TestPagesOfGapsGiveEachGapOnce(t *testing.T) {
	engine := gapEngine(t, shippedtest.Store(t), asOf)
	all := gapsPage(t, engine, map[string]any{"first": 1000})
	var ids []string
	after := any(nil)
	for {
		page := gapsPage(t, engine, map[string]any{"first": 37, "after": after})
		for _, n := range page.Nodes {
			ids = append(ids, n.ID)
		}
		if !page.PageInfo.HasNextPage {
			break
		}
		after = page.PageInfo.EndCursor
	}
	require.Len(t, ids, all.TotalCount)
	for i, n := range all.Nodes {
		require.Equal(t, n.ID, ids[i])
	}
}

func TestConditionsOnGaps(t *testing.T) {
	engine := gapEngine(t, shippedtest.Store(t), asOf)
	all := gapsPage(t, engine, map[string]any{"first": 1000})
	tests := []struct {
		name  string
		where map[string]any
		holds func(i int) bool
	}{
		{"a rule", map[string]any{"code": "g10"}, func(i int) bool { return all.Nodes[i].Code == "G10" }},
		{"one of two severities", map[string]any{"severity": []any{"LOW", "MEDIUM"}}, func(i int) bool { return all.Nodes[i].Severity != "HIGH" }},
		{"none of no severities", map[string]any{"severity": []any{}}, func(int) bool { return false }},
		{"a journey", map[string]any{"journey": "journey:maternity"}, func(i int) bool { return contains(all.Nodes[i].Journeys, "journey:maternity") }},
		{"no journey with such an id", map[string]any{"journey": ""}, func(int) bool { return false }},
		{"a journey where a stage is asked for", map[string]any{"stage": "journey:maternity"}, func(int) bool { return false }},
		{"a stage where a journey is asked for", map[string]any{"journey": "stage:maternity/booking"}, func(int) bool { return false }},
		{"nothing at no subject", map[string]any{"subject": ""}, func(int) bool { return false }},
		{"a stage", map[string]any{"stage": "stage:maternity/booking"}, func(i int) bool { return contains(all.Nodes[i].Stages, "stage:maternity/booking") }},
		{"a kind of subject", map[string]any{"kind": "Stage"}, func(i int) bool { return all.Nodes[i].Subject.Typename == "Stage" }},
		{"accepted", map[string]any{"accepted": true}, func(i int) bool { return all.Nodes[i].Accepted != nil }},
		{"not accepted", map[string]any{"accepted": false}, func(i int) bool { return all.Nodes[i].Accepted == nil }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var want []string
			for i, n := range all.Nodes {
				if tt.holds(i) {
					want = append(want, n.ID)
				}
			}
			page := gapsPage(t, engine, map[string]any{"first": 1000, "where": tt.where})
			var got []string
			for _, n := range page.Nodes {
				got = append(got, n.ID)
			}
			require.Equal(t, want, got)
			require.Equal(t, len(want), page.TotalCount)
		})
	}
}

func contains(nodes []node, id string) bool {
	for _, n := range nodes {
		if n.ID == id {
			return true
		}
	}
	return false
}

func TestAcceptedGapsComeBackWhenTheDayHasPassed(t *testing.T) {
	st := shippedtest.Store(t)
	page := gapsPage(t, gapEngine(t, st, asOf), map[string]any{"where": map[string]any{"accepted": true}})
	require.NotEmpty(t, page.Nodes, "an example is shipped")
	require.Equal(t, page.TotalCount, page.Counts.Accepted)
	for _, n := range page.Nodes {
		require.NotEmpty(t, n.Accepted.Reason)
		require.NotEmpty(t, n.Accepted.Owner)
		require.GreaterOrEqual(t, n.Accepted.Until, asOf.Format(time.DateOnly))

		last, err := time.Parse(time.DateOnly, n.Accepted.Until)
		require.NoError(t, err)
		later := gapsPage(t, gapEngine(t, st, last.AddDate(0, 0, 1)), map[string]any{"where": map[string]any{"subject": n.Subject.ID, "code": n.Code}})
		require.Len(t, later.Nodes, 1)
		require.Nil(t, later.Nodes[0].Accepted)
		require.Equal(t, n.Accepted.Until, later.Nodes[0].Lapsed.Until)
	}
}

func TestWhatIsWrongWithAQuestionAboutGapsIsSaid(t *testing.T) {
	engine := gapEngine(t, shippedtest.Store(t), asOf)
	for name, variables := range map[string]map[string]any{
		"a cursor of something else": {"after": "bm90aGluZw"},
		"a region that is not there": {"where": map[string]any{"region": "organisation:nowhere"}},
		"a region without an id":     {"where": map[string]any{"region": ""}},
		"an empty cursor":            {"after": ""},
		"too many at once":           {"first": 1001},
		"a severity that is not":     {"where": map[string]any{"severity": "AWFUL"}},
	} {
		t.Run(name, func(t *testing.T) {
			response := engine.Do(t.Context(), graph.Request{Query: gapsQuery, Variables: variables})
			require.Len(t, response.Errors, 1)
			require.Equal(t, "BAD_USER_INPUT", response.Errors[0].Extensions["code"])
			require.Nil(t, response.Data)
		})
	}
}
