package compile

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// listPage compiles first and offset of a plain list, which has no limit of its own.
func (r *run) listPage(f *ast.Field, args map[string]any, at place) *plan.Page {
	p := &plan.Page{First: r.rows(f, args, "first", at), Offset: r.number(f, args, "offset", 0, at)}
	if p.First == nil && p.Offset == nil {
		return nil
	}
	return p
}

// page compiles first, after, last and before of a connection.
func (r *run) page(f *ast.Field, args map[string]any, order []plan.Order, at place) *plan.Page {
	if args["first"] != nil && args["last"] != nil {
		r.fail(bad(argumentAt(f, "last", at), "Give first or last, not both."))
	}
	p := &plan.Page{
		First: r.rows(f, args, "first", at), Last: r.rows(f, args, "last", at),
		After: r.cursor(f, args, "after", order, at), Before: r.cursor(f, args, "before", order, at),
	}
	switch {
	case p.First != nil || p.Last != nil:
	case !r.whole:
		usual := plan.Constant(int64(r.c.limits.DefaultPage))
		p.First = &usual
	case p.After == nil && p.Before == nil:
		return nil
	}
	return p
}

// rows compiles a number of rows.
func (r *run) rows(f *ast.Field, args map[string]any, name string, at place) *plan.Operand {
	return r.number(f, args, name, int64(r.c.limits.MaxPage), at)
}

// number compiles a number that must not be negative, nor larger than most where there is such a limit.
func (r *run) number(f *ast.Field, args map[string]any, name string, most int64, at place) *plan.Operand {
	if args[name] == nil {
		return nil
	}
	at = argumentAt(f, name, at)
	return r.checked(args[name], func(v any) (any, *gqlerror.Error) {
		n, _ := v.(int64)
		if n < 0 {
			return nil, bad(at, "%s must not be negative; it is %d.", name, n)
		}
		if most > 0 && n > most {
			return nil, bad(at, "%s must be at most %d; it is %d. Take the rest in further pages.", name, most, n)
		}
		return n, nil
	})
}

func (r *run) cursor(f *ast.Field, args map[string]any, name string, order []plan.Order, at place) *plan.Operand {
	if args[name] == nil {
		return nil
	}
	at = argumentAt(f, name, at)
	return r.checked(args[name], func(v any) (any, *gqlerror.Error) {
		text, _ := v.(string)
		values, err := plan.ReadCursor(text, order)
		if err != nil {
			return nil, failure(at, string(model.CodeOf(err)), "%s: %v", name, err)
		}
		return values, nil
	})
}
