package plan

import "github.com/carejourney/carejourney/internal/model"

// Result is the answer to a Query, all of it read at one version of the graph. Values in it may be shared with the store
// and are not to be changed.
type Result struct {
	Version model.Version
	Roots   []*List // by Query.Roots
	Looked  int     // how much was looked at, as Cost counts; 0 from a store that does not count

	release func()
	forget  func()
}

// Forgetting gives the result, which is one to a lazy query, with how the store lets go of what was read of it since.
func (r *Result) Forgetting(forget func()) *Result {
	r.forget = forget
	return r
}

// Forget lets go of what was read of lists that were left for later. It must not be called while somebody looks at them. Lists of Roots are
// good as before and are read again, and so are walks, but no rows are, nor lists below them.
func (r *Result) Forget() {
	if r.forget != nil {
		r.forget()
	}
}

// Releasing gives the result with what is to be done once nobody looks at it any more.
func (r *Result) Releasing(release func()) *Result {
	r.release = release
	return r
}

// Release gives the room that the result takes back to the store, for the next one. Neither the result nor any list or row
// of it may be looked at afterwards. Values may, and a result that is never released is no loss.
func (r *Result) Release() {
	if release := r.release; release != nil {
		r.Roots, r.release = nil, nil
		release()
	}
}

// List is the rows of one Select under one parent.
type List struct {
	Rows        []Row
	Total       int64      // with Select.Total: how many rows there are regardless of the page
	HasNext     bool       // with Select.Info: rows exist behind the page, the window notwithstanding
	HasPrevious bool       // with Select.Info: rows exist in front of the page, the window notwithstanding
	Facets      [][]Bucket // by Select.Facets

	Later Later // of an answer to a lazy query: reads all of the above; nil where it was read at once
	Made  any   // of such an answer: what whoever looks at the list made of it, which is nothing to the store
}

// Row is one node. Values are by Shape.Columns: nil, string, int64, float64, bool, []string, or *List for a nested Select,
// never nil there, whether or not it has rows.
type Row struct {
	Shape  int // index into Select.Shapes
	Kind   *model.Kind
	Values []any
}

// Values counts what all rows of the answer to a query hold together, lists within them and what these hold included. What is read for
// Go is not of the answer.
func (r *Result) Values(q *Query) int {
	n := 0
	for i, list := range r.Roots {
		n += countValues(list, q.Roots[i])
	}
	return n
}

func countValues(list *List, sel *Select) int {
	n := 0
	if sel.ForGo {
		return n
	}
	for i := range list.Rows {
		row := &list.Rows[i]
		n += len(row.Values)
		for j, value := range row.Values {
			if nested, ok := value.(*List); ok {
				n += countValues(nested, sel.Shapes[row.Shape].Columns[j].Select)
			}
		}
	}
	return n
}

// TooManyValues is the error of a query whose rows would hold more than Query.MaxValues.
func TooManyValues(allowed int) *model.Error {
	return model.Errorf(model.LimitExceeded, "The answer would hold more than %d values. Ask for less at once, in pages or with fewer levels.", allowed)
}

// Bucket is how many of the rows a Select matches, regardless of the page, have a value. A row with several values
// counts once for each different one, a row without any under nil. Buckets come with the largest count first, then by value with
// nil last.
type Bucket struct {
	Value any // string, bool or nil
	Count int64
}
