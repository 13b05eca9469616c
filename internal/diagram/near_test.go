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
		Left:  []diagram.NearGroup{{Name: "Offered by", Total: 3, Nodes: []diagram.Ref{{ID: "organisation:x", Name: long}}}},
		Right: []diagram.NearGroup{{Name: "Realises", Total: 1, Nodes: []diagram.Ref{{ID: "business-capability:y", Name: "Book"}}}},
	}
	scene := n.Scene(diagram.Links{Node: func(id string) string { return "/" + id }})
	svg := string(scene.SVG())
	for _, want := range []string{"Service &lt;a&gt;", `href="/organisation:x"`, `href="/business-capability:y"`, "and 2 more", `aria-label="Realises"`} {
		require.Contains(t, svg, want)
	}
	require.NotContains(t, svg, "<a>")
	require.Greater(t, scene.Width, 800)

	alone := (&diagram.Near{Centre: diagram.Ref{Name: "Alone"}}).Scene(diagram.Links{})
	require.Contains(t, string(alone.SVG()), "Alone")
	require.Less(t, alone.Width, scene.Width)
}
