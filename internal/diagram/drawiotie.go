package diagram

import (
	"fmt"
	"slices"
	"strconv"
)

// tieSlack is how far from a box a line may end that joins it: an arrow ends short of it. markSlack is the same for the mark itself.
const (
	tieSlack  = 8
	markSlack = 4
)

// wires are the lines of a picture that join things, by the shape each is a piece of. All other lines are marks: crosses,
// ticks, heads of arrows, rules between lanes.
type wires map[int][]wire

// wire is a piece of a line from one end to the other.
type wire struct {
	at       []point
	from, to end
}

// end is what a wire is tied to: a shape, or a joint where lines meet or one comes from elsewhere.
type end struct {
	shape int // -1 for none
	joint int // from 1 on, 0 for none
}

// strung is a wire while it is not yet known to what all of its ends are tied.
type strung struct {
	wire
	of int // its shape
}

// wireUp finds out what the lines of a picture join, so that whoever moves a box moves its lines too. A line is cut where others of its
// kind end at it, and where it runs through the middle of a box.
func wireUp(shapes []shape) wires {
	var all []*strung
	for i := range shapes {
		if line, ok := shapes[i].line(); ok {
			for _, at := range cutInMiddles(shapes, i, line) {
				all = append(all, &strung{of: i, wire: wire{at: at, from: end{shape: holder(shapes, i, at[0])}, to: end{shape: holder(shapes, i, at[len(at)-1])}}})
			}
		}
	}
	// A line that begins and ends in one box is a mark in it, but for one that leaves it and comes back.
	all = slices.DeleteFunc(all, func(s *strung) bool {
		return s.from.shape >= 0 && s.from.shape == s.to.shape && shapes[s.from.shape].holds(s.at)
	})
	all = cutWhereOthersEnd(shapes, all)
	join(shapes, all)
	tied := wires{}
	for _, s := range hung(all) {
		tied[s.of] = append(tied[s.of], s.wire)
	}
	return tied
}

// line gives the points of a shape that is one open line, and no rule between parts of the picture.
func (s *shape) line() ([]point, bool) {
	if s.path == nil || s.path.closed() || s.path.Stroke == rule {
		return nil, false
	}
	lines := flatten(s.path.D)
	return lines[0].at, len(lines) == 1 && len(lines[0].at) > 1
}

// holds reports whether a line lies within a shape.
func (s *shape) holds(line []point) bool {
	around := s.area().grown(tieSlack)
	return !slices.ContainsFunc(line, func(p point) bool { return !around.has(p) })
}

func (a Area) grown(by int) Area { return Area{a.X - by, a.Y - by, a.W + 2*by, a.H + 2*by} }

func (a Area) has(p point) bool {
	return float32(a.X) <= p.x && p.x <= float32(a.X+a.W) && float32(a.Y) <= p.y && p.y <= float32(a.Y+a.H)
}

// holding reports whether a line of another shape may be tied to this one: to a box or dot, and to a sign or the head of an arrow in
// the same group of parts. A plate under words and the ground of a column hold nothing.
func (s *shape) holding(line *shape) bool {
	if s.rect != nil {
		return s.rect.Stroke != "" || len(s.label) > 0 || s.rect.Fill != white && s.rect.Fill != faint
	}
	return s.path != nil && s.path.closed() && s.inGroupOf(line)
}

func (s *shape) inGroupOf(o *shape) bool { return s.group != nil && s.group == o.group }

// holder finds the smallest box that an end of a line lies in or at, -1 for none. The ground is no box.
func holder(shapes []shape, line int, at point) int { return holderWithin(shapes, line, at, tieSlack) }

func holderWithin(shapes []shape, line int, at point, slack int) int {
	found, size := -1, 0
	for i := 1; i < len(shapes); i++ {
		if !shapes[i].holding(&shapes[line]) {
			continue
		}
		a := shapes[i].area()
		if i != line && a.grown(slack).has(at) && (found < 0 || a.W*a.H < size) {
			found, size = i, a.W*a.H
		}
	}
	return found
}

// join ties ends that meet, and those that come from elsewhere, to joints. Two ends that meet no other and nearly each other, as at
// the top of a loop at one stage, share a joint too.
func join(shapes []shape, all []*strung) {
	type place struct {
		at   point
		of   *shape
		ends int
	}
	var joints []place
	tie := func(e *end, at point, of *shape) {
		if e.shape >= 0 {
			return
		}
		k := slices.IndexFunc(joints, func(j place) bool { return near(j.at, at) && j.of.looksLike(of) })
		if k < 0 {
			k, joints = len(joints), append(joints, place{at: at, of: of})
		}
		joints[k].ends++
		e.joint = k + 1
	}
	for _, s := range all {
		tie(&s.from, s.at[0], &shapes[s.of])
		tie(&s.to, s.at[len(s.at)-1], &shapes[s.of])
	}
	meet := func(e *end) {
		if e.joint == 0 || joints[e.joint-1].ends > 1 {
			return
		}
		own := joints[e.joint-1]
		k := slices.IndexFunc(joints, func(j place) bool {
			return j.ends == 1 && j.at != own.at && apart(j.at, own.at) < jointSize && j.of.looksLike(own.of)
		})
		if k >= 0 {
			joints[e.joint-1].ends = 0
			joints[k].ends++
			e.joint = k + 1
		}
	}
	for _, s := range all {
		meet(&s.from)
		meet(&s.to)
	}
}

// hung gives the wires that hang at a shape, directly or by others.
func hung(all []*strung) []*strung {
	held := map[int]bool{} // joints
	for changed := true; changed; {
		changed = false
		for _, s := range all {
			if s.from.shape < 0 && s.to.shape < 0 && !held[s.from.joint] && !held[s.to.joint] {
				continue
			}
			for _, e := range []end{s.from, s.to} {
				if e.joint > 0 && !held[e.joint] {
					held[e.joint], changed = true, true
				}
			}
		}
	}
	return slices.DeleteFunc(all, func(s *strung) bool {
		return s.from.shape < 0 && s.to.shape < 0 && !held[s.from.joint] && !held[s.to.joint]
	})
}

// grip says at which part of a box a line is fixed.
func grip(end string, box Area, at point) string {
	return fmt.Sprintf("%sX=%.3f;%sY=%.3f;%sPerimeter=0;", end, part(at.x, box.X, box.W), end, part(at.y, box.Y, box.H), end)
}

// terminal gives the id of what a wire is tied to.
func (e end) terminal() string {
	if e.joint > 0 {
		return "j" + strconv.Itoa(e.joint)
	}
	return "s" + strconv.Itoa(e.shape)
}
