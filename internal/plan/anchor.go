package plan

import (
	"slices"

	"github.com/carejourney/carejourney/internal/model"
)

// Start says how the nodes a root Select starts from are found.
type Start uint8

// The ways to start: every node of the kinds; known ids; a search; an index on a field; the far end of a relation,
// walked back; or the union of several of these.
const (
	AtAll Start = iota
	AtIDs
	AtSearch
	AtField
	AtRelated
	AtAny
)

// Anchor is where a root Select starts: nodes among which all it asks for are found. There may be others, so Kinds and
// Check are still to be checked.
type Anchor struct {
	Start   Start
	Kinds   []*model.Kind // the nodes wanted are of these kinds
	Check   Predicate     // what is left of Where: all but conditions that being found by walking back has proved
	IDs     *Operand      // AtIDs: a string or a []any of strings
	Search  *Operand      // AtSearch
	Compare *Compare      // AtField: equality, a range, a prefix or a value in a list
	Related *Related      // AtRelated: the condition whose far end Inner starts from
	Inner   *Anchor       // AtRelated: nodes that pass Related.Relation.Keep, from which Related.Relation is walked back
	Any     []*Anchor     // AtAny

	Rows float64 // about how many nodes are found
	Cost float64 // about how many nodes and relationships are looked at to find and check them
}

// Choose picks the cheapest anchor for a root Select with these arguments.
func Choose(sel *Select, args []any, st Statistics) *Anchor {
	c := chooser{args: args, st: st}
	return c.choose(sel)
}

func (c *chooser) choose(sel *Select) *Anchor {
	switch {
	case sel.From.IDs != nil:
		return c.checked(c.ids(sel.Kinds, sel.From.IDs), sel.Where)
	case sel.From.Search != nil:
		text, _ := sel.From.Search.Value(c.args).(string)
		n := c.st.Found(text)
		return c.checked(&Anchor{Start: AtSearch, Kinds: sel.Kinds, Search: sel.From.Search, Rows: n}, sel.Where)
	}
	return c.best(sel.Kinds, sel.Where)
}

// chooser looks for anchors.
type chooser struct {
	args  []any
	st    Statistics
	known known
}

// best gives the cheapest way to find all nodes of the kinds that satisfy the condition. Of equals the first counts.
func (c *chooser) best(kinds []*model.Kind, where Predicate) *Anchor {
	return once(&c.known.anchors, false, kinds, where, func() *Anchor { return c.cheapest(kinds, where) })
}

func (c *chooser) cheapest(kinds []*model.Kind, where Predicate) *Anchor {
	parts := conjuncts(where, nil)
	for _, p := range parts {
		if in, ok := p.(KindIn); ok {
			kinds = narrowed(kinds, in.Kinds)
		}
	}
	n := total(kinds, c.st)
	best := c.checked(&Anchor{Start: AtAll, Kinds: kinds, Rows: n}, all(parts))
	for _, first := range []bool{true, false} {
		for i, p := range parts {
			if isByID(p) == first && (best.Start == AtAll || best.Cost > cheapEnough) {
				best = c.better(best, kinds, parts, i)
			}
		}
	}
	return best
}

// cheapEnough is a cost at which a better anchor than the one found is not worth looking for, and perhaps making an index
// for. Ids are tried first for that.
const cheapEnough = 32

// better gives an anchor at one of the conditions that must all hold where it is cheaper than the best so far.
func (c *chooser) better(best *Anchor, kinds []*model.Kind, parts []Predicate, i int) *Anchor {
	a := c.anchor(kinds, parts[i])
	if a == nil {
		return best
	}
	rest := parts
	if proves(a, parts[i]) {
		rest = slices.Concat(parts[:i], parts[i+1:])
	}
	if a = c.checked(a, all(rest)); a.whole() < best.whole() {
		return a
	}
	return best
}

// whole is the cost of an anchor with what is compared on each node it finds.
func (a *Anchor) whole() float64 { return a.Cost + a.Rows*float64(max(OwnComparisons(a.Check)-1, 0)) }

// proves reports whether the condition holds for every node that an anchor for it finds: by walking back, from far ends that
// are all as they are wanted, or in any of several such ways.
func proves(a *Anchor, p Predicate) bool {
	switch p := p.(type) {
	case Related:
		return p.Quantifier == Some && !SpeaksOfEdge(p.Where)
	case Or:
		return a.Start == AtAny && !slices.ContainsFunc(a.Any, func(one *Anchor) bool { return one.Check != nil })
	}
	return false
}

