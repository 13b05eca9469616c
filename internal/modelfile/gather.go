package modelfile

import (
	"cmp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// gathered is everything that pieces hold, each thing once and in order. Nodes have numbers, which are their places, and ids
// that only relationships speak of those that follow.
type gathered struct {
	set       string // the id of the set that everything belongs to
	pieces    []*piece
	elements  []model.Element // by id
	nodeSpots []spot
	ids       map[string]int32
	unknown   []string
	links     []model.Link // by start, type, end
	linkSpots []spot
	from, to  []int32
}

// index is a place in what a piece holds.
type index struct{ piece, at int32 }

// gatherNodes puts the nodes of all pieces in order. One that is described again is a problem.
func (g *gathered) gatherNodes() {
	var order []index
	node := func(at index) *writtenNode { return &g.pieces[at.piece].nodes[at.at] }
	// Tables are mostly in order, and of one kind, so that all are once the tables are.
	for _, p := range g.inOrder() {
		for at := range g.pieces[p].nodes {
			order = append(order, index{p, int32(at)})
		}
	}
	byID := func(a, b index) int {
		return cmp.Or(strings.Compare(node(a).what.ID, node(b).what.ID), cmp.Compare(a.piece, b.piece), cmp.Compare(a.at, b.at))
	}
	if !slices.IsSortedFunc(order, byID) {
		slices.SortFunc(order, byID)
	}
	g.elements, g.nodeSpots = make([]model.Element, 0, len(order)), make([]spot, 0, len(order))
	g.ids = make(map[string]int32, len(order))
	for _, at := range order {
		n := node(at)
		if last := len(g.elements) - 1; last >= 0 && g.elements[last].ID == n.what.ID {
			first, again := g.origin(g.nodeSpots[last]), g.origin(n.spot)
			again.file.reportf(again.at, duplicateID, "%s is described twice, first at %s", clip(n.what.ID), first.file.place(first.at))
			continue
		}
		n.what.Set = g.set
		g.ids[n.what.ID] = int32(len(g.elements))
		g.elements, g.nodeSpots = append(g.elements, n.what), append(g.nodeSpots, n.spot)
	}
	for _, p := range g.pieces {
		p.nodes = nil
	}
}

// inOrder gives the pieces that hold nodes, by the id of the first.
func (g *gathered) inOrder() []int32 {
	var some []int32
	for i, p := range g.pieces {
		if len(p.nodes) > 0 {
			some = append(some, int32(i))
		}
	}
	slices.SortStableFunc(some, func(a, b int32) int {
		return strings.Compare(g.pieces[a].nodes[0].what.ID, g.pieces[b].nodes[0].what.ID)
	})
	return some
}

// originOf gives where a node is written.
func (g *gathered) originOf(id string) (origin, bool) {
	i, found := slices.BinarySearchFunc(g.elements, id, func(e model.Element, id string) int { return strings.Compare(e.ID, id) })
	if !found {
		return origin{}, false
	}
	return g.origin(g.nodeSpots[i]), true
}

// originOfLink gives where a relationship is written.
func (g *gathered) originOfLink(id rules.LinkID) (origin, bool) {
	i, found := slices.BinarySearchFunc(g.links, id, func(l model.Link, id rules.LinkID) int {
		return cmp.Or(strings.Compare(l.From, id.From), cmp.Compare(l.Type.Index, id.Type.Index), strings.Compare(l.To, id.To))
	})
	if !found {
		return origin{}, false
	}
	return g.origin(g.linkSpots[i]), true
}

func (g *gathered) origin(s spot) origin { return g.pieces[s.piece].origin(s) }

// id gives the id with that number.
func (g *gathered) id(n int32) string {
	if int(n) < len(g.elements) {
		return g.elements[n].ID
	}
	return g.unknown[int(n)-len(g.elements)]
}

// number gives the number of an id, which is new where nobody has spoken of it.
func (g *gathered) number(id string) int32 {
	n, known := g.ids[id]
	if !known {
		n = int32(len(g.ids))
		g.ids[id] = n
		g.unknown = append(g.unknown, id)
	}
	return n
}

// numberAll gives every end of a relationship its number.
func (g *gathered) numberAll() {
	for _, p := range g.pieces {
		numbers := make([]int32, len(p.unknown))
		for i, id := range p.unknown {
			numbers[i] = g.number(id)
		}
		for i := range p.numbered {
			if l := &p.numbered[i]; l.from < 0 {
				l.from = numbers[-1-l.from]
			}
			if l := &p.numbered[i]; l.to < 0 {
				l.to = numbers[-1-l.to]
			}
		}
		for _, l := range p.named {
			p.numbered = append(p.numbered, numberedLink{from: g.number(l.what.From), to: g.number(l.what.To), props: l.what.Props})
		}
	}
}

// ranks gives where each number stands in the order of ids, nil where numbers are in that order.
func (g *gathered) ranks() []int32 {
	if len(g.unknown) == 0 {
		return nil
	}
	order := make([]int32, len(g.ids))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(g.id(a), g.id(b)) })
	ranks := make([]int32, len(order))
	for i, n := range order {
		ranks[n] = int32(i)
	}
	return ranks
}

