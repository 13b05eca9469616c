package embedded

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// candidate is a node that may become a row.
type candidate struct {
	node, link int32
	rank       int32 // of a search
	memo       int32 // where what its keys remember begins in run.memo
}

// key is one sort key made ready.
type key struct {
	desc    bool
	by      keyBy
	column  *column
	places  *column // of the values of nodes in their order, nil where they are not known
	through []*walk
	count   *walk
	memo    int32 // place of what is remembered for each candidate: its count, or with through the node there; -1 for nothing
}

type keyBy uint8

const (
	byID keyBy = iota
	byNode
	byLink
	byCount
	byRank
)

// missingCount stands for a count of nothing, where Through leads nowhere.
const missingCount = -1

func (r *run) key(o plan.Order, table *linkTable) key {
	k := key{desc: o.Desc, memo: -1}
	for _, through := range o.Through {
		k.through = append(k.through, r.s.relation(through, through.Target.Kinds))
	}
	switch {
	case o.Rank:
		k.by = byRank
	case o.Count != nil:
		k.by, k.count = byCount, r.s.relation(o.Count[0], o.Count[0].Target.Kinds)
	case o.Property != nil:
		k.by, k.column = byLink, table.columns[o.Property.Property]
	case o.Field.Name == idName && len(o.Through) == 0:
		k.by, k.column = byID, r.s.ids
	default:
		k.by, k.column = byNode, r.s.column(o.Field.Property)
	}
	return k
}

// place makes a key use the places of names, where the nodes of one kind are ordered and somebody has made the index.
func (s *snapshot) place(k *key, o plan.Order, kinds []*model.Kind) {
	if k.by == byNode && k.through == nil && len(kinds) == 1 && o.Field.Property == nameField && s.hasIndex(kinds[0].Index, nameField) {
		k.places = s.index(kinds[0].Index, nameField, false).places
	}
}

// far gives the node at the end of Through.
func (r *run) far(k *key, n int32) int32 {
	for _, w := range k.through {
		if n = r.first(w, n); n == none {
			return none
		}
	}
	return n
}

func (r *run) keyCell(k *key, c candidate) cell {
	n := c.node
	if k.by == byLink {
		n = c.link
	} else if k.through != nil {
		n = int32(r.memo[c.memo+k.memo])
	}
	if n == none {
		return 0
	}
	return k.column.at(n)
}

// keyValue gives the value a candidate is sorted by.
func (r *run) keyValue(k *key, c candidate) any {
	switch k.by {
	case byCount:
		if n := r.memo[c.memo+k.memo]; n != missingCount {
			return n
		}
		return nil
	case byRank:
		return int64(c.rank)
	}
	return r.s.dict.value(r.keyCell(k, c))
}

// remember works out what takes walking to know, once for each candidate.
func (r *run) remember(p *selection, c *candidate) {
	c.memo = int32(len(r.memo))
	for i := range p.keys {
		k := &p.keys[i]
		if k.memo < 0 {
			continue
		}
		n := r.far(k, c.node)
		switch {
		case k.by == byNode:
			r.memo = append(r.memo, int64(n))
		case n == none:
			r.memo = append(r.memo, missingCount)
		default:
			r.memo = append(r.memo, r.count(k.count, n))
		}
	}
}

// compare orders two candidates.
func (r *run) compare(keys []key, a, b candidate) int {
	if r.tick(0); r.err != nil {
		return 0 // whatever the order, nobody will see it
	}
	for i := range keys {
		k := &keys[i]
		var c int
		switch k.by {
		case byID:
			c = r.s.compareIDs(a.node, b.node)
		case byCount:
			c = compareCounts(r.memo[a.memo+k.memo], r.memo[b.memo+k.memo])
		case byRank:
			c = int(a.rank) - int(b.rank)
		default:
			c = r.compareCells(k, a, b)
		}
		if c != 0 {
			if k.desc {
				return -c
			}
			return c
		}
	}
	return 0
}

// compareCells orders two candidates by a field, by its places where these are known: values are kept all over the memory.
func (r *run) compareCells(k *key, a, b candidate) int {
	if k.places != nil && !r.s.isTouched(a.node) && !r.s.isTouched(b.node) {
		return int(k.places.at(a.node)) - int(k.places.at(b.node))
	}
	x, y := r.keyCell(k, a), r.keyCell(k, b)
	if x == y {
		return 0
	}
	return compareValues(r.s.dict.value(x), r.s.dict.value(y))
}

func compareCounts(a, b int64) int {
	switch {
	case a == b:
		return 0
	case a == missingCount:
		return 1
	case b == missingCount || a < b:
		return -1
	}
	return 1
}

// compareCursor orders a candidate against the sort values of a cursor.
func (r *run) compareCursor(keys []key, c candidate, cursor []any) int {
	for i := range keys {
		if by := compareValues(r.keyValue(&keys[i], c), cursor[i]); by != 0 {
			if keys[i].desc {
				return -by
			}
			return by
		}
	}
	return 0
}

// property gives the table of the relationships that a relation walks, nil where they have no properties to speak of.
func (s *snapshot) property(r *model.Relation) *linkTable {
	if r == nil || r.Stored == nil {
		return nil
	}
	return s.links[r.Stored.Index]
}
