package plan

import (
	"fmt"

	"github.com/carejourney/carejourney/internal/model"
)

// Validate reports the first thing that makes a query malformed as a model.Internal error: plans are made by programs,
// so it is a fault of ours and not of whoever asked. Stores refuse such a query instead of guessing.
func Validate(q *Query) error {
	if q == nil {
		return model.Errorf(model.Internal, "malformed plan: no query")
	}
	v := &validator{args: q.Args}
	v.selects("", nil, q.Roots)
	if v.problem == "" {
		return nil
	}
	return model.Errorf(model.Internal, "malformed plan: %s", v.problem)
}

// validator keeps the first problem.
type validator struct {
	args    []any
	problem string
}

// check notes a problem where ok does not hold. The place is told only then, so that a good plan costs nothing.
func (v *validator) check(ok bool, at, problem string) {
	if !ok && v.problem == "" {
		v.problem = fmt.Sprintf("%s: %s", at, problem)
	}
}

func (v *validator) selects(at string, around *Select, selects []*Select) {
	for i, sel := range selects {
		if sel == nil {
			v.check(false, at, "a selection is nil")
			return
		}
		for _, other := range selects[:i] {
			v.check(other.Key != sel.Key, sel.Key, "two selections have this key")
		}
		v.selection(around, sel)
		if v.problem != "" {
			if around != nil {
				v.problem = around.Key + "." + v.problem
			}
			return
		}
	}
}

func (v *validator) selection(around, sel *Select) {
	at := sel.Key
	v.check(sel.Key != "", at, "no key")
	if around == nil {
		v.check(sel.Relation == nil, at, "a root walks a relation")
		v.from(at, sel)
	} else {
		v.check(sel.Relation != nil, at, "no relation to walk")
		v.check(sel.From == From{}, at, "a nested selection has a start of its own")
	}
	v.orders(at, sel)
	if sel.Page != nil {
		v.page(at, sel)
	}
	v.predicate(at, sel.Where, stored(sel.Relation))
	for _, f := range sel.Facets {
		v.check(f != nil && f.Derived == nil && f.Embedded == nil, at, "a facet is not over a stored field")
	}
	v.shapes(at, sel)
}

// stored reports whether relationships walked over the relation have properties to speak of.
func stored(r *model.Relation) bool { return r != nil && r.Stored != nil }

func (v *validator) from(at string, sel *Select) {
	if sel.From.IDs != nil {
		switch value := v.value(at, *sel.From.IDs).(type) {
		case nil, string:
		case []any:
			v.check(len(Texts(value)) == len(value), at, "an id is not text")
		default:
			v.check(false, at, "ids are neither text nor a list")
		}
	}
	if sel.From.Search != nil {
		_, ok := v.value(at, *sel.From.Search).(string)
		v.check(ok, at, "the text to search for is not text")
	}
}

// value gives the value of an operand, and notes a parameter that has none.
func (v *validator) value(at string, o Operand) any {
	if o.Param >= len(v.args) {
		v.check(false, at, "a parameter has no argument")
		return nil
	}
	return o.Value(v.args)
}

func (v *validator) shapes(at string, sel *Select) {
	v.check(len(sel.Kinds) > 0, at, "no kinds")
	for i, k := range sel.Kinds {
		n := 0
		for _, shape := range sel.Shapes {
			if hasKind(shape.Kinds, k) {
				n++
			}
		}
		v.check(k != nil && n == 1 && !hasKind(sel.Kinds[:i], k), at, "a kind is not there once, in one shape")
	}
	for _, shape := range sel.Shapes {
		var nested []*Select
		for i := range shape.Columns {
			v.column(at, sel, &shape.Columns[i])
			if shape.Columns[i].Select != nil {
				nested = append(nested, shape.Columns[i].Select)
			}
		}
		if v.problem == "" {
			v.selects(at, sel, nested)
		}
	}
}

func (v *validator) column(at string, sel *Select, c *Column) {
	parts := count(c.Field != nil, c.Property != nil, c.Select != nil, c.Sort != 0)
	v.check(parts == 1, at, "a column is not exactly one thing")
	for _, f := range []*model.Field{c.Field, c.Property} {
		v.check(f == nil || f.Derived == nil && f.Embedded == nil, at, "a column is not a stored field")
	}
	v.check(c.Property == nil || stored(sel.Relation), at, "a column is a property of no stored relationship")
	v.check(c.Sort >= 0 && c.Sort <= len(sel.Order), at, "a column is a sort value that is not there")
}

func count(parts ...bool) int {
	n := 0
	for _, is := range parts {
		if is {
			n++
		}
	}
	return n
}

func (v *validator) orders(at string, sel *Select) {
	if len(sel.Order) == 0 {
		v.check(sel.One, at, "no order")
		return
	}
	for i := range sel.Order {
		v.order(at, sel, &sel.Order[i])
	}
	last := &sel.Order[len(sel.Order)-1]
	v.check(last.Field != nil && last.Field.Name == "id" && len(last.Through) == 0 && !last.Desc, at,
		"the order does not end in the id, ascending")
}

func (v *validator) order(at string, sel *Select, o *Order) {
	v.check(count(o.Field != nil, o.Property != nil, o.Count != nil, o.Rank) == 1, at, "an order is not exactly one thing")
	for _, f := range []*model.Field{o.Field, o.Property} {
		v.check(f == nil || !f.List && f.Derived == nil && f.Embedded == nil, at, "an order is not over a single stored value")
	}
	v.check(o.Property == nil || stored(sel.Relation), at, "an order is over a property of no stored relationship")
	v.check(o.Count == nil || len(o.Count) == 1 && o.Count[0] != nil, at, "an order counts other than one relation")
	v.check(!o.Rank || sel.From.Search != nil, at, "an order is by rank where nothing is searched for")
	v.check(len(o.Through) == 0 || o.Field != nil || o.Count != nil, at, "an order leads through relations to nothing")
	for _, r := range o.Through {
		v.check(r != nil && !r.Many, at, "an order leads through a relation to many")
	}
}

func (v *validator) page(at string, sel *Select) {
	p := sel.Page
	v.check(!sel.One, at, "at most one row, in pages")
	v.check(p.First == nil || p.Last == nil, at, "first and last together")
	v.check(p.Offset == nil || p.After == nil && p.Before == nil && p.Last == nil && !sel.Info, at,
		"an offset together with cursors, last or page info")
	for _, o := range []*Operand{p.First, p.Last, p.Offset} {
		if o == nil {
			continue
		}
		value := v.value(at, *o)
		n, ok := value.(int64)
		v.check(value == nil || ok && n >= 0, at, "a number of rows is not a number from 0")
	}
	for _, o := range []*Operand{p.After, p.Before} {
		if o == nil {
			continue
		}
		value := v.value(at, *o)
		values, ok := value.([]any)
		v.check(value == nil || ok && len(values) == len(sel.Order), at, "a cursor has not one value for each order")
	}
}
