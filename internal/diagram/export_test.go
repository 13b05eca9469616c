package diagram

// BarText is a line in a bar with its width and the room it has.
type BarText struct {
	S           string
	Width, Room int
}

// BarTexts gives the lines of all bars of a scene, for tests.
func BarTexts(s *Scene) []BarText {
	var found []BarText
	var walk func(items []Item, room int)
	walk = func(items []Item, room int) {
		for _, item := range items {
			switch item := item.(type) {
			case *Group:
				walk(item.Items, barRoom(item))
			case *Text:
				if room > 0 {
					found = append(found, BarText{item.S, width(item.S, item.Size, item.Bold), room})
				}
			}
		}
	}
	walk(s.Items, 0)
	return found
}

func barRoom(g *Group) int {
	if g.Class != "bar" {
		return 0
	}
	return g.Items[0].(*Rect).W
}
