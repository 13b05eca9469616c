package diagram_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/carejourney/carejourney/internal/diagram"
)

// rule is the colour of lines that only separate.
const rule = "#d8dde0"

// inked is a thing that is drawn, with the group it belongs to.
type inked struct {
	text  *diagram.Text
	rect  *diagram.Rect
	path  *diagram.Path
	group *diagram.Group
	area  diagram.Area // of a line: outside it there is nothing of it
}

// drawn lists everything in a scene in the order in which it is drawn.
func drawn(scene *diagram.Scene) []inked {
	var found []inked
	var walk func(items []diagram.Item, group *diagram.Group)
	walk = func(items []diagram.Item, group *diagram.Group) {
		for _, item := range items {
			switch item := item.(type) {
			case *diagram.Group:
				walk(item.Items, item)
			case *diagram.Text:
				found = append(found, inked{text: item, group: group})
			case *diagram.Rect:
				found = append(found, inked{rect: item, group: group})
			case *diagram.Path:
				found = append(found, inked{path: item, group: group, area: grown(diagram.PathArea(item))})
			}
		}
	}
	walk(scene.Items, nil)
	return found
}

// clashes tells which words of a scene cannot be read well: those that overlap others, that a line drawn after them runs
// through, that are wider than their box, or that leave the picture.
func clashes(scene *diagram.Scene) []string {
	var found []string
	all, boxes := drawn(scene), diagram.Boxes(scene)
	for i, a := range all {
		if a.text == nil {
			continue
		}
		room := diagram.TextArea(a.text)
		if room.X < 0 || room.X+room.W > scene.Width || room.Y < 0 || room.Y+room.H > scene.Height {
			found = append(found, fmt.Sprintf("%q leaves the picture", a.text.S))
		}
		for k, b := range all {
			switch {
			case b.text != nil && k < i:
				if meet(room, diagram.TextArea(b.text)) {
					found = append(found, fmt.Sprintf("%q and %q overlap at %d, %d", a.text.S, b.text.S, a.text.X, a.text.Y))
				}
			case b.path != nil && b.path.Fill == "" && b.path.Stroke != rule && meet(b.area, room):
				if diagram.Crosses(b.path, room) && !covered(all, k, i, room) {
					found = append(found, fmt.Sprintf("a line runs through %q at %d, %d", a.text.S, a.text.X, a.text.Y))
				}
			case b.rect != nil && k > i && b.rect.Fill != "" && b.rect.Fill != "transparent":
				if meet(room, b.rect.Area) {
					found = append(found, fmt.Sprintf("a box covers %q at %d, %d", a.text.S, a.text.X, a.text.Y))
				}
			}
		}
		if box, ok := boxes[a.text]; ok && room.W > box.W {
			found = append(found, fmt.Sprintf("%q is wider than its box", a.text.S))
		}
	}
	return found
}

// crossings tells which lines run through stations or names of other journeys that they do not lead to.
func crossings(scene *diagram.Scene) []string {
	var found []string
	for _, b := range scene.Boxes {
		if b.Lane != diagram.LaneExit && b.Lane != diagram.LaneLine {
			continue
		}
		inner := diagram.Area{X: b.X + 4, Y: b.Y + 4, W: b.W - 8, H: b.H - 8}
		for _, d := range drawn(scene) {
			if d.path == nil || d.path.Fill != "" || d.path.Stroke == rule || !meet(d.area, inner) || diagram.Touches(d.path, grown(grown(b.Area))) {
				continue
			}
			if diagram.Crosses(d.path, inner) {
				found = append(found, fmt.Sprintf("a line runs through %q of %s", b.Name, b.Lane.Name()))
			}
		}
	}
	return found
}

// covered reports whether a filled box that is drawn between a line and a text hides the line behind the text.
func covered(all []inked, line, text int, room diagram.Area) bool {
	for k := line + 1; k < text; k++ {
		if r := all[k].rect; r != nil && r.Fill != "" && r.Fill != "transparent" && within(room, grown(r.Area)) {
			return true
		}
	}
	return false
}

func grown(a diagram.Area) diagram.Area {
	return diagram.Area{X: a.X - 3, Y: a.Y - 3, W: a.W + 6, H: a.H + 6}
}

func TestWordsOfEveryShippedJourneyCanBeRead(t *testing.T) {
	for _, view := range diagram.Views() {
		for _, id := range all(t) {
			p := picture(t, view.Name, id, diagram.Options{})
			for _, c := range clashes(diagram.Draw(p, diagram.Links{})) {
				t.Errorf("%s of %s: %s", view.Name, id, c)
			}
			for _, s := range diagram.Sheets(p, diagram.Links{}) {
				for _, c := range clashes(s) {
					t.Errorf("sheet %s of %s: %s", view.Name, id, c)
				}
			}
		}
	}
}

func TestLinesRunThroughNothingTheyDoNotLeadTo(t *testing.T) {
	for _, id := range all(t) {
		p := picture(t, "map", id, diagram.Options{})
		for _, s := range append(diagram.Sheets(p, diagram.Links{}), diagram.Draw(p, diagram.Links{})) {
			for _, c := range crossings(s) {
				t.Errorf("map of %s: %s", id, c)
			}
		}
	}
}

// long makes a journey of so many stages whose ways lead to near stages, as those of real journeys do.
func long(r *rand.Rand, stages int) *diagram.Journey {
	j := random(r, stages)
	j.Ways, j.Handoffs, j.Clocks = nil, nil, nil
	for i := range j.Stages {
		for _, far := range []int{1, 2 + r.IntN(3), -r.IntN(3)} {
			if to := i + far; 0 <= to && to < stages && (far > 0 || r.IntN(5) == 0) {
				j.Ways = append(j.Ways, diagram.Way{From: i, To: to, Condition: j.Stages[i].Timing, Share: float64(r.IntN(120)-20) / 100, Back: far <= 0})
			}
		}
	}
	return j
}

func TestWordsOfInventedJourneysCanBeRead(t *testing.T) {
	for _, stages := range []int{1, 10, 20, 30, 60} {
		for seed := range uint64(6) {
			j := long(rand.New(rand.NewPCG(seed, uint64(stages))), stages)
			scene := diagram.Draw(j, diagram.Links{})
			for _, c := range append(clashes(scene), crossings(scene)...) {
				t.Errorf("%d stages, seed %d: %s", stages, seed, c)
			}
		}
	}
}
