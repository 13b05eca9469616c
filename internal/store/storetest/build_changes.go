package storetest

import (
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Element makes an element; its kind is told by the prefix of the id. It gets a name and what else every element must
// have, unless given.
func (b Builder) Element(id string, props model.Props) model.Element {
	prefix, local, _ := strings.Cut(id, ":")
	for _, k := range b.Model.Kinds {
		if k.Prefix != prefix {
			continue
		}
		all := model.Props{"name": local, "illustrative": true}
		for property, v := range props {
			all[property] = v
		}
		return model.Element{ID: id, Kind: k, Props: all}
	}
	panic("no kind has ids like " + id)
}

// Put makes or replaces an element.
func (b Builder) Put(id string, props model.Props) model.Change {
	return model.PutElement{Element: b.Element(id, props)}
}

// Merge makes an element or changes the given fields only.
func (b Builder) Merge(id string, props model.Props) model.Change {
	e := b.Element(id, nil)
	e.Props = props
	return model.PutElement{Element: e, Merge: true}
}

// Delete removes an element.
func (b Builder) Delete(id string) model.Change { return model.DeleteElement{ID: id} }

// Link makes or replaces a relationship.
func (b Builder) Link(from, relationship, to string, props model.Props) model.Change {
	return model.PutLink{Link: model.Link{Type: b.relationship(relationship), From: from, To: to, Props: props}}
}

// MergeLink makes a relationship or changes the given properties only.
func (b Builder) MergeLink(from, relationship, to string, props model.Props) model.Change {
	return model.PutLink{Link: model.Link{Type: b.relationship(relationship), From: from, To: to, Props: props}, Merge: true}
}

// Unlink removes a relationship.
func (b Builder) Unlink(from, relationship, to string) model.Change {
	return model.DeleteLink{Type: b.relationship(relationship), From: from, To: to}
}

func (b Builder) relationship(name string) *model.Relationship {
	r := b.Model.Relationship(name)
	if r == nil {
		panic("no relationship " + name)
	}
	return r
}

// stop makes a stop of a route, at a place in it.
func (b Builder) stop(route, stop string, order int64, props model.Props) []model.Change {
	return []model.Change{b.Put(stop, props), b.Link(route, "HAS_STOP", stop, model.Props{"order": order})}
}
