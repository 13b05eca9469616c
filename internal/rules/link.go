package rules

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// link checks a relationship: that both ends are there, that it may join their kinds, and its properties.
func (c *checker) link(l model.Link) {
	s := Subject{Link: idOf(l)}
	from, hasFrom := c.v.Element(l.From)
	to, hasTo := c.v.Element(l.To)
	if !hasFrom {
		c.unknownEnd(s, l, l.From, true)
	}
	if !hasTo {
		c.unknownEnd(s, l, l.To, false)
	}
	if hasFrom && hasTo && !l.Type.Joins(from.Kind, to.Kind) {
		c.report(WrongKind, s, fmt.Sprintf("%s cannot lead from %s (%s) to %s (%s)",
			l.Type.Name, from.ID, from.Kind.Name, to.ID, to.Kind.Name), suggestJoin(l.Type, from.Kind, to.Kind))
	}
	c.values(s, l.Type.Properties, l.Props)
	c.dates(s, l.Props)
}

// unknownEnd reports an end that is not in the graph.
func (c *checker) unknownEnd(s Subject, l model.Link, id string, from bool) {
	if s.Field = "to"; from {
		s.Field = "from"
	}
	c.report(UnknownRef, s, fmt.Sprintf("there is no %s", quoted(clip(id))), c.suggestReference(l.Type, id, from))
}

// maxCompared bounds the time spent on suggestions where a great many references lead nowhere.
const maxCompared = 500_000

func (c *checker) suggestReference(t *model.Relationship, id string, from bool) string {
	lister, ok := c.v.(Lister)
	if !ok || c.compared > maxCompared {
		return ""
	}
	prefixes := map[string]bool{}
	for _, pair := range t.Pairs {
		if from {
			prefixes[pair.From.Prefix] = true
		} else {
			prefixes[pair.To.Prefix] = true
		}
	}
	n := newNearest(id)
	for candidate := range lister.IDs() {
		if prefix, _, _ := strings.Cut(candidate, ":"); prefixes[prefix] {
			c.compared++
			n.try(candidate)
		}
	}
	if n.best == "" {
		return ""
	}
	return fmt.Sprintf("Did you mean %s?", n.best)
}

// suggestJoin names where the relationship can lead from the kind, or what joins the two kinds.
func suggestJoin(t *model.Relationship, from, to *model.Kind) string {
	var ends []string
	for _, pair := range t.Pairs {
		if pair.From == from {
			ends = append(ends, pair.To.Name)
		}
	}
	if len(ends) > 0 {
		return fmt.Sprintf("From %s it leads to %s", from.Name, strings.Join(ends, " or "))
	}
	var others []string
	for _, rel := range from.Relations {
		if rel.Stored != nil && rel.Out && rel.Target.Has(to) {
			others = append(others, rel.Name)
		}
	}
	if len(others) > 0 {
		return fmt.Sprintf("%s leads to %s by %s", from.Name, to.Name, strings.Join(others, " or "))
	}
	return ""
}
