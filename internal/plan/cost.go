package plan

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Cost estimates how many nodes and relationships are looked at to answer a valid query and how many conditions are
// checked on them beyond the first on each, and adds what every value of the answer costs. It takes the degrees of the nodes a query names, and the average of their kind
// for all others: what is found on the way may cost more or less.
func Cost(q *Query, st Statistics) float64 {
	c := chooser{args: q.Args, st: st}
	cost := 0.0
	for _, sel := range q.Roots {
		cost += c.root(sel).whole()
	}
	return cost
}

// TooCostly is the error of a query that would look at more than it may, or has.
func TooCostly(cost float64, allowed int) *model.Error {
	return &model.Error{
		Code: model.LimitExceeded,
		Message: "The request costs about " + round(cost) + ", and one may cost " + round(float64(allowed)) +
			": so many nodes and relationships are looked at. Ask for less at once: in pages, with fewer levels, about one journey or area. " +
			"Who runs the server can allow more with --max-cost.",
		Numbers: map[string]int64{"cost": int64(min(cost, 1<<53)), "limit": int64(allowed)},
	}
}

// estimate is what a selection is expected to come to under all its parents together.
type estimate struct {
	anchor  *Anchor // roots only
	inOrder bool    // roots only: nodes are met in the order wanted, and not all have to be
	rows    float64
	cost    float64     // without what is nested
	nested  []*estimate // columns that are selections, shape by shape
}

func (e *estimate) whole() float64 {
	sum := e.cost
	for _, inner := range e.nested {
		sum += inner.whole()
	}
	return sum
}

// root estimates a root selection.
func (c *chooser) root(sel *Select) *estimate {
	a := c.start(sel)
	checks := a.Rows * c.checks(a.Kinds, a.Check)
	if checks > manyLooked {
		checks = min(checks, c.looked(a.Kinds, a.Check, a.Rows))
	}
	e := &estimate{anchor: a, cost: a.Cost + checks}
	e.rows = min(a.Rows, total(sel.Kinds, c.st)*c.share(sel.Kinds, sel.Where))
	if e.rows > manyLooked/10 {
		e.rows = min(e.rows, c.mostFound(sel.Kinds, sel.Where))
	}
	if a.Start == AtSearch {
		e.cost = max(e.cost, c.postings(sel))
	}
	if wanted, ok := c.firstOf(sel, a); ok {
		e.inOrder, e.cost = true, min(e.cost, e.cost*wanted)
	}
	e.cost += e.rows * c.sorting(sel)
	c.rest(e, sel, 1, idsOf(a, c.args))
	return e
}

// start gives where a root starts, which is chosen as Choose does, with what it costs a store that looks at every node.
func (c *chooser) start(sel *Select) *Anchor {
	alone, ok := c.st.(oneByOne)
	if !ok {
		return c.choose(sel)
	}
	together := chooser{args: c.args, st: alone.Statistics}
	a := together.choose(sel)
	a.Cost += c.effort(a.Kinds, a.Check, a.Rows) - together.effort(a.Kinds, a.Check, a.Rows)
	return a
}

// mostFound estimates how many nodes satisfy the most selective of the conditions that must all hold, by where one would start
// to find them.
func (c *chooser) mostFound(kinds []*model.Kind, where Predicate) float64 {
	most := total(kinds, c.st)
	for _, p := range conjuncts(where, nil) {
		if a := c.anchor(kinds, p); a != nil {
			most = min(most, a.Rows)
		}
	}
	return most
}

// postings estimates what a search looks at: for every word the nodes it is in.
func (c *chooser) postings(sel *Select) float64 {
	text, _ := sel.From.Search.Value(c.args).(string)
	sum := 0.0
	for _, word := range model.Terms(text) {
		sum += c.st.Found(word)
	}
	return sum
}

// mostKnown is how many named nodes are looked at one by one; of more the average will do.
const mostKnown = 64

// idsOf gives the ids of the nodes a root starts from, nil where it does not name them.
func idsOf(a *Anchor, args []any) []string {
	if a.Start != AtIDs {
		return nil
	}
	if ids := Texts(a.IDs.Value(args)); len(ids) <= mostKnown {
		return ids
	}
	return nil
}

// firstOf gives the part of all nodes that is looked at where an index has them in the order wanted and a page ends the
// search.
func (c *chooser) firstOf(sel *Select, a *Anchor) (float64, bool) {
	if a.Start != AtAll || len(a.Kinds) != 1 || sel.Page == nil || len(sel.Facets) > 0 || sel.Total && sel.Where != nil {
		return 0, false
	}
	first := &sel.Order[0]
	if first.Field == nil || len(first.Through) > 0 || first.Desc && first.Field.Name == "id" {
		return 0, false
	}
	for _, o := range []*Operand{sel.Page.After, sel.Page.Before, sel.Page.Last} {
		if o != nil && o.Value(c.args) != nil {
			return 0, false
		}
	}
	n, ok := c.number(sel.Page.First)
	share := total(sel.Kinds, c.st) * c.share(sel.Kinds, sel.Where)
	if !ok || share <= 0 {
		return 0, false
	}
	offset, _ := c.number(sel.Page.Offset)
	return min((offset+n+1)/share, 1), true
}

