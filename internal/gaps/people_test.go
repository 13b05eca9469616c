package gaps

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

// shared is an answer with something that two journeys rest on, which people of two groups take, and a third that nobody is known to.
var shared = map[string]any{"services": map[string]any{"nodes": []any{
	map[string]any{"id": "service:both", "name": "Both", "journeys": []any{node("journey:birth"), node("journey:asthma")}},
	map[string]any{"id": "service:birth", "name": "Birth", "journeys": []any{node("journey:birth")}},
	map[string]any{"id": "service:alone", "name": "Alone", "journeys": []any{node("journey:unknown")}},
}}}

func group(id string, size int) People { return People{Ref{"person-group:" + id, id}, &size} }

func sharedFindings(t *testing.T) *Found {
	t.Helper()
	on := peopleOn(map[string][]People{
		"journey:birth":   {group("pregnant", 600), group("deaf", 900)},
		"journey:asthma":  {group("children", 1100), group("deaf", 900)},
		"journey:unknown": {{Ref: Ref{"person-group:some", "some"}}},
	})
	subject, err := parseExpression("services.nodes")
	require.NoError(t, err)
	rule := &Rule{Code: "T1", Severity: High, ways: []way{{severity: High, subject: subject}}}
	found, err := rule.read(t.Context(), &model.Model{}, shared, on)
	require.NoError(t, err)
	return &Found{Findings: found.Findings, people: on, index: &index{}}
}

func TestPeopleAreTheLargestGroupBecauseGroupsOverlap(t *testing.T) {
	found := sharedFindings(t).Findings
	require.Equal(t, 1100, *found[0].Size, "not 600 + 900 + 1,100: deaf people who are pregnant would count twice")
	require.Equal(t, 2600, found[0].AtMost)
	require.Equal(t, 900, *found[1].Size)
	require.Nil(t, found[2].Size, "nobody knows how large the group is")
	require.Len(t, found[0].Told().People, 3, "each group once")
}

func on(t *testing.T, found *Found, journey string) []Finding {
	t.Helper()
	chosen, err := found.Choose(Wanted{Journey: &journey})
	require.NoError(t, err)
	return chosen.All()
}

func TestOnOneJourneyOnlyItsPeopleCount(t *testing.T) {
	found := sharedFindings(t)
	birth := on(t, found, "journey:birth")
	require.Len(t, birth, 2)
	require.Equal(t, "service:both", birth[0].Subject.ID, "of two with the same people the one that others rest on too comes first")
	for _, f := range birth {
		require.Equal(t, 900, *f.Size, "not the children of the other journey")
		require.Equal(t, []People{group("pregnant", 600), group("deaf", 900)}, f.Told().People)
	}
	require.Equal(t, 1100, *found.Findings[0].Size, "what is kept for all is not changed")
	require.Len(t, found.Findings[0].Told().People, 3)
	require.Nil(t, on(t, found, "journey:unknown")[0].Size)
	require.Empty(t, on(t, found, "journey:nowhere"))
}
