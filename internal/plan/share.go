package plan

import (
	"math"

	"github.com/carejourney/carejourney/internal/model"
)

// fraction estimates how many of the nodes of all kinds are of some of them.
func (c *chooser) fraction(some, all []*model.Kind) float64 {
	n := total(all, c.st)
	if n == 0 {
		return 0
	}
	return total(some, c.st) / n
}

// What a condition is taken to leave over where nothing is known: of comparisons, and of all else.
const (
	comparedShare = 0.1
	otherShare    = 0.5
)

// share estimates the part of the nodes of the kinds that satisfies a condition.
func (c *chooser) share(kinds []*model.Kind, p Predicate) float64 {
	switch p := p.(type) {
	case nil:
		return 1
	case And:
		return allOf(p, func(part Predicate) float64 { return c.share(kinds, part) })
	case Or:
		return anyOf(p, func(part Predicate) float64 { return c.share(kinds, part) })
	case Not:
		return 1 - c.share(kinds, p.Of)
	case KindIn:
		return c.fraction(narrowed(kinds, p.Kinds), kinds)
	case Compare:
		return c.compared(kinds, p)
	}
	return otherShare
}

// allOf and anyOf join what parts of a condition leave over as if they had nothing to do with each other.
func allOf(p And, share func(Predicate) float64) float64 {
	all := 1.0
	for _, part := range p.All {
		all *= share(part)
	}
	return all
}

func anyOf(p Or, share func(Predicate) float64) float64 {
	found := 0.0
	for _, part := range p.Any {
		found += share(part)
	}
	return min(found, 1)
}

func (c *chooser) compared(kinds []*model.Kind, p Compare) float64 {
	value, n := p.To.Value(c.args), total(kinds, c.st)
	if p.Edge || value == nil || n == 0 {
		return comparedShare
	}
	found := 0.0
	for _, k := range kinds {
		matching, ok := c.st.Matching(k, p, value)
		if !ok {
			return comparedShare
		}
		found += matching
	}
	return found / n
}

// leastShare is the least that a condition that nothing related is so is taken to leave over.
const leastShare = 0.05

// leastOfAll is the same for a condition that all related nodes must satisfy, which hardly any does where there are many of them.
const leastOfAll = 0.001

// left estimates the part of nodes reached on a walk that satisfies a condition: where share takes half of those with a
// condition on related nodes, this asks how many there are of them.
func (c *chooser) left(kinds []*model.Kind, p Predicate) float64 {
	return once(&c.known.shares, false, kinds, p, func() float64 { return c.leftOver(kinds, p) })
}

func (c *chooser) leftOver(kinds []*model.Kind, p Predicate) float64 {
	switch p := p.(type) {
	case And:
		return allOf(p, func(part Predicate) float64 { return c.left(kinds, part) })
	case Or:
		return anyOf(p, func(part Predicate) float64 { return c.left(kinds, part) })
	case Not:
		return max(1-c.left(kinds, p.Of), leastShare)
	case Count:
		if n, ok := p.To.Value(c.args).(int64); ok && n == 0 && p.Op == Eq {
			return max(math.Exp(-c.far(p.Relation, kinds).rows), leastOfAll)
		}
	case Related:
		matching := c.far(p.Relation, kinds).rows * c.left(p.Relation.Target.Kinds, p.Where)
		switch p.Quantifier {
		case Some:
			return min(matching, 1)
		case None:
			return max(1-matching, leastShare)
		case All:
			reached := c.far(p.Relation, kinds).rows
			return max(math.Pow(c.left(p.Relation.Target.Kinds, p.Where), reached), leastOfAll)
		}
	}
	return c.share(kinds, p)
}

// untilSure estimates how far a relation is walked from one node until a condition on where it leads is decided for sure: the first node
// that does not satisfy what all must ends it, and so does any node where any will do. It is what starting elsewhere is held against, so
// that what may be found early is not counted on.
func (c *chooser) untilSure(p Related, kinds []*model.Kind) walked {
	if p.Quantifier == All || p.Where == nil {
		return c.untilDecided(p, kinds)
	}
	return c.far(p.Relation, kinds)
}

// untilDecided estimates how far a relation is walked from one node until a condition on where it leads is decided: the first node that
// does not satisfy what all must ends it, and so does the first that satisfies what any or none may.
func (c *chooser) untilDecided(p Related, kinds []*model.Kind) walked {
	far := c.far(p.Relation, kinds)
	ends := 0.0
	switch p.Quantifier {
	case All:
		ends = 1 - c.left(p.Relation.Target.Kinds, p.Where)
	case Some, None:
		ends = c.left(p.Relation.Target.Kinds, p.Where)
	}
	if ends <= 0 || far.rows*ends <= 1 {
		return far
	}
	far.rows = 1 / ends
	steps := 0
	for _, way := range p.Relation.Path.Ways {
		steps = max(steps, len(way))
	}
	far.cost = min(far.cost, 2*(float64(steps)+far.rows))
	return far
}
