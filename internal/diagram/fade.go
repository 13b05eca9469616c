package diagram

// fade draws again in thin and grey, with no filling, what is not connected with what is traced. Words stay readable.
func fade(items []Item) {
	for _, item := range items {
		switch item := item.(type) {
		case *Group:
			fade(item.Items)
		case *Rect:
			item.fade()
		case *Path:
			if item.Stroke != "" {
				item.Stroke, item.Width = ash, max(1, item.Width/2)
			}
			if item.Fill != "" && item.Fill != white {
				item.Fill = ash
			}
		case *Text:
			item.Fill, item.Bold = faded, false
		}
	}
}

func (r *Rect) fade() {
	if r.Fill == clear || r.Fill == "" && r.Stroke == "" {
		return
	}
	if r.Fill != "" {
		r.Fill = white
	}
	if r.Stroke != "" {
		r.Stroke, r.Width = ash, 1
	}
}
