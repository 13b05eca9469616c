package embedded

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// visit shows every node that a walk leads to, each once, until somebody has seen enough. It goes to the end of one way
// before it looks at the next, so that the first node costs little however many there are.
func (r *run) visit(w *walk, n int32, show func(n int32) (more bool)) {
	v := visit{run: r, walk: w, show: show, level: r.visits}
	r.visits += w.longest
	for len(r.levels) <= r.visits {
		r.levels = append(r.levels, &nodeSet{})
	}
	ends := r.levels[r.visits]
	r.visits++
	ends.reset()
	for _, way := range w.ways {
		for i := range way {
			r.levels[v.level+i].reset()
		}
		if !v.from(way, 0, n, ends) {
			break
		}
	}
	r.visits = v.level
}

// visit is one walk over nodes. Walks may be taken within walks, so each has sets of its own.
type visit struct {
	*run
	walk  *walk
	show  func(n int32) bool
	level int // of its first set
}

// from follows a way from one of its steps on, and reports whether to go on.
func (v *visit) from(way model.Way, i int, n int32, ends *nodeSet) bool {
	if v.err != nil {
		return false
	}
	if i == len(way) {
		return !v.passes(v.walk, n) || !ends.add(n) || v.show(n)
	}
	seen := v.levels[v.level+i]
	if way[i].Repeat == model.ZeroOrMore && seen.add(n) && !v.from(way, i+1, n, ends) {
		return false
	}
	for _, t := range way[i].Types {
		to, _ := v.s.links[t.Index].from(way[i].Out).at(n)
		v.tick(0)
		for _, other := range to {
			if !seen.add(other) {
				continue
			}
			v.tick(0)
			if !v.from(way, i+1, other, ends) || way[i].Repeat != model.Once && !v.from(way, i, other, ends) {
				return false
			}
		}
	}
	return true
}

// countTo gives how many nodes a walk leads to, or that there are at least most.
func (r *run) countTo(w *walk, n int32, most int64) int64 {
	if w.single != nil {
		return r.count(w, n)
	}
	counted := int64(0)
	r.visit(w, n, func(int32) bool { counted++; return counted < most })
	return counted
}

// counted makes a condition on how many nodes a relation leads to ready. No more are counted than it takes to know.
func (r *run) counted(p plan.Count) test {
	w, to := r.s.relation(p.Relation, p.Relation.Target.Kinds), p.To.Value(r.args)
	holds := number(p.Op, to)
	if limit, ok := to.(int64); ok && limit < enoughCounted {
		return func(n, _ int32) bool { return holds(float64(r.countTo(w, n, max(limit, 0)+1))) }
	}
	return func(n, _ int32) bool { return holds(float64(r.count(w, n))) }
}

// enoughCounted is up to which number it is worth counting one by one.
const enoughCounted = 64

// anywhere makes a condition on the nodes that a relation of several steps leads to ready.
func (r *run) anywhere(w *walk, q plan.Quantifier, inner test, checks int) test {
	return func(n, _ int32) bool {
		looked, matching := 0, 0
		r.visit(w, n, func(other int32) bool {
			r.tick(checks)
			looked++
			if inner == nil || inner(other, none) {
				matching++
			}
			return !decided(q, matching, looked)
		})
		return holds(q, matching, looked)
	}
}