// checked says what is left to be checked of each node found, and adds what that costs.
func (c *chooser) checked(a *Anchor, rest Predicate) *Anchor {
	a.Check = rest
	a.Cost += a.Rows + c.effort(a.Kinds, rest, a.Rows)
	return a
}

// effort estimates how many nodes and relationships are looked at to check a condition on so many nodes, where the members
// of a condition on related nodes are found once, if that is less.
func (c *chooser) effort(kinds []*model.Kind, p Predicate, nodes float64) float64 {
	return overParts(p, func(p Predicate) float64 {
		switch p := p.(type) {
		case Count:
			return nodes * c.far(p.Relation, kinds).cost
		case Related:
			far := c.untilSure(p, kinds)
			sum := nodes*far.cost + c.effort(p.Relation.Target.Kinds, p.Where, c.asked(p.Relation.Target.Kinds, p.Where, nodes*far.rows))
			return c.foundOnce(p, sum, far.cost, 0)
		}
		return 0
	})
}

// anchor gives a way to find all nodes of the kinds that satisfy one condition, nil where there is none.
func (c *chooser) anchor(kinds []*model.Kind, p Predicate) *Anchor {
	switch p := p.(type) {
	case Compare:
		return c.field(kinds, p)
	case Related:
		if p.Quantifier == Some || p.Quantifier == Single {
			return c.related(kinds, p)
		}
	case Or:
		return c.any(kinds, p)
	}
	return nil
}

func (c *chooser) ids(kinds []*model.Kind, ids *Operand) *Anchor {
	n := float64(len(ofKinds(Texts(ids.Value(c.args)), kinds)))
	return &Anchor{Start: AtIDs, Kinds: kinds, IDs: ids, Rows: n}
}

// Texts gives the texts of an operand that is one or a list of them.
func Texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		texts := make([]string, 0, len(v))
		for _, item := range v {
			if text, ok := item.(string); ok {
				texts = append(texts, text)
			}
		}
		return texts
	}
	return nil
}

func (c *chooser) field(kinds []*model.Kind, p Compare) *Anchor {
	value := p.To.Value(c.args)
	if p.Edge || value == nil {
		return nil
	}
	if isByID(p) {
		return c.ids(kinds, &p.To)
	}
	a := &Anchor{Start: AtField, Kinds: kinds, Compare: &p}
	for _, k := range kinds {
		n, ok := c.st.Matching(k, p, value)
		if !ok {
			return nil
		}
		a.Rows += n
	}
	return a
}

func (c *chooser) related(kinds []*model.Kind, p Related) *Anchor {
	inner := c.best(p.Relation.Target.Kinds, withoutEdge(p.Where))
	var ids []string
	if inner.Start == AtIDs {
		ids = Texts(inner.IDs.Value(c.args))
	}
	kept := 1.0
	switch inner.Start {
	case AtAll:
		kept = c.left(inner.Kinds, inner.Check)
	case AtIDs:
		kept = c.left(inner.Kinds, all(slices.DeleteFunc(conjuncts(inner.Check, nil), isByID)))
	}
	back := estimatePath(p.Relation.Path.Reversed(), inner.Rows, inner.Kinds, ids, c.st)
	back.rows, back.cost = back.rows*kept, back.cost*kept
	return &Anchor{
		Start: AtRelated, Kinds: kinds, Related: &p, Inner: inner,
		Rows: min(back.rows*c.ending(p.Relation.Path.Reversed(), back.kinds, kinds), total(kinds, c.st)), Cost: inner.Cost + back.cost,
	}
}

// ending gives the part of the ends of a path that are of some of the kinds it leads to, by how many relationships of its last
// steps they have.
func (c *chooser) ending(path model.Path, reached, wanted []*model.Kind) float64 {
	all, some := 0.0, 0.0
	for _, way := range path.Ways {
		last := way[len(way)-1]
		if last.Repeat == model.ZeroOrMore {
			return 1 // it may end a step before
		}
		for _, t := range last.Types {
			for _, k := range reached {
				links := c.st.Nodes(k) * c.st.Degree(k, t, !last.Out)
				if all += links; hasKind(wanted, k) {
					some += links
				}
			}
		}
	}
	if all == 0 {
		return 1
	}
	return some / all
}

func (c *chooser) any(kinds []*model.Kind, p Or) *Anchor {
	a := &Anchor{Start: AtAny, Kinds: kinds}
	for _, branch := range p.Any {
		one := c.best(kinds, branch)
		if one.Start == AtAll {
			return nil
		}
		a.Any = append(a.Any, one)
		a.Rows += one.Rows
		a.Cost += one.Cost
	}
	return a
}
