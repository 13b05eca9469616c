package gaps_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
)

const answer = `{"stages": {"totalCount": 5, "nodes": [
	{"id": "stage:a", "name": "A", "reads": [{"id": "information-object:x", "name": "X"}],
	 "journey": {"id": "journey:j", "name": "J", "personGroups": [{"id": "person-group:p", "name": "P", "size": 10}, {"id": "person-group:q", "name": "Q", "size": null}]}},
	{"id": "stage:b", "name": "B", "reads": [], "journey": {"id": "journey:j", "name": "J", "personGroups": []}},
	{"id": "stage:c", "name": "C", "reads": [{"id": "information-object:x", "name": "X"}], "journey": {"id": "journey:k", "name": "K", "personGroups": []}}]}}`

func findings(t *testing.T, text, data string) []gaps.Finding {
	t.Helper()
	rule, err := read(t, text)
	require.NoError(t, err)
	m, err := schema.Model()
	require.NoError(t, err)
	got, err := rule.Read(m, []byte(data), nil)
	require.NoError(t, err)
	return got.Findings
}

func TestAFindingSaysWhatWhyAndWhom(t *testing.T) {
	got := findings(t, sound, answer)
	require.Len(t, got, 2, "a stage without a reason is none")
	text, err := json.Marshal(got[0])
	require.NoError(t, err)
	require.JSONEq(t, `{
		"code": "T1", "severity": "LOW", "subject": {"kind": "Stage", "id": "stage:a", "name": "A"}, "why": "A reads X.", "fix": "",
		"path": ["stage:a", "information-object:x"],
		"journeys": [{"id": "journey:j", "name": "J"}], "stages": [{"id": "stage:a", "name": "A"}],
		"personGroups": [{"id": "person-group:p", "name": "P", "size": 10}, {"id": "person-group:q", "name": "Q", "size": null}],
		"people": 10}`, string(text))
	require.Nil(t, got[1].Size, "where nobody knows a size, nobody is counted")
}

func TestWhatAQueryDidNotSeeIsCounted(t *testing.T) {
	rule, err := read(t, sound)
	require.NoError(t, err)
	m, err := schema.Model()
	require.NoError(t, err)
	got, err := rule.Read(m, []byte(answer), nil)
	require.NoError(t, err)
	require.Equal(t, 2, got.Left)
	_, err = rule.Read(m, []byte(`{`), nil)
	require.ErrorContains(t, err, "rule T1")
}

func TestWithoutASentenceTheRuleItselfIsTheReason(t *testing.T) {
	got := findings(t, strings.Replace(sound, `  why: "{name} reads {because}."`, "", 1), answer)
	require.Equal(t, "A stage that nobody reads about.", got[0].Why)
}

func TestTheSameGapFoundTwiceIsOneFinding(t *testing.T) {
	again := `@gap(code: "T1", severity: HIGH, subject: "stages.nodes", why: "{name} again.", fix: "Mend {name}.") {
  stages(`
	text := strings.Replace(sound, "{\n  stages(", again, 1)
	got := findings(t, text, answer)
	require.Len(t, got, 3, "B has only the second reason")
	require.Equal(t, "A reads X. A again.", got[0].Why)
	require.Equal(t, "Mend A.", strings.TrimSpace(got[0].Fix))
	require.Equal(t, gaps.High, got[0].Severity)
	require.Equal(t, []string{"stage:a", "information-object:x"}, got[0].Path)
	require.Equal(t, 10, *got[0].Size, "people are counted once")
	require.Equal(t, "B again.", got[2].Why)
}

func TestTheWorstComesFirst(t *testing.T) {
	size := func(n int) *int { return &n }
	list := []gaps.Finding{
		{Code: "C", Severity: gaps.Low, Size: size(900)},
		{Code: "B", Severity: gaps.High},
		{Code: "B", Severity: gaps.High, Size: size(5)},
		{Code: "A", Severity: gaps.High, Size: size(5)},
		{Code: "D", Severity: gaps.Medium, Size: size(7)},
		{Code: "B", Severity: gaps.High, Subject: gaps.Subject{Ref: gaps.Ref{ID: "a"}}},
	}
	gaps.Rank(list)
	var order []string
	for _, f := range list {
		order = append(order, f.Code+f.Subject.ID)
	}
	require.Equal(t, []string{"A", "B", "B", "Ba", "D", "C"}, order)
	require.True(t, gaps.High.AtLeast(gaps.Medium))
	require.False(t, gaps.Low.AtLeast(gaps.Medium))
}

