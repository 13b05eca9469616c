package embedded

import (
	"iter"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store/draft"
)

// base is a snapshot as what changes are made on.
type base struct{ s *snapshot }

var _ draft.Base = base{}

// draft gives the graph to change.
func (s *snapshot) draft() *draft.Draft { return draft.New(s.model, base{s}) }

// Element gives an element of the snapshot.
func (b base) Element(id string) (model.Element, bool) {
	if n := b.s.node(id); n != none {
		return b.s.element(n), true
	}
	return model.Element{}, false
}

// Link gives a relationship of the snapshot.
func (b base) Link(id rules.LinkID) (model.Link, bool) {
	from, to := b.s.node(id.From), b.s.node(id.To)
	if from == none || to == none {
		return model.Link{}, false
	}
	link := b.s.links[id.Type.Index].out.find(from, to)
	if link == none {
		return model.Link{}, false
	}
	return b.s.link(id.Type, from, to, link), true
}

// Links gives the relationships of one type at an element.
func (b base) Links(id string, t *model.Relationship, out bool) iter.Seq[model.Link] {
	return func(yield func(model.Link) bool) {
		n := b.s.node(id)
		if n == none {
			return
		}
		to, links := b.s.links[t.Index].from(out).at(n)
		for i, other := range to {
			from, end := n, other
			if !out {
				from, end = other, n
			}
			if !yield(b.s.link(t, from, end, links[i])) {
				return
			}
		}
	}
}

// Holders gives the elements of the kind that have the value in the unique field.
func (b base) Holders(kind *model.Kind, key *model.Field, value any) []string {
	var ids []string
	for _, n := range b.s.holding(kind, key, value) {
		ids = append(ids, b.s.id(n))
	}
	return ids
}

// IDs gives every id there is.
func (b base) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range b.s.model.Kinds {
			for n := range b.s.nodes(k) {
				if !yield(b.s.id(n)) {
					return
				}
			}
		}
	}
}
