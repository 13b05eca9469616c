package rules

import (
	"iter"
	"maps"

	"github.com/carejourney/carejourney/internal/model"
)

// Graph is a plain View of a graph that is not changing: what a model folder holds, or the neighbourhood of a change
// that a store has fetched from elsewhere.
type Graph struct {
	elements map[string]model.Element
	links    map[LinkID]model.Link
	ends     map[end][]LinkID
	holders  map[holding][]string
}

// end is one end of the relationships of a type.
type end struct {
	id  string
	t   *model.Relationship
	out bool
}

// holding is a value of a key field of a kind.
type holding struct {
	kind  *model.Kind
	key   *model.Field
	value any
}

// NewGraph makes a view of elements and links, of which no two may be the same.
func NewGraph(elements []model.Element, links []model.Link) *Graph {
	g := &Graph{
		elements: make(map[string]model.Element, len(elements)),
		links:    make(map[LinkID]model.Link, len(links)),
		ends:     make(map[end][]LinkID, 2*len(links)),
		holders:  map[holding][]string{},
	}
	for _, e := range elements {
		g.elements[e.ID] = e
		for _, f := range e.Kind.Fields {
			if value, ok := e.Props[f.Property]; ok && f.Key && !f.List {
				h := holding{e.Kind, f, value}
				g.holders[h] = append(g.holders[h], e.ID)
			}
		}
	}
	for _, l := range links {
		id, from, to := idOf(l), end{l.From, l.Type, true}, end{l.To, l.Type, false}
		g.links[id] = l
		g.ends[from] = append(g.ends[from], id)
		g.ends[to] = append(g.ends[to], id)
	}
	return g
}

// Element gives the element with that id.
func (g *Graph) Element(id string) (model.Element, bool) {
	e, ok := g.elements[id]
	return e, ok
}

// Link gives the relationship with that name.
func (g *Graph) Link(id LinkID) (model.Link, bool) {
	l, ok := g.links[id]
	return l, ok
}

// Links gives the relationships of the type that start (out) or end at the element.
func (g *Graph) Links(id string, t *model.Relationship, out bool) iter.Seq[model.Link] {
	return func(yield func(model.Link) bool) {
		for _, link := range g.ends[end{id, t, out}] {
			if !yield(g.links[link]) {
				return
			}
		}
	}
}

// Holders gives the ids of the elements of the kind whose key field has the value.
func (g *Graph) Holders(kind *model.Kind, key *model.Field, value any) []string {
	return g.holders[holding{kind, key, value}]
}

// IDs gives all ids, in any order.
func (g *Graph) IDs() iter.Seq[string] { return maps.Keys(g.elements) }