func withoutNames(refs []gaps.Ref) []gaps.Ref {
	var ids []gaps.Ref
	for _, r := range refs {
		ids = append(ids, gaps.Ref{ID: r.ID})
	}
	return ids
}

func TestAFindingTouchesItsJourneyAndStages(t *testing.T) {
	got := findings(t, sound, answer)
	require.Equal(t, []gaps.Ref{{ID: "journey:j"}}, withoutNames(got[0].Journeys))
	require.Equal(t, []gaps.Ref{{ID: "stage:a"}}, withoutNames(got[0].Stages))
}

func TestTables(t *testing.T) {
	got := findings(t, sound, answer)
	header, rows := gaps.Rows(got, false)
	require.Len(t, rows[0], len(header))
	require.Equal(t, []string{
		"T1", "LOW", "Stage", "stage:a", "A", "A reads X.", "", "10", "journey:j", "stage:a", "person-group:p; person-group:q", "stage:a; information-object:x",
	}, rows[0])
	got[0].Accepted = &gaps.Acceptance{ID: "accepted-gap:a"}
	header, rows = gaps.Rows(got, true)
	require.Equal(t, "accepted", header[len(header)-1])
	require.Equal(t, "accepted-gap:a", rows[0][len(header)-1])
	require.Empty(t, rows[1][len(header)-1])
}

func TestWhatIsAcceptedIsSuppressedInSARIF(t *testing.T) {
	rule, err := read(t, sound)
	require.NoError(t, err)
	list := findings(t, sound, answer)
	list[0].Accepted = &gaps.Acceptance{Reason: "Until the new record is there."}
	text, err := gaps.SARIF([]*gaps.Rule{rule}, list, func(string) gaps.Place { return gaps.Place{} })
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(text), `"suppressions":[{"kind":"external","status":"accepted","justification":"Until the new record is there."}]`))
}

func TestSARIFHasWhatToolsLookFor(t *testing.T) {
	rule, err := read(t, sound)
	require.NoError(t, err)
	text, err := gaps.SARIF([]*gaps.Rule{rule}, findings(t, sound, answer), func(id string) gaps.Place {
		if id == "stage:a" {
			return gaps.Place{File: "j.yaml", Line: 3, Column: 7}
		}
		return gaps.Place{}
	})
	require.NoError(t, err)
	var log struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct{ ID string }
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Locations []struct {
					PhysicalLocation *struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn int }
					}
					LogicalLocations []struct{ FullyQualifiedName string }
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal(text, &log))
	require.Equal(t, "2.1.0", log.Version)
	run := log.Runs[0]
	require.Equal(t, "T1", run.Tool.Driver.Rules[0].ID)
	require.Len(t, run.Results, 2)
	require.Equal(t, "note", run.Results[0].Level)
	require.Equal(t, "j.yaml", run.Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI)
	require.Equal(t, 3, run.Results[0].Locations[0].PhysicalLocation.Region.StartLine)
	require.Nil(t, run.Results[1].Locations[0].PhysicalLocation)
	require.Equal(t, "stage:c", run.Results[1].Locations[0].LogicalLocations[0].FullyQualifiedName)
}

func TestAReasonThatIsAValueIsSaidInWords(t *testing.T) {
	text := strings.NewReplacer(`because: "reads"`, `because: "touchpoints.channel"`, `{name} reads {because}.`, `{name}: only {because}.`,
		`reads { id name }`, `touchpoints { channel }`).Replace(sound)
	got := findings(t, text, `{"stages": {"totalCount": 1, "nodes": [{"id": "stage:a", "name": "A", "touchpoints": [{"channel": "NHS_APP"}, {"channel": "FACE_TO_FACE"}]}]}}`)
	require.Equal(t, "A: only NHS App and face to face.", got[0].Why)
}

func TestAGroupThatARuleNamesHasItsSizeThoughTheRuleDoesNotAskForIt(t *testing.T) {
	on, err := gaps.ReadPeople([]byte(`{"personGroups": {"nodes": [{"id": "person-group:p", "name": "P", "size": 70}]}}`))
	require.NoError(t, err)
	rule, err := read(t, sound)
	require.NoError(t, err)
	m, err := schema.Model()
	require.NoError(t, err)
	got, err := rule.Read(m, []byte(strings.Replace(answer, `"size": 10`, `"size": null`, 1)), on)
	require.NoError(t, err)
	require.Equal(t, 70, *got.Findings[0].Size)
	require.Equal(t, 70, *got.Findings[0].People[0].Size)
}
