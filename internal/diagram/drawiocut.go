package diagram

import "slices"

// cutInMiddles cuts a line where one of its bends is the middle of a dot, or where it runs through the middle of a sign of
// its group.
func cutInMiddles(shapes []shape, line int, at []point) [][]point {
	for i := range shapes {
		s := &shapes[i]
		if i == line || i == 0 || !s.holding(&shapes[line]) {
			continue
		}
		a := s.area()
		middle := point{float32(a.X) + float32(a.W)/2, float32(a.Y) + float32(a.H)/2}
		dot := s.rect != nil && a.W == a.H && slices.Contains(at[1:len(at)-1], middle)
		sign := s.path != nil
		if !dot && !sign {
			continue
		}
		if k := within(at, middle); k > 0 {
			before, after := cutAt(at, k, middle)
			return append(cutInMiddles(shapes, line, before), cutInMiddles(shapes, line, after)...)
		}
	}
	return [][]point{at}
}

// within gives the number of the piece of a line on which a point lies that is not one of its ends, 0 for none.
func within(at []point, p point) int {
	if near(at[0], p) || near(at[len(at)-1], p) {
		return 0
	}
	for k := 1; k < len(at); k++ {
		if (Area{int(p.x) - 1, int(p.y) - 1, 2, 2}).cuts(at[k-1], at[k]) {
			return k
		}
	}
	return 0
}

func near(a, b point) bool { return apart(a, b) < 1.5 }

// apart is how far two points lie from each other, to the side or up.
func apart(a, b point) float32 { return max(a.x-b.x, b.x-a.x, a.y-b.y, b.y-a.y) }

func cutAt(at []point, k int, p point) (before, after []point) {
	before = append(slices.Clone(at[:k]), p)
	after = append([]point{p}, at[k:]...)
	if len(after) > 2 && near(after[1], p) {
		after = slices.Delete(after, 1, 2)
	}
	return before, after
}

// cutWhereOthersEnd cuts lines at which lines of the same look end.
func cutWhereOthersEnd(shapes []shape, all []*strung) []*strung {
	var ends []*strung
	for _, s := range all {
		if s.from.shape < 0 || s.to.shape < 0 {
			ends = append(ends, s)
		}
	}
	for i := 0; i < len(all); i++ {
		for _, o := range ends {
			if o.of == all[i].of || !shapes[o.of].looksLike(&shapes[all[i].of]) {
				continue
			}
			for _, p := range o.loose() {
				k := within(all[i].at, p)
				if k == 0 {
					continue
				}
				s := all[i]
				before, after := cutAt(s.at, k, p)
				rest := &strung{of: s.of, wire: wire{at: after, from: end{shape: -1}, to: s.to}}
				s.at, s.to = before, end{shape: -1}
				all = slices.Insert(all, i+1, rest)
			}
		}
	}
	return all
}

func (s *shape) looksLike(o *shape) bool { return s.path.Paint == o.path.Paint && s.lane == o.lane }

// loose gives the ends of a wire that are tied to no shape.
func (s *strung) loose() []point {
	var found []point
	if s.from.shape < 0 {
		found = append(found, s.at[0])
	}
	if s.to.shape < 0 {
		found = append(found, s.at[len(s.at)-1])
	}
	return found
}
