package rules

import (
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// The few names of the model that rules know. A model without them is not checked for these rules.
const (
	hasStage = "HAS_STAGE"
	next     = "NEXT"
	partOf   = "PART_OF"
	share    = "share"
)

// periods are the pairs of fields and properties of which the second must not be before the first.
var periods = [...][2]string{{"validFrom", "validTo"}, {"since", "until"}}

// slack lets shares such as 0.1 + 0.2 + 0.7 add up to one.
const slack = 1e-9

// dates checks that what has a first and a last day has them in this order.
func (c *checker) dates(s Subject, props model.Props) {
	for _, p := range periods {
		first, hasFirst := props[p[0]].(string)
		last, hasLast := props[p[1]].(string)
		if hasFirst && hasLast && last < first {
			s.Field = p[1]
			c.report(DatesReversed, s, fmt.Sprintf("%s %s is before %s %s", p[1], last, p[0], first), "")
		}
	}
}

// next checks that NEXT stays inside a journey, also where a stage has moved to another.
func (c *checker) next(links []LinkID) {
	steps, stages := c.m.Relationship(next), c.m.Relationship(hasStage)
	if steps == nil || stages == nil {
		return
	}
	var check []LinkID
	for _, id := range links {
		switch id.Type {
		case steps:
			check = append(check, id)
		case stages:
			for _, out := range [...]bool{true, false} {
				for l := range c.v.Links(id.To, steps, out) {
					if !c.touchedLink(idOf(l)) {
						check = append(check, idOf(l))
					}
				}
			}
		}
	}
	slices.SortFunc(check, compareLinks)
	for _, id := range slices.Compact(check) {
		from, to := c.sources(id.From, stages), c.sources(id.To, stages)
		if len(from) == 0 || len(to) == 0 || slices.ContainsFunc(from, func(j string) bool { return slices.Contains(to, j) }) {
			continue
		}
		c.report(NextOutside, Subject{Link: id},
			fmt.Sprintf("%s is a stage of %s, and %s of %s", id.From, from[0], id.To, to[0]), "Use leadsTo: "+to[0])
	}
}

// sources gives the ids of elements with a link of the type to the element, in order.
func (c *checker) sources(id string, t *model.Relationship) []string {
	var ids []string
	for l := range c.v.Links(id, t, false) {
		ids = append(ids, l.From)
	}
	slices.Sort(ids)
	return ids
}

// shares checks that the ways on from a stage are taken by no more than everybody.
func (c *checker) shares(links []LinkID) {
	steps := c.m.Relationship(next)
	var from []string
	for _, id := range links {
		if id.Type == steps {
			from = append(from, id.From)
		}
	}
	for _, stage := range slices.Compact(from) {
		sum, ways := 0.0, 0
		for l := range c.v.Links(stage, steps, true) {
			if part, ok := l.Props[share].(float64); ok {
				sum, ways = sum+part, ways+1
			}
		}
		if sum > 1+slack {
			c.report(ShareOverOne, Subject{Element: stage, Field: c.relationName(stage, steps)},
				fmt.Sprintf("the shares of %d ways on from %s add up to %.4g, which is more than 1", ways, stage, sum), "")
		}
	}
}

// relationName gives the name under which the element has the relationships of the type that start at it.
func (c *checker) relationName(id string, t *model.Relationship) string {
	if e, ok := c.v.Element(id); ok {
		for _, rel := range e.Kind.Relations {
			if rel.Stored == t && rel.Out {
				return rel.Name
			}
		}
	}
	return ""
}
