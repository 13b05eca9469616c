package diagram

// flat gives everything in groups, however deep.
func flat(items ...Item) []Item {
	var found []Item
	for _, item := range items {
		if g, ok := item.(*Group); ok {
			found = append(found, flat(g.Items...)...)
		} else {
			found = append(found, item)
		}
	}
	return found
}

// clear reports whether nothing is drawn in an area yet.
func (d *drawing) clear(a Area) bool {
	for _, item := range d.items {
		switch item := item.(type) {
		case *Path:
			if item.crosses(a) {
				return false
			}
		case *Rect:
			if item.meets(a) {
				return false
			}
		case *Text:
			if item.letters().meets(a) {
				return false
			}
		}
	}
	return true
}

// try writes lines below each other where nothing is drawn yet, and reports whether it could.
func (d *drawing) try(x, y, step int, lines []string, fill string, bold bool, anchor Anchor) bool {
	const size = 12
	for i, line := range lines {
		t := &Text{X: x, Y: y + i*step, Size: size, Bold: bold, Anchor: anchor, S: line}
		if !d.clear(t.letters()) {
			return false
		}
	}
	d.lines(x, y, size, step, lines, fill, bold, anchor)
	return true
}

// letters is the room that the letters of a line take up, without the space around them.
func (t *Text) letters() Area {
	a := t.area()
	return Area{a.X, t.Y - t.Size*7/10, a.W, t.Size * 9 / 10}
}

func (a Area) meets(b Area) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

// crosses reports whether a line, as thick as it is, runs through an area.
func (p *Path) crosses(a Area) bool {
	half := p.Width / 2
	a = Area{a.X - half, a.Y - half, a.W + 2*half, a.H + 2*half}
	around := p.area()
	around.W, around.H = around.W+1, around.H+1
	if p.Stroke == "" || !around.meets(a) {
		return false
	}
	for _, line := range flatten(p.D) {
		for i := 1; i < len(line.at); i++ {
			if a.cuts(line.at[i-1], line.at[i]) {
				return true
			}
		}
	}
	return false
}

// cuts reports whether a straight piece of a line runs through the inside of an area: it cuts off, side by side, what
// lies beyond each of them.
func (a Area) cuts(from, to point) bool {
	low, high := float32(0), float32(1)
	dx, dy := to.x-from.x, to.y-from.y
	for _, side := range [4][2]float32{
		{-dx, from.x - float32(a.X)}, {dx, float32(a.X+a.W) - from.x}, {-dy, from.y - float32(a.Y)}, {dy, float32(a.Y+a.H) - from.y},
	} {
		p, q := side[0], side[1]
		switch {
		case p == 0 && q <= 0:
			return false
		case p < 0:
			low = max(low, q/p)
		case p > 0:
			high = min(high, q/p)
		}
	}
	return low < high
}
