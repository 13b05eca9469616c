package embedded

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

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

// touched lists what the changes spoke of.
func (b *batch) touched() rules.Touched {
	return rules.Touched{
		Elements: slices.Sorted(maps.Keys(b.elements)),
		Links:    slices.Collect(maps.Keys(b.links)),
	}
}

// problems gives what is wrong with the graph as it would be, each at the change that brought it about.
func (b *batch) problems() []model.Problem {
	var found []model.Problem
	for _, v := range rules.Check(b.s.model, b, b.touched()) {
		path := []any{b.cause(v.Subject)}
		if v.Subject.Field != "" {
			for part := range strings.SplitSeq(v.Subject.Field, ".") {
				path = append(path, part)
			}
		}
		found = append(found, model.Problem{Path: path, Rule: v.Rule, Message: v.Message, Suggestion: v.Suggestion})
	}
	return found
}

// cause gives the change that last spoke of the subject, or of a relationship at it.
func (b *batch) cause(s rules.Subject) int {
	if s.Element == "" {
		return b.links[s.Link].op
	}
	if p, ok := b.elements[s.Element]; ok {
		return p.op
	}
	op := 0
	for _, l := range b.linksAt[s.Element] {
		op = max(op, b.links[l].op)
	}
	return op
}

// malformed says what is wrong with a change that cannot even be tried, "" for nothing.
func malformed(m *model.Model, change model.Change) string {
	switch c := change.(type) {
	case model.PutElement:
		if c.Element.Kind == nil || m.Kind(c.Element.Kind.Name) != c.Element.Kind {
			return fmt.Sprintf("%q has no kind of this model", c.Element.ID)
		}
	case model.PutLink:
		return malformedType(m, c.Link.Type)
	case model.DeleteLink:
		return malformedType(m, c.Type)
	case nil:
		return "no change is given"
	}
	return ""
}

func malformedType(m *model.Model, t *model.Relationship) string {
	if t == nil || m.Relationship(t.Name) != t {
		return "the relationship has no type of this model"
	}
	return ""
}

// makeAll makes all changes and checks what comes of them.
func (b *batch) makeAll(changes []model.Change) error {
	var problems []model.Problem
	for i, change := range changes {
		if text := malformed(b.s.model, change); text != "" {
			problems = append(problems, model.Problem{Path: []any{i}, Rule: rules.WrongKind, Message: text})
			continue
		}
		b.make(i, change)
	}
	if len(problems) == 0 {
		problems = b.problems()
	}
	if len(problems) == 0 {
		return nil
	}
	message := "the change breaks a rule of the model"
	if len(problems) > 1 {
		message = fmt.Sprintf("the change breaks %d rules of the model", len(problems))
	}
	return &model.Error{Code: model.BadUserInput, Message: message, Problems: problems}
}
