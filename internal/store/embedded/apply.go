package embedded

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// changed gives a builder that holds the snapshot with what became of changes to it.
func (s *snapshot) changed(effects []store.Effect) *builder {
	b := newBuilder(s)
	var gone []int32 // removed once their relationships are
	for _, effect := range effects {
		switch c := effect.Change.(type) {
		case model.PutElement:
			n := s.node(c.Element.ID)
			if effect.New {
				n = b.add(c.Element.ID, c.Element.Kind.Index)
			}
			b.put(n, c.Element)
		case model.DeleteElement:
			gone = append(gone, s.node(c.ID))
		case model.PutLink:
			from, to, link := b.node(c.Link.From), b.node(c.Link.To), none
			if !effect.New {
				link = s.links[c.Link.Type.Index].out.find(from, to)
			}
			b.connect(c.Link, from, to, link)
		case model.DeleteLink:
			b.disconnect(c.Type, b.node(c.From), b.node(c.To))
		}
	}
	for _, n := range gone {
		b.remove(n)
	}
	return b
}
