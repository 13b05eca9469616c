package gaps_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A sum is a reason as soon as any of it is there, but stages in it, or what leads to them, are touched too, so all of them are looked at.
func TestASumOfReasonsIsLookedAtAsFarAsItSaysWhoIsTouched(t *testing.T) {
	rule := func(because, fields string) string {
		return `# A business capability that somebody uses.
# Asked by: tests
query Rule @gap(code: "T1", severity: LOW, subject: "businessCapabilities.nodes", because: "` + because + `", why: "{name}: {because}.") {
  businessCapabilities { nodes { id name ` + fields + ` } }
}`
	}
	answer := func(more string) string {
		return `{"businessCapabilities":{"nodes":[{"id":"business-capability:a","name":"A",` + more + `},{"id":"business-capability:none","name":"None","one":[],"two":[]}]}}`
	}
	for name, tt := range map[string]struct{ because, fields, more, why, stage string }{
		"neither is touched, the first is there": {
			"one + two", "one: applications { id name } two: services { id name }", `"one":[{"id":"application:x","name":"X"}],"two":[{"id":"service:s","name":"S"}]`, "A: X and S.", "",
		},
		"neither is touched, the second is there": {
			"one + two", "one: applications { id name } two: services { id name }", `"one":[],"two":[{"id":"service:s","name":"S"}]`, "A: S.", "",
		},
		"the second is touched": {
			"one + two", "one: applications { id name } two: enables { id name }", `"one":[{"id":"application:x","name":"X"}],"two":[{"id":"stage:z","name":"Z"}]`, "A: X and Z.", "stage:z",
		},
		"the second leads to what is touched": {
			"one + two", "one: applications { id name } two: services { id name stages { id name } }",
			`"one":[{"id":"application:x","name":"X"}],"two":[{"id":"service:s","name":"S","stages":[{"id":"stage:z","name":"Z"}]}]`, "A: X and S.", "stage:z",
		},
		"something is taken away again": {
			"one + two - two", "one: applications { id name } two: services { id name }", `"one":[],"two":[{"id":"service:s","name":"S"}]`, "", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := findings(t, rule(tt.because, tt.fields), answer(tt.more))
			if tt.why == "" {
				require.Empty(t, got)
				return
			}
			require.Len(t, got, 1)
			require.Equal(t, tt.why, got[0].Why)
			require.Equal(t, tt.stage != "", len(got[0].Stages) == 1 && got[0].Stages[0].ID == tt.stage)
		})
	}
}
