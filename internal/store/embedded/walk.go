package embedded

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// walk is a relation made ready for walking many times.
type walk struct {
	ways    []model.Way
	single  *adjacency // where the only way is one step taken once
	bundle  *bundle    // otherwise: all ways
	accept  []bool     // kinds of node to keep, by Kind.Index; nil where no other can be reached
	keep    *keep
	longest int             // steps of the longest way
	whole   *model.Relation // where it is a relation of several steps with all kinds it leads to
}

// keep narrows nodes to those whose value, or one of its items, is among some.
type keep struct {
	columns []*column // by Kind.Index
	values  []string
}

// mask marks kinds by their index.
func (s *snapshot) mask(kinds []*model.Kind) []bool {
	mask := make([]bool, len(s.model.Kinds))
	for _, k := range kinds {
		mask[k.Index] = true
	}
	return mask
}

// relation makes a relation ready. Nodes of other kinds than these are left out.
func (s *snapshot) relation(r *model.Relation, kinds []*model.Kind) *walk {
	w := &walk{ways: r.Path.Ways, accept: s.mask(kinds)}
	for _, way := range w.ways {
		w.longest = max(w.longest, len(way))
	}
	if s.leadsOnlyTo(r, w.accept) {
		w.accept = nil
	}
	if r.Path.Single() {
		w.single = s.over(w.ways[0][0])[0]
	} else if w.bundle = s.bundles.relation(r); len(kinds) == len(r.Target.Kinds) {
		w.whole = r
	}
	if r.Keep != nil {
		w.keep = &keep{columns: make([]*column, len(s.model.Kinds)), values: r.Keep.Values}
		for _, k := range kinds {
			if f := k.Field(r.Keep.Field); f != nil {
				w.keep.columns[k.Index] = s.columns[f.Property]
			}
		}
	}
	return w
}

func (s *snapshot) leadsOnlyTo(r *model.Relation, accept []bool) bool {
	for _, way := range r.Path.Ways {
		for _, k := range s.model.Reach([]*model.Kind{r.Kind}, way) {
			if !accept[k.Index] {
				return false
			}
		}
	}
	return true
}

// passes reports whether a node that was reached is kept.
func (r *run) passes(w *walk, n int32) bool {
	if w.accept != nil && !w.accept[r.s.kindIndex(n)] {
		return false
	}
	if w.keep == nil {
		return true
	}
	switch v := r.s.dict.value(w.keep.columns[r.s.kindIndex(n)].at(n)).(type) {
	case string:
		return slices.Contains(w.keep.values, v)
	case []string:
		return slices.ContainsFunc(v, func(item string) bool { return slices.Contains(w.keep.values, item) })
	}
	return false
}

// reach puts the nodes that a walk leads to on the stack, each once.
func (r *run) reach(w *walk, n int32) {
	if w.single == nil {
		for _, other := range r.ends(w, n) {
			r.stack = append(r.stack, candidate{node: other, link: none})
		}
		return
	}
	to, link := w.single.at(n)
	for i, other := range to {
		if r.passes(w, other) {
			r.stack = append(r.stack, candidate{node: other, link: link[i]})
		}
	}
	r.tick(len(to))
}

// end gives the nodes at the end of a way from any of some nodes, each once. What it gives is good until it is called again.
func (r *run) end(way model.Way, from ...int32) []int32 {
	at := append(r.front[:0], from...) //nolint:gocritic // the room of the list is used again on purpose
	next := r.behind[:0]
	for _, st := range way {
		next = r.step(st, at, next[:0])
		at, next = next, at
	}
	r.front, r.behind = at, next
	return at
}

// count gives how many nodes a walk leads to.
func (r *run) count(w *walk, n int32) int64 {
	if w.single != nil && w.accept == nil && w.keep == nil {
		return w.single.degree(n)
	}
	if w.single == nil {
		return int64(len(r.ends(w, n)))
	}
	start := len(r.stack)
	r.reach(w, n)
	counted := len(r.stack) - start
	r.stack = r.stack[:start]
	return int64(counted)
}

// first gives the node a to-one walk leads to, of several the first by id, none where there is none.
func (r *run) first(w *walk, n int32) int32 {
	start := len(r.stack)
	r.reach(w, n)
	found := none
	for _, c := range r.stack[start:] {
		if found == none || r.s.compareIDs(c.node, found) < 0 {
			found = c.node
		}
	}
	r.stack = r.stack[:start]
	return found
}
