package embedded

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// inOrder looks at the nodes of one kind in the order wanted, and ends where the page does. It reports false, and has done
// nothing, where that cannot be: what is wanted rests on all rows, or no index has the order.
func (r *run) inOrder(c *collector, kinds []*model.Kind) bool {
	p := c.p
	if len(kinds) != 1 || p.window.limit == unlimited || p.window.fromEnd || len(p.facets) > 0 || p.sel.Total && p.where != nil {
		return false
	}
	kind, first := kinds[0].Index, &p.keys[0]
	switch {
	case first.by == byID && !first.desc:
		r.byNumber(c, kind)
	case first.by == byNode && first.through == nil && r.s.live[kind] > int64(8*(p.window.offset+p.window.limit)):
		r.byIndex(c, kind, first)
	default:
		return false
	}
	if p.where == nil {
		c.all = int(r.s.live[kind])
	}
	return true
}

// byNumber visits the nodes in the order of their ids, first the few that are numbered out of order.
func (r *run) byNumber(c *collector, kind int) {
	pages := r.s.members[kind]
	numbered, _ := slices.BinarySearch(pages, r.s.sorted>>pageBits)
	for n := range r.s.nodesOn(pages[numbered:]) {
		r.offerRoot(c, n, 0)
	}
	c.beyond = false
	for n := range r.s.nodesOn(pages[:numbered]) {
		if r.offerRoot(c, n, 0); c.beyond || r.err != nil {
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
