package cypher

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// source writes clauses that bind every row of a selection to a place, and what must still hold there. Every call uses
// new variables, as the text is needed once for rows, once for totals, and so on.
type source func() (text string, at place, conditions []string)

// root writes a root selection. Where its rows are found by other means than reading all nodes of a kind and more than
// the rows is wanted, prepared collects the nodes first, for all parts of the answer to start from.
func (r *renderer) root(sel *plan.Select) (prepared, value string, l *list) {
	anchor := plan.Choose(sel, r.args, r.st)
	find := func() (string, place, []string) { return r.start(sel, anchor) }
	if r.parts(sel) > 1 && (anchor.Start != plan.AtAll || sel.Where != nil) {
		text, at, conditions := find()
		found := r.fresh("found")
		prepared = block("CALL (*)", text+where(conditions...)+"\nRETURN collect("+at.node+") AS "+found) + "\n"
		find = func() (string, place, []string) { //nolint:unparam // what was found needs no more conditions
			again := place{node: r.fresh("n"), kinds: at.kinds}
			return "UNWIND " + found + " AS " + again.node + "\nWITH " + again.node, again, nil
		}
	}
	value, l = r.list(sel, find, func(f *model.Field) string {
		text, name := r.countedValues(f, find)
		prepared += text + "\n"
		return name
	})
	return prepared, value, l
}

// start writes the nodes that a root selection may give.
func (r *renderer) start(sel *plan.Select, a *plan.Anchor) (text string, at place, conditions []string) {
	text, at, conditions = r.candidates(a, r.fresh("n"))
	if sel.From.Search != nil && a.Start != plan.AtSearch {
		words, _ := sel.From.Search.Value(r.args).(string)
		if terms := model.Terms(words); len(terms) > 0 {
			conditions = append(conditions, r.matches(at, terms))
		} else {
			conditions = append(conditions, never)
		}
	}
	if a.Start == plan.AtAll && len(at.kinds) == 1 && sel.Page != nil {
		conditions = append(conditions, indexed(sel, at))
	}
	return text, at, conditions
}

// indexed writes a condition that always holds: it says to the database that an index has the rows in order already, which
// it does not see by itself. Names and ids are never missing or empty.
func indexed(sel *plan.Select, at place) string {
	first := sel.Order[0]
	if f := first.Field; f != nil && len(first.Through) == 0 && (f.Name == "id" || f.Name == "name") && owns(at.kinds[0], f) {
		return value(at, f, false) + " > ''"
	}
	return always
}

// nested writes a selection at every row of another.
func (r *renderer) nested(sel *plan.Select, from place) (value string, l *list) {
	find := func() (string, place, []string) {
		text, at, conditions := r.reach(from, sel.Relation)
		at, test := narrow(at, sel.Kinds)
		return text, at, append(conditions, test, r.condition(sel.Where, at, false))
	}
	return r.list(sel, find, func(f *model.Field) string { return r.plainValues(f, find) })
}
