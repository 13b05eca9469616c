package generate

import "github.com/carejourney/carejourney/internal/model"

// Counts is a sink that only counts, by name of the kind and relationship.
type Counts struct{ Elements, Links map[string]int }

// NewCounts makes a sink that counts.
func NewCounts() *Counts { return &Counts{Elements: map[string]int{}, Links: map[string]int{}} }

// Element counts an element.
func (c *Counts) Element(e model.Element) error { c.Elements[e.Kind.Name]++; return nil }

// Link counts a relationship.
func (c *Counts) Link(l model.Link) error { c.Links[l.Type.Name]++; return nil }

// Both is a sink that hands everything to two others.
type Both [2]Sink

// Element hands an element on.
func (b Both) Element(e model.Element) error {
	if err := b[0].Element(e); err != nil {
		return err
	}
	return b[1].Element(e)
}

// Link hands a relationship on.
func (b Both) Link(l model.Link) error {
	if err := b[0].Link(l); err != nil {
		return err
	}
	return b[1].Link(l)
}

// Graph is a sink that keeps everything.
type Graph struct{ model.Content }

// Element keeps an element.
func (g *Graph) Element(e model.Element) error { g.Elements = append(g.Elements, e); return nil }

// Link keeps a relationship.
func (g *Graph) Link(l model.Link) error { g.Links = append(g.Links, l); return nil }
