package diagram_test

import (
	"bytes"
	"image/color"
	"image/png"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

func TestAPNGShowsTheSameScene(t *testing.T) {
	scene := diagram.Draw(shipped(t, "journey:neonatal-care"), diagram.Links{})
	data := scene.PNG()
	picture, err := png.Decode(bytes.NewReader(data))
	require.NoError(t, err)
	require.Equal(t, 2*scene.Width, picture.Bounds().Dx())
	require.Equal(t, 2*scene.Height, picture.Bounds().Dy())
	seen := map[diagram.Lane]bool{}
	for _, b := range scene.Boxes {
		at := picture.At(2*(b.X+8), 2*(b.Y+4)) // inside the box, before its words begin
		switch b.Lane {
		case diagram.LanePhase:
			if b.Name == "If a baby dies" {
				continue // only some people come there, so it is drawn in white
			}
			require.Equal(t, color.RGBA{0x00, 0x30, 0x87, 0xff}, at, b.Name)
		case diagram.LaneApplication:
			require.Equal(t, color.RGBA{0xf0, 0xf4, 0xf5, 0xff}, at, b.Name)
		default:
			continue
		}
		seen[b.Lane] = true
	}
	require.Len(t, seen, 2)
	require.Equal(t, data, scene.PNG(), "the same scene gives the same bytes")
	for _, said := range []string{"Baby in neonatal care", "Illustrative content", `journey-picture {"journey":"journey:neonatal-care"}`} {
		require.True(t, bytes.Contains(data, []byte(said)), "the picture keeps %q", said)
	}
}

func TestALargePNGStaysWithinBounds(t *testing.T) {
	scene := diagram.Draw(random(rand.New(rand.NewPCG(1, 1)), 60), diagram.Links{})
	config, err := png.DecodeConfig(bytes.NewReader(scene.PNG()))
	require.NoError(t, err)
	require.LessOrEqual(t, config.Width*config.Height, 12<<20)
}

func BenchmarkPNG(b *testing.B) {
	scene := diagram.Draw(shipped(b, "journey:maternity"), diagram.Links{})
	b.ReportAllocs()
	for b.Loop() {
		if len(scene.PNG()) == 0 {
			b.Fatal("nothing drawn")
		}
	}
}
