package diagram_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

func TestANeighbourhoodNamesEverythingAndLeadsToIt(t *testing.T) {
	long := strings.Repeat("A very long name ", 20)
	n := &diagram.Near{
		Centre: diagram.Ref{ID: "service:a", Name: "Service <a>"}, Kind: "service",
		Left: []diagram.NearGroup{{Name: "Offered by", More: 2, Nodes: []diagram.NearNode{{Ref: diagram.Ref{ID: "organisation:x", Name: long}}}}},
		Right: []diagram.NearGroup{{Name: "Realises", Nodes: []diagram.NearNode{{
			Ref: diagram.Ref{ID: "business-capability:y", Name: "Book"}, Beyond: []diagram.NearGroup{{Name: "Stages", Nodes: []diagram.NearNode{{Ref: diagram.Ref{ID: "stage:z", Name: "Booking"}}}}},
		}}}},
	}
	scene := diagram.Draw(n, diagram.Links{Bare: true, Node: func(id string) string { return "/" + id }})
	svg := string(scene.SVG())
	for _, want := range []string{"Service &lt;a&gt;", `href="/organisation:x"`, `href="/business-capability:y"`, "and 2 more", `aria-label="Realises"`, `href="/stage:z"`, `aria-label="Book: Stages"`} {
		require.Contains(t, svg, want)
	}
	require.NotContains(t, svg, "<a>")
	require.Greater(t, scene.Width, 800)

	alone := diagram.Draw(&diagram.Near{Centre: diagram.Ref{Name: "Alone"}}, diagram.Links{Bare: true})
	require.Contains(t, string(alone.SVG()), "Alone")
	require.Less(t, alone.Width, scene.Width)
}

func TestAWayIsDrawnWithEveryLinkAndWrittenInEveryFormat(t *testing.T) {
	a, b, c := diagram.Ref{ID: "journey:a", Name: "A <journey>"}, diagram.Ref{ID: "stage:b", Name: "B"}, diagram.Ref{ID: "stage:c", Name: "C"}
	w := &diagram.Chain{
		Nodes: []diagram.Ref{a, b, c}, Kinds: []string{"journey", "stage", "stage"},
		Links: []diagram.NearLink{{From: a, To: b, How: "has stage", Steps: 1}, {From: c, To: b, How: "next", Kept: "share: 50%", Steps: 2}},
	}
	svg := string(diagram.Draw(w, diagram.Links{Node: func(id string) string { return "/" + id }}).SVG())
	for _, want := range []string{"A &lt;journey&gt;", "has stage", "next", `href="/stage:c"`, "From A &lt;journey&gt; to C"} {
		require.Contains(t, svg, want)
	}
	for _, format := range diagram.FormatsOf("neighbourhood") {
		data, contentType, err := diagram.Write(w, format)
		require.NoError(t, err, format)
		require.NotEmpty(t, data, format)
		require.NotEmpty(t, contentType, format)
	}
	data, _, err := diagram.Write(w, "csv")
	require.NoError(t, err)
	require.Contains(t, string(data), "2,C,next,B,share: 50%,stage:c,stage:b")
	_, _, err = diagram.Write(w, "mermaid")
	require.ErrorContains(t, err, "svg, png")
}
