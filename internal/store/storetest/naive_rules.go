package storetest

import (
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// problems asks the rules of the model about the graph, and finds the change to blame for what is wrong.
func (n *naive) problems(g graph, ops []model.Change) []model.Problem {
	view := rules.NewGraph(slices.Collect(maps.Values(g.elements)), slices.Collect(maps.Values(g.links)))
	var problems []model.Problem
	for _, v := range rules.Check(n.model, view, n.touched(ops)) {
		problems = append(problems, model.Problem{
			Path: []any{n.cause(ops, v.Subject)}, Rule: v.Rule, Message: v.Message, Suggestion: v.Suggestion,
		})
	}
	return problems
}

// touched lists all that the changes speak of, with the relationships of what they delete.
func (n *naive) touched(ops []model.Change) rules.Touched {
	var t rules.Touched
	for _, op := range ops {
		switch c := op.(type) {
		case model.PutElement:
			t.Elements = append(t.Elements, c.Element.ID)
		case model.PutLink:
			t.Links = append(t.Links, nameOf(c.Link))
		case model.DeleteLink:
			t.Links = append(t.Links, rules.LinkID{Type: c.Type, From: c.From, To: c.To})
		case model.DeleteElement:
			t.Elements = append(t.Elements, c.ID)
			for name := range n.graph.links {
				if name.From == c.ID || name.To == c.ID {
					t.Links = append(t.Links, name)
				}
			}
		}
	}
	return t
}

// cause finds the last change that speaks of the subject, or of a relationship at it; the first change if none does.
func (n *naive) cause(ops []model.Change, s rules.Subject) int {
	found := 0
	for i, op := range ops {
		if n.speaksOf(op, s) {
			found = i
		}
	}
	return found
}

func (n *naive) speaksOf(op model.Change, s rules.Subject) bool {
	switch c := op.(type) {
	case model.PutElement:
		return c.Element.ID == s.Element
	case model.PutLink:
		return speaksOf(nameOf(c.Link), s)
	case model.DeleteLink:
		return speaksOf(rules.LinkID{Type: c.Type, From: c.From, To: c.To}, s)
	case model.DeleteElement:
		for name := range n.graph.links {
			if (name.From == c.ID || name.To == c.ID) && speaksOf(name, s) {
				return true
			}
		}
	}
	return false
}

func speaksOf(name rules.LinkID, s rules.Subject) bool {
	return name == s.Link || s.Element != "" && (name.From == s.Element || name.To == s.Element)
}
