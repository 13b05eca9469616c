package rules

import (
	"iter"

	"github.com/carejourney/carejourney/internal/model"
)

// Graph is a plain View of a graph that is not changing: what a model folder holds, or the neighbourhood of a change
// that a store has fetched from elsewhere. Everything is numbered, so that a whole country takes little room.
type Graph struct {
	elements []model.Element
	ids      map[string]int32 // numbers: of the elements, and behind them of ids that only links speak of
	links    []model.Link
	out, in  ends
	holders  map[holding]int32
	others   map[holding][]int32 // all but the first, where there are several
}

// ends is which links are at each id, one after the other.
type ends struct {
	at    []int32 // id of each link
	start []int32 // where the links of each id begin
	links []int32
}

// holding is a value of a key field of a kind.
type holding struct {
	kind  *model.Kind
	key   *model.Field
	value any
}

// NewGraph makes a view of elements and links, of which no two may be the same.
func NewGraph(elements []model.Element, links []model.Link) *Graph {
	ids := make(map[string]int32, len(elements))
	for i, e := range elements {
		ids[e.ID] = int32(i)
	}
	number := func(id string) int32 {
		n, known := ids[id]
		if !known {
			n = int32(len(ids))
			ids[id] = n
		}
		return n
	}
	from, to := make([]int32, len(links)), make([]int32, len(links))
	for i, l := range links {
		from[i], to[i] = number(l.From), number(l.To)
	}
	return Numbered(elements, links, ids, from, to)
}

// Numbered makes a view of elements and links by somebody who knows the numbers of both ends of every link: those of
// elements are their places, and ids that only links speak of follow.
func Numbered(elements []model.Element, links []model.Link, ids map[string]int32, from, to []int32) *Graph {
	g := &Graph{elements: elements, ids: ids, links: links, holders: map[holding]int32{}, others: map[holding][]int32{}}
	g.out, g.in = gather(from, len(ids)), gather(to, len(ids))
	for i, e := range elements {
		for _, f := range e.Kind.Fields {
			if !f.Key || f.List {
				continue
			}
			if value, ok := e.Props[f.Property]; ok {
				g.hold(holding{e.Kind, f, value}, int32(i))
			}
		}
	}
	return g
}

func (g *Graph) hold(h holding, n int32) {
	if _, held := g.holders[h]; held {
		g.others[h] = append(g.others[h], n)
		return
	}
	g.holders[h] = n
}

// gather sorts links by the id they are at, in the order they come.
func gather(at []int32, ids int) ends {
	e := ends{at: at, start: make([]int32, ids+1), links: make([]int32, len(at))}
	for _, n := range at {
		e.start[n+1]++
	}
	for i := range ids {
		e.start[i+1] += e.start[i]
	}
	next := append([]int32(nil), e.start...)
	for i, n := range at {
		e.links[next[n]] = int32(i)
		next[n]++
	}
	return e
}

func (e *ends) of(n int32) []int32 { return e.links[e.start[n]:e.start[n+1]] }

// Element gives the element with that id.
func (g *Graph) Element(id string) (model.Element, bool) {
	n, known := g.ids[id]
	if !known {
		return model.Element{}, false
	}
	return g.numbered(n)
}

// numbered gives the element with that number.
func (g *Graph) numbered(n int32) (model.Element, bool) {
	if int(n) >= len(g.elements) {
		return model.Element{}, false
	}
	return g.elements[n], true
}

// Link gives the relationship with that name. It looks from the end that has fewer.
func (g *Graph) Link(id LinkID) (model.Link, bool) {
	from, knowsFrom := g.ids[id.From]
	to, knowsTo := g.ids[id.To]
	if !knowsFrom || !knowsTo {
		return model.Link{}, false
	}
	candidates := g.out.of(from)
	if in := g.in.of(to); len(in) < len(candidates) {
		candidates = in
	}
	for _, i := range candidates {
		if g.links[i].Type == id.Type && g.out.at[i] == from && g.in.at[i] == to {
			return g.links[i], true
		}
	}
	return model.Link{}, false
}

// Links gives the relationships of the type that start (out) or end at the element.
func (g *Graph) Links(id string, t *model.Relationship, out bool) iter.Seq[model.Link] {
	return func(yield func(model.Link) bool) {
		n, known := g.ids[id]
		if !known {
			return
		}
		at := g.in.of(n)
		if out {
			at = g.out.of(n)
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
	h := holding{kind, key, value}
	first, held := g.holders[h]
	if !held {
		return nil
	}
	ids := []string{g.elements[first].ID}
	for _, n := range g.others[h] {
		ids = append(ids, g.elements[n].ID)
	}
	return ids
}

// IDs gives all ids, in any order.
func (g *Graph) IDs() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range g.elements {
			if !yield(g.elements[i].ID) {
				return
			}
		}
	}
}
