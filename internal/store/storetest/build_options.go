package storetest

import "github.com/carejourney/carejourney/internal/plan"

// Where sets the condition.
func (s *Sel) Where(p plan.Predicate) *Sel { s.Plan.Where = p; return s }

// Order sets the sort keys. The id is added behind them.
func (s *Sel) Order(keys ...plan.Order) *Sel {
	s.Plan.Order = append(append([]plan.Order(nil), keys...), plan.Order{Field: s.Plan.Kinds[0].Field("id")})
	return s
}

// IDs starts from the nodes with these ids.
func (s *Sel) IDs(ids ...any) *Sel { s.Plan.From.IDs = constant(ids); return s }

// Search starts from the nodes that match the text, best first.
func (s *Sel) Search(text string) *Sel {
	s.Plan.From.Search = constant(text)
	return s.Order(plan.Order{Rank: true}, plan.Order{Field: s.Plan.Kinds[0].Field("name")})
}

func (s *Sel) page() *plan.Page {
	if s.Plan.Page == nil {
		s.Plan.Page = &plan.Page{}
	}
	return s.Plan.Page
}

// First keeps so many rows from the front.
func (s *Sel) First(n int64) *Sel { s.page().First = constant(n); return s }

// Last keeps so many rows from the back.
func (s *Sel) Last(n int64) *Sel { s.page().Last = constant(n); return s }

// Offset leaves out so many rows in front.
func (s *Sel) Offset(n int64) *Sel { s.page().Offset = constant(n); return s }

// After keeps rows behind the sort values.
func (s *Sel) After(values ...any) *Sel { s.page().After = constant(values); return s }

// Before keeps rows in front of the sort values.
func (s *Sel) Before(values ...any) *Sel { s.page().Before = constant(values); return s }

// Info asks for HasNext, HasPrevious and Total.
func (s *Sel) Info() *Sel { s.Plan.Info, s.Plan.Total = true, true; return s }

// Facets asks for facets of the fields.
func (s *Sel) Facets(names ...string) *Sel {
	for _, name := range names {
		s.Plan.Facets = append(s.Plan.Facets, fieldOf(s.Plan.Kinds[0], name))
	}
	return s
}

func constant(v any) *plan.Operand {
	o := plan.Constant(v)
	return &o
}
