package embedded

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

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
