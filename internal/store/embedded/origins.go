package embedded

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// mostBack is for how many relations and nodes it is remembered from where the one leads to the other: a bit for each node of the graph,
// each time.
const mostBack = 64

// From gives the relation that is walked, and from where.
func (l led) From() (*model.Relation, int) { return l.p.sel.Relation, int(l.node) }

// Origins gives from where the relation leads to the node with that id, which is found once for all lists.
func (l led) Origins(id string) (plan.Bits, error) {
	r := l.run
	r.unread.mu.Lock()
	defer r.unread.mu.Unlock()
	to := r.s.node(id)
	if to == none || int(r.s.kindIndex(to)) != l.Kind().Index {
		return nil, r.err
	}
	relation, memo := l.p.sel.Relation, r.s.reached
	key := reachKey{relation: relation, node: to}
	memo.mu.RLock()
	from, known := memo.back[key]
	memo.mu.RUnlock()
	if known {
		return from, r.err
	}
	for way := range relation.Path.Ways {
		for _, n := range r.origins(relation, way, to) {
			word := int(n >> 6)
			if word >= len(from) {
				from = append(from, make(plan.Bits, max(word+1-len(from), len(from)))...)
			}
			from[word] |= 1 << (n & 63)
		}
	}
	if r.err != nil {
		return nil, r.err
	}
	memo.mu.Lock()
	defer memo.mu.Unlock()
	if len(memo.back) >= mostBack {
		clear(memo.back)
	}
	memo.back[key] = slices.Clip(from)
	return from, nil
}

// lastBack is from where the rests of ways lead to one node, by their numbers: applications lead to a journey through the services that
// do, so whoever asks for all that lead to it walks back each part of the way once.
type lastBack struct {
	node int32
	from map[int32][]int32
}

// origins gives the nodes from which one way of a relation leads to a node.
func (r *run) origins(relation *model.Relation, way int, to int32) []int32 {
	memo := r.s.reached
	rests, steps := memo.restsOf(relation)[way], r.s.walk(relation.Path.Reversed(), nil).ways[way]
	at := []int32{to}
	for i, step := range steps {
		rest := rests[len(steps)-1-i]
		known := memo.lastFrom(rest, to)
		if known == nil {
			if known = r.take(step, at, []int32{}); r.err != nil {
				return nil
			}
			memo.putLastFrom(rest, to, known)
		}
		at = known
	}
	return at
}

func (m *reachMemo) lastFrom(rest, to int32) []int32 {
	m.mu.RLock()
	defer m.mu.RUnlock()
	if m.last.node != to {
		return nil
	}
	return m.last.from[rest]
}

func (m *reachMemo) putLastFrom(rest, to int32, from []int32) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.last.from == nil || m.last.node != to {
		m.last = lastBack{node: to, from: map[int32][]int32{}}
	}
	m.last.from[rest] = from
}
