package cli_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

const acceptance = `apiVersion: carejourney/v1
kind: AcceptedGap
metadata: { id: "accepted-gap:review", name: Yearly review is being written }
spec:
  code: G01
  reason: The team writes it in spring.
  owner: Asthma team
  until: 2026-06-30
  acceptedAt: [stage:asthma/review]
`

func acceptingFolder(t *testing.T, text string) string {
	t.Helper()
	return folder(t, map[string]string{"model.yaml": manifest, "asthma.yaml": asthma, "accepted.yaml": text})
}

func TestAnAcceptedGapIsLeftOutUntilItsDayHasPassed(t *testing.T) {
	dir := acceptingFolder(t, acceptance)
	ask := func(args ...string) result {
		return run(t, nil, "", append([]string{"gaps", "--model", dir, "--rule", "G01"}, args...)...)
	}
	on := ask("--as-of", "2026-06-30", "--fail-on", "high")
	require.Equal(t, 1, on.code, "the other gap is there still")
	require.Contains(t, on.out, "1 gap: 1 high. Besides, 1 gap is accepted: see --accepted.\n")
	require.NotContains(t, on.out, "Yearly review")

	shown := ask("--as-of", "2026-06-30", "--accepted")
	require.Contains(t, shown.out, "Accepted: The team writes it in spring. Until 30 June 2026, by Asthma team.\n")

	after := ask("--as-of", "2026-07-01")
	require.Contains(t, after.out, "2 gaps: 2 high.\n")
	require.Contains(t, after.out, "No longer accepted: that ended on 30 June 2026. Asthma team had said: The team\n")

	require.Equal(t, 2, strings.Count(ask("--as-of", "2026-06-30", "-o", "csv").out, "\n"), "a header and one gap")
	require.Contains(t, ask("--as-of", "2026-06-30", "-o", "csv", "--accepted").out, ",accepted-gap:review\n")
	require.NotContains(t, ask("--as-of", "2026-06-30", "-o", "sarif").out, "stage:asthma/review")

	alone := acceptingFolder(t, strings.Replace(acceptance, "[stage:asthma/review]", "[stage:asthma/review, stage:asthma/contact]", 1))
	got := run(t, nil, "", "gaps", "--model", alone, "--rule", "G01", "--as-of", "2026-06-30", "--fail-on", "low")
	require.Equal(t, 0, got.code, "what is accepted does not fail")
	require.Contains(t, got.out, "No gaps. Besides, 2 gaps are accepted: see --accepted.\n")
}

func TestWhatIsWrongWithAnAcceptedGapIsToldWithItsPlace(t *testing.T) {
	for name, tt := range map[string]struct{ old, new, want string }{
		"a rule that is not there":   {"code: G01", "code: G91", "accepted.yaml:5:9: There is no gap rule G91"},
		"a node that is not there":   {"stage:asthma/review]", "stage:asthma/revue]", "accepted.yaml:9:16: "},
		"a day that is none":         {"2026-06-30", "2026-06-31", "accepted.yaml:8:10: "},
		"nobody who answers for it":  {"  owner: Asthma team\n", "", "accepted.yaml:3:17: accepted-gap:review has no owner"},
		"no reason":                  {"The team writes it in spring.", "", "accepted.yaml:6:3: accepted-gap:review has no reason"},
		"something that has no gaps": {"[stage:asthma/review]", "[accepted-gap:review]", "accepted.yaml:9:16: "},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, acceptance, tt.old)
			dir := acceptingFolder(t, strings.Replace(acceptance, tt.old, tt.new, 1))
			for _, command := range []string{"validate", "gaps"} {
				got := run(t, nil, "", command, "--model", dir)
				require.Equal(t, 1, got.code, got.out)
				require.Contains(t, got.err, tt.want)
			}
		})
	}
	own := folder(t, map[string]string{"timing.graphql": ownRule})
	dir := acceptingFolder(t, strings.Replace(acceptance, "G01", "OWN1", 1))
	require.Equal(t, 1, run(t, nil, "", "validate", dir).code)
	require.Equal(t, 0, run(t, nil, "", "validate", dir, "--rules", own).code)
}

func TestAnAcceptedGapThatIsClosedIsNamed(t *testing.T) {
	dir := acceptingFolder(t, strings.Replace(acceptance, "G01", "G02", 1))
	got := run(t, nil, "", "gaps", "--model", dir, "--as-of", "2026-03-01")
	require.Equal(t, 0, got.code, got.err)
	require.Contains(t, got.err, "accepted.yaml:3:17: accepted-gap:review is not needed any more: rule G02 finds nothing at stage:asthma/review\n")
	require.Empty(t, run(t, nil, "", "gaps", "--model", dir, "--rule", "G01").err, "where not all rules are asked nobody knows")
}

func TestTheListOfGapsStaysWithinItsWidth(t *testing.T) {
	got := run(t, nil, "", "gaps", "--first", "3", "--as-of", "2026-11-23")
	require.Equal(t, 0, got.code, got.err)
	for line := range strings.Lines(got.out) {
		require.LessOrEqual(t, utf8.RuneCountInString(strings.TrimSuffix(line, "\n")), 100, line)
	}
	require.Regexp(t, `(?m)^G\d\d +9 million  [A-Z]`, got.out)
	require.Equal(t, 3, strings.Count(got.out, "--first 0 shows them all"), "once for each severity")
	require.Equal(t, 9, strings.Count(got.out, "To do: "))
}
