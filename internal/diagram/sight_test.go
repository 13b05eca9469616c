package diagram

import (
	"math"
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// sights are how colours look to people: grey as in a copy, and to people who lack one sort of cone, by the matrices of Machado,
// Oliveira and Fernandes (2009) for linear light.
var sights = map[string][3][3]float64{
	"as it is":     {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"in grey":      {{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// lightness is how light a colour is to somebody, from 0 to 100, as CIE L* has it.
func lightness(hex string, sight [3][3]float64) float64 {
	c := rgb(hex)
	var linear [3]float64
	for i, v := range [3]uint8{c.R, c.G, c.B} {
		x := float64(v) / 255
		if x <= 0.04045 {
			linear[i] = x / 12.92
		} else {
			linear[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	y := 0.0
	for row, weight := range [3]float64{0.2126, 0.7152, 0.0722} {
		seen := 0.0
		for i, v := range linear {
			seen += sight[row][i] * v
		}
		y += weight * min(1, max(0, seen))
	}
	if y <= 216.0/24389 {
		return y * 24389 / 27
	}
	return 116*math.Cbrt(y) - 16
}

// Bands are ordered by how light they are, so whoever sees light and dark tells them apart; a step of 10 is one that nobody
// overlooks. What is not known is hatched, on the ground of nothing.
func TestBandsOfAMatrixAreToldApartWithoutTellingColours(t *testing.T) {
	require.InDelta(t, 100, lightness(white, sights["in grey"]), 0.1)
	require.InDelta(t, 53.6, lightness("#808080", sights["as it is"]), 0.1)
	for name, sight := range sights {
		t.Run(name, func(t *testing.T) {
			for i := 1; i < len(bandFills); i++ {
				step := lightness(bandFills[i-1].fill, sight) - lightness(bandFills[i].fill, sight)
				require.Greater(t, step, 10.0, "from band %d to band %d", i-1, i)
			}
			require.Greater(t, lightness(white, sight)-lightness(cloud, sight), 10.0, "the hatching of what is not known")
			for _, band := range bandFills {
				require.Greater(t, math.Abs(lightness(band.fill, sight)-lightness(band.words, sight)), 40.0, "words on %s", band.fill)
			}
		})
	}
}

func TestPagesColourBandsAsPicturesDo(t *testing.T) {
	sheet, err := os.ReadFile("../../web/assets/pages.css")
	require.NoError(t, err)
	found := regexp.MustCompile(`(?m)^\.band-(\d) \{ background: (#\w+);`).FindAllStringSubmatch(string(sheet), -1)
	require.Len(t, found, len(bandFills))
	for i, band := range found {
		fill := band[2]
		if fill == "#fff" {
			fill = white
		}
		require.Equal(t, bandFills[i].fill, fill, "band %s", band[1])
	}
	require.Contains(t, string(sheet), ".unknown { background: repeating-linear-gradient(45deg, #fff 0 6px, "+cloud)
}