// gatherLinks puts the relationships of all pieces in order. One that is written again is a problem.
func (g *gathered) gatherLinks() {
	g.numberAll()
	ranks := g.ranks()
	rank := func(n int32) int32 {
		if ranks == nil {
			return n
		}
		return ranks[n]
	}
	order, start := g.byStart(rank)
	n := len(order)
	g.links, g.linkSpots, g.from, g.to = make([]model.Link, n), make([]spot, n), make([]int32, n), make([]int32, n)
	again := make([]bool, n)
	var running sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for i := range workers {
		running.Go(func() {
			for at := len(g.ids) * i / workers; at < len(g.ids)*(i+1)/workers; at++ {
				first, end := start[at], start[at+1]
				slices.SortFunc(order[first:end], func(a, b index) int {
					return cmp.Or(cmp.Compare(g.typeOf(a).Index, g.typeOf(b).Index), cmp.Compare(rank(g.link(a).to), rank(g.link(b).to)),
						cmp.Compare(a.piece, b.piece), cmp.Compare(a.at, b.at))
				})
				for j := first; j < end; j++ {
					l, t := g.link(order[j]), g.typeOf(order[j])
					g.links[j] = model.Link{Type: t, From: g.id(l.from), To: g.id(l.to), Set: g.set, Props: l.props}
					g.linkSpots[j], g.from[j], g.to[j] = g.spotOf(order[j]), l.from, l.to
					again[j] = j > first && g.links[j-1].Type == t && g.to[j-1] == l.to
				}
			}
		})
	}
	running.Wait()
	for _, p := range g.pieces {
		p.numbered, p.named = nil, nil
	}
	if slices.Contains(again, true) {
		g.dropRepeated(again)
	}
}

// byStart gives the relationships of all pieces by where they start, and where those of each node begin.
func (g *gathered) byStart(rank func(int32) int32) ([]index, []int32) {
	start := make([]int32, len(g.ids)+1)
	for _, p := range g.pieces {
		for i := range p.numbered {
			start[rank(p.numbered[i].from)+1]++
		}
	}
	for i := 1; i < len(start); i++ {
		start[i] += start[i-1]
	}
	order, next := make([]index, start[len(start)-1]), slices.Clone(start)
	for i, p := range g.pieces {
		for at := range p.numbered {
			place := &next[rank(p.numbered[at].from)]
			order[*place] = index{int32(i), int32(at)}
			*place++
		}
	}
	return order, start
}

func (g *gathered) link(at index) *numberedLink { return &g.pieces[at.piece].numbered[at.at] }

func (g *gathered) typeOf(at index) *model.Relationship {
	if p := g.pieces[at.piece]; len(p.named) == 0 {
		return p.sheet.relationship
	}
	return g.pieces[at.piece].named[at.at].what.Type
}

func (g *gathered) spotOf(at index) spot {
	if p := g.pieces[at.piece]; len(p.named) > 0 {
		return p.named[at.at].spot
	}
	return spot{at.piece, g.link(at).row, wholeRow}
}

// dropRepeated reports the relationships that are written again, and leaves them out.
func (g *gathered) dropRepeated(again []bool) {
	kept := 0
	for i, l := range g.links {
		if again[i] {
			first, here := g.origin(g.linkSpots[kept-1]), g.origin(g.linkSpots[i])
			here.file.reportf(here.at, duplicateLink, "%s from %s to %s is written twice, first at %s",
				l.Type.Name, clip(l.From), clip(l.To), first.file.place(first.at))
			continue
		}
		g.links[kept], g.linkSpots[kept], g.from[kept], g.to[kept] = l, g.linkSpots[i], g.from[i], g.to[i]
		kept++
	}
	g.links, g.linkSpots, g.from, g.to = g.links[:kept], g.linkSpots[:kept], g.from[:kept], g.to[:kept]
}
