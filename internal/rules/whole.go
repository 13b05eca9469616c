package rules

import (
	"runtime"
	"slices"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
)

// CheckWhole gives everything that is wrong with a graph: what Check gives where everything was touched, with much less to
// remember and on all processors.
func CheckWhole(m *model.Model, g *Graph) []Violation {
	whole := &checker{m: m, v: g, whole: true, search: &search{v: g}}
	shards := runtime.GOMAXPROCS(0)
	parts := make([]*checker, shards)
	var running sync.WaitGroup
	for i := range parts {
		c := &checker{m: m, v: g, whole: true}
		parts[i] = c
		running.Go(func() {
			for _, e := range portion(g.elements, i, shards) {
				c.element(e)
				c.toOnesOf(e)
			}
			first := len(g.links) * i / shards
			for j, l := range portion(g.links, i, shards) {
				from, hasFrom := g.numbered(g.out.at[first+j])
				to, hasTo := g.numbered(g.in.at[first+j])
				c.between(l, from.Kind, to.Kind, hasFrom, hasTo)
			}
		})
	}
	running.Wait()
	for _, c := range parts {
		for _, w := range c.wanted {
			w.at += len(whole.found)
			whole.wanted = append(whole.wanted, w)
		}
		whole.found = append(whole.found, c.found...)
	}
	var some []LinkID
	for _, l := range g.links {
		if l.Type.Name == next || l.Type.Name == partOf {
			some = append(some, idOf(l))
		}
	}
	slices.SortFunc(some, compareLinks)
	whole.next(some)
	whole.shares(some)
	whole.forest(some)
	return whole.sorted()
}

// portion gives one of so many parts of a list.
func portion[T any](list []T, part, parts int) []T {
	return list[len(list)*part/parts : len(list)*(part+1)/parts]
}
