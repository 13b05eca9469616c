package diagram

import (
	"fmt"
	"strconv"
)

// tieSlack is how far from a box a line may end that joins it.
const tieSlack = 3

// tie gives the ids of the boxes that a line begins and ends at, and where on them, so that whoever moves a box moves its lines
// too. It gives none for a line within one box.
func tie(shapes []shape, line []point) (source, target, style string) {
	from, to := holder(shapes, line[0]), holder(shapes, line[len(line)-1])
	if from == to {
		return "", "", ""
	}
	if from >= 0 {
		source = "s" + strconv.Itoa(from)
		style += grip("exit", shapes[from].rect.Area, line[0])
	}
	if to >= 0 {
		target = "s" + strconv.Itoa(to)
		style += grip("entry", shapes[to].rect.Area, line[len(line)-1])
	}
	return source, target, style
}

// holder finds the smallest box that a point lies in or at, -1 for none. The ground is no box.
func holder(shapes []shape, at point) int {
	found := -1
	for i := 1; i < len(shapes); i++ {
		r := shapes[i].rect
		if r == nil || r.Stroke == "" && len(shapes[i].label) == 0 {
			continue
		}
		x, y := int(at.x), int(at.y)
		inside := r.X-tieSlack <= x && x <= r.X+r.W+tieSlack && r.Y-tieSlack <= y && y <= r.Y+r.H+tieSlack
		if inside && (found < 0 || r.W*r.H < shapes[found].rect.W*shapes[found].rect.H) {
			found = i
		}
	}
	return found
}

// grip says at which part of a box a line is fixed.
func grip(end string, box Area, at point) string {
	return fmt.Sprintf("%sX=%.3f;%sY=%.3f;%sPerimeter=0;", end, part(at.x, box.X, box.W), end, part(at.y, box.Y, box.H), end)
}
