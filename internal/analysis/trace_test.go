package analysis_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/analysis"
)

// That a trace finds what following all links finds is shown where maps are drawn, on the journeys that come with the program.
func TestATraceGoesUpFromTheThingAndDown(t *testing.T) {
	const rests = `
		"standards":{"nodes":[{"id":"standard:own"}]},
		"serviceTypes":{"nodes":[{"id":"service-type:k","standards":[{"id":"standard:kind"}]}]},
		"ruled":{"nodes":[{"id":"application-type:ruled"}]}`
	for name, c := range map[string]struct {
		of, needs         string
		stages, connected []any
	}{
		"what leads to it at a stage": {
			"service:x", `{"journey":{"stages":[{"id":"stage:a","name":"A","touchpoints":[{"id":"touchpoint:t","providedThrough":[{"id":"service:x"}]},
				{"id":"touchpoint:u","providedThrough":[]}],"handoffsOut":[{"id":"handoff:h"}]},{"id":"stage:b","name":"B"}]}}`,
			[]any{"A"},
			[]any{"handoff:h", "service:x", "stage:a", "touchpoint:t"},
		},
		"a contact itself": {
			"touchpoint:t", `{"journey":{"stages":[{"id":"stage:a","name":"A","touchpoints":[{"id":"touchpoint:t"}]}]}}`,
			[]any{"A"},
			[]any{"stage:a", "touchpoint:t"},
		},
		"what it rests on": {
			"business-capability:b", `{"journey":{"stages":[{"id":"stage:a","name":"A","enabledBy":[{"id":"business-capability:b"}]},
				{"id":"stage:b","name":"B","parts":[{"id":"business-capability:part"}],"providing":[{"providedThrough":[{"id":"service:s"}]}]}]},` + rests + `}`,
			[]any{"A"},
			[]any{
				"application-type:ruled", "business-capability:b", "business-capability:part", "service-type:k", "service:s", "stage:a", "standard:kind", "standard:own",
			},
		},
		"a stage with everything there": {
			"stage:a", `{"journey":{"stages":[{"id":"stage:a","name":"A"}],"traced":[{"id":"stage:a","touchpoints":[{"id":"touchpoint:t"}],"insights":[{"id":"insight:i"}]}]}}`,
			[]any{"A"},
			[]any{"insight:i", "stage:a", "touchpoint:t"},
		},
		"nothing where it is met at no stage": {
			"application:elsewhere", `{"journey":{"stages":[{"id":"stage:a","name":"A"}]},` + rests + `}`,
			[]any{},
			[]any{"application:elsewhere"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			answer, err := analysis.QueryTrace(analysis.Written(c.needs), map[string]any{"of": c.of})
			require.NoError(t, err)
			stages := []any{}
			for _, s := range answer["stages"].([]map[string]any) {
				stages = append(stages, s["name"])
			}
			connected := []any{}
			for _, id := range answer["connected"].([]string) {
				connected = append(connected, id)
			}
			require.Equal(t, c.stages, stages)
			require.Equal(t, c.connected, connected)
		})
	}
	answer, err := analysis.QueryTrace(analysis.Written(`{"journey":null}`), map[string]any{"of": "a"})
	require.NoError(t, err)
	require.Nil(t, answer, "no such journey")
	_, err = analysis.QueryTrace(analysis.Written(`{`), nil)
	require.Error(t, err)
}
