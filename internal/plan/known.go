package plan

import (
	"unsafe"

	"github.com/carejourney/carejourney/internal/model"
)

// known is what a chooser found out already. The same condition comes up again and again: where to start, what is left over, and what
// it costs are asked of it, of each condition around it, and of each of those in turn.
type known struct {
	anchors map[question]*Anchor
	shares  map[question]float64
	walks   map[walkOf]walked
}

// question is what is asked about a condition on nodes of some kinds.
type question struct {
	members bool // which nodes satisfy it, and not how to find nodes that do
	kinds   listOf[*model.Kind]
	of      any // see identity
}

// listOf stands for a list by where it is. What it stands for stays where it is as long as somebody has it.
type listOf[T any] struct {
	first *T
	n     int
}

func identified[T any](list []T) listOf[T] { return listOf[T]{unsafe.SliceData(list), len(list)} }

type walkOf struct {
	relation *model.Relation
	kinds    listOf[*model.Kind]
}

// What stands for conditions: two that are made of the same parts of a plan are equal.
type (
	joined struct {
		any   bool
		parts listOf[Predicate]
	}
	negated  struct{ of any }
	relation struct {
		of         *model.Relation
		quantifier Quantifier
		where      any
	}
)

// identity gives something that is equal for conditions that are the same parts of a plan, false where nothing can be said.
func identity(p Predicate) (any, bool) {
	switch p := p.(type) {
	case nil:
		return nil, true
	case And:
		return joined{false, identified(p.All)}, len(p.All) > 0
	case Or:
		return joined{true, identified(p.Any)}, len(p.Any) > 0
	case Not:
		of, ok := identity(p.Of)
		return negated{of}, ok
	case Compare:
		if list, ok := p.To.Const.([]any); ok {
			p.To.Const = identified(list)
		}
		return p, true
	case Count:
		if list, ok := p.To.Const.([]any); ok {
			p.To.Const = identified(list)
		}
		return p, true
	case Related:
		where, ok := identity(p.Where)
		return relation{p.Relation, p.Quantifier, where}, ok
	}
	return nil, false
}

// Named gives what a condition can be known by: something that is equal for conditions that are the same, see Sharing; false where
// nothing can be said.
func Named(p Predicate) (any, bool) { return identity(p) }

// once gives what is known of a condition, or finds it out.
func once[T any](known *map[question]T, members bool, kinds []*model.Kind, p Predicate, find func() T) T {
	of, ok := identity(p)
	if !ok {
		return find()
	}
	q := question{members, identified(kinds), of}
	found, done := (*known)[q]
	if !done {
		found = find()
		if *known == nil {
			*known = map[question]T{}
		}
		(*known)[q] = found
	}
	return found
}

// far estimates where a relation leads from one node of the kinds.
func (c *chooser) far(r *model.Relation, kinds []*model.Kind) walked {
	key := walkOf{r, identified(kinds)}
	found, done := c.known.walks[key]
	if !done {
		found = estimatePath(r.Path, 1, kinds, nil, c.st)
		if c.known.walks == nil {
			c.known.walks = map[walkOf]walked{}
		}
		c.known.walks[key] = found
	}
	return found
}
