package cli_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const ownRule = `# A stage without a timing.
query NoTiming($journey: ID)
@gap(code: "OWN1", severity: LOW, subject: "stages.nodes", why: "Nobody says when {name} happens.", fix: "Say when.") {
  stages(where: { journey: { id: { eq: $journey } }, timing: { eq: null } }) {
    totalCount
    nodes { id name journey { id name } }
  }
}
`

func TestGapsOfAModelFolder(t *testing.T) {
	dir := asthmaFolder(t)
	got := run(t, nil, "", "gaps", "--model", dir, "--rule", "g01", "-o", "csv")
	require.Equal(t, 0, got.code, got.err)
	require.Equal(t, `code,severity,kind,id,name,why,fix,people,journeys,stages,personGroups,path
G01,HIGH,Stage,stage:asthma/contact,Ask for help,Nothing the health system can do is linked to the stage Ask for help of Asthma in a child.,"Say in the journey's file which business capabilities enable the stage, or take the stage out.",,journey:asthma,stage:asthma/contact,,stage:asthma/contact; journey:asthma
G01,HIGH,Stage,stage:asthma/review,Yearly review,Nothing the health system can do is linked to the stage Yearly review of Asthma in a child.,"Say in the journey's file which business capabilities enable the stage, or take the stage out.",,journey:asthma,stage:asthma/review,,stage:asthma/review; journey:asthma
`, got.out)

	got = run(t, nil, "", "gaps", "--model", dir, "--rule", "G01,G02")
	require.Equal(t, 0, got.code, got.err)
	require.Contains(t, got.out, "2 gaps: 2 high.\n")
	require.Contains(t, got.out, "G01    high         2  Stage without business capability\n")

	got = run(t, nil, "", "gaps", "--model", dir, "--rule", "G01", "-o", "json")
	var found struct {
		Findings []struct {
			Code    string
			People  *int
			Subject struct{ Kind, ID string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(got.out), &found))
	require.Len(t, found.Findings, 2)
	require.Equal(t, "Stage", found.Findings[0].Subject.Kind)
	require.Nil(t, found.Findings[0].People)

	got = run(t, nil, "", "gaps", "--model", dir, "--rule", "G02", "-o", "json")
	require.JSONEq(t, `{"findings": []}`, got.out, "no gaps are an empty list")
}

func TestGapsAsSARIFPointIntoTheModelFiles(t *testing.T) {
	dir := asthmaFolder(t)
	t.Chdir(filepath.Dir(dir))
	got := run(t, nil, "", "gaps", "--model", filepath.Base(dir), "--rule", "G01", "-o", "sarif")
	require.Equal(t, 0, got.code, got.err)
	var log struct {
		Runs []struct {
			Results []struct {
				RuleID    string
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(got.out), &log))
	at := log.Runs[0].Results[0].Locations[0].PhysicalLocation
	require.Equal(t, filepath.Base(dir)+"/asthma.yaml", at.ArtifactLocation.URI, "as seen from where the code is")
	require.Equal(t, 8, at.Region.StartLine)
}

func TestGapsWithRulesOfATeam(t *testing.T) {
	dir := asthmaFolder(t)
	own := folder(t, map[string]string{"timing.graphql": ownRule})
	got := run(t, nil, "", "gaps", "--model", dir, "--rules", own, "--rule", "OWN1")
	require.Equal(t, 0, got.code, got.err)
	require.Contains(t, got.out, "Nobody says when Ask for help happens.")

	broken := folder(t, map[string]string{"timing.graphql": strings.Replace(ownRule, "timing:", "timeing:", 1)})
	got = run(t, nil, "", "gaps", "--model", dir, "--rules", broken)
	require.Equal(t, 1, got.code)
	require.Contains(t, got.err, "timing.graphql:4:")
	require.Contains(t, got.err, "timeing")

	taken := folder(t, map[string]string{"timing.graphql": strings.Replace(ownRule, "OWN1", "G01", 1)})
	got = run(t, nil, "", "gaps", "--model", dir, "--rules", taken)
	require.Equal(t, 1, got.code)
	require.Contains(t, got.err, "timing.graphql:3:")

	needy := folder(t, map[string]string{"timing.graphql": strings.Replace(strings.Replace(ownRule, "($journey: ID)", "($region: ID!)", 1), "$journey", "$region", 1)})
	got = run(t, nil, "", "gaps", "--model", dir, "--rules", needy, "--rule", "OWN1")
	require.Equal(t, 0, got.code)
	require.Contains(t, got.err, "OWN1 was left out: it needs --region")
}

func TestGapsExitCodes(t *testing.T) {
	dir := asthmaFolder(t)
	tests := []struct {
		name string
		args []string
		code int
		want string // in the output or the errors
	}{
		{"gaps alone are no failure", []string{"--rule", "G01"}, 0, "2 gaps"},
		{"a gap as bad as asked for fails", []string{"--rule", "G01", "--fail-on", "high"}, 1, "2 gaps"},
		{"a worse gap fails too", []string{"--rule", "G01", "--fail-on", "low"}, 1, "2 gaps"},
		{"a gap that is not as bad does not", []string{"--rule", "G21", "--as-of", "2030-01-01", "--fail-on", "medium"}, 0, "G21"},
		{"a journey that is there", []string{"--rule", "G01", "--journey", "journey:asthma"}, 0, "2 gaps"},
		{"a journey that is not there is no journey without gaps", []string{"--journey", "journey:astma"}, 2, `no journey with the id "journey:astma"; did you mean "journey:asthma"?`},
		{"a region that is not there", []string{"--region", "organisation:Y99"}, 2, `no region or other organisation`},
		{"a rule that is not there", []string{"--rule", "G99"}, 2, "there are G01, G02"},
		{"a severity that is not there", []string{"--fail-on", "awful"}, 2, "high, medium or low"},
		{"a day that is none", []string{"--as-of", "tomorrow"}, 2, "a day such as"},
		{"a format that is not there", []string{"-o", "xml"}, 2, "table, json, csv or sarif"},
		{"a folder that is not there", []string{"--rules", filepath.Join(dir, "nowhere")}, 2, "there is no folder"},
		{"an argument", []string{"maternity"}, 2, "unknown command"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := run(t, nil, "", append([]string{"gaps", "--model", dir}, tt.args...)...)
			require.Equal(t, tt.code, got.code, got.out+got.err)
			require.Contains(t, got.out+got.err, tt.want)
		})
	}
}

func TestGapsOfTheShippedJourneysAreListedWorstFirst(t *testing.T) {
	got := run(t, nil, "", "gaps", "--journey", "journey:maternity", "--region", "organisation:Y58", "--as-of", "2026-11-23")
	require.Equal(t, 0, got.code, got.err)
	require.Empty(t, got.err)
	require.Less(t, strings.Index(got.out, "HIGH:"), strings.Index(got.out, "MEDIUM:"))
	require.Less(t, strings.Index(got.out, "MEDIUM:"), strings.Index(got.out, "LOW:"))
	require.Contains(t, got.out, "No service in South West realises")
}

func TestAServerFindsGapsByRulesOfATeam(t *testing.T) {
	own := folder(t, map[string]string{"timing.graphql": ownRule})
	address := serve(t, "--model", asthmaFolder(t), "--rules", own)
	answer := ask(t, address, `{ gaps(where: {code: ["OWN1", "G01"]}) { counts { code { value } } nodes { code why } } }`)
	require.Contains(t, answer, `"code":[{"value":"G01"},{"value":"OWN1"}]`, "besides those that come with the program")
	require.Contains(t, answer, "Nobody says when")
}
