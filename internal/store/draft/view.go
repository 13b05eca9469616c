package draft

import (
	"iter"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

var _ Base = (*Draft)(nil)

// Element gives an element as it would be.
func (d *Draft) Element(id string) (model.Element, bool) {
	if p, ok := d.elements[id]; ok {
		if p.now == nil {
			return model.Element{}, false
		}
		return *p.now, true
	}
	return d.base.Element(id)
}

// Link gives a relationship as it would be.
func (d *Draft) Link(id rules.LinkID) (model.Link, bool) {
	if p, ok := d.links[id]; ok {
		if p.now == nil {
			return model.Link{}, false
		}
		return *p.now, true
	}
	return d.base.Link(id)
}

// Links gives the relationships of one type at an element as they would be.
func (d *Draft) Links(id string, t *model.Relationship, out bool) iter.Seq[model.Link] {
	return func(yield func(model.Link) bool) {
		for _, l := range d.linksAt[id] {
			p := d.links[l]
			if p.now == nil || l.Type != t || out && l.From != id || !out && l.To != id {
				continue
			}
			if !yield(*p.now) {
				return
			}
		}
		d.untouched(id, t, out)(yield)
	}
}

// Holders gives the elements of the kind that would have the value in the unique field.
func (d *Draft) Holders(kind *model.Kind, key *model.Field, value any) []string {
	if _, isList := value.([]string); isList {
		return nil
	}
	var ids []string
	for _, id := range d.base.Holders(kind, key, value) {
		if _, changed := d.elements[id]; !changed {
			ids = append(ids, id)
		}
	}
	for _, id := range d.holders[holder{kind, key, value}] {
		e := d.elements[id].now
		if e != nil && e.Props[key.Property] == value && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// IDs gives every id there would be, in no order.
func (d *Draft) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for id := range d.base.IDs() {
			if _, changed := d.elements[id]; !changed && !yield(id) {
				return
			}
		}
		for id, p := range d.elements {
			if p.now != nil && !yield(id) {
				return
			}
		}
	}
}
