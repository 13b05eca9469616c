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

// TextArea is the room that the letters of a line take up.
func TextArea(t *Text) Area { return t.letters() }

// PathArea is the room that a line takes up.
func PathArea(p *Path) Area { return p.area() }

// Crosses reports whether the middle of a line runs through an area.
func Crosses(p *Path, a Area) bool {
	thin := *p
	thin.Width = 0
	return thin.crosses(a)
}

// Boxes gives the box in whose middle a text stands, for every text that stands in one.
func Boxes(s *Scene) map[*Text]Area {
	boxes := map[*Text]Area{}
	for _, shape := range s.shapes() {
		if shape.rect == nil {
			continue
		}
		for _, l := range shape.label {
			boxes[l] = shape.rect.Area
		}
	}
	return boxes
}

// Touches reports whether a line begins or ends in an area.
func Touches(p *Path, a Area) bool {
	in := func(at point) bool {
		return float32(a.X) <= at.x && at.x <= float32(a.X+a.W) && float32(a.Y) <= at.y && at.y <= float32(a.Y+a.H)
	}
	for _, line := range flatten(p.D) {
		if in(line.at[0]) || in(line.at[len(line.at)-1]) {
			return true
		}
	}
	return false
}

// Visible is a text as files show it.
func Visible(text string) string { return visible(text) }

// Texts gives all lines of text of a scene.
func Texts(s *Scene) []string {
	var found []string
	for _, item := range flat(s.Items...) {
		if t, ok := item.(*Text); ok {
			found = append(found, visible(t.S))
		}
	}
	return found
}

// Strips gives the first stage of each strip of a journey's map, and the first after it.
func Strips(j *Journey) [][2]int { return even(len(j.Stages), longestBand) }

// Measured is a line of text of a scene and how wide it was measured.
type Measured struct {
	Text  string `json:"text"`
	Size  int    `json:"size"`
	Bold  bool   `json:"bold"`
	Width int    `json:"-"`
}

// Measure gives all lines of text of a scene, each as wide as the layout takes it to be.
func Measure(s *Scene) []Measured {
	var found []Measured
	for _, item := range flat(s.Items...) {
		if t, ok := item.(*Text); ok {
			found = append(found, Measured{visible(t.S), t.Size, t.Bold, width(t.S, t.Size, t.Bold)})
		}
	}
	return found
}

// FirstSlide lets tests look at the scene of the first slide.
var FirstSlide = firstSlide

// Tints lets tests look at the tint of each kind of organisation.
var Tints = organisationTints
