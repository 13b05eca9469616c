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
	if first := &c.p.keys[0]; first.by == byNode {
		r.byIndex(c, kind, first)
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
func (r *run) byIndex(c *collector, kind int, first *key) {
	x := r.s.index(kind, c.p.sel.Order[0].Field.Property, false)
	for _, n := range r.s.touched {
		r.offerRoot(c, n, 0)
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
			if _, touched := slices.BinarySearch(r.s.touched, n); !touched {
				r.offerRoot(c, n, 0)
			}
		}
	}
}
