package diagram_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

func TestNothingOverlapsAndEverythingStandsInItsLaneAndColumns(t *testing.T) {
	check := func(t *testing.T, j *diagram.Journey) {
		t.Helper()
		scene := diagram.Draw(j, diagram.Links{})
		drawn := map[diagram.Lane]int{}
		for i, a := range scene.Boxes {
			drawn[a.Lane]++
			require.Positive(t, a.W, "%+v", a)
			require.True(t, within(a.Area, a.Cell), "%s %q leaves its lane or columns: %+v in %+v", a.Lane.Name(), a.Name, a.Area, a.Cell)
			require.True(t, within(a.Area, diagram.Area{W: scene.Width, H: scene.Height}), "%q leaves the picture", a.Name)
			for _, b := range scene.Boxes[:i] {
				if a.Lane == b.Lane || a.Lane == diagram.LaneExit && b.Lane == diagram.LaneLine {
					require.False(t, meet(a.Area, b.Area), "%s: %q and %q overlap: %+v, %+v", a.Lane.Name(), a.Name, b.Name, a, b)
				}
			}
		}
		require.Equal(t, len(j.Stages), drawn[diagram.LaneStage], "every stage is drawn once")
		require.Equal(t, len(j.Stages), drawn[diagram.LaneLine], "every stage is a station")
	}
	for _, id := range all(t) {
		t.Run(id, func(t *testing.T) { check(t, shipped(t, id)) })
	}
	for seed := range uint64(60) {
		t.Run(fmt.Sprint("random ", seed), func(t *testing.T) {
			r := rand.New(rand.NewPCG(seed, 1))
			check(t, random(r, int(seed)%40))
		})
	}
}

func within(a, b diagram.Area) bool {
	return b.X <= a.X && b.Y <= a.Y && a.X+a.W <= b.X+b.W && a.Y+a.H <= b.Y+b.H
}

func meet(a, b diagram.Area) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func TestWordsFitIntoTheirBars(t *testing.T) {
	check := func(j *diagram.Journey) {
		for _, words := range diagram.BarTexts(diagram.Draw(j, diagram.Links{})) {
			require.LessOrEqual(t, words.Width, words.Room, words.S)
		}
	}
	for _, id := range all(t) {
		check(shipped(t, id))
	}
	for seed := range uint64(20) {
		check(random(rand.New(rand.NewPCG(seed, 2)), 12))
	}
}

func TestHostileNamesStayNames(t *testing.T) {
	for seed := range uint64(30) {
		j := random(rand.New(rand.NewPCG(seed, 3)), 9)
		j.Name = hostile[seed%uint64(len(hostile))]
		svg, _, err := diagram.Write(j, "svg")
		require.NoError(t, err)
		soundSVG(t, svg)
		soundTexts(t, j)
	}
}

// soundSVG checks that a picture is XML, has only what pictures are drawn with, and nothing that a strict policy for
// content refuses.
func soundSVG(t *testing.T, svg []byte) {
	t.Helper()
	drawn := map[string]bool{"svg": true, "title": true, "desc": true, "metadata": true, "defs": true, "pattern": true, "rect": true, "path": true, "text": true, "g": true, "a": true}
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		require.True(t, drawn[element.Name.Local], "element %s", element.Name.Local)
		for _, a := range element.Attr {
			require.NotEqual(t, "style", a.Name.Local)
			require.False(t, strings.HasPrefix(a.Name.Local, "on"), a.Name.Local)
		}
	}
}

// soundTexts checks that no name breaks out of its place in the text formats.
func soundTexts(t *testing.T, j *diagram.Journey) {
	t.Helper()
	table, _, err := diagram.Write(j, "csv")
	require.NoError(t, err)
	rows, err := csv.NewReader(bytes.NewReader(table)).ReadAll()
	require.NoError(t, err)
	for _, row := range rows {
		for _, cell := range row {
			require.False(t, strings.HasPrefix(cell, "="), cell)
		}
	}
	for _, format := range []string{"mermaid", "dot"} {
		text, _, err := diagram.Write(j, format)
		require.NoError(t, err)
		for line := range strings.Lines(string(text)) {
			require.Regexp(t, map[string]string{
				"mermaid": `^(%%.*|flowchart LR|  subgraph phase\d+\["[^"<>]*"\]|    s\d+\["[^"<>]*"\]|  end|  s\d+ -\.?->(\|"[^"<>|]*"\|)? (s\d+|j\d+\(\["[^"<>]*"\]\)))\n$`,
				"dot":     `^(//.*|digraph journey \{|  \w+( \[.*\]|=.*);|  subgraph cluster_\d+ \{|    (label=|s\d+ \[label=)"([^"\\]|\\.)*"\]?;|  \}|  \w+ -> \w+ \[label="([^"\\]|\\.)*".*\];|\})\n$`,
			}[format], line)
		}
	}
}

func TestAJourneyWithNothingIsStillAPicture(t *testing.T) {
	for stages := range 3 {
		j := &diagram.Journey{Ref: diagram.Ref{Name: "Empty"}, Stages: make([]diagram.Stage, stages)}
		svg, contentType, err := diagram.Write(j, "svg")
		require.NoError(t, err)
		require.Equal(t, "image/svg+xml; charset=utf-8", contentType)
		soundSVG(t, svg)
		require.Contains(t, string(svg), "Empty")
	}
}
