package cypher

import (
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// window is the page of a selection with the values of its arguments; -1 and nil stand for what is not given.
type window struct {
	limit, offset int64
	backwards     bool // the limit counts from the back
	after, before []any
}

func (r *renderer) window(sel *plan.Select) window {
	w := window{limit: -1, offset: -1}
	p := sel.Page
	if p == nil {
		return w
	}
	if n, ok := r.given(p.First).(int64); ok {
		w.limit = n
	}
	if n, ok := r.given(p.Last).(int64); ok {
		w.limit, w.backwards = n, true
	}
	if n, ok := r.given(p.Offset).(int64); ok {
		w.offset = n
	}
	w.after, _ = r.given(p.After).([]any)
	w.before, _ = r.given(p.Before).([]any)
	return w
}

// given gives the value of an operand, nil where there is none.
func (r *renderer) given(o *plan.Operand) any {
	if o == nil {
		return nil
	}
	return o.Value(r.args)
}

// parts counts what is wanted of a selection, each of which looks at the rows once.
func (r *renderer) parts(sel *plan.Select) int {
	n := 1 + len(sel.Facets)
	if sel.Total {
		n++
	}
	if w := r.window(sel); sel.Info && (w.after != nil || w.before != nil) {
		n++
	}
	return n
}

// list writes the rows of a selection as a list of lists. Where more is wanted it is a list of the rows and the rest, in
// the order of list.read.
func (r *renderer) list(sel *plan.Select, find source, facet func(*model.Field) string) (value string, l *list) {
	w := r.window(sel)
	l = &list{sel: sel, window: w}
	parts := []string{r.rows(sel, w, find, l)}
	if sel.Total {
		text, at, conditions := find()
		parts = append(parts, block("COUNT", text+where(conditions...)+"\nRETURN "+at.node))
	}
	if sel.Info {
		parts = append(parts, r.neighbours(sel, w, find)...)
	}
	for _, f := range sel.Facets {
		parts = append(parts, facet(f))
	}
	if len(parts) == 1 {
		return parts[0], l
	}
	l.packed = true
	return "[\n" + strings.Join(parts, ",\n") + "\n]", l
}

// rows writes the rows of the page: one more than asked for where it matters whether there are more, and in the
// opposite order where they count from the back.
func (r *renderer) rows(sel *plan.Select, w window, find source, l *list) string {
	text, at, conditions := find()
	keys, with := r.keys(sel, at)
	l.kinds = at.kinds
	var cursors []string
	if w.after != nil {
		cursors = append(cursors, r.beyond(keys, w.after, false))
	}
	if w.before != nil {
		cursors = append(cursors, r.beyond(keys, w.before, true))
	}
	if with == "" {
		text += where(append(conditions, cursors...)...)
	} else {
		text += where(conditions...) + with + where(cursors...)
	}
	// The order stands in a WITH of its own: in front of what a row holds, so that nothing is fetched for rows that are not
	// shown, and because an ORDER BY behind expressions that nest takes the planner twice as long with every level.
	text += "\nWITH " + at.carried()
	for _, k := range keys {
		if !strings.Contains(k.text, ".") {
			text += ", " + k.text
		}
	}
	text += orderBy(keys, w.backwards)
	if w.offset > 0 {
		text += " SKIP " + r.param(w.offset)
	}
	if w.limit >= 0 {
		limit := w.limit
		if sel.Info {
			limit++
		}
		text += " LIMIT " + r.param(limit)
	}
	return block("COLLECT", text+"\nRETURN "+r.row(sel, at, keys, l))
}

// neighbours writes whether there are rows on the far sides of the cursors, as far as the rows of the page do not tell.
func (r *renderer) neighbours(sel *plan.Select, w window, find source) []string {
	exists := func(cursor []any, condition func(keys []key, cursor []any) string) string {
		text, at, conditions := find()
		if cursor == nil {
			return block("EXISTS", text+where(conditions...)+"\nRETURN "+at.node)
		}
		keys, with := r.keys(sel, at)
		if with == "" {
			return block("EXISTS", text+where(append(conditions, condition(keys, cursor))...)+"\nRETURN "+at.node)
		}
		return block("EXISTS", text+where(conditions...)+with+where(condition(keys, cursor))+"\nRETURN "+at.node)
	}
	var parts []string
	if w.after != nil {
		parts = append(parts, exists(w.after, func(k []key, c []any) string { return r.upTo(k, c, true) }))
	}
	if w.before != nil {
		parts = append(parts, exists(w.before, func(k []key, c []any) string { return r.upTo(k, c, false) }))
	}
	switch {
	case w.backwards && w.after != nil:
		parts = append(parts, exists(w.before, func(k []key, c []any) string { return r.beyond(k, c, true) }))
	case !w.backwards && w.before != nil:
		parts = append(parts, exists(w.after, func(k []key, c []any) string { return r.beyond(k, c, false) }))
	}
	return parts
}
