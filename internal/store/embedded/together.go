package embedded

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// bundleAt is a bundle and the node where its ways begin.
type bundleAt struct {
	bundle *bundle
	node   int32
}

// maxFronts is how many nodes an answer remembers on the way to others: 16 MB of them. Then it begins anew.
const maxFronts = 4 << 20

// fronts are where an answer has been on its ways, because a node is mostly asked for several relations that begin alike: the
// journeys of an organisation are those of its stages, and both go over its services.
type fronts struct {
	known map[bundleAt][]int32
	nodes int
}

func (f *fronts) put(at bundleAt, nodes []int32) {
	if f.nodes += len(nodes) + entryNodes; f.nodes > maxFronts || f.known == nil {
		f.known, f.nodes = map[bundleAt][]int32{}, len(nodes)+entryNodes
	}
	f.known[at] = nodes
}

func (f *fronts) forget() { *f = fronts{} }

// level is the room for the front of a bundle while the next one is found from it.
type level struct {
	set   nodeSet
	nodes []int32
}

// halfway reports whether it is known where the ways lead without their last step, or with it.
func (r *run) halfway(b *bundle, n int32) bool {
	if len(r.fronts.known) == 0 {
		return false
	}
	_, known := r.fronts.known[bundleAt{b, n}]
	for i := 0; i < len(b.last) && !known; i++ {
		_, known = r.fronts.known[bundleAt{b.last[i].rest, n}]
	}
	return known
}

// together gives the nodes that a bundle leads to from a node, each once: those that its last steps lead to from where the ways are
// before them. What it gives is good until something is walked again at the same depth.
func (r *run) together(b *bundle, n int32, depth int) []int32 {
	key := bundleAt{b, n}
	if known, ok := r.fronts.known[key]; ok {
		r.tick(0)
		return known
	}
	for depth >= len(r.depths) {
		r.depths = append(r.depths, &level{})
	}
	at, before := r.depths[depth], r.work+r.ticks
	at.set.reset()
	at.nodes = at.nodes[:0]
	for _, l := range b.last {
		if from := r.together(l.rest, n, depth+1); l.Repeat == model.Once || len(at.nodes) == 0 {
			at.nodes = r.take(l.Step, from, &at.set, at.nodes)
		} else {
			r.front = r.step(l.Step, from, r.front[:0])
			for _, other := range r.front {
				at.add(other)
			}
		}
	}
	if b.here {
		at.add(n)
	}
	at.nodes = at.set.sorted(at.nodes)
	if r.err != nil || r.work+r.ticks-before <= worthKeeping {
		return at.nodes
	}
	kept := slices.Clone(at.nodes)
	r.fronts.put(key, kept)
	return kept
}

func (l *level) add(n int32) {
	if l.set.add(n) {
		l.nodes = append(l.nodes, n)
	}
}
