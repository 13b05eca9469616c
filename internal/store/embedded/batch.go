package embedded

import (
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// batch is the graph as it would be after some changes: a snapshot, and what differs from it. It is the view that the
// rules of the model look at, so it can hold what a snapshot cannot, such as a relationship to nowhere.
type batch struct {
	s        *snapshot
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
	kind     *model.Kind
	property string
	value    any
}

func newBatch(s *snapshot) *batch {
	return &batch{
		s: s, elements: map[string]pendingElement{}, links: map[rules.LinkID]pendingLink{},
		linksAt: map[string][]rules.LinkID{}, holders: map[holder][]string{},
	}
}

// make makes one change.
func (b *batch) make(op int, change model.Change) {
	switch c := change.(type) {
	case model.PutElement:
		b.putElement(op, c)
	case model.DeleteElement:
		b.deleteElement(op, c.ID)
	case model.PutLink:
		b.putLink(op, c)
	case model.DeleteLink:
		b.setLink(rules.LinkID{Type: c.Type, From: c.From, To: c.To}, pendingLink{op: op})
	}
}

func (b *batch) putElement(op int, c model.PutElement) {
	e := c.Element
	var old model.Props
	if was, ok := b.Element(e.ID); ok && c.Merge {
		old = was.Props
		if e.Set == "" {
			e.Set = was.Set
		}
	}
	e.Props = merge(b.s.fields[e.Kind.Index], old, e.Props)
	b.elements[e.ID] = pendingElement{now: &e, op: op}
	for _, f := range e.Kind.Fields {
		v := e.Props[f.Property]
		if _, isList := v.([]string); f.Key && v != nil && !isList {
			h := holder{e.Kind, f.Property, v}
			b.holders[h] = append(b.holders[h], e.ID)
		}
	}
}

// merge gives the values with those of old that are not given, in the form the graph keeps them.
func merge(fields []*model.Field, old, given model.Props) model.Props {
	props := maps.Clone(old)
	if props == nil {
		props = make(model.Props, len(given))
	}
	for property, v := range given {
		list, isList := v.([]string)
		if v == nil || isList && len(list) == 0 {
			delete(props, property)
			continue
		}
		props[property] = v
	}
	for _, f := range fields {
		v, ok := props[f.Property]
		if !ok && f.Default != nil {
			props[f.Property] = f.Default
		}
		if n, whole := v.(int64); whole && f.Type == model.Float {
			props[f.Property] = float64(n)
		}
	}
	return props
}

func (b *batch) deleteElement(op int, id string) {
	b.elements[id] = pendingElement{op: op}
	for _, l := range slices.Clone(b.linksAt[id]) {
		b.setLink(l, pendingLink{op: op})
	}
	if b.s.node(id) == none {
		return
	}
	for _, t := range b.s.model.Relationships {
		for _, out := range []bool{true, false} {
			for l := range b.kept(id, t, out) {
				b.setLink(rules.LinkID{Type: t, From: l.From, To: l.To}, pendingLink{op: op})
			}
		}
	}
}

func (b *batch) putLink(op int, c model.PutLink) {
	l := c.Link
	id := rules.LinkID{Type: l.Type, From: l.From, To: l.To}
	var old model.Props
	if was, ok := b.Link(id); ok && c.Merge {
		old = was.Props
		if l.Set == "" {
			l.Set = was.Set
		}
	}
	l.Props = merge(l.Type.Properties, old, l.Props)
	b.setLink(id, pendingLink{now: &l, op: op})
}

func (b *batch) setLink(id rules.LinkID, p pendingLink) {
	if _, again := b.links[id]; !again {
		b.linksAt[id.From] = append(b.linksAt[id.From], id)
		if id.To != id.From {
			b.linksAt[id.To] = append(b.linksAt[id.To], id)
		}
	}
	b.links[id] = p
}
