package diagram_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/model"
)

// flowAnswer is an answer to journey-flow: two stages, a loop and a small group of people.
const flowAnswer = `{"version": 3, "journey": {"id": "journey:x", "name": "Small", "illustrative": true,
	"personGroupsConnection": {"edges": [
		{"properties": {"share": 0.5}, "node": {"id": "person-group:few", "name": "Few", "size": 40}},
		{"properties": {"share": null}, "node": {"id": "person-group:unknown", "name": "Unknown", "size": 10}}]},
	"stagesConnection": {"edges": [
		{"node": {"id": "stage:1", "name": "Ask", "nextConnection": {"edges": [
			{"properties": {"share": 0.8}, "node": {"id": "stage:2"}}, {"properties": {"share": 0.2}, "node": {"id": "stage:3"}}]}}},
		{"node": {"id": "stage:2", "name": "Treat", "nextConnection": {"edges": [
			{"properties": {"share": 0.5, "loop": true}, "node": {"id": "stage:2"}}, {"properties": {"share": null}, "node": {"id": "stage:3"}}]}}},
		{"node": {"id": "stage:3", "name": "Home", "nextConnection": {"edges": []}}}]}}}`

func TestPeopleWhoComeRoundALoopAreCountedEveryTime(t *testing.T) {
	f, err := diagram.ReadFlow([]byte(flowAnswer), "")
	require.NoError(t, err)
	require.InDelta(t, 1000, f.Stages[0].Comes, 1e-6)
	require.InDelta(t, 1600, f.Stages[1].Comes, 1e-3, "800 come once, half of them again, and so on")
	require.InDelta(t, 1000, f.Stages[2].Ends, 1e-3)
}

func TestSmallNumbersOfPeopleAreNotTold(t *testing.T) {
	f, err := diagram.ReadFlow([]byte(flowAnswer), "few")
	require.NoError(t, err)
	require.Equal(t, "20", f.People(f.Start), "half of 40")
	require.Equal(t, "fewer than 8", f.People(f.Ways[1].People), "4 people")
	for _, format := range []string{"svg", "csv"} {
		data, _, err := diagram.Write(f, format)
		require.NoError(t, err)
		require.Contains(t, string(data), "fewer than 8")
		require.NotContains(t, string(data), ",4,", "not in the table either")
	}
	_, err = diagram.ReadFlow([]byte(flowAnswer), "nobody")
	require.Equal(t, model.NotFound, model.CodeOf(err))
	_, err = diagram.ReadFlow([]byte(flowAnswer), "unknown")
	require.Equal(t, model.BadUserInput, model.CodeOf(err))
}

func TestAsManyPeopleLeaveAStageAsComeToIt(t *testing.T) {
	for _, id := range all(t) {
		f, ok := picture(t, "flow", id, diagram.Options{}).(*diagram.Flow)
		require.True(t, ok)
		begun, ended := 0.0, 0.0
		for i, s := range f.Stages {
			in, out := s.Starts, s.Ends
			for _, w := range f.Ways {
				if w.To == i {
					in += w.People
				}
				if w.From == i {
					out += w.People
				}
			}
			require.InDelta(t, s.Comes, in, 0.01, "%s: %s", id, s.Name)
			require.InDelta(t, s.Comes, out, 0.01, "%s: %s", id, s.Name)
			require.GreaterOrEqual(t, s.Ends, -1e-6, "%s: %s", id, s.Name)
			begun, ended = begun+s.Starts, ended+s.Ends
		}
		require.InDelta(t, 1000, begun, 1e-6)
		require.InDelta(t, begun, ended, 0.1, "%s: everybody who begins comes out somewhere", id)
	}
}

func TestAWayThatAlmostNobodyTakesIsDrawnToo(t *testing.T) {
	f, err := diagram.ReadFlow([]byte(strings.ReplaceAll(flowAnswer, "0.2}", "0.0001}")), "")
	require.NoError(t, err)
	scene := diagram.Draw(f, diagram.Links{})
	ribbons := 0 // that leave the main line
	for _, d := range drawn(scene) {
		if d.path != nil && d.path.Fill != "" && d.path.Stroke != "" && len(d.path.D) > 5 {
			ribbons++
		}
	}
	require.Equal(t, 1, ribbons, "the way past the second stage, which one person in ten thousand takes, is there")
}
