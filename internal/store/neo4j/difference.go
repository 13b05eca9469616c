package neo4j

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// difference is what to write, by kind and type, in the order of the effects.
type difference struct {
	newElements  [][]model.Element // by kind
	oldElements  [][]model.Element // by kind: elements that are there and change
	goneElements []string
	newLinks     [][]model.Link // by type
	oldLinks     [][]model.Link // by type: links that are there and change
	goneLinks    [][][]any      // by type: from and to
}

func newDifference(m *model.Model) *difference {
	return &difference{
		newElements: make([][]model.Element, len(m.Kinds)), oldElements: make([][]model.Element, len(m.Kinds)),
		newLinks: make([][]model.Link, len(m.Relationships)), oldLinks: make([][]model.Link, len(m.Relationships)),
		goneLinks: make([][][]any, len(m.Relationships)),
	}
}

// add sorts effects by what is to be written for them.
func (diff *difference) add(effects []store.Effect) {
	for _, effect := range effects {
		switch c := effect.Change.(type) {
		case model.PutElement:
			by := diff.oldElements
			if effect.New {
				by = diff.newElements
			}
			by[c.Element.Kind.Index] = append(by[c.Element.Kind.Index], c.Element)
		case model.DeleteElement:
			diff.goneElements = append(diff.goneElements, c.ID)
		case model.PutLink:
			by := diff.oldLinks
			if effect.New {
				by = diff.newLinks
			}
			by[c.Link.Type.Index] = append(by[c.Link.Type.Index], c.Link)
		case model.DeleteLink:
			diff.goneLinks[c.Type.Index] = append(diff.goneLinks[c.Type.Index], []any{c.From, c.To})
		}
	}
}
