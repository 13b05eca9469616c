package rules

import (
	"iter"

	"github.com/carejourney/carejourney/internal/model"
)

// Graph is a plain View of a graph that is not changing: what a model folder holds, or the neighbourhood of a change
// that a store has fetched from elsewhere.
type Graph struct {
	nodes   map[string]*vertex
	links   []model.Link
	holders map[holding][]string
}

// vertex is an id with its element, where there is one, and the links that start and end there.
type vertex struct {
	element model.Element
	known   bool
	out, in []int32
}

// holding is a value of a key field of a kind.
type holding struct {
	kind  *model.Kind
	key   *model.Field
	value any
}

// NewGraph makes a view of elements and links, of which no two may be the same.
func NewGraph(elements []model.Element, links []model.Link) *Graph {
	g := &Graph{nodes: make(map[string]*vertex, len(elements)), links: links, holders: map[holding][]string{}}
	vertices := make([]vertex, len(elements))
	for i, e := range elements {
		vertices[i].element, vertices[i].known = e, true
		g.nodes[e.ID] = &vertices[i]
		for _, f := range e.Kind.Fields {
			if !f.Key || f.List {
				continue
			}
			if value, ok := e.Props[f.Property]; ok {
				h := holding{e.Kind, f, value}
				g.holders[h] = append(g.holders[h], e.ID)
			}
		}
	}
	for i, l := range links {
		from, to := g.vertex(l.From), g.vertex(l.To)
		from.out, to.in = append(from.out, int32(i)), append(to.in, int32(i))
	}
	return g
}

// vertex gives the vertex of an id, also of one that only links speak of.
func (g *Graph) vertex(id string) *vertex {
	v := g.nodes[id]
	if v == nil {
		v = &vertex{}
		g.nodes[id] = v
	}
	return v
}

// Element gives the element with that id.
func (g *Graph) Element(id string) (model.Element, bool) {
	if v := g.nodes[id]; v != nil && v.known {
		return v.element, true
	}
	return model.Element{}, false
}

// Link gives the relationship with that name. It looks from the end that has fewer.
func (g *Graph) Link(id LinkID) (model.Link, bool) {
	from, to := g.nodes[id.From], g.nodes[id.To]
	if from == nil || to == nil {
		return model.Link{}, false
	}
	candidates := from.out
	if len(to.in) < len(candidates) {
		candidates = to.in
	}
	for _, i := range candidates {
		if l := g.links[i]; l.Type == id.Type && l.From == id.From && l.To == id.To {
			return l, true
		}
	}
	return model.Link{}, false
}

// Links gives the relationships of the type that start (out) or end at the element.
func (g *Graph) Links(id string, t *model.Relationship, out bool) iter.Seq[model.Link] {
	return func(yield func(model.Link) bool) {
		v := g.nodes[id]
		if v == nil {
			return
		}
		at := v.in
		if out {
			at = v.out
		}
		for _, i := range at {
			if g.links[i].Type == t && !yield(g.links[i]) {
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
func (g *Graph) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for id, v := range g.nodes {
			if v.known && !yield(id) {
				return
			}
		}
	}
}
