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
	if len(sel.Kinds) != 1 || sel.Where != nil || sel.Page != nil || w.keep != nil || w.accept != nil {
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

// markReached marks what a way leads to from a step on. Hubs on the way are put off until the walk is over, for they take walks of
// their own.
func (r *run) markReached(bits []uint64, a *among, w *walk, from hub) {
	var hubs []hub
	steps := w.ways[from.way]
	at := append(r.front[:0], from.node) //nolint:gocritic // the room of the list is used again on purpose
	next := r.behind[:0]
	for i := from.step; i < len(steps) && r.err == nil; i++ {
		if i > from.step && i+1 < len(steps) && steps[i].repeat == model.Once {
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
	for _, n := range at {
		bits[a.place[n]>>6] |= 1 << (a.place[n] & 63)
	}
	r.front, r.behind = at, next
	for _, h := range hubs {
		for i, word := range r.from(h, a, w) {
			bits[i] |= word
		}
	}
}

// from gives what is reached from a hub.
func (r *run) from(h hub, a *among, w *walk) []uint64 {
	bits, known := r.unread.reached[h]
	if !known && r.err == nil {
		bits = make([]uint64, (len(a.IDs)+63)/64)
		r.markReached(bits, a, w, h)
		r.unread.reached[h] = bits
	}
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
