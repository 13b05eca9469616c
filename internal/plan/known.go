package plan

import "github.com/carejourney/carejourney/internal/model"

// known is what a chooser has found out already. Conditions stand inside others and are asked about on every level around them, so that
// without it an estimate takes the longer the deeper they stand, many times over.
type known struct {
	walks   map[from]walked
	anchors map[sought]*Anchor
}

// from is a relation and the one kind of node that it is walked from.
type from struct {
	relation *model.Relation
	kind     *model.Kind
}

// sought is a condition on related nodes of nodes of one kind.
type sought struct {
	kind  *model.Kind
	where related
}

// related names a condition on related nodes.
type related struct {
	relation   *model.Relation
	quantifier Quantifier
	where      any
}

// Named gives what a condition is known by: a value that can be compared, the same for no condition that says something else; false where
// it has none.
func Named(p Predicate) (any, bool) {
	switch p := p.(type) {
	case And:
		if len(p.All) > 0 {
			return &p.All[0], true
		}
	case Or:
		if len(p.Any) > 0 {
			return &p.Any[0], true
		}
	case Compare:
		_, list := p.To.Const.([]any)
		return p, !list
	case Related:
		where, ok := Named(p.Where)
		return related{p.Relation, p.Quantifier, where}, ok
	case nil:
		return nil, true
	}
	return nil, false
}

// walk estimates how far a relation leads from one node of the kinds.
func (c *chooser) walk(r *model.Relation, kinds []*model.Kind) walked {
	if len(kinds) != 1 {
		return estimatePath(r.Path, 1, kinds, nil, c.st)
	}
	key := from{r, kinds[0]}
	found, ok := c.known.walks[key]
	if !ok {
		found = estimatePath(r.Path, 1, kinds, nil, c.st)
		if c.known.walks == nil {
			c.known.walks = map[from]walked{}
		}
		c.known.walks[key] = found
	}
	return found
}

// related gives an anchor at the far end of a condition on related nodes. It is the caller's to change.
func (c *chooser) related(kinds []*model.Kind, p Related) *Anchor {
	where, ok := Named(p.Where)
	if !ok || len(kinds) != 1 {
		return c.farEnd(kinds, p)
	}
	key := sought{kinds[0], related{p.Relation, p.Quantifier, where}}
	found := c.known.anchors[key]
	if found == nil {
		found = c.farEnd(kinds, p)
		if c.known.anchors == nil {
			c.known.anchors = map[sought]*Anchor{}
		}
		c.known.anchors[key] = found
	}
	copied := *found
	return &copied
}
