package diagram

// nest tells for every shape in which other it lies, so that it moves with that one: words and signs in a box, marks in or at one.
// It gives -1 for shapes that lie in none, and for lines that join things.
func nest(shapes []shape, tied wires) []int {
	in, groups := make([]int, len(shapes)), map[*Group][]int{}
	for i := range shapes {
		groups[shapes[i].group] = append(groups[shapes[i].group], i)
	}
	for i := range shapes {
		in[i] = -1
		if i == 0 || tied[i] != nil {
			continue
		}
		if s := &shapes[i]; s.path != nil && !s.path.closed() {
			in[i] = markedBy(shapes, i)
		} else {
			in[i] = around(shapes, i, groups[s.group])
		}
	}
	return in
}

// around gives the smallest box of a shape's group that it lies in.
func around(shapes []shape, i int, group []int) int {
	found, size := -1, 0
	a := shapes[i].area()
	for _, k := range group {
		o := &shapes[k]
		if k == i || !o.inGroupOf(&shapes[i]) || o.rect == nil || o.rect.Stroke == "" {
			continue
		}
		if b := o.rect.Area; b != a && b.with(a) == b && (found < 0 || b.W*b.H < size) {
			found, size = k, b.W*b.H
		}
	}
	return found
}

// markedBy gives the box that a mark stands in or at.
func markedBy(shapes []shape, i int) int {
	if shapes[i].path.Stroke == rule {
		return -1
	}
	for _, line := range flatten(shapes[i].path.D) {
		for _, at := range line.at {
			if k := holderWithin(shapes, i, at, markSlack); k >= 0 {
				return k
			}
		}
	}
	return -1
}
