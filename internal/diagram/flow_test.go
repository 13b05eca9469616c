package diagram_test

import (
	"fmt"
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

// manyFew is a journey whose first stage is left by many ways that few people take.
func manyFew(t *testing.T) *diagram.Flow {
	t.Helper()
	var ways, stages strings.Builder
	for i := 2; i <= 7; i++ {
		share := "0.002"
		if i == 2 {
			share = "0.99"
		}
		fmt.Fprintf(&ways, `{"properties": {"share": %s}, "node": {"id": "stage:%d"}},`, share, i)
		fmt.Fprintf(&stages, `,{"node": {"id": "stage:%d", "name": "Stage %d", "nextConnection": {"edges": []}}}`, i, i)
	}
	f, err := diagram.ReadFlow(fmt.Appendf(nil, `{"journey": {"id": "journey:x", "name": "Many", "stagesConnection": {"edges": [
		{"node": {"id": "stage:1", "name": "Ask", "nextConnection": {"edges": [%s]}}}%s]}}}`, strings.TrimSuffix(ways.String(), ","), stages.String()), "")
	require.NoError(t, err)
	return f
}

func TestManyWaysThatFewTakeRunTogether(t *testing.T) {
	f := manyFew(t)
	svg, _, err := diagram.Write(f, "svg")
	require.NoError(t, err)
	require.Contains(t, string(svg), "other ways, each of few people, together")
	require.Contains(t, string(svg), "5 other ways · 10", "2 in 1,000 on each of five ways")
	table, _, err := diagram.Write(f, "csv")
	require.NoError(t, err)
	for i := 3; i <= 7; i++ {
		require.Contains(t, string(table), fmt.Sprintf("1,Ask,%d,Stage %d,2,on,", i, i), "the table names every way")
	}
	for _, box := range diagram.Draw(f, diagram.Links{}).Boxes {
		if box.Lane == diagram.LaneStage || box.First < 2 {
			continue
		}
		require.LessOrEqual(t, box.H, 8, "stage %d is no higher than the few who come", box.First+1)
	}
	few := shippedFlow(t, "journey:stroke")
	svg, _, err = diagram.Write(few, "svg")
	require.NoError(t, err)
	require.NotContains(t, string(svg), "other ways, each", "a few ways are drawn like all others")
}

func shippedFlow(t *testing.T, id string) *diagram.Flow {
	t.Helper()
	f, ok := picture(t, "flow", id, diagram.Options{}).(*diagram.Flow)
	require.True(t, ok)
	return f
}

// A picture must not tell by how thick it draws a way what its words do not tell.
func TestNumbersThatAreNotToldAreNotDrawnEither(t *testing.T) {
	draw := func(share string) string {
		f, err := diagram.ReadFlow([]byte(strings.NewReplacer(`"share": 0.2}`, `"share": `+share+"}", `"share": 0.8}`, `"share": null}`).Replace(flowAnswer)), "few")
		require.NoError(t, err)
		svg, _, err := diagram.Write(f, "svg")
		require.NoError(t, err)
		return string(svg)
	}
	require.Equal(t, draw("0.10"), draw("0.12"), "2.4 and 2 people of 20")
	require.NotEqual(t, draw("0.5"), draw("0.12"))
	for _, format := range []string{"json", "xlsx", "pptx", "drawio"} {
		f, err := diagram.ReadFlow([]byte(flowAnswer), "few")
		require.NoError(t, err)
		data, _, err := diagram.Write(f, format)
		require.NoError(t, err)
		text := string(data)
		if format == "xlsx" || format == "pptx" {
			text = fmt.Sprint(unpack(t, data))
		}
		require.Contains(t, text, "fewer than 8", format)
	}
}
