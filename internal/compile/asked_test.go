package compile_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/plan"
)

// roots names what an operation reads.
func roots(op *plan.Operation) []string {
	var keys []string
	for _, sel := range op.Query.Roots {
		keys = append(keys, sel.Key)
	}
	return keys
}

func TestWhatAComputedFieldReadsFollowsFromWhatWasGivenAndAskedFor(t *testing.T) {
	for name, test := range map[string]struct {
		query     string
		variables map[string]any
		read, not string
	}{
		"no journey":                          {`{ whatIf(remove: ["a"]) { why } }`, nil, "whatIf_breaking", "whatIf_journey"},
		"no journey, all that loses anything": {`{ whatIf(remove: ["a"]) { stages { closed } } }`, nil, "whatIf_journeys", "whatIf_breaking"},
		"something to put in place":           {`{ whatIf(remove: ["a"], add: [{ from: "a", to: "b" }]) { why } }`, nil, "whatIf_journeys", "whatIf_breaking"},
		"a journey":                           {`{ whatIf(remove: ["a"], journey: "j") { why } }`, nil, "whatIf_journey", "whatIf_journeys"},
		"a journey in a variable":             {`query($j: ID) { whatIf(remove: ["a"], journey: $j) { why } }`, map[string]any{"j": "j"}, "whatIf_journey", "whatIf_journeys"},
		"a variable that is null":             {`query($j: ID) { whatIf(remove: ["a"], journey: $j) { why } }`, map[string]any{"j": nil}, "whatIf_breaking", "whatIf_journey"},
		"nothing that is counted":             {`{ whatIf(remove: ["a"]) { stages { closed } } }`, nil, "whatIf_lesser", "whatIf_services"},
		"something to put in place, read":     {`{ whatIf(remove: ["a"], add: [{ from: "a", to: "b" }]) { why } }`, nil, "whatIf_touched", "whatIf_broken"},
		"something that is counted":           {`{ whatIf(remove: ["a"]) { stages { closed left { services } } } }`, nil, "whatIf_services", "whatIf_touched"},
		"something counted, in fragments":     {`{ whatIf(remove: ["a"]) { ...L } } fragment L on Loss { stages { ... { losesLast } } }`, nil, "whatIf_services", "whatIf_touched"},
		"something counted, but left out":     {`query($no: Boolean!) { whatIf(remove: ["a"]) { stages { closed left @include(if: $no) { services } } } }`, map[string]any{"no": false}, "whatIf_broken", "whatIf_services"},
		"something counted, and not left out": {`query($no: Boolean!) { whatIf(remove: ["a"]) { stages { closed ...L @skip(if: $no) } } } fragment L on StageLoss { left { services } }`, map[string]any{"no": false}, "whatIf_services", "whatIf_touched"},
		"something counted, under a new name": {`{ whatIf(remove: ["a"]) { stages { was: before { services } } } }`, nil, "whatIf_services", "whatIf_touched"},
	} {
		t.Run(name, func(t *testing.T) {
			read := roots(mustCompile(t, test.query, test.variables))
			require.Contains(t, read, test.read)
			require.NotContains(t, read, test.not)
		})
	}
}

func TestTheSameAnswerAskedForTwiceReadsWhatEachNeeds(t *testing.T) {
	op := mustCompile(t, `{ journey(id: "j") { here: singlePoints(area: "organisation:a") { cuts } all: singlePoints { cuts } } }`, nil)
	require.NoError(t, plan.Validate(op.Query))
	var keys []string
	for _, c := range op.Query.Roots[0].Shapes[0].Columns {
		if c.Select != nil {
			keys = append(keys, c.Select.Key)
		}
	}
	require.Contains(t, keys, "singlePoints_here")
	require.Contains(t, keys, "singlePoints_services")
}
