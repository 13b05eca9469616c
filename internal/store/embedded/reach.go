package embedded

import (
	"slices"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
)

// maxReached is how many nodes a snapshot remembers in all as the ends of walks: 16 MB of them.
const maxReached = 4 << 20

// reachMemo remembers where derived relations of a snapshot lead, so that a path of many steps is walked once for each
// node and version. It is filled until it is full and goes with its snapshot.
type reachMemo struct {
	mu    sync.RWMutex
	ends  map[reachKey][]int32 // guarded by mu; what it holds never changes
	nodes int                  // guarded by mu: in all ends together
}

type reachKey struct {
	relation *model.Relation
	node     int32
}

func newReachMemo() *reachMemo { return &reachMemo{ends: map[reachKey][]int32{}} }

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

// reachRemembered does what reachMany does, and remembers the end of the walk for whoever asks for it next.
func (r *run) reachRemembered(w *walk, n int32) {
	k := reachKey{w.whole, n}
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
