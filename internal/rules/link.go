package rules

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// link checks a relationship: that both ends are there, that it may join their kinds, and its properties.
func (c *checker) link(l model.Link) {
	from, hasFrom := c.v.Element(l.From)
	to, hasTo := c.v.Element(l.To)
	c.between(l, from.Kind, to.Kind, hasFrom, hasTo)
}

// between checks a relationship between nodes of two kinds, as far as they are there.
func (c *checker) between(l model.Link, from, to *model.Kind, hasFrom, hasTo bool) {
	s := Subject{Link: idOf(l)}
	if !hasFrom {
		c.unknownEnd(s, l, l.From, true)
	}
	if !hasTo {
		c.unknownEnd(s, l, l.To, false)
	}
	if hasFrom && hasTo && !l.Type.Joins(from, to) {
		c.report(WrongKind, s, fmt.Sprintf("%s cannot lead from %s (%s) to %s (%s)",
			l.Type.Name, l.From, from.Name, l.To, to.Name), suggestJoin(l.Type, from, to))
	}
	c.values(s, l.Type.Properties, l.Props)
	c.dates(s, l.Props)
}

// unknownEnd reports an end that is not in the graph.
func (c *checker) unknownEnd(s Subject, l model.Link, id string, from bool) {
	if s.Field = "to"; from {
		s.Field = "from"
	}
	c.wanted = append(c.wanted, want{at: len(c.found), t: l.Type, id: id, from: from})
	c.report(UnknownRef, s, fmt.Sprintf("there is no %s", quoted(clip(id))), "")
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
