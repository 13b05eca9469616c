package embedded

import (
	"slices"

	"github.com/carejourney/carejourney/internal/plan"
)

// endsWithPage reports whether the nodes an anchor finds, all of one kind, can be looked at in the order wanted until the
// page is full: not where what is wanted rests on all rows, or no index has the order.
func (r *run) endsWithPage(p *selection, a *plan.Anchor) bool {
	every := p.sel.Total && (p.where != nil || a.Start != plan.AtAll)
	if len(a.Kinds) != 1 || p.window.limit == unlimited || p.window.fromEnd || len(p.facets) > 0 || every {
		return false
	}
	first := &p.keys[0]
	return first.by == byID && !first.desc ||
		first.by == byNode && first.through == nil && r.s.live[a.Kinds[0].Index] > int64(8*(p.window.offset+p.window.limit))
}

// inOrder looks at the nodes of one kind in the order wanted, and ends where the page does.
func (r *run) inOrder(c *collector, kind int) {
	if c.p.keys[0].by == byNode {
		r.byIndex(c, kind, func(n int32) { r.offerRoot(c, n, 0) })
		return
	}
	r.byNumber(c, kind)
}

// byNumber visits the nodes in the order of their ids, first the few that are numbered out of order.
func (r *run) byNumber(c *collector, kind int) {
	pages := r.s.members[kind]
	numbered, _ := slices.BinarySearch(pages, r.s.sorted>>pageBits)
	for n := range r.s.nodesOn(pages[numbered:]) {
		if r.offerRoot(c, n, 0); c.ended {
			return
		}
	}
	// One more than the page holds says that there is a next one.
	enough, high := c.within()+c.p.window.offset+c.p.window.limit+1, c.high
	for n := range r.s.nodesOn(pages[:numbered]) {
		// A row in front of which the page ends says so too, unless it is one that the page is to come behind.
		if r.offerRoot(c, n, 0); c.within() >= enough || c.high > high && c.low < c.total || c.ended || r.err != nil {
			return
		}
	}
}

// byIndex visits the nodes in the order of their first sort key, first those that were touched since the index was made.
func (r *run) byIndex(c *collector, kind int, visit func(n int32)) {
	first := &c.p.keys[0]
	x := r.s.index(kind, c.p.sel.Order[0].Field.Property, false)
	for _, n := range r.s.touched {
		visit(n)
	}
	for i := range x.values {
		if first.desc {
			i = len(x.values) - 1 - i
		}
		if c.ended {
			return
		}
		if c.full {
			by := compareValues(x.values[i], r.keyValue(first, c.worst))
			if r.err != nil || by > 0 && !first.desc || by < 0 && first.desc {
				return
			}
		}
		for _, n := range x.span(span{i, i + 1}) {
			if !r.s.isTouched(n) {
				visit(n)
			}
		}
	}
}

// worthOrder reports whether so many nodes that were reached, of which the first are wanted, are better found by going through an index
// in their order: where far fewer have to be looked at until the page is full, and somebody has made the index.
func (r *run) worthOrder(p *selection, reached int) bool {
	w, first := &p.window, &p.keys[0]
	if reached < manyReached || p.where != nil || len(p.facets) > 0 || len(p.sel.Kinds) != 1 || w.limit == unlimited || w.fromEnd || w.after != nil || w.before != nil ||
		first.by != byNode || first.through != nil {
		return false
	}
	kind := p.sel.Kinds[0].Index
	enough := int64(2*(w.offset+w.limit) + 64) // so many are gathered before the first that cannot be on the page is known
	return enough*r.s.live[kind] < int64(reached)*int64(reached)/4 && r.s.hasIndex(kind, p.sel.Order[0].Field.Property)
}

// manyReached is from how many nodes on an index is thought of.
const manyReached = 1000

// reachedInOrder offers the first, in the order wanted, of some nodes.
func (r *run) reachedInOrder(c *collector, reached []int32) {
	r.chosen.reset()
	for _, n := range reached {
		r.chosen.add(n)
	}
	r.tick(len(reached))
	r.byIndex(c, c.p.sel.Kinds[0].Index, func(n int32) {
		if r.tick(0); r.err == nil && r.chosen.has(n) {
			r.offer(c, candidate{node: n, link: none})
		}
	})
	c.total = len(reached)
}
