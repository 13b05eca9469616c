package embedded

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// meeting finds the nodes from which a relation leads to any of some others, by walking it from both ends: back from the
// others while that is less to look at, and then ahead from each node that is asked about until the two meet. A page of
// nodes is so found without finding all of them.
type meeting struct {
	r    *run
	kind *model.Kind // of the nodes asked about
	far  []*model.Kind
	page float64 // how many of them are wanted
	ways []half
}

// half is one way of a relation, walked back in part.
type half struct {
	ahead, back model.Way // the whole way from each end
	fronts      [][]int32 // where walking back came with no step, one, two and so on
	costs       []float64 // about how much it is to walk no step ahead from a node, one, two and so on
	met         *nodeSet  // the last front
	next        int       // relationships to look at for one step further back
	asking      float64   // about how much it is to ask as many nodes as needed instead
}

func (r *run) meet(a *plan.Anchor, page int) *meeting {
	path, far := a.Related.Relation.Path, r.farEnd(a)
	back := path.Reversed()
	m := &meeting{r: r, kind: a.Kinds[0], far: a.Inner.Kinds, page: float64(page), ways: make([]half, len(path.Ways))}
	for i := range m.ways {
		if i == len(r.met) {
			r.met = append(r.met, &nodeSet{})
		}
		m.ways[i] = half{
			ahead: path.Ways[i], back: back.Ways[i], fronts: [][]int32{far}, costs: plan.Ahead(path.Ways[i], a.Kinds, r.s), met: r.met[i],
		}
	}
	return m
}

func (h *half) front() []int32 { return h.fronts[len(h.fronts)-1] }
func (h *half) left() int      { return len(h.back) + 1 - len(h.fronts) }

// back walks back on every way as long as that is less than to ask. It reports whether nothing is left to ask.
func (m *meeting) back() bool {
	done := true
	for again := true; again && m.r.err == nil; {
		again, done = false, true
		for i := range m.ways {
			h := &m.ways[i]
			for h.left() > 0 && m.cheap(h) {
				m.step(h)
				again = true
			}
			done = done && h.left() == 0
		}
	}
	return done
}

// cheap works out what a step back costs, and what asking instead would, and reports whether to take the step.
func (m *meeting) cheap(h *half) bool {
	if h.next, h.asking = 0, 0; m.known(h) != nil {
		return true
	}
	taken := len(h.fronts) - 1
	for _, a := range m.r.s.over(h.back[taken]) {
		for _, n := range h.front() {
			h.next += int(a.degree(n))
		}
	}
	if h.next < fewLooked {
		return true
	}
	s, all := m.r.s, float64(m.r.s.live[m.kind.Index])
	kinds := s.model.Reach(m.far, h.back[:taken+1])
	found := plan.Reached(h.back[taken+1:], float64(h.next), kinds, s)
	h.asking = min(m.page*all/max(found, 1), all) * h.costs[h.left()]
	return h.asking >= float64(h.next)
}

// known gives where a step leads that another way, the same so far, has taken already.
func (m *meeting) known(h *half) []int32 {
	taken := len(h.fronts)
	for i := range m.ways {
		other := &m.ways[i]
		if len(other.fronts) > taken && slices.EqualFunc(h.back[:taken], other.back[:taken], sameStep) {
			return other.fronts[taken]
		}
	}
	return nil
}

func sameStep(a, b model.Step) bool {
	return a.Out == b.Out && a.Repeat == b.Repeat && slices.Equal(a.Types, b.Types)
}

// step goes one step further back.
func (m *meeting) step(h *half) {
	next := m.known(h)
	if next == nil {
		taken := len(h.fronts) - 1
		next = append([]int32{}, m.r.end(h.back[taken:taken+1], h.front()...)...)
	}
	h.fronts = append(h.fronts, next)
}

// leads reports whether a node is one of those that are looked for.
func (m *meeting) leads(n int32) bool {
	for i := range m.ways {
		h := &m.ways[i]
		if slices.ContainsFunc(m.r.end(h.ahead[:h.left()], n), h.met.has) {
			return true
		}
	}
	return false
}

// fromBothEnds finds the page of an anchor among nodes that are asked in the order wanted. Where that costs as much as a step
// further back, or far more than was expected, the step is taken and they are asked again. Where none is left, all are found.
func (r *run) fromBothEnds(c *collector, a *plan.Anchor) {
	m := r.meet(a, c.p.window.offset+c.p.window.limit+1)
	for !m.back() && r.err == nil {
		if m.ask(c) {
			return
		}
		for i := range m.ways {
			if h := &m.ways[i]; h.left() > 0 {
				m.step(h)
			}
		}
	}
	var found []int32
	for i := range m.ways {
		found = append(found, m.ways[i].front()...)
	}
	for _, n := range r.s.once(found) {
		r.offerRoot(c, n, 0)
	}
}

// farMore is how many times as much as expected asking may cost.
const farMore = 4

// ask asks nodes in the order wanted until the page is full. It reports false, and has gathered nothing, where that cost too
// much.
func (m *meeting) ask(c *collector) bool {
	r, steps, expected := m.r, 0, 0.0
	for i := range m.ways {
		h := &m.ways[i]
		h.met.reset()
		for _, n := range h.front() {
			h.met.add(n)
		}
		if h.left() > 0 {
			steps, expected = steps+h.next, expected+h.asking
		}
	}
	rest, most := c.p.where, r.work+r.ticks+min(steps, int(farMore*expected))
	c.p.where = func(n, link int32) bool {
		if c.ended = c.ended || r.work+r.ticks > most; c.ended {
			return false
		}
		return m.leads(n) && (rest == nil || rest(n, link))
	}
	r.inOrder(c, m.kind.Index)
	c.p.where = rest
	if !c.ended {
		return true
	}
	r.stack, r.memo = r.stack[:c.start], r.memo[:c.memo]
	*c = r.collect(c.p)
	return false
}
