package draft

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// Refusal is the error for problems with changes, model.BadUserInput; nil for none.
func Refusal(problems []model.Problem) error {
	message := "the change breaks a rule of the model"
	switch len(problems) {
	case 0:
		return nil
	case 1:
	default:
		message = fmt.Sprintf("the change breaks %d rules of the model", len(problems))
	}
	return &model.Error{Code: model.BadUserInput, Message: message, Problems: problems}
}

// Problems gives what is wrong with the graph as it would be, each with the number of the change that brought it about and
// the field first in its path.
func (d *Draft) Problems() []model.Problem {
	touched := rules.Touched{Elements: slices.Sorted(maps.Keys(d.elements)), Links: slices.Collect(maps.Keys(d.links))}
	var found []model.Problem
	for _, v := range rules.Check(d.model, d, touched) {
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
func (d *Draft) cause(s rules.Subject) int {
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

// Malformed gives what is wrong with changes that cannot even be tried, each with the number of the change.
func Malformed(m *model.Model, changes []model.Change) []model.Problem {
	var problems []model.Problem
	for i, change := range changes {
		if text := malformed(m, change); text != "" {
			problems = append(problems, model.Problem{Path: []any{i}, Rule: rules.WrongKind, Message: text})
		}
	}
	return problems
}

func malformed(m *model.Model, change model.Change) string {
	switch c := change.(type) {
	case model.PutElement:
		return MalformedElement(m, c.Element)
	case model.PutLink:
		return MalformedType(m, c.Link.Type)
	case model.DeleteLink:
		return MalformedType(m, c.Type)
	case nil:
		return "no change is given"
	}
	return ""
}

// MalformedElement says why an element cannot be part of a graph of the model at all, "" where it can.
func MalformedElement(m *model.Model, e model.Element) string {
	if e.Kind == nil || m.Kind(e.Kind.Name) != e.Kind {
		return fmt.Sprintf("%q has no kind of this model", e.ID)
	}
	return ""
}

// MalformedType says why a graph of the model can have no relationship of the type, "" where it can.
func MalformedType(m *model.Model, t *model.Relationship) string {
	if t == nil || m.Relationship(t.Name) != t {
		return "the relationship has no type of this model"
	}
	return ""
}

// Loose says what in the graph that would be does not hang together, "" for nothing: an element that becomes one of another
// kind, or a relationship without an end. It asks much less than Problems, for changes that were checked before.
func (d *Draft) Loose() string {
	for _, id := range slices.Sorted(maps.Keys(d.elements)) {
		was, there := d.base.Element(id)
		if now := d.elements[id].now; now != nil && there && was.Kind != now.Kind {
			return id + " would be of another kind"
		}
	}
	for _, id := range slices.SortedFunc(maps.Keys(d.links), compareLinks) {
		if d.links[id].now != nil && !d.joined(id) {
			return id.Type.Name + " cannot lead from " + id.From + " to " + id.To
		}
	}
	return ""
}

// joined reports whether both ends of a relationship would be there, of kinds that it joins.
func (d *Draft) joined(id rules.LinkID) bool {
	from, found := d.Element(id.From)
	to, also := d.Element(id.To)
	return found && also && id.Type.Joins(from.Kind, to.Kind)
}
