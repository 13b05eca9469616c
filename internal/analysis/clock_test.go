package analysis

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestInsideOf(t *testing.T) {
	for name, test := range map[string]struct{ journey, starts, stops, want string }{
		"from the start to the stop":                {"a:b b:c c:d d", "b", "c", "b c"},
		"a stage between":                           {"a:b b:c c:d d", "a", "c", "a b c"},
		"every way between":                         {"a:b,c b:d c:d d:e e", "a", "d", "a b c d"},
		"not a way that leads elsewhere":            {"a:b,x b:c c x:y y", "a", "c", "a b c"},
		"the first stop ends it":                    {"a:b b:c c:d d", "a", "b d", "a b"},
		"a stop on one way only":                    {"a:b,c b:d c:d d", "a", "b d", "a b c d"},
		"a loop back after the stop starts nothing": {"a:b b:c c:d d:b!", "a", "c", "a b c"},
		"a loop inside adds nothing":                {"a:b b:c,a! c", "a", "c", "a b c"},
		"a circle that is not marked belongs to it": {"a:b b:c c:b,d d", "a", "d", "a b c d"},
		"a detour that comes back belongs to it":    {"a:b b:x,c x:b c", "a", "c", "a b x c"},
		"two starts":                                {"a:c b:c c:d d", "a b", "d", "a b c d"},
		"it starts and stops at the same stage":     {"a:b b:c c", "b", "b", "b"},
		"it stops and starts anew":                  {"a:b b:c c", "a b", "b c", "a b c"},
		"a start that leads to no stop":             {"a b:c c", "a b", "c", "b c"},
		"no stop":                                   {"a:b b", "a", "", ""},
		"no start":                                  {"a:b b", "", "b", ""},
		"a start and a stop of journeys unheard of": {"a:b b", "x", "y", ""},
		"against the order":                         {"c a:b b:c", "a", "c", "c a b"},
	} {
		t.Run(name, func(t *testing.T) {
			var c Clock
			for _, id := range strings.Fields(test.starts) {
				c.StartsAt = append(c.StartsAt, Ref{id})
			}
			for _, id := range strings.Fields(test.stops) {
				c.StopsAt = append(c.StopsAt, Ref{id})
			}
			var stages []ClockStage
			for _, s := range journeyOf(test.journey).Stages {
				stages = append(stages, ClockStage{Stage: s})
			}
			// The same journey twice, as when it is met in two ways, gives every stage once.
			c.Journeys = []ClockJourney{{stages}, {stages}}
			var got []string
			for _, s := range InsideOf(c) {
				got = append(got, s.ID)
			}
			require.Equal(t, test.want, strings.Join(got, " "))
		})
	}
}

func TestStagesInsideReadsWhatTheSchemaNames(t *testing.T) {
	answer, err := StagesInside(Written(`{
		"startsAt": [{"id": "a"}], "stopsAt": [{"id": "b"}],
		"journeys": [{"stages": [
			{"id": "a", "name": "A", "enabledBy": [{"id": "x", "name": "X"}],
			 "nextConnection": {"edges": [{"properties": {"loop": false}, "node": {"id": "b"}}, {"properties": {"loop": false}, "node": {"id": "c"}}]}},
			{"id": "b", "name": "B", "enabledBy": [], "nextConnection": {"edges": []}},
			{"id": "c", "name": "C", "enabledBy": [], "nextConnection": {"edges": []}}]}]}`))
	require.NoError(t, err)
	require.Equal(t, []map[string]any{
		{"id": "a", "name": "A", "businessCapabilities": []map[string]any{{"id": "x", "name": "X"}}},
		{"id": "b", "name": "B", "businessCapabilities": []map[string]any{}},
	}, answer)
}
