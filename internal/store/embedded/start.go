package embedded

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// root gives the rows of a root selection.
func (r *run) root(p *selection) *plan.List {
	c := r.collect(p)
	a := plan.Choose(p.sel, r.args, r.s)
	switch {
	case p.sel.From.Search != nil:
		text, _ := p.sel.From.Search.Value(r.args).(string)
		r.search(model.Terms(text), a, func(n, rank int32) { r.offerRoot(&c, n, rank) })
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
	slices.Sort(found)
	return slices.Compact(found)
}

// byField gives the nodes an index finds, and all that were touched since it was made.
func (r *run) byField(a *plan.Anchor) []int32 {
	found := slices.Clone(r.s.touched)
	for _, k := range a.Kinds {
		x := r.s.index(k.Index, a.Compare.Field.Property, a.Compare.Fold)
		spans, _ := x.spans(a.Compare.Op, a.Compare.To.Value(r.args), a.Compare.Fold)
		for _, s := range spans {
			found = append(found, x.span(s)...)
		}
	}
	return found
}

// backwards walks a relation back from the nodes at its far end.
func (r *run) backwards(a *plan.Anchor) []int32 {
	relation := a.Related.Relation
	far, accept := r.anchored(a.Inner), r.s.mask(a.Inner.Kinds)
	var matches test
	if !speaksOfEdge(a.Related.Where) {
		matches = r.test(a.Related.Where, nil)
	}
	w := r.s.walk(relation.Path.Reversed(), a.Kinds)
	start := len(r.stack)
	for _, n := range far {
		if r.err != nil {
			break
		}
		if r.s.alive(n) && accept[r.s.kindIndex(n)] && (matches == nil || matches(n, none)) {
			r.reach(w, n)
		}
	}
	found := make([]int32, 0, len(r.stack)-start)
	for _, c := range r.stack[start:] {
		found = append(found, c.node)
	}
	r.stack = r.stack[:start]
	return found
}

// speaksOfEdge reports whether a condition compares a property of the relationship walked to the node.
func speaksOfEdge(p plan.Predicate) bool {
	switch p := p.(type) {
	case plan.And:
		return slices.ContainsFunc(p.All, speaksOfEdge)
	case plan.Or:
		return slices.ContainsFunc(p.Any, speaksOfEdge)
	case plan.Not:
		return speaksOfEdge(p.Of)
	case plan.Compare:
		return p.Edge
	case plan.Empty:
		return p.Edge
	}
	return false
}
