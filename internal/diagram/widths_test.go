package diagram_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/nodetest"
)

// TestEveryWordIsAsWideInABrowserAsItWasMeasured holds every line of every picture of the shipped journeys to what a browser says, within
// 2% and the pixel by which widths are rounded up; letters that a browser moves closer leave more room, never less. It needs a font as wide as Arial, which every build machine has.
func TestEveryWordIsAsWideInABrowserAsItWasMeasured(t *testing.T) {
	seen := map[diagram.Measured]bool{}
	var lines []diagram.Measured
	for _, view := range diagram.Views() {
		for _, id := range all(t) {
			for _, m := range diagram.Measure(diagram.Draw(picture(t, view.Name, id, diagram.Options{}), diagram.Links{})) {
				if !seen[m] {
					seen[m], lines = true, append(lines, m)
				}
			}
		}
	}
	require.Greater(t, len(lines), 500)
	given, err := json.Marshal(lines)
	require.NoError(t, err)
	cmd := nodetest.Command(t, "testdata/readers", "measure.mjs")
	var wrong bytes.Buffer
	cmd.Env, cmd.Stdin, cmd.Stderr = append(os.Environ(), "CHROMIUM="+nodetest.Chromium(t)), bytes.NewReader(given), &wrong
	out, err := cmd.Output()
	require.NoError(t, err, wrong.String())
	var widths [][2]float64
	require.NoError(t, json.Unmarshal(out, &widths))
	require.Len(t, widths, len(lines))
	for i, l := range lines {
		set, spread := widths[i][0], widths[i][1]
		require.InDelta(t, spread, float64(l.Width), 1+spread/50, "%q at %d", l.Text, l.Size)
		require.LessOrEqual(t, set, float64(l.Width)+1, "%q at %d takes more room than was left for it", l.Text, l.Size)
	}
	t.Logf("%d lines compared", len(lines))
}
