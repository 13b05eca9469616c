package diagram_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

func TestAJourneyComparedWithItselfIsTheSame(t *testing.T) {
	for _, id := range all(t) {
		c := diagram.Compare(shipped(t, id), shipped(t, id))
		for i := range c.Stages {
			require.Equal(t, diagram.Same, c.Stages[i].Mark(), "%s: %d", id, i)
		}
	}
}

func TestAComparisonTellsWhatOnlyOneJourneyHas(t *testing.T) {
	a := &diagram.Journey{Ref: diagram.Ref{ID: "journey:a", Name: "Here"}, Stages: []diagram.Stage{
		{Ref: diagram.Ref{Name: "Ask"}, Type: "Contact", Services: []diagram.Ref{{ID: "s:1", Name: "Phone line"}, {ID: "s:2", Name: "Clinic"}}},
		{Ref: diagram.Ref{Name: "Wait"}, Type: "Refer"},
		{Ref: diagram.Ref{Name: "Treated"}, Type: "Treatment"},
	}}
	b := &diagram.Journey{Ref: diagram.Ref{ID: "journey:b", Name: "There"}, Stages: []diagram.Stage{
		{Ref: diagram.Ref{Name: "Ask"}, Type: "Contact", Services: []diagram.Ref{{ID: "s:2", Name: "Clinic"}, {ID: "s:3", Name: "Web form"}}},
		{Ref: diagram.Ref{Name: "Operation"}, Type: "Treatment"},
		{Ref: diagram.Ref{Name: "Home"}, Type: "Resolution"},
	}}
	c := diagram.Compare(a, b)
	var marks []diagram.Mark
	for i := range c.Stages {
		marks = append(marks, c.Stages[i].Mark())
	}
	require.Equal(t, []diagram.Mark{diagram.Changed, diagram.OnlyA, diagram.Changed, diagram.OnlyB}, marks)
	table, _, err := diagram.Write(c, "csv")
	require.NoError(t, err)
	for _, row := range []string{
		"1,Ask,Ask,Stage,,changed", "1,Ask,Ask,Services,Phone line,only in Here", "1,Ask,Ask,Services,Web form,only in There", "1,Ask,Ask,Services,1,in both",
		"2,Wait,,Stage,,only in Here", "4,,Home,Stage,,only in There",
	} {
		require.Contains(t, string(table), row)
	}
	require.Contains(t, c.Summary(), "1 stage only in Here, 1 stage only in There, 2 changed, 0 the same.")
}

func TestEveryDifferenceIsDrawnOnceAndInWords(t *testing.T) {
	c := diagram.Compare(shipped(t, "journey:stroke"), shipped(t, "journey:hip-fracture"))
	only := 0
	for i := range c.Stages {
		for _, l := range c.Stages[i].Lanes {
			only += len(l.OnlyA) + len(l.OnlyB)
		}
	}
	scene := diagram.Draw(c, diagram.Links{})
	require.Empty(t, clashes(scene))
	require.Len(t, scene.Boxes, only+len(c.Stages))
	svg := string(scene.SVG())
	drawnOnly := strings.Count(svg, ": only in Stroke</title>") + strings.Count(svg, ": only in Hip fracture and frailty</title>")
	require.Equal(t, only, drawnOnly, "words, not colour only")
	require.Contains(t, svg, "</svg>")
}
