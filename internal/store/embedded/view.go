package embedded

import (
	"iter"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

var (
	_ rules.View   = (*batch)(nil)
	_ rules.Lister = (*batch)(nil)
)

// Link gives a relationship as it would be.
func (b *batch) Link(id rules.LinkID) (model.Link, bool) {
	if p, ok := b.links[id]; ok {
		if p.now == nil {
			return model.Link{}, false
		}
		return *p.now, true
	}
	return b.before(id)
}

// before gives a relationship as it is in the snapshot.
func (b *batch) before(id rules.LinkID) (model.Link, bool) {
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

// Element gives an element as it would be.
func (b *batch) Element(id string) (model.Element, bool) {
	if p, ok := b.elements[id]; ok {
		if p.now == nil {
			return model.Element{}, false
		}
		return *p.now, true
	}
	if n := b.s.node(id); n != none {
		return b.s.element(n), true
	}
	return model.Element{}, false
}

// Links gives the relationships of one type at an element as they would be.
func (b *batch) Links(id string, t *model.Relationship, out bool) iter.Seq[model.Link] {
	return func(yield func(model.Link) bool) {
		for _, l := range b.linksAt[id] {
			p := b.links[l]
			if p.now == nil || l.Type != t || out && l.From != id || !out && l.To != id {
				continue
			}
			if !yield(*p.now) {
				return
			}
		}
		for l := range b.kept(id, t, out) {
			if !yield(l) {
				return
			}
		}
	}
}

// kept gives the relationships of the snapshot that no change has spoken of.
func (b *batch) kept(id string, t *model.Relationship, out bool) iter.Seq[model.Link] {
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
			if _, changed := b.links[rules.LinkID{Type: t, From: b.s.id(from), To: b.s.id(end)}]; changed {
				continue
			}
			if !yield(b.s.link(t, from, end, links[i])) {
				return
			}
		}
	}
}

// Holders gives the elements of the kind that would have the value in the unique field.
func (b *batch) Holders(kind *model.Kind, key *model.Field, value any) []string {
	if _, isList := value.([]string); isList {
		return nil
	}
	var ids []string
	for _, n := range b.s.holding(kind, key, value) {
		id := b.s.id(n)
		if _, changed := b.elements[id]; !changed {
			ids = append(ids, id)
		}
	}
	for _, id := range b.holders[holder{kind, key.Property, value}] {
		e := b.elements[id].now
		if e != nil && e.Props[key.Property] == value && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// IDs gives every id there would be.
func (b *batch) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range b.s.model.Kinds {
			for n := range b.s.nodes(k) {
				id := b.s.id(n)
				if _, changed := b.elements[id]; !changed && !yield(id) {
					return
				}
			}
		}
		for id, p := range b.elements {
			if p.now != nil && !yield(id) {
				return
			}
		}
	}
}
