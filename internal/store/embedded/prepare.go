package embedded

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// selection is a plan.Select made ready for one execution.
type selection struct {
	sel    *plan.Select
	accept []bool // by Kind.Index; for roots only, nested selections have it in walk
	where  test
	checks int   // comparisons that where makes on the node itself
	walk   *walk // nil for roots
	keys   []key
	memos  int32 // how much the keys remember for each candidate
	window window
	facets []*column
	shape  []int                   // by Kind.Index
	shapes [][]reader              // columns of each shape
	known  []*[pageSize]*plan.List // of a lazy run: the list under each node
	count  bool                    // nothing is wanted but how many rows there are, all that the walk leads to
}

// reader gives one value of a row.
type reader struct {
	column *column // nil for a sort value or a nested selection
	edge   bool    // the column is of relationships
	key    *key
	sub    *selection
}

// window is the page asked for.
type window struct {
	after, before []any
	offset, limit int
	fromEnd       bool // limit counts from the back
}

// counts says whether there are to be no rows at all, as where they are only counted.
func (w *window) counts() bool {
	return w.limit == 0 && w.offset == 0 && w.after == nil && w.before == nil
}

// unlimited is the limit where none is asked for.
const unlimited = -1

func (r *run) prepare(sel *plan.Select) *selection {
	table := r.s.property(sel.Relation)
	p := &selection{
		sel: sel, where: r.test(sel.Where, table), checks: plan.OwnComparisons(sel.Where), window: r.window(sel.Page),
		shape: make([]int, len(r.s.model.Kinds)), shapes: make([][]reader, len(sel.Shapes)),
	}
	if sel.Relation != nil {
		p.walk = r.s.relation(sel.Relation, sel.Kinds)
	} else {
		p.accept = r.s.mask(sel.Kinds)
	}
	p.count = sel.Relation != nil && sel.OnlyCounts(r.args)
	orders := sel.Order
	if len(orders) == 0 {
		orders = byIDOnly
	}
	p.keys = make([]key, len(orders))
	for i, o := range orders {
		p.keys[i] = r.key(o, table)
		r.s.place(&p.keys[i], o, sel.Kinds)
		if o.Count != nil || len(o.Through) > 0 {
			p.keys[i].memo = p.memos
			p.memos++
		}
	}
	for _, f := range sel.Facets {
		p.facets = append(p.facets, r.s.column(f.Property))
	}
	for i, shape := range sel.Shapes {
		for _, k := range shape.Kinds {
			p.shape[k.Index] = i
		}
		p.shapes[i] = make([]reader, len(shape.Columns))
		for j := range shape.Columns {
			p.shapes[i][j] = r.reader(p, &shape.Columns[j], table)
		}
	}
	return p
}

// byIDOnly orders what has no order of its own, a single row.
var byIDOnly = []plan.Order{{Field: &model.Field{Name: idName, Property: idName}}}

func (r *run) reader(p *selection, c *plan.Column, table *linkTable) reader {
	switch {
	case c.Select != nil:
		return reader{sub: r.prepare(c.Select)}
	case c.Sort > 0:
		return reader{key: &p.keys[c.Sort-1]}
	case c.Property != nil:
		return reader{column: present(table.columns[c.Property.Property]), edge: true}
	}
	return reader{column: present(r.s.column(c.Field.Property))}
}

// present gives an empty column for one that no node has a value in.
func present(c *column) *column {
	if c == nil {
		return &column{}
	}
	return c
}

func (r *run) window(p *plan.Page) window {
	w := window{limit: unlimited}
	if p == nil {
		return w
	}
	w.after, w.before = r.cursor(p.After), r.cursor(p.Before)
	if n, ok := r.number(p.Offset); ok {
		w.offset = n
	}
	if n, ok := r.number(p.First); ok {
		w.limit = n
	}
	if n, ok := r.number(p.Last); ok {
		w.limit, w.fromEnd = n, true
	}
	return w
}

func (r *run) cursor(o *plan.Operand) []any {
	if o == nil {
		return nil
	}
	values, _ := o.Value(r.args).([]any)
	return values
}

// maxRows keeps sums of an offset and a limit far from overflowing.
const maxRows = 1 << 40

func (r *run) number(o *plan.Operand) (int, bool) {
	if o == nil {
		return 0, false
	}
	n, ok := o.Value(r.args).(int64)
	return int(min(n, maxRows)), ok
}
