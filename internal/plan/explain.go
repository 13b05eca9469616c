package plan

import (
	"fmt"
	"math"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Explain gives a valid query as indented text: what each selection is called, where it starts or what it walks, its
// conditions, order and page, and about how many rows it gives at what cost. Rows are those under all parents together;
// cost is about how many nodes and relationships are looked at.
func Explain(q *Query, st Statistics) string {
	e := &explainer{args: q.Args, st: st}
	cost := 0.0
	for _, sel := range q.Roots {
		cost += e.root(sel)
	}
	return e.text.String() + "whole cost: " + round(cost) + "\n"
}

// explainer writes the text.
type explainer struct {
	args []any
	st   Statistics
	text strings.Builder
}

func (e *explainer) line(depth int, format string, args ...any) {
	e.text.WriteString(strings.Repeat("  ", depth))
	fmt.Fprintf(&e.text, format, args...)
	e.text.WriteByte('\n')
}

// round writes an estimate without pretending that it is exact.
func round(n float64) string {
	if n > 0 && n < 10 {
		return fmt.Sprintf("%g", math.Round(n*10)/10)
	}
	return fmt.Sprintf("%.0f", n)
}

func (e *explainer) root(sel *Select) float64 {
	a := Choose(sel, e.args, e.st)
	e.line(0, "%s: %s", sel.Key, names(sel.Kinds))
	e.anchor(1, "start", e.predicate(all(conjuncts(sel.Where, nil))), a)
	rows := min(a.Rows, total(sel.Kinds, e.st)*e.share(sel.Kinds, sel.Where))
	return e.rest(0, sel, 1, rows, a.Cost)
}

// anchor writes where a selection starts, and what that rests on below it. What is left to check is written where it is
// not what is told anyway.
func (e *explainer) anchor(depth int, label, told string, a *Anchor) {
	about := fmt.Sprintf("about %s at cost %s", round(a.Rows), round(a.Cost))
	switch a.Start {
	case AtAll:
		e.line(depth, "%s: every %s, %s", label, names(a.Kinds), about)
	case AtIDs:
		e.line(depth, "%s: id %s, %s", label, e.value(*a.IDs), about)
	case AtSearch:
		e.line(depth, "%s: search for %s, %s", label, e.value(*a.Search), about)
	case AtField:
		e.line(depth, "%s: index where %s, %s", label, e.compare(*a.Compare), about)
		if told == "" {
			told = e.compare(*a.Compare)
		}
	case AtRelated:
		e.line(depth, "%s: back over %s from its far end, %s", label, a.Related.Relation.Path.Reversed(), about)
		e.anchor(depth+1, a.Related.Relation.Name, "", a.Inner)
	case AtAny:
		e.line(depth, "%s: any of %d, %s", label, len(a.Any), about)
		for _, one := range a.Any {
			e.anchor(depth+1, "or", e.predicate(one.Check), one)
		}
	}
	if check := e.predicate(a.Check); check != everything && check != told {
		e.line(depth+1, "check: %s", check)
	}
}

// nested writes a selection under so many rows of another, and gives its cost.
func (e *explainer) nested(depth int, sel *Select, parents float64) float64 {
	e.line(depth, "%s: %s", sel.Key, names(sel.Kinds))
	keep := ""
	if k := sel.Relation.Keep; k != nil {
		keep = fmt.Sprintf(" where %s in %s", k.Field, strings.Join(k.Values, ", "))
	}
	e.line(depth+1, "walk: %s%s", sel.Relation.Path, keep)
	reached := estimatePath(sel.Relation.Path, parents, []*model.Kind{sel.Relation.Kind}, nil, e.st)
	return e.rest(depth, sel, parents, reached.rows*e.share(sel.Kinds, sel.Where), reached.cost)
}

// rest writes what roots and nested selections have in common.
func (e *explainer) rest(depth int, sel *Select, parents, rows, cost float64) float64 {
	if sel.From.IDs != nil && sel.From.Search != nil {
		e.line(depth+1, "where: found by %s", e.value(*sel.From.Search))
	}
	if sel.Where != nil {
		e.line(depth+1, "where: %s", e.predicate(sel.Where))
	}
	if len(sel.Order) > 0 {
		e.line(depth+1, "order: %s", e.orders(sel.Order))
	}
	if sel.Page != nil {
		e.line(depth+1, "page: %s", e.page(sel.Page))
		for _, o := range []*Operand{sel.Page.First, sel.Page.Last} {
			if o != nil {
				if n, ok := o.Value(e.args).(int64); ok {
					rows = min(rows, parents*float64(n))
				}
			}
		}
	}
	if sel.Total || sel.Info || len(sel.Facets) > 0 {
		e.line(depth+1, "also: %s", also(sel))
	}
	e.line(depth+1, "rows: %s, cost: %s", round(rows), round(cost))
	for _, shape := range sel.Shapes {
		inShape := rows * e.fraction(shape.Kinds, sel.Kinds)
		if len(sel.Shapes) > 1 {
			e.line(depth+1, "of %s: %s", names(shape.Kinds), columns(shape))
		} else {
			e.line(depth+1, "columns: %s", columns(shape))
		}
		for _, c := range shape.Columns {
			if c.Select != nil {
				cost += e.nested(depth+1, c.Select, inShape)
			}
		}
	}
	return cost
}

// fraction estimates how many of the nodes of all kinds are of some of them.
func (e *explainer) fraction(some, all []*model.Kind) float64 {
	n := total(all, e.st)
	if n == 0 {
		return 0
	}
	return total(some, e.st) / n
}

// What a condition is taken to leave over where nothing is known: of comparisons, and of all else.
const (
	comparedShare = 0.1
	otherShare    = 0.5
)

// share estimates the part of the nodes of the kinds that satisfies a condition.
func (e *explainer) share(kinds []*model.Kind, p Predicate) float64 {
	switch p := p.(type) {
	case nil:
		return 1
	case And:
		share := 1.0
		for _, part := range p.All {
			share *= e.share(kinds, part)
		}
		return share
	case Or:
		share := 0.0
		for _, part := range p.Any {
			share += e.share(kinds, part)
		}
		return min(share, 1)
	case Not:
		return 1 - e.share(kinds, p.Of)
	case KindIn:
		return e.fraction(narrowed(kinds, p.Kinds), kinds)
	case Compare:
		return e.compared(kinds, p)
	}
	return otherShare
}

func (e *explainer) compared(kinds []*model.Kind, p Compare) float64 {
	value, n := p.To.Value(e.args), total(kinds, e.st)
	if p.Edge || value == nil || n == 0 {
		return comparedShare
	}
	found := 0.0
	for _, k := range kinds {
		matching, ok := e.st.Matching(k, p, value)
		if !ok {
			return comparedShare
		}
		found += matching
	}
	return found / n
}
