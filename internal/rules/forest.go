package rules

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

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
