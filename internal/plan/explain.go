package plan

import (
	"fmt"
	"math"
	"strings"
)

// Explain gives a valid query as indented text: what each selection is called, where it starts or what it walks, its
// conditions, order and page, and about how many rows it gives at what cost. Rows are those under all parents together;
// cost is what Cost says.
func Explain(q *Query, st Statistics) string {
	e := &explainer{chooser: chooser{args: q.Args, st: st}}
	cost := 0.0
	for _, sel := range q.Roots {
		about := e.chooser.root(sel)
		e.root(sel, about)
		cost += about.whole()
	}
	return e.text.String() + "whole cost: " + round(cost) + "\n"
}

// explainer writes the text.
type explainer struct {
	chooser
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

func (e *explainer) root(sel *Select, about *estimate) {
	e.line(0, "%s: %s", sel.Key, names(sel.Kinds))
	e.anchor(1, "start", e.predicate(all(conjuncts(sel.Where, nil))), about.anchor)
	e.rest(0, sel, about)
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

// nested writes a selection under rows of another.
func (e *explainer) nested(depth int, sel *Select, about *estimate) {
	e.line(depth, "%s: %s", sel.Key, names(sel.Kinds))
	keep := ""
	if k := sel.Relation.Keep; k != nil {
		keep = fmt.Sprintf(" where %s in %s", k.Field, strings.Join(k.Values, ", "))
	}
	e.line(depth+1, "walk: %s%s", sel.Relation.Path, keep)
	e.rest(depth, sel, about)
}

// rest writes what roots and nested selections have in common.
func (e *explainer) rest(depth int, sel *Select, about *estimate) {
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
	}
	if sel.Total || sel.Info || len(sel.Facets) > 0 {
		e.line(depth+1, "also: %s", also(sel))
	}
	if about.inOrder {
		e.line(depth+1, "rows: %s, cost: %s, as the search ends with the page", round(about.rows), round(about.cost))
	} else {
		e.line(depth+1, "rows: %s, cost: %s", round(about.rows), round(about.cost))
	}
	nested := about.nested
	for _, shape := range sel.Shapes {
		if len(sel.Shapes) > 1 {
			e.line(depth+1, "of %s: %s", names(shape.Kinds), columns(shape))
		} else {
			e.line(depth+1, "columns: %s", columns(shape))
		}
		for _, c := range shape.Columns {
			if c.Select != nil {
				e.nested(depth+1, c.Select, nested[0])
				nested = nested[1:]
			}
		}
	}
}
