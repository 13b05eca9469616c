package storetest

import (
	"context"
	"slices"

	"github.com/carejourney/carejourney/internal/plan"
)

// paginate gives some selections a page. It executes the query without pages first, to know cursors.
func (s *source) paginate(q *plan.Query) {
	r, err := s.naive.Execute(context.Background(), q)
	if err != nil {
		return
	}
	rows := map[*plan.Select][][]any{}
	for i, root := range q.Roots {
		sortedRows(rows, root, r.Roots[i])
	}
	for _, root := range q.Roots {
		s.pages(root, rows)
	}
}

// sortedRows collects the sort values of all rows of every selection; they are the last columns.
func sortedRows(into map[*plan.Select][][]any, sel *plan.Select, l *plan.List) {
	for _, r := range l.Rows {
		into[sel] = append(into[sel], r.Values[len(r.Values)-len(sel.Order):])
		for i, c := range sel.Shapes[r.Shape].Columns {
			if c.Select != nil {
				sortedRows(into, c.Select, r.Values[i].(*plan.List))
			}
		}
	}
}

func (s *source) pages(sel *plan.Select, rows map[*plan.Select][][]any) {
	if !sel.One && s.chance(50) {
		sel.Page = s.pageOf(sel, rows[sel])
	}
	for _, sh := range sel.Shapes {
		for _, c := range sh.Columns {
			if c.Select != nil {
				s.pages(c.Select, rows)
			}
		}
	}
}

func (s *source) pageOf(sel *plan.Select, rows [][]any) *plan.Page {
	p := &plan.Page{}
	if !sel.Info && s.chance(30) {
		p.Offset, p.First = s.number(4), s.number(4)
		return p
	}
	p.After, p.Before = s.cursor(rows), s.cursor(rows)
	switch s.IntN(5) {
	case 0, 1:
		p.First = s.number(4)
	case 2, 3:
		p.Last = s.number(4)
	}
	return p
}

// number makes an operand of a small number, now and then of nothing.
func (s *source) number(below int) *plan.Operand {
	var v any = int64(s.IntN(below))
	if s.chance(10) {
		v = nil
	}
	o := s.operand(v)
	return &o
}

// cursor takes the place of a row, now and then a place between rows, often none.
func (s *source) cursor(rows [][]any) *plan.Operand {
	if len(rows) == 0 || s.chance(55) {
		return nil
	}
	values := slices.Clone(pick(s, rows))
	if s.chance(15) {
		values[len(values)-1] = values[len(values)-1].(string) + "0"
	}
	o := s.operand(values)
	return &o
}
