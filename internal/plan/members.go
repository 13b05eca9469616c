package plan

import "github.com/carejourney/carejourney/internal/model"

// Members gives where to start to find all nodes that a condition on related nodes holds for, nil where there is nothing
// better than to look at every node at the far end, or where it speaks of the relationship.
func Members(p Related, args []any, st Statistics) *Anchor {
	c := chooser{args: args, st: st}
	return c.members(p)
}

// muchForOne is how much looking at one node has to cost until it is asked whether the members of a condition cost less.
const muchForOne = 1024

// MembersFirst gives what Members does where finding all of them is expected to cost less than looking at a single node, else
// nil.
func MembersFirst(p Related, args []any, st Statistics) *Anchor {
	c := chooser{args: args, st: st}
	one := estimatePath(p.Relation.Path, 1, []*model.Kind{p.Relation.Kind}, nil, st).cost
	if one <= muchForOne {
		return nil
	}
	if a := c.members(p); a != nil && a.Cost < one {
		return a
	}
	return nil
}

// finding estimates what finding the members of a condition costs, where looking at one node costs so much: as much again is
// spent on single nodes until it is clear that it is worth it, unless that is clear from the start.
func (a *Anchor) finding(one float64) float64 {
	if one > muchForOne && a.Cost < one {
		return a.Cost
	}
	return 2 * a.Cost
}

func (c *chooser) members(p Related) *Anchor {
	if p.Quantifier != Some || p.Where == nil || SpeaksOfEdge(p.Where) {
		return nil
	}
	return once(&c.known.anchors, true, nil, p, func() *Anchor {
		if a := c.related([]*model.Kind{p.Relation.Kind}, p); a.Inner.Start != AtAll {
			return a
		}
		return nil
	})
}

// OneByOne gives the statistics of a store that looks at every node to check a condition on related nodes: it finds the
// members of those only that name ids over several steps.
func OneByOne(st Statistics) Statistics { return oneByOne{st} }

type oneByOne struct{ Statistics }

// found reports whether the store finds the members of a condition, from that anchor.
func (c *chooser) found(p Related, a *Anchor) bool {
	_, alone := c.st.(oneByOne)
	return !alone || a.Inner.Start == AtIDs && !p.Relation.Path.Single()
}

// manyLooked is how much a condition has to cost until it is asked whether its members cost less.
const manyLooked = 1000

// looked estimates how many nodes and relationships are looked at to check a condition on so many nodes, and how often
// something is compared, where the members of a condition on related nodes are found once, if that is less.
func (c *chooser) looked(kinds []*model.Kind, p Predicate, nodes float64) float64 {
	return overParts(p, func(p Predicate) float64 {
		related, ok := p.(Related)
		if !ok {
			return nodes + c.effort(kinds, p, nodes)
		}
		far := c.untilDecided(related, kinds)
		asked := c.asked(related.Relation.Target.Kinds, related.Where, nodes*far.rows)
		sum := nodes*(1+far.cost) + max(nodes*far.rows-asked, 0) + c.looked(related.Relation.Target.Kinds, related.Where, asked)
		return c.foundOnce(related, sum, far.cost, nodes)
	})
}

// fewAsked is about how many nodes a condition is asked until what it says of a node is remembered.
const fewAsked = 256

// asked gives of how many nodes of the kinds it has to be found out whether a condition holds, of those it is asked about: of each once, where
// it asks about others in turn.
func (c *chooser) asked(kinds []*model.Kind, p Predicate, nodes float64) float64 {
	if _, alone := c.st.(oneByOne); alone || SpeaksOfEdge(p) || !AsksAround(p) {
		return nodes
	}
	return min(nodes, fewAsked+total(kinds, c.st))
}

// foundOnce gives the cost of a condition on related nodes that costs so much where every node is looked at, one of them so
// much, or less where its members are found once; to know of each node whether it is one of them costs asking.
func (c *chooser) foundOnce(p Related, each, one, asking float64) float64 {
	if each > manyLooked {
		if a := c.members(p); a != nil && c.found(p, a) {
			return min(each, a.finding(one)+asking)
		}
	}
	return each
}
