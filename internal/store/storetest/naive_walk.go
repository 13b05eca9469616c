package storetest

import (
	"maps"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// ids is a set of ids.
type ids map[string]bool

// reached gives the nodes reached over a relation, each with the link where the relation is stored, by id.
func (e evaluation) reached(from string, rel *model.Relation) []place {
	ends := ids{}
	for _, way := range rel.Path.Ways {
		maps.Copy(ends, e.walk(ids{from: true}, way))
	}
	var places []place
	for _, id := range slices.Sorted(maps.Keys(ends)) {
		node := e.graph.elements[id]
		if !rel.Target.Has(node.Kind) || rel.Keep != nil && !keeps(rel.Keep, node) {
			continue
		}
		p := place{node: node}
		if rel.Stored != nil {
			name := rules.LinkID{Type: rel.Stored, From: from, To: id}
			if !rel.Out {
				name.From, name.To = id, from
			}
			link := e.graph.links[name]
			p.link = &link
		}
		places = append(places, p)
	}
	return places
}

func keeps(k *model.Keep, node model.Element) bool {
	value, _ := nodeValue(node, node.Kind.Field(k.Field)).(string)
	return slices.Contains(k.Values, value)
}

// walk takes the steps of a way one after the other.
func (e evaluation) walk(from ids, way model.Way) ids {
	for _, step := range way {
		next := e.step(from, step)
		if step.Repeat != model.Once {
			next = e.closure(next, step)
		}
		if step.Repeat == model.ZeroOrMore {
			maps.Copy(next, from)
		}
		from = next
	}
	return from
}

// step gives the nodes one step away from any of the nodes.
func (e evaluation) step(from ids, step model.Step) ids {
	next := ids{}
	for _, l := range e.graph.links {
		start, end := l.From, l.To
		if !step.Out {
			start, end = end, start
		}
		if from[start] && slices.Contains(step.Types, l.Type) {
			next[end] = true
		}
	}
	return next
}

// closure repeats the step until no more nodes are found.
func (e evaluation) closure(found ids, step model.Step) ids {
	for {
		more := maps.Clone(found)
		maps.Copy(more, e.step(found, step))
		if len(more) == len(found) {
			return found
		}
		found = more
	}
}
