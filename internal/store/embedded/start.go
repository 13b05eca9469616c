package embedded

import (
	"math/bits"
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// root gives the rows of a root selection.
func (r *run) root(sel *plan.Select) *plan.List {
	a, p := plan.Choose(sel, r.args, r.s), r.prepare(sel)
	p.where, p.checks = r.test(a.Check, nil), plan.OwnComparisons(a.Check)
	c := r.collect(p)
	switch {
	case p.sel.From.Search != nil:
		text, _ := p.sel.From.Search.Value(r.args).(string)
		r.search(model.Terms(text), a, func(n, rank int32) { r.offerRoot(&c, n, rank) })
	case a.Start == plan.AtAll && p.where == nil && p.window.counts():
		r.countAll(&c, a.Kinds)
	case a.Start == plan.AtAll && r.endsWithPage(p, a):
		// The nodes are met in the order wanted, and not all have to be.
		r.inOrder(&c, a.Kinds[0].Index)
		if p.where == nil {
			c.all = int(r.s.live[a.Kinds[0].Index])
		}
	case a.Start == plan.AtRelated && r.endsWithPage(p, a):
		r.fromBothEnds(&c, a)
	case a.Start == plan.AtAll:
		r.scan(a.Kinds, func(n int32) { r.offerRoot(&c, n, 0) })
	default:
		for _, n := range r.anchored(a) {
			r.offerRoot(&c, n, 0)
		}
	}
	return r.finish(&c)
}

func (r *run) offerRoot(c *collector, n, rank int32) {
	r.tick(0)
	if r.err == nil && r.s.alive(n) && c.p.accept[r.s.kindIndex(n)] {
		r.offer(c, candidate{node: n, link: none, rank: rank})
	}
}

// scan visits every node of the kinds.
func (r *run) scan(kinds []*model.Kind, visit func(n int32)) {
	for _, k := range kinds {
		for n := range r.s.nodes(k.Index) {
			if visit(n); r.err != nil {
				return
			}
		}
	}
}

// anchored gives the nodes an anchor finds, each once, and perhaps some that are not wanted.
func (r *run) anchored(a *plan.Anchor) []int32 {
	var found []int32
	switch a.Start {
	case plan.AtAll:
		r.scan(a.Kinds, func(n int32) { r.tick(0); found = append(found, n) })
		return found
	case plan.AtIDs:
		for _, id := range plan.Texts(a.IDs.Value(r.args)) {
			if n := r.s.node(id); n != none {
				found = append(found, n)
			}
		}
	case plan.AtField:
		found = r.byField(a)
	case plan.AtRelated:
		found = r.backwards(a)
	case plan.AtAny:
		for _, one := range a.Any {
			found = append(found, r.anchored(one)...)
		}
	}
	return r.s.once(found)
}

// manyNodes is how many nodes are put in order by marking them, which takes no longer for each however many there are.
const manyNodes = 4096

// once gives nodes in the order of their numbers, each once.
func (s *snapshot) once(nodes []int32) []int32 {
	if len(nodes) < manyNodes {
		slices.Sort(nodes)
		return slices.Compact(nodes)
	}
	marks := make([]uint64, len(s.pageKind)<<pageBits/64+1)
	for _, n := range nodes {
		marks[n>>6] |= 1 << (n & 63)
	}
	nodes = nodes[:0]
	for i, word := range marks {
		for ; word != 0; word &= word - 1 {
			nodes = append(nodes, int32(i<<6+bits.TrailingZeros64(word)))
		}
	}
	return nodes
}

// byField gives the nodes an index finds, and all that were touched since it was made.
func (r *run) byField(a *plan.Anchor) []int32 {
	found := slices.Clone(r.s.touched)
	if a.Compare.Op == plan.Contains {
		return r.s.termIndex().containing(a.Compare.Field, a.Compare.To.Value(r.args), found)
	}
	for _, k := range a.Kinds {
		x := r.s.index(k.Index, a.Compare.Field.Property, a.Compare.Fold)
		spans, _ := x.spans(a.Compare.Op, a.Compare.To.Value(r.args), a.Compare.Fold)
		for _, s := range spans {
			found = append(found, x.span(s)...)
		}
	}
	return found
}

// farEnd gives the nodes from which the relation of an anchor is walked back.
func (r *run) farEnd(a *plan.Anchor) []int32 {
	relation := a.Related.Relation
	far, there := r.anchored(a.Inner), r.s.relation(relation, a.Inner.Kinds)
	there.accept = r.s.mask(a.Inner.Kinds)
	matches := r.test(a.Inner.Check, nil)
	return slices.DeleteFunc(far, func(n int32) bool {
		return r.err != nil || !r.s.alive(n) || !r.passes(there, n) || matches != nil && !matches(n, none)
	})
}

// backwards walks a relation back from the nodes at its far end, from all of them at once. From where it leads to any node of a kind is
// remembered for lazy answers: that is asked of everything that must be of use to somebody.
func (r *run) backwards(a *plan.Anchor) []int32 {
	far := r.farEnd(a)
	if r.unread == nil || a.Inner.Start != plan.AtAll || len(a.Inner.Kinds) != 1 || int64(len(far)) < r.s.live[a.Inner.Kinds[0].Index] {
		return r.back(a, far)
	}
	key := leadsTo{a.Related.Relation, a.Inner.Kinds[0].Index}
	found, known := r.s.reached.any.get(key)
	if !known {
		if found = r.s.once(r.back(a, far)); r.err == nil {
			r.s.reached.any.put(key, found, len(found))
		}
	}
	return slices.Clone(found)
}

func (r *run) back(a *plan.Anchor, far []int32) []int32 {
	var found []int32
	for _, way := range a.Related.Relation.Path.Reversed().Ways {
		found = append(found, r.end(way, far...)...)
	}
	return found
}
