package embedded

import (
	"slices"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

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
	if from, known := memo.back.get(key); known {
		return from, r.err
	}
	var from plan.Bits
	for _, n := range r.originsOf(relation, to) {
		word := int(n >> 6)
		if word >= len(from) {
			from = append(from, make(plan.Bits, max(word+1-len(from), len(from)))...)
		}
		from[word] |= 1 << (n & 63)
	}
	if r.err != nil {
		return nil, r.err
	}
	memo.back.put(key, slices.Clip(from), 1)
	return from, nil
}

// lastBack is what was kept on the ways back from one node: applications lead to a journey through the services that do, so whoever asks for
// all that lead to it walks back each part of the way once, in whatever answer.
type lastBack struct {
	mu     sync.Mutex // held while anybody walks back
	node   int32
	fronts fronts
}

// originsOf gives the nodes from which a relation leads to a node. What it gives is good until something is walked again.
func (r *run) originsOf(relation *model.Relation, to int32) []int32 {
	ways, last := r.s.bundles.ways(relation.Path.Reversed().Ways...), &r.s.reached.last
	last.mu.Lock()
	defer last.mu.Unlock()
	if last.node != to {
		last.node, last.fronts = to, fronts{}
	}
	own := r.fronts
	r.fronts = last.fronts
	from := r.together(ways, to, 0)
	last.fronts, r.fronts = r.fronts, own
	return from
}
