package diagram

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

// contrast is the contrast of two colours as WCAG 2.2 defines it.
func contrast(a, b string) float64 {
	light := func(hex string) float64 {
		c := rgb(hex)
		linear := func(v uint8) float64 {
			x := float64(v) / 255
			if x <= 0.04045 {
				return x / 12.92
			}
			return math.Pow((x+0.055)/1.055, 2.4)
		}
		return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
	}
	high, low := max(light(a), light(b)), min(light(a), light(b))
	return (high + 0.05) / (low + 0.05)
}

func TestWordsAndMarksStandOutFromTheirGround(t *testing.T) {
	require.InDelta(t, 21, contrast("#000000", "#ffffff"), 0.01)
	for _, words := range []string{ink, grey, blue, darkBlue, red, faded} {
		for _, ground := range []string{white, faint} {
			require.GreaterOrEqual(t, contrast(words, ground), 4.5, "%s on %s", words, ground)
		}
	}
	grounds := []string{pale, sky}
	for _, tint := range tints {
		grounds = append(grounds, tint.fill)
		require.GreaterOrEqual(t, contrast(tint.edge, faint), 3.0, "edge %s", tint.edge)
	}
	for _, ground := range grounds {
		require.GreaterOrEqual(t, contrast(ink, ground), 4.5, "words on %s", ground)
	}
	for _, ground := range []string{blue, darkBlue} {
		require.GreaterOrEqual(t, contrast(white, ground), 4.5, "white words on %s", ground)
	}
	for _, edge := range []string{blue, grey, green, red, purple, ash, skyEdge, darkBlue} {
		require.GreaterOrEqual(t, contrast(edge, faint), 3.0, "edge %s", edge)
	}
}
