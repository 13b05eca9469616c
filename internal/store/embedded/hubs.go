package embedded

import (
	"math/bits"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// among numbers the nodes of a kind for sets of them.
type among struct {
	plan.Among
	place *column // by node
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

// led is a list of all that a walk leads to from a node, of one kind.
type led struct {
	run  *run
	p    *selection
	node int32
}

var _ plan.Walk = led{}

// isWalk holds where a list of the selection is all that its walk leads to and of one kind.
func (p *selection) isWalk() bool {
	return len(p.sel.Kinds) == 1 && p.sel.Where == nil && p.sel.Page == nil && p.walk.keep == nil && p.walk.accept == nil
}

// Kind gives the kind of the nodes.
func (l led) Kind() *model.Kind { return l.p.sel.Kinds[0] }

// Reached gives which nodes are on the list.
func (l led) Reached(bits []uint64) (plan.Set, error) {
	r := l.run
	r.unread.mu.Lock()
	defer r.unread.mu.Unlock()
	a := r.s.numbered(l.Kind())
	if bits == nil {
		bits = make([]uint64, (len(a.IDs)+63)/64)
	}
	for way := range l.p.walk.ways {
		r.markReached(bits, a, l.p.walk, hub{l.p.sel.Relation, way, 0, l.node})
	}
	return plan.Set{Among: &a.Among, Bits: bits}, r.err
}

// Meets reports whether the list has a node in common with another one. Most lists that have one have a hub in common, or hubs that
// lead to many of the same.
func (l led) Meets(other plan.Walk) (meets, known bool, err error) {
	with, ok := other.(led)
	if !ok || l.run != with.run || l.Kind() != with.Kind() {
		return false, false, nil
	}
	r := l.run
	r.unread.mu.Lock()
	defer r.unread.mu.Unlock()
	a := r.s.numbered(l.Kind())
	left, right := l.hubs(a), with.hubs(a)
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
func (l led) hubs(a *among) [][]uint64 {
	key := leadsFrom{l.p.sel.Relation, l.node}
	sets, known := l.run.unread.hubs[key]
	if known {
		return sets
	}
	for way := range l.p.walk.ways {
		_, hubs := l.run.part(l.p.walk, hub{l.p.sel.Relation, way, 0, l.node})
		for _, h := range hubs {
			sets = append(sets, l.run.from(h, a, l.p.walk))
		}
	}
	l.run.unread.hubs[key] = sets
	return sets
}

// numbered gives the nodes of a kind their places in sets, the same for everybody who asks at this version.
func (s *snapshot) numbered(k *model.Kind) *among {
	m := s.reached
	m.mu.Lock()
	defer m.mu.Unlock()
	a := m.among[k]
	if a == nil {
		place, names := (&column{}).edit(), present(s.column("name"))
		a = &among{}
		for n := range s.nodes(k.Index) {
			place.set(n, cell(len(a.IDs)))
			name, _ := s.dict.value(names.at(n)).(string)
			a.IDs, a.Names = append(a.IDs, s.id(n)), append(a.Names, name)
		}
		a.place = place.done()
		m.among[k] = a
	}
	return a
}

// markReached marks what a way leads to from a step on.
func (r *run) markReached(bits []uint64, a *among, w *walk, from hub) {
	ends, hubs := r.part(w, from)
	for _, n := range ends {
		at := a.place.at(n)
		bits[at>>6] |= 1 << (at & 63)
	}
	for _, h := range hubs {
		set := r.from(h, a, w)
		for i, word := range set {
			bits[i] |= word
		}
		r.tick(len(set) / wordsLookedAt)
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
				if r.s.leads(steps[i], n) < hubLeads {
					kept = append(kept, n)
				} else {
					hubs = append(hubs, hub{from.relation, from.way, i, n})
				}
			}
			at = kept
		}
		next = r.step(steps[i], at, next[:0])
		at, next = next, at
	}
	r.front, r.behind = at, next
	return at, hubs
}

// from gives what is reached from a hub, which is not to be changed. Nodes have the same numbers in every run on a snapshot, so the next run
// can have it too.
func (r *run) from(h hub, a *among, w *walk) []uint64 {
	var bits []uint64
	known := false
	if r.unread != nil {
		bits, known = r.unread.reached[h]
	}
	if known || r.err != nil {
		return bits
	}
	if bits, known = r.s.reached.hubs.get(h); !known {
		bits = make([]uint64, (len(a.IDs)+63)/64)
		r.markReached(bits, a, w, h)
		if r.err != nil {
			return bits
		}
		r.s.reached.hubs.put(h, bits, len(bits))
	}
	if r.unread != nil {
		r.unread.reached[h] = bits
	}
	return bits
}

// How nodes are counted that a walk leads to, where nothing else is wanted of them.
const (
	mostNumbered   = 1 << 16 // nodes of their kind: sets of more are as long as the lists they stand for
	wordsLookedAt  = 8       // of a set, put together with another, cost as much as a node that is looked at
	longestCounted = 2       // steps of a walk of which it is not worth it
)

// countMarked counts the nodes that a walk leads to, of one kind, as a set that hubs on the way have each their part in.
func (r *run) countMarked(w *walk, n int32) (int64, bool) {
	if w.whole == nil || w.keep != nil || w.accept != nil || w.longest <= longestCounted || len(w.whole.Target.Kinds) != 1 {
		return 0, false
	}
	kind := w.whole.Target.Kinds[0]
	if r.s.live[kind.Index] > mostNumbered {
		return 0, false
	}
	a := r.s.numbered(kind)
	set := make([]uint64, (len(a.IDs)+63)/64)
	for way := range w.ways {
		r.markReached(set, a, w, hub{w.whole, way, 0, n})
	}
	counted := 0
	for _, word := range set {
		counted += bits.OnesCount64(word)
	}
	return int64(counted), true
}
