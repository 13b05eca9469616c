package diagram_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

const inTwoAreas = `{"first": {"id": "organisation:n", "name": "North"}, "second": {"id": "organisation:s", "name": "South"}, "journey": {"betweenAreas": {"stages": [
	{"id": "stage:1", "inBoth": [{"id": "c:1", "name": "Assess", "inArea": [{"id": "s:1", "name": "Clinic"}], "inOther": [{"id": "s:1", "name": "Clinic"}]}],
		"onlyInArea": [{"id": "c:2", "name": "Scan", "inArea": [{"id": "s:2", "name": "Scanner"}], "inOther": []}], "onlyInOther": [], "inNeither": [{"id": "c:3", "name": "Test"}]},
	{"id": "stage:2", "inBoth": [], "onlyInArea": [], "onlyInOther": [{"id": "c:4", "name": "Treat", "inArea": [], "inOther": [{"id": "s:3", "name": "Ward"}]}], "inNeither": []},
	{"id": "stage:3", "inBoth": [], "onlyInArea": [], "onlyInOther": [], "inNeither": []}]}}}`

func TestAreasOnAJourneyAreComparedStageByStage(t *testing.T) {
	j := &diagram.Journey{Ref: diagram.Ref{ID: "journey:j", Name: "Stroke"}, Stages: []diagram.Stage{
		{Ref: diagram.Ref{ID: "stage:1", Name: "Ask"}}, {Ref: diagram.Ref{ID: "stage:2", Name: "Treated"}}, {Ref: diagram.Ref{ID: "stage:3", Name: "Home"}},
	}}
	c, err := diagram.CompareAreas(j, []byte(inTwoAreas))
	require.NoError(t, err)
	require.Equal(t, "Stroke: North and South", c.About().Title)
	require.Equal(t, "compare-regions", c.About().Question)
	require.Contains(t, c.Summary(), "2 stages differ, 1 are the same. At all stages: 2 things only in North, 2 things only in South, 2 in both; 1 business capability in neither.")
	table, _, err := diagram.Write(c, "csv")
	require.NoError(t, err)
	for _, row := range []string{
		"1,Ask,Ask,Business capabilities,Scan,only in North", "1,Ask,Ask,Services,Scanner,only in North", "1,Ask,Ask,Services,1,in both",
		"2,Treated,Treated,Services,Ward,only in South", "3,Home,Home,Stage,,in both",
	} {
		require.Contains(t, string(table), row)
	}
	require.Empty(t, clashes(diagram.Draw(c, diagram.Links{})))
}

func TestAreasThatAreNotThereAreNotCompared(t *testing.T) {
	for _, answer := range []string{`{"first": null, "second": {"id": "o", "name": "O"}, "journey": {"betweenAreas": {"stages": []}}}`, `{"journey": null}`, `[`} {
		_, err := diagram.CompareAreas(&diagram.Journey{}, []byte(answer))
		require.Error(t, err, answer)
	}
}
