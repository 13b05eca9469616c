package diagram_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

func TestAMapWithoutALaneCanStillBeRead(t *testing.T) {
	names := []string{""}
	for _, l := range diagram.Hideable() {
		names = append(names, l.Name)
	}
	names = append(names, strings.Join(names[1:], ","))
	whole := len(diagram.Draw(picture(t, "map", "journey:maternity", diagram.Options{}), diagram.Links{}).Boxes)
	for _, name := range names {
		hidden, err := diagram.Hide(name)
		require.NoError(t, err)
		require.Equal(t, name, hidden.Names())
		p := picture(t, "map", "journey:maternity", diagram.Options{Hide: hidden})
		scene := diagram.Draw(p, diagram.Links{})
		require.Equal(t, name == "", len(scene.Boxes) == whole, "%q leaves something out", name)
		for _, s := range append(diagram.Sheets(p, diagram.Links{}), scene) {
			require.Empty(t, append(clashes(s), crossings(s)...), name)
			for _, b := range s.Boxes {
				require.False(t, hidden[b.Lane], "%s is drawn without %s", b.Lane.Name(), name)
			}
			require.Equal(t, name != "", strings.Contains(s.Description, "Not shown: "))
		}
	}
	_, err := diagram.Hide("standards,colours")
	require.ErrorContains(t, err, "colours")
}
