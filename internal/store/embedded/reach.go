package embedded

import (
	"slices"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
)

// reachMemo remembers where derived relations of a snapshot lead, so that a path of many steps is walked once for each
// node and version. It is filled until it is full and goes with its snapshot.
type reachMemo struct {
	ends memo[reachKey, int32]  // where relations lead, and parts of their ways
	any  memo[leadsTo, int32]   // the nodes from which a relation leads to any of a kind
	back memo[reachKey, uint64] // the nodes from which a relation leads to a node, a bit for each node of the graph
	last lastBack
	hubs memo[hub, uint64] // what is reached from them

	mu    sync.Mutex
	among map[*model.Kind]*among // guarded by mu; what it holds never changes
}

// How much a snapshot remembers in all: 16 MB of nodes as the ends of walks, as many of where relations lead from to any of a kind, 32 MB
// of sets that hubs lead to, and for how many relations and nodes from where the one leads to the other.
const (
	maxReached  = 4 << 20
	maxHubWords = 4 << 20
	maxBack     = 64
)

func newReachMemo() *reachMemo {
	m := &reachMemo{among: map[*model.Kind]*among{}}
	m.ends.most, m.any.most, m.hubs.most, m.back.most, m.back.anew = maxReached, maxReached, maxHubWords, maxBack, true
	return m
}

// reachKey is a relation, or the rest of ways that may be that of many relations, and the node it is walked from.
type reachKey struct {
	relation *model.Relation // nil for the rest of ways
	rest     *bundle         // nil for a whole relation
	node     int32
}

// leadsTo is a relation and a kind that it leads to.
type leadsTo struct {
	relation *model.Relation
	kind     int
}

// entryNodes is what an entry takes itself, in nodes.
const entryNodes = 16

// remembered gives the nodes that a walk leads to, each once, and remembers them for whoever asks next. They are not to be changed.
func (r *run) remembered(w *walk, n int32) []int32 {
	if w.whole == nil {
		return slices.Clone(r.ends(w, n))
	}
	k := reachKey{relation: w.whole, node: n}
	ends, known := r.s.reached.ends.get(k)
	if known {
		r.tick(len(ends))
		return ends
	}
	ends = slices.Clone(r.ends(w, n))
	if r.err == nil {
		r.s.reached.ends.put(k, ends, len(ends)+entryNodes)
	}
	return ends
}

// The rest of ways is walked for each node that their first steps lead to by itself, and remembered, where these are few and
// it is long: all stages that a business capability enables reach the same services through it, and so do all journeys.
// Once that has cost much, what is not known yet is found from all of them at once, which mostly costs far less: what
// several lead to is looked at once.
const (
	mostShared   = 32       // nodes after a step
	worthKeeping = 512      // nodes and relationships looked at on the rest of the ways
	muchKept     = 64 << 10 // nodes and relationships looked at for one list before the rest is found at once
)

// ends gives the nodes that a walk of several steps leads to, each once. What it gives is good until something is walked again.
func (r *run) ends(w *walk, n int32) []int32 {
	ends := r.follow(w.bundle, n)
	if w.accept == nil && w.keep == nil {
		return ends
	}
	r.gathered = slices.DeleteFunc(append(r.gathered[:0], ends...), func(n int32) bool { return !r.passes(w, n) }) //nolint:gocritic // the room of the list is used again on purpose
	return r.gathered
}

// follow gives the nodes at the end of some ways: put together from what is remembered where that is most of it, and otherwise found anew.
func (r *run) follow(b *bundle, n int32) []int32 {
	if b.longest < 3 || r.halfway(b, n) {
		return r.together(b, n, 0)
	}
	r.reached.reset()
	r.gathered, r.until = r.gathered[:0], r.work+r.ticks+muchKept
	if r.shared(b, n) || r.err != nil {
		return r.gathered
	}
	return r.together(b, n, 0)
}

// shared gathers the nodes that ways lead to from a node, and reports false where it has not all of them because that costs too much.
func (r *run) shared(b *bundle, n int32) bool {
	if b.longest < 3 || !r.leadsToFew(b, n) {
		return r.kept(b, n)
	}
	if b.here {
		r.gather(n)
	}
	for _, l := range b.first {
		for _, t := range l.Types {
			to, _ := r.s.links[t.Index].from(l.Out).at(n)
			r.tick(len(to))
			for _, mid := range to {
				if !r.shared(l.rest, mid) {
					return false
				}
			}
		}
	}
	return r.err == nil
}

// leadsToFew reports whether all ways begin with a step that leads to few nodes.
func (r *run) leadsToFew(b *bundle, n int32) bool {
	for _, l := range b.first {
		if l.Repeat != model.Once || r.s.leads(l.Step, n) > mostShared {
			return false
		}
	}
	return true
}

// kept gathers where the rest of ways leads to from a node, and remembers it.
func (r *run) kept(b *bundle, n int32) bool {
	k := reachKey{rest: b, node: n}
	ends, known := r.s.reached.ends.get(k)
	if known {
		r.tick(len(ends))
	} else {
		before := r.work + r.ticks
		if before > r.until {
			return false
		}
		ends = r.together(b, n, 0)
		if r.err == nil && r.work+r.ticks-before > worthKeeping {
			ends = slices.Clone(ends)
			r.s.reached.ends.put(k, ends, len(ends)+entryNodes)
		}
	}
	for _, end := range ends {
		r.gather(end)
	}
	return r.err == nil
}

func (r *run) gather(n int32) {
	if r.reached.add(n) {
		r.gathered = append(r.gathered, n)
	}
}
