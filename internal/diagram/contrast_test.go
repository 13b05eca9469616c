package diagram_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/diagram"
)

// light is how much light a colour gives back, as WCAG 2.2 defines it.
func light(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	require.NoError(t, err, hex)
	linear := func(v uint64) float64 {
		x := float64(v&0xff) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}

func ratio(t *testing.T, a, b string) float64 {
	t.Helper()
	high, low := max(light(t, a), light(t, b)), min(light(t, a), light(t, b))
	return (high + 0.05) / (low + 0.05)
}

// groundOf is the colour behind a place: of the last filled box that was drawn there.
func groundOf(before []inked, x, y int) string {
	for _, b := range slices.Backward(before) {
		r := b.rect
		if r != nil && strings.HasPrefix(r.Fill, "#") && r.X <= x && x <= r.X+r.W && r.Y <= y && y <= r.Y+r.H {
			return r.Fill
		}
	}
	return "#ffffff"
}

// shown are all views of all shipped journeys, and two journeys compared.
func shown(t *testing.T) []diagram.Picture {
	t.Helper()
	found := []diagram.Picture{diagram.Compare(shipped(t, "journey:stroke"), shipped(t, "journey:hip-fracture"))}
	for _, id := range all(t) {
		for _, view := range diagram.Views() {
			found = append(found, picture(t, view.Name, id, diagram.Options{}))
		}
		found = append(found, picture(t, "matrix", id, diagram.Options{Measure: "maturity"}))
	}
	return found
}

func TestEveryWordAndEveryMarkStandsOutFromWhatIsBehindIt(t *testing.T) {
	for _, p := range shown(t) {
		things := drawn(diagram.Draw(p, diagram.Links{}))
		for i, d := range things {
			switch {
			case d.text != nil:
				box := diagram.TextArea(d.text)
				ground := groundOf(things[:i], box.X+box.W/2, box.Y+box.H/2)
				require.GreaterOrEqual(t, ratio(t, d.text.Fill, ground), 4.5, "%s: %q in %s on %s", p.About().Title, d.text.S, d.text.Fill, ground)
			case d.path != nil && d.path.Stroke != "" && d.path.Stroke != rule && len(d.path.D) > 0:
				at := d.path.D[0].At
				ground := groundOf(things[:i], at[0], at[1])
				if ground == d.path.Stroke {
					continue // a line that begins in a box of its own colour
				}
				require.GreaterOrEqual(t, max(ratio(t, d.path.Stroke, ground), ratio(t, d.path.Stroke, "#f8fafb")), 3.0, "%s: line in %s on %s", p.About().Title, d.path.Stroke, ground)
			case d.rect != nil && d.rect.Stroke != "" && d.rect.Stroke != rule:
				edge := ratio(t, d.rect.Stroke, "#f8fafb")
				if strings.HasPrefix(d.rect.Fill, "#") {
					edge = max(edge, ratio(t, d.rect.Fill, "#f8fafb"))
				}
				if d.rect.Stroke == "#ffffff" {
					continue // a rim that only sets a dot off from its line
				}
				require.GreaterOrEqual(t, edge, 3.0, "%s: edge %s", p.About().Title, d.rect.Stroke)
			}
		}
	}
}

func TestBandsOfAMatrixAreToldApartWithoutColour(t *testing.T) {
	scene := diagram.Draw(picture(t, "matrix", "journey:maternity", diagram.Options{}), diagram.Links{})
	fills := map[string]bool{}
	for _, d := range drawn(scene) {
		if d.group != nil && d.group.Class == "cell" && d.rect != nil && d.rect.R == 2 {
			fills[d.rect.Fill] = true
		}
	}
	var lights []float64
	for fill := range fills {
		lights = append(lights, light(t, fill))
	}
	slices.Sort(lights)
	require.Len(t, lights, 4)
	for i := 1; i < len(lights); i++ {
		require.Greater(t, (lights[i]+0.05)/(lights[i-1]+0.05), 1.25, "neighbouring bands differ in grey")
	}
}

func TestHostileNamesStayNamesInEveryViewAndFormat(t *testing.T) {
	for seed := range uint64(5) {
		for _, p := range pictures(seed) {
			view := p.About().View
			for _, format := range diagram.FormatsOf(view) {
				if format == "png" {
					continue // letters only
				}
				data, _, err := diagram.Write(p, format)
				require.NoError(t, err)
				switch format {
				case "svg":
					soundSVG(t, data)
				case "drawio":
					readDrawio(t, data)
				case "pptx", "xlsx":
					for name, text := range unpack(t, data) {
						require.NotContains(t, text, "<script", name)
					}
				}
			}
		}
	}
}
