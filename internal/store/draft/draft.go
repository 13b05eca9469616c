package draft

import (
	"iter"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// Base is the graph before the changes.
type Base interface {
	rules.View
	rules.Lister
}

// Draft is the graph as it would be. It is the view that the rules of the model look at, so it can hold what a store may not,
// such as a relationship to nowhere.
type Draft struct {
	model    *model.Model
	base     Base
	fields   [][]*model.Field // stored fields, by kind, of kinds that were needed so far
	elements map[string]pendingElement
	links    map[rules.LinkID]pendingLink
	linksAt  map[string][]rules.LinkID // pending links by the id of either end
	holders  map[holder][]string       // ids of pending elements that were given a key
}

// pendingElement is an element after the changes, nil where it is gone, and the change that last spoke of it.
type pendingElement struct {
	now *model.Element
	op  int
}

type pendingLink struct {
	now *model.Link
	op  int
}

// holder is a value of a unique field.
type holder struct {
	kind  *model.Kind
	key   *model.Field
	value any
}

// New gives a draft in which nothing is changed yet.
func New(m *model.Model, base Base) *Draft {
	return &Draft{
		model: m, base: base, fields: make([][]*model.Field, len(m.Kinds)), elements: map[string]pendingElement{},
		links: map[rules.LinkID]pendingLink{}, linksAt: map[string][]rules.LinkID{}, holders: map[holder][]string{},
	}
}

// Make makes changes, of which none may be malformed. It is called once.
func (d *Draft) Make(changes []model.Change) {
	for op, change := range changes {
		switch c := change.(type) {
		case model.PutElement:
			d.putElement(op, c)
		case model.DeleteElement:
			d.deleteElement(op, c.ID)
		case model.PutLink:
			d.putLink(op, c)
		case model.DeleteLink:
			d.setLink(rules.LinkID{Type: c.Type, From: c.From, To: c.To}, pendingLink{op: op})
		}
	}
}

func (d *Draft) putElement(op int, c model.PutElement) {
	e := c.Element
	var old model.Props
	if was, ok := d.Element(e.ID); ok && c.Merge {
		old = was.Props
		if e.Set == "" {
			e.Set = was.Set
		}
	}
	e.Props = Values(d.stored(e.Kind), old, e.Props)
	d.elements[e.ID] = pendingElement{now: &e, op: op}
	for _, f := range e.Kind.Fields {
		v := e.Props[f.Property]
		if _, isList := v.([]string); f.Key && v != nil && !isList {
			h := holder{e.Kind, f, v}
			d.holders[h] = append(d.holders[h], e.ID)
		}
	}
}

func (d *Draft) stored(k *model.Kind) []*model.Field {
	if d.fields[k.Index] == nil {
		d.fields[k.Index] = k.Stored()
	}
	return d.fields[k.Index]
}

func (d *Draft) deleteElement(op int, id string) {
	d.elements[id] = pendingElement{op: op}
	for _, l := range slices.Clone(d.linksAt[id]) {
		d.setLink(l, pendingLink{op: op})
	}
	for _, t := range d.model.Relationships {
		for _, out := range []bool{true, false} {
			for l := range d.untouched(id, t, out) {
				d.setLink(rules.LinkID{Type: t, From: l.From, To: l.To}, pendingLink{op: op})
			}
		}
	}
}

func (d *Draft) putLink(op int, c model.PutLink) {
	l := c.Link
	id := rules.LinkID{Type: l.Type, From: l.From, To: l.To}
	var old model.Props
	if was, ok := d.Link(id); ok && c.Merge {
		old = was.Props
		if l.Set == "" {
			l.Set = was.Set
		}
	}
	l.Props = Values(l.Type.Properties, old, l.Props)
	d.setLink(id, pendingLink{now: &l, op: op})
}

func (d *Draft) setLink(id rules.LinkID, p pendingLink) {
	if _, again := d.links[id]; !again {
		d.linksAt[id.From] = append(d.linksAt[id.From], id)
		if id.To != id.From {
			d.linksAt[id.To] = append(d.linksAt[id.To], id)
		}
	}
	d.links[id] = p
}

// untouched gives the relationships there were that no change has spoken of.
func (d *Draft) untouched(id string, t *model.Relationship, out bool) iter.Seq[model.Link] {
	return func(yield func(model.Link) bool) {
		for l := range d.base.Links(id, t, out) {
			_, changed := d.links[rules.LinkID{Type: t, From: l.From, To: l.To}]
			if !changed && !yield(l) {
				return
			}
		}
	}
}