func (c *chooser) number(o *Operand) (float64, bool) {
	if o == nil {
		return 0, false
	}
	n, ok := o.Value(c.args).(int64)
	return float64(n), ok
}

// under estimates a nested selection under so many rows of another. Every parent has a list of its own, so what one
// leads to is counted for each.
func (c *chooser) under(sel *Select, parents float64, ids []string) *estimate {
	from := []*model.Kind{sel.Relation.Kind}
	if sel.Relation.Path.Single() && sel.Relation.Keep == nil && sel.OnlyCounts(c.args) {
		e := &estimate{cost: parents} // relationships are counted without being looked at
		c.rest(e, sel, parents, nil)
		return e
	}
	var reached walked
	if ids == nil {
		reached = estimatePath(sel.Relation.Path, 1, from, nil, c.st)
		reached.rows, reached.cost = reached.rows*parents, reached.cost*parents
	}
	for i := range ids {
		one := estimatePath(sel.Relation.Path, 1, from, ids[i:i+1], c.st)
		reached.rows, reached.cost = reached.rows+one.rows, reached.cost+one.cost
	}
	// A relation may end at other kinds too, but no list has more than there are of the kinds wanted.
	reached.rows = min(reached.rows, parents*total(sel.Kinds, c.st))
	e := &estimate{rows: reached.rows * c.left(sel.Kinds, sel.Where), cost: reached.cost}
	asked := c.asked(sel.Kinds, sel.Where, reached.rows)
	e.cost += max(c.looked(sel.Kinds, sel.Where, asked)-asked, 0) + e.rows*c.sorting(sel)
	c.rest(e, sel, parents, nil)
	return e
}

// rest cuts the page out of the rows and estimates what is nested in them.
func (c *chooser) rest(e *estimate, sel *Select, parents float64, ids []string) {
	if sel.Page != nil {
		for _, o := range []*Operand{sel.Page.First, sel.Page.Last} {
			if n, ok := c.number(o); ok {
				e.rows = min(e.rows, parents*n)
			}
		}
	}
	for i := range sel.Shapes {
		shape := &sel.Shapes[i]
		of, rows := ids, 0.0
		if ids == nil {
			rows = e.rows * c.fraction(shape.Kinds, sel.Kinds)
		} else if of = ofKinds(ids, shape.Kinds); len(ids) > 0 {
			rows = e.rows * float64(len(of)) / float64(len(ids))
		}
		e.cost += rows * float64(sel.ValueCost()*len(shape.Columns))
		for j := range shape.Columns {
			if inner := shape.Columns[j].Select; inner != nil {
				e.nested = append(e.nested, c.under(inner, rows, of))
			}
		}
	}
}

// ofKinds gives the ids of nodes that are of the kinds, which ids begin with.
func ofKinds(ids []string, kinds []*model.Kind) []string {
	of := make([]string, 0, len(ids))
	for _, id := range ids {
		prefix, _, _ := strings.Cut(id, ":")
		if slices.ContainsFunc(kinds, func(k *model.Kind) bool { return k.Prefix == prefix }) {
			of = append(of, id)
		}
	}
	return of
}

// sorting estimates what is looked at to know where one row belongs.
func (c *chooser) sorting(sel *Select) float64 {
	sum := 0.0
	for i := range sel.Order {
		kinds := sel.Kinds
		for _, r := range sel.Order[i].Through {
			sum += estimatePath(r.Path, 1, kinds, nil, c.st).cost
			kinds = r.Target.Kinds
		}
		for _, r := range sel.Order[i].Count {
			sum += estimatePath(r.Path, 1, kinds, nil, c.st).cost
		}
	}
	return sum
}

// checks counts the comparisons of a condition beyond the first, on the node itself and on all that it asks about.
func (c *chooser) checks(kinds []*model.Kind, p Predicate) float64 {
	return max(c.comparisons(kinds, p)-1, 0)
}

func (c *chooser) comparisons(kinds []*model.Kind, p Predicate) float64 {
	return overParts(p, func(p Predicate) float64 {
		related, ok := p.(Related)
		if !ok || related.Where == nil {
			return 1
		}
		return 1 + c.untilDecided(related, kinds).rows*c.comparisons(related.Relation.Target.Kinds, related.Where)
	})
}
