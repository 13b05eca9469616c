package embedded

import (
	"fmt"
	"slices"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// maxReached is how many nodes a snapshot remembers in all as the ends of walks: 16 MB of them.
const maxReached = 4 << 20

// reachMemo remembers where derived relations of a snapshot lead, so that a path of many steps is walked once for each
// node and version. It is filled until it is full and goes with its snapshot.
type reachMemo struct {
	mu    sync.RWMutex
	ends  map[reachKey][]int32 // guarded by mu; what it holds never changes
	nodes int                  // guarded by mu: in all ends together
	hubs  map[hub][]uint64     // guarded by mu; what is reached from them, which never changes
	words int                  // guarded by mu: in all hubs together

	among map[*model.Kind]*among // guarded by mu; what it holds never changes
	any   map[leadsTo][]int32    // guarded by mu; the nodes from which a relation leads to any of a kind, which never change
	back  map[reachKey]plan.Bits // guarded by mu; the nodes from which a relation leads to a node, which never change
	last  lastBack               // guarded by mu; what it holds never changes

	rests  map[string]int32              // guarded by mu: numbers of rests of ways, by what their steps are
	restOf map[*model.Relation][][]int32 // guarded by mu: by way and step
}

// reachKey is a relation, and the node it is walked from; or the rest of a way, which may be that of many relations.
type reachKey struct {
	relation *model.Relation // nil for the rest of a way
	rest     int32           // its number, 0 for a whole relation
	node     int32
}

func newReachMemo() *reachMemo {
	return &reachMemo{
		ends: map[reachKey][]int32{}, hubs: map[hub][]uint64{}, among: map[*model.Kind]*among{}, any: map[leadsTo][]int32{}, back: map[reachKey]plan.Bits{},
		rests: map[string]int32{}, restOf: map[*model.Relation][][]int32{},
	}
}

// restsOf numbers the ways of a relation from each of their steps on: the same rest has the same number, whatever relation it is of, so that
// what a journey, its stages and their business capabilities rest on is found once.
func (m *reachMemo) restsOf(of *model.Relation) [][]int32 {
	m.mu.Lock()
	defer m.mu.Unlock()
	numbers := m.restOf[of]
	if numbers != nil {
		return numbers
	}
	numbers = make([][]int32, len(of.Path.Ways))
	for i, way := range of.Path.Ways {
		numbers[i] = make([]int32, len(way))
		name := ""
		for at, step := range slices.Backward(way) {
			name = fmt.Sprint(step.Out, step.Repeat, typeIndexes(step), "/", name)
			if m.rests[name] == 0 {
				m.rests[name] = int32(len(m.rests)) + 1 //nolint:gosec // the model has some hundred relations
			}
			numbers[i][at] = m.rests[name]
		}
	}
	m.restOf[of] = numbers
	return numbers
}

func typeIndexes(step model.Step) []int {
	var indexes []int
	for _, t := range step.Types {
		indexes = append(indexes, t.Index)
	}
	return indexes
}

func (m *reachMemo) get(k reachKey) ([]int32, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	ends, known := m.ends[k]
	return ends, known
}

func (m *reachMemo) put(k reachKey, ends []int32) {
	const overhead = 16 // what an entry takes itself, in nodes
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.nodes+len(ends)+overhead <= maxReached {
		m.ends[k] = ends
		m.nodes += len(ends) + overhead
	}
}

// maxHubWords is how much a snapshot remembers of hubs: 32 MB.
const maxHubWords = 4 << 20

func (m *reachMemo) hub(h hub) ([]uint64, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	bits, known := m.hubs[h]
	return bits, known
}

func (m *reachMemo) putHub(h hub, bits []uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.hubs[h]; !known && m.words+len(bits) <= maxHubWords {
		m.hubs[h] = bits
		m.words += len(bits)
	}
}

// leadsTo is a relation and a kind that it leads to.
type leadsTo struct {
	relation *model.Relation
	kind     int
}

func (m *reachMemo) leadingTo(k leadsTo) ([]int32, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	from, known := m.any[k]
	return from, known
}

func (m *reachMemo) putLeadingTo(k leadsTo, from []int32) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.nodes+len(from) <= maxReached {
		m.any[k] = from
		m.nodes += len(from)
	}
}

// reachRemembered does what reachMany does, and remembers the end of the walk for whoever asks for it next.
func (r *run) reachRemembered(w *walk, n int32) {
	k := reachKey{relation: w.whole, node: n}
	ends, known := r.s.reached.get(k)
	if !known {
		start := len(r.stack)
		r.reachMany(w, n)
		if r.err != nil {
			return
		}
		ends = make([]int32, 0, len(r.stack)-start)
		for _, c := range r.stack[start:] {
			ends = append(ends, c.node)
		}
		r.s.reached.put(k, ends)
		return
	}
	r.stack = slices.Grow(r.stack, len(ends))
	for _, end := range ends {
		r.stack = append(r.stack, candidate{node: end, link: none})
	}
	r.tick(len(ends))
}

// The rest of a way is walked for each node that its first steps lead to by itself, and remembered, where these are few and
// it is long: all stages that a business capability enables reach the same services through it, and so do all journeys.
const (
	mostShared   = 32  // nodes after a step
	worthKeeping = 512 // nodes and relationships looked at on the rest of the way
)

// sharedWay says whether the rest of a way may be worth remembering.
func (w *walk) sharedWay(way []step) bool { return w.whole != nil && len(way) > 2 }

// shared gives the nodes that a way leads to from a node, from a step on, in parts that may have nodes in common.
func (r *run) shared(w *walk, way, from int, n int32, visit func([]int32)) {
	steps := w.ways[way][from:]
	if len(steps) < 3 || steps[0].repeat != model.Once {
		r.kept(w, way, from, n, visit)
		return
	}
	first := r.end(steps[:1], n)
	if len(first) > mostShared {
		visit(r.end(steps[1:], first...))
		return
	}
	var few [mostShared]int32
	for _, mid := range few[:copy(few[:], first)] {
		if r.err == nil {
			r.shared(w, way, from+1, mid, visit)
		}
	}
}

// kept walks the rest of a way from a node and remembers where it leads.
func (r *run) kept(w *walk, way, from int, n int32, visit func([]int32)) {
	k := reachKey{rest: w.rests[way][from], node: n}
	ends, known := r.s.reached.get(k)
	if known {
		r.tick(len(ends))
		visit(ends)
		return
	}
	before := r.work + r.ticks
	ends = r.end(w.ways[way][from:], n)
	if r.err != nil {
		return
	}
	if r.work+r.ticks-before > worthKeeping {
		ends = slices.Clone(ends)
		r.s.reached.put(k, ends)
	}
	visit(ends)
}
