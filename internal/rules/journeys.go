package rules

import (
	"fmt"
	"slices"
	"strings"

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

// forest checks that nothing is part of itself, by walking up from what was touched. Every node is walked through once.
func (c *checker) forest(links []LinkID) {
	t := c.m.Relationship(partOf)
	if t == nil {
		return
	}
	w := &walk{c: c, t: t, state: map[string]walked{}}
	for _, id := range links {
		if id.Type == t {
			w.up(id.From)
		}
	}
}

type walked uint8

const (
	onTheWay walked = iota + 1
	done
)

// walk goes from parts to wholes.
type walk struct {
	c     *checker
	t     *model.Relationship
	state map[string]walked
}

// frame is a node on the way up, with the wholes that are still to be visited.
type frame struct {
	id     string
	wholes []string
}

func (w *walk) up(id string) {
	var way []frame
	enter := func(id string) {
		w.state[id] = onTheWay
		way = append(way, frame{id, w.wholes(id)})
	}
	if w.state[id] == 0 {
		enter(id)
	}
	for len(way) > 0 {
		top := &way[len(way)-1]
		if len(top.wholes) == 0 {
			w.state[top.id] = done
			way = way[:len(way)-1]
			continue
		}
		whole := top.wholes[0]
		top.wholes = top.wholes[1:]
		switch w.state[whole] {
		case 0:
			enter(whole)
		case onTheWay:
			start := slices.IndexFunc(way, func(f frame) bool { return f.id == whole })
			w.report(way[start:])
		}
	}
}

func (w *walk) wholes(id string) []string {
	var ids []string
	for l := range w.c.v.Links(id, w.t, true) {
		ids = append(ids, l.To)
	}
	slices.Sort(ids)
	return ids
}

// report names a circle at the first of its links that was touched, starting from its smallest id.
func (w *walk) report(way []frame) {
	ids := make([]string, len(way))
	for i, f := range way {
		ids[i] = f.id
	}
	least := slices.Index(ids, slices.Min(ids))
	ids = slices.Concat(ids[least:], ids[:least], ids[least:least+1])
	for i := range ids[1:] {
		id := LinkID{Type: w.t, From: ids[i], To: ids[i+1]}
		if w.c.touchedLink(id) {
			w.c.report(PartOfCycle, Subject{Link: id}, "part of itself: "+chain(ids), "")
			return
		}
	}
}

// chain writes a way through the graph, leaving out the middle of a long one.
func chain(ids []string) string {
	const most = 8
	if len(ids) > most {
		ids = slices.Concat(ids[:most-2], []string{"…"}, ids[len(ids)-1:])
	}
	return strings.Join(ids, " → ")
}
