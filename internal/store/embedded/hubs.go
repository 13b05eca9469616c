package embedded

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// among numbers the nodes of a kind for sets of them.
type among struct {
	plan.Among
	place []int32 // by node
}

// hub is a place on a way that many nodes lead to, and that leads on to many: what is reached from there is found once, as
// a set, and put together with others a word at a time.
type hub struct {
	relation *model.Relation
	way      int
	step     int
	node     int32
}

// hubLeads is how many neighbours make a hub.
const hubLeads = 8

// Reached gives which nodes are on the list, where it is all that a walk leads to and of one kind.
func (d *deferred) Reached(bits []uint64) (plan.Set, bool, error) {
	sel, w := d.p.sel, d.p.walk
	if !d.isWalk() {
		return plan.Set{}, false, nil
	}
	r := d.run
	r.unread.mu.Lock()
	defer r.unread.mu.Unlock()
	a := r.numbered(sel.Kinds[0])
	if bits == nil {
		bits = make([]uint64, (len(a.IDs)+63)/64)
	}
	for way := range w.ways {
		r.markReached(bits, a, w, hub{sel.Relation, way, 0, d.node})
	}
	return plan.Set{Among: &a.Among, Bits: bits}, r.err == nil, r.err
}

// isWalk holds where the list is all that a walk leads to and of one kind.
func (d *deferred) isWalk() bool {
	sel, w := d.p.sel, d.p.walk
	return len(sel.Kinds) == 1 && sel.Where == nil && sel.Page == nil && w.keep == nil && w.accept == nil
}

// Meets reports whether the list has a node in common with another one. Most lists that have one have a hub in common, or hubs that
// lead to many of the same.
func (d *deferred) Meets(other plan.Later) (meets, known bool, err error) {
	with, ok := other.(*deferred)
	if !ok || d.run != with.run || !d.isWalk() || !with.isWalk() || d.p.sel.Kinds[0] != with.p.sel.Kinds[0] {
		return false, false, nil
	}
	r := d.run
	r.unread.mu.Lock()
	defer r.unread.mu.Unlock()
	a := r.numbered(d.p.sel.Kinds[0])
	left, right := d.hubs(a), with.hubs(a)
	for _, one := range left {
		for _, two := range right {
			for i, word := range one {
				if word&two[i] != 0 {
					return true, r.err == nil, r.err
				}
			}
		}
	}
	return false, false, r.err
}

// hubs gives what is reached through the hubs on the ways from the node of the list.
func (d *deferred) hubs(a *among) [][]uint64 {
	var sets [][]uint64
	for way := range d.p.walk.ways {
		_, hubs := d.run.part(d.p.walk, hub{d.p.sel.Relation, way, 0, d.node})
		for _, h := range hubs {
			sets = append(sets, d.run.from(h, a, d.p.walk))
		}
	}
	return sets
}

func (r *run) numbered(k *model.Kind) *among {
	a := r.unread.among[k]
	if a == nil {
		a = &among{place: make([]int32, len(r.s.pageKind)<<pageBits)}
		names := present(r.s.column("name"))
		for n := range r.s.nodes(k.Index) {
			a.place[n] = int32(len(a.IDs))
			name, _ := r.s.dict.value(names.at(n)).(string)
			a.IDs, a.Names = append(a.IDs, r.s.id(n)), append(a.Names, name)
		}
		r.unread.among[k] = a
	}
	return a
}

// markReached marks what a way leads to from a step on.
func (r *run) markReached(bits []uint64, a *among, w *walk, from hub) {
	ends, hubs := r.part(w, from)
	for _, n := range ends {
		bits[a.place[n]>>6] |= 1 << (a.place[n] & 63)
	}
	for _, h := range hubs {
		for i, word := range r.from(h, a, w) {
			bits[i] |= word
		}
	}
}

// part follows a way from a step on, as far as the hubs on it: what is reached from these takes walks of their own. The ends are good
// until the next walk.
func (r *run) part(w *walk, from hub) (ends []int32, hubs []hub) {
	steps := w.ways[from.way]
	at := append(r.front[:0], from.node) //nolint:gocritic // the room of the list is used again on purpose
	next := r.behind[:0]
	for i := from.step; i < len(steps) && r.err == nil; i++ {
		if i > from.step && i+1 < len(steps) {
			kept := at[:0]
			for _, n := range at {
				if steps[i].leads(n) < hubLeads {
					kept = append(kept, n)
				} else {
					hubs = append(hubs, hub{from.relation, from.way, i, n})
				}
			}
			at = kept
		}
		next = r.take(steps[i], at, next[:0])
		at, next = next, at
	}
	r.front, r.behind = at, next
	return at, hubs
}

// from gives what is reached from a hub, which is not to be changed. Nodes have the same numbers in every run on a snapshot, so the next run
// can have it too.
func (r *run) from(h hub, a *among, w *walk) []uint64 {
	bits, known := r.unread.reached[h]
	if known || r.err != nil {
		return bits
	}
	if bits, known = r.s.reached.hub(h); !known {
		bits = make([]uint64, (len(a.IDs)+63)/64)
		r.markReached(bits, a, w, h)
		if r.err != nil {
			return bits
		}
		r.s.reached.putHub(h, bits)
	}
	r.unread.reached[h] = bits
	return bits
}

// leads gives how many relationships a step follows from a node.
func (st step) leads(n int32) int64 {
	sum := int64(0)
	for _, a := range st.over {
		sum += a.degree(n)
	}
	return sum
}
