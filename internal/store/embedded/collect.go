package embedded

import (
	"slices"

	"github.com/carejourney/carejourney/internal/plan"
)

// collector gathers the rows of one list on top of the stack. It keeps no more than a few times what the page needs.
type collector struct {
	p                *selection
	start            int // where its candidates begin on the stack
	memo             int // where what their keys remember begins
	total, low, high int // matching rows: all, those not behind after, those not in front of before
	facets           []tally
	full             bool
	worst            candidate // with full: nothing at or beyond it is on the page
	ended            bool      // nothing more is to be offered
	all              int       // how many rows there are, where that is known without looking at all
}

func (r *run) collect(p *selection) collector {
	c := collector{p: p, start: len(r.stack), memo: len(r.memo)}
	if len(p.facets) > 0 {
		c.facets = make([]tally, len(p.facets))
	}
	return c
}

// offer takes a node that may become a row.
func (r *run) offer(c *collector, x candidate) {
	p := c.p
	if p.checks > 0 {
		r.tick(p.checks - 1)
	}
	if r.err != nil || p.where != nil && !p.where(x.node, x.link) {
		return
	}
	c.total++
	for i, col := range p.facets {
		c.facets[i].add(col.at(x.node))
	}
	if p.walk == nil && p.window.counts() {
		return
	}
	if p.memos > 0 {
		r.remember(p, &x)
	}
	inside := true
	if w := &p.window; w.after != nil && r.compareCursor(p.keys, x, w.after) <= 0 {
		c.low++
		inside = false
	}
	if w := &p.window; w.before != nil && r.compareCursor(p.keys, x, w.before) >= 0 {
		c.high++
		inside = false
	}
	if !inside || c.full && r.further(p, x, c.worst) {
		r.memo = r.memo[:len(r.memo)-int(p.memos)]
		return
	}
	r.stack = append(r.stack, x)
	if p.window.limit != unlimited {
		r.trim(c)
	}
}

// within gives how many of the rows that match are inside the window, on this page or a later one.
func (c *collector) within() int { return c.total - c.low - c.high }

// further reports whether a candidate is at or beyond another as seen from the end that the page counts from.
func (r *run) further(p *selection, a, b candidate) bool {
	if p.window.fromEnd {
		return r.compare(p.keys, a, b) <= 0
	}
	return r.compare(p.keys, a, b) >= 0
}

// trim cuts what cannot be on the page once there are many times more candidates than it needs.
func (r *run) trim(c *collector) {
	need := c.p.window.offset + c.p.window.limit
	if len(r.stack)-c.start < 2*need+64 {
		return
	}
	r.sort(c.p, c.start)
	have := r.stack[c.start:]
	c.full = true
	if need == 0 {
		c.worst = have[0]
		if c.p.window.fromEnd {
			c.worst = have[len(have)-1]
		}
		r.stack = r.stack[:c.start]
		return
	}
	if c.p.window.fromEnd {
		copy(have, have[len(have)-need:])
		c.worst = have[0]
	} else {
		c.worst = have[need-1]
	}
	r.stack = r.stack[:c.start+need]
}

// sort orders the candidates from a place on the stack on.
func (r *run) sort(p *selection, start int) {
	if have := r.stack[start:]; len(have) > 1 {
		slices.SortFunc(have, func(a, b candidate) int { return r.compare(p.keys, a, b) })
	}
}

// finish sorts what was gathered, cuts the page out of it and makes the list.
func (r *run) finish(c *collector) *plan.List {
	p, w := c.p, &c.p.window
	r.sort(p, c.start)
	behind := c.total - c.high // rows in front of before
	from, to := min(c.low+w.offset, c.total), behind
	switch {
	case w.limit == unlimited:
	case w.fromEnd:
		from = max(c.low, behind-w.limit)
	default:
		to = min(behind, from+w.limit)
	}
	first := c.start + w.offset
	if w.fromEnd {
		first = len(r.stack) - (to - from)
	}
	switch {
	case from < to:
	case w.fromEnd:
		from, to = behind, behind
	default:
		to = from
	}
	list := r.listOf(p, first, to-from)
	if p.sel.Total {
		list.Total = int64(max(c.total, c.all))
	}
	if p.sel.Info {
		list.HasPrevious, list.HasNext = from > 0, to < c.total
	}
	list.Facets = r.buckets(c)
	r.stack, r.memo = r.stack[:c.start], r.memo[:c.memo]
	return list
}

// listOf makes a list of candidates on the stack, from first on.
func (r *run) listOf(p *selection, first, n int) *plan.List {
	if r.unread != nil && p.walk == nil && n > 0 {
		if list := r.rowsLater(p, r.stack[first:first+n]); list != nil {
			return list
		}
	}
	list := r.lists.one()
	if n > 0 {
		r.fill(p, list, first, n)
	}
	return list
}

// buckets gives the facets in their order.
func (r *run) buckets(c *collector) [][]plan.Bucket {
	if c.facets == nil {
		return nil
	}
	all := make([][]plan.Bucket, len(c.facets))
	for i := range c.facets {
		counts := map[any]int64{}
		for at, n := range c.facets[i].all() {
			items, isList := r.s.dict.value(at).([]string)
			if !isList {
				counts[r.s.dict.value(at)] += n
				continue
			}
			for j, item := range items {
				if !slices.Contains(items[:j], item) {
					counts[item] += n
				}
			}
		}
		all[i] = make([]plan.Bucket, 0, len(counts))
		for value, n := range counts {
			all[i] = append(all[i], plan.Bucket{Value: value, Count: n})
		}
		slices.SortFunc(all[i], func(a, b plan.Bucket) int {
			if a.Count != b.Count {
				return compareValues(b.Count, a.Count)
			}
			return compareValues(a.Value, b.Value)
		})
	}
	return all
}
