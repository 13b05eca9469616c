package neo4j

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// draft is the graph as it would be after some changes: what the database holds, and what differs from it. It is the view
// that the rules of the model look at, so it can hold what the database may not, such as a relationship to nowhere.
type draft struct {
	base     *base
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

func newDraft(b *base) *draft {
	return &draft{
		base: b, elements: map[string]pendingElement{}, links: map[rules.LinkID]pendingLink{},
		linksAt: map[string][]rules.LinkID{}, holders: map[holder][]string{},
	}
}

// make makes one change.
func (d *draft) make(op int, change model.Change) {
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

func (d *draft) putElement(op int, c model.PutElement) {
	e := c.Element
	var old model.Props
	if was, ok := d.Element(e.ID); ok && c.Merge {
		old = was.Props
		if e.Set == "" {
			e.Set = was.Set
		}
	}
	e.Props = kept(flat(e.Kind.Fields), old, e.Props)
	d.elements[e.ID] = pendingElement{now: &e, op: op}
	for _, f := range e.Kind.Fields {
		v := e.Props[f.Property]
		if _, isList := v.([]string); f.Key && v != nil && !isList {
			h := holder{e.Kind, f, v}
			d.holders[h] = append(d.holders[h], e.ID)
		}
	}
}

func (d *draft) deleteElement(op int, id string) {
	d.elements[id] = pendingElement{op: op}
	for _, l := range slices.Clone(d.linksAt[id]) {
		d.setLink(l, pendingLink{op: op})
	}
	for _, t := range d.base.model.Relationships {
		for _, out := range []bool{true, false} {
			for l := range d.base.Links(id, t, out) {
				d.setLink(rules.LinkID{Type: t, From: l.From, To: l.To}, pendingLink{op: op})
			}
		}
	}
}

func (d *draft) putLink(op int, c model.PutLink) {
	l := c.Link
	id := rules.LinkID{Type: l.Type, From: l.From, To: l.To}
	var old model.Props
	if was, ok := d.Link(id); ok && c.Merge {
		old = was.Props
		if l.Set == "" {
			l.Set = was.Set
		}
	}
	l.Props = kept(l.Type.Properties, old, l.Props)
	d.setLink(id, pendingLink{now: &l, op: op})
}

func (d *draft) setLink(id rules.LinkID, p pendingLink) {
	if _, again := d.links[id]; !again {
		d.linksAt[id.From] = append(d.linksAt[id.From], id)
		if id.To != id.From {
			d.linksAt[id.To] = append(d.linksAt[id.To], id)
		}
	}
	d.links[id] = p
}

// Link gives a relationship as it would be.
func (d *draft) Link(id rules.LinkID) (model.Link, bool) {
	if p, ok := d.links[id]; ok {
		if p.now == nil {
			return model.Link{}, false
		}
		return *p.now, true
	}
	return d.base.Link(id)
}

// Element gives an element as it would be.
func (d *draft) Element(id string) (model.Element, bool) {
	if p, ok := d.elements[id]; ok {
		if p.now == nil {
			return model.Element{}, false
		}
		return *p.now, true
	}
	return d.base.Element(id)
}

// Links gives the relationships of one type at an element as they would be.
func (d *draft) Links(id string, t *model.Relationship, out bool) iter.Seq[model.Link] {
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
		for l := range d.base.Links(id, t, out) {
			_, changed := d.links[rules.LinkID{Type: t, From: l.From, To: l.To}]
			if !changed && !yield(l) {
				return
			}
		}
	}
}

// Holders gives the elements of the kind that would have the value in the unique field.
func (d *draft) Holders(kind *model.Kind, key *model.Field, value any) []string {
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

// IDs gives every id there would be.
func (d *draft) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, id := range d.base.IDs() {
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

// makeAll makes all changes and checks what comes of them.
func (d *draft) makeAll(changes []model.Change) error {
	for i, change := range changes {
		d.make(i, change)
	}
	problems := d.problems()
	if d.base.err != nil {
		return d.base.err
	}
	return refusal(problems)
}

// refusal is the error for problems, nil for none.
func refusal(problems []model.Problem) error {
	switch len(problems) {
	case 0:
		return nil
	case 1:
		return &model.Error{Code: model.BadUserInput, Message: "the change breaks a rule of the model", Problems: problems}
	}
	message := fmt.Sprintf("the change breaks %d rules of the model", len(problems))
	return &model.Error{Code: model.BadUserInput, Message: message, Problems: problems}
}

// problems gives what is wrong with the graph as it would be, each at the change that brought it about.
func (d *draft) problems() []model.Problem {
	touched := rules.Touched{Elements: slices.Sorted(maps.Keys(d.elements)), Links: slices.Collect(maps.Keys(d.links))}
	var found []model.Problem
	for _, v := range rules.Check(d.base.model, d, touched) {
		path := []any{d.cause(v.Subject)}
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
func (d *draft) cause(s rules.Subject) int {
	if s.Element == "" {
		return d.links[s.Link].op
	}
	if p, ok := d.elements[s.Element]; ok {
		return p.op
	}
	op := 0
	for _, l := range d.linksAt[s.Element] {
		op = max(op, d.links[l].op)
	}
	return op
}

// malformed gives what is wrong with changes that cannot even be tried.
func malformed(m *model.Model, changes []model.Change) []model.Problem {
	var problems []model.Problem
	for i, change := range changes {
		text := ""
		switch c := change.(type) {
		case model.PutElement:
			if c.Element.Kind == nil || m.Kind(c.Element.Kind.Name) != c.Element.Kind {
				text = fmt.Sprintf("%q has no kind of this model", c.Element.ID)
			}
		case model.PutLink:
			text = malformedType(m, c.Link.Type)
		case model.DeleteLink:
			text = malformedType(m, c.Type)
		case nil:
			text = "no change is given"
		}
		if text != "" {
			problems = append(problems, model.Problem{Path: []any{i}, Rule: rules.WrongKind, Message: text})
		}
	}
	return problems
}

func malformedType(m *model.Model, t *model.Relationship) string {
	if t == nil || m.Relationship(t.Name) != t {
		return "the relationship has no type of this model"
	}
	return ""
}
