package diagram

// shape is a thing that a person can take hold of in a drawing program: a box with the words that stand in it, a line, or
// words of their own.
type shape struct {
	rect  *Rect
	path  *Path
	label []*Text // in the middle of a box, or one line of its own
	title string  // what is told about it
	lane  string  // of the list it is in
	group *Group  // the innermost it is in
	top   bool    // the title of the picture
}

// shapes takes a scene apart. Words in the middle of a box become its label, so that they move with it.
func (s *Scene) shapes() []shape {
	var out []shape
	walkShapes(s.Items, shape{}, &out)
	return out
}

// walkShapes adds the shapes of items, each with the title, lane and group of what it is in.
func walkShapes(items []Item, in shape, out *[]shape) {
	from := len(*out)
	add := func(s shape) {
		s.title, s.lane, s.group = in.title, in.lane, in.group
		*out = append(*out, s)
	}
	for _, item := range items {
		switch item := item.(type) {
		case *Group:
			inner := shape{title: in.title, lane: in.lane, group: item}
			if item.Title != "" {
				inner.title = item.Title
			}
			if item.Role == "list" {
				inner.lane = item.Label
			}
			walkShapes(item.Items, inner, out)
		case *Rect:
			if item.Fill != clear {
				add(shape{rect: item})
			}
		case *Path:
			add(shape{path: item})
		case *Text:
			if box := boxAround(item, (*out)[from:]); box != nil {
				box.label = append(box.label, item)
				continue
			}
			add(shape{label: []*Text{item}, top: item.Size >= 32})
		}
	}
}

// boxAround finds the box in whose middle a text stands, and nothing where there is none.
func boxAround(t *Text, drawn []shape) *shape {
	if t.Anchor != Middle {
		return nil
	}
	for i := len(drawn) - 1; i >= 0; i-- {
		r := drawn[i].rect
		if r == nil || r.Stroke == "" && r.Fill == white {
			continue // a plate under words is no box
		}
		off := r.X + r.W/2 - t.X
		if -2 <= off && off <= 2 && r.Y < t.Y && t.Y <= r.Y+r.H && width(t.S, t.Size, t.Bold) <= r.W+4 {
			return &drawn[i]
		}
	}
	return nil
}

// area is where a shape stands.
func (s *shape) area() Area {
	switch {
	case s.rect != nil:
		return s.rect.Area
	case s.path != nil:
		return s.path.area()
	}
	return s.label[0].area()
}

// area is the room a line of text takes up.
func (t *Text) area() Area {
	w, h := width(t.S, t.Size, t.Bold), t.Size*4/3
	x := t.X
	switch t.Anchor {
	case Middle:
		x -= w / 2
	case End:
		x -= w
	}
	return Area{x, t.Y - t.Size*35/100 - h/2, w, h}
}

// area is the box around a path. The points that bend its curves lie within it too.
func (p *Path) area() Area {
	x1, y1, x2, y2 := 1<<30, 1<<30, -1<<30, -1<<30
	var x, y int
	note := func() { x1, x2, y1, y2 = min(x1, x), max(x2, x), min(y1, y), max(y2, y) }
	for _, m := range p.D {
		switch m.Op {
		case 'H':
			x = m.At[0]
		case 'V':
			y = m.At[0]
		default:
			for i := 0; i+1 < len(m.At); i += 2 {
				x, y = m.At[i], m.At[i+1]
				note()
			}
		}
		note()
	}
	if x1 > x2 {
		return Area{}
	}
	return Area{x1, y1, x2 - x1, y2 - y1}
}
