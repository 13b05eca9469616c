package execute

import (
	"errors"
	"reflect"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

var errMissingItem = &model.Error{Code: model.Internal, Message: "There is no value for an item of the list, and the schema promises one."}

// computed writes what the function registered for the field works out from its needs.
func (w *writer) computed(out *plan.Computed, row *plan.Row) state {
	fn := w.fns[Name{out.Field.Owner(), out.Field.Name}]
	if fn == nil {
		w.report("", model.Errorf(model.Internal, "Nothing is registered to work out %s.%s.", out.Field.Owner(), out.Field.Name))
		return failed
	}
	if value, known := w.workedOut(out, row); known {
		return w.pick(out.Select, value)
	}
	value, err := fn(w.ctx, w.needs(out, row), out.Args)
	if errors.Is(err, errMissingItem) {
		err = model.Errorf(model.Internal, "A value that %s is worked out from is missing in the graph.", out.Field.Name)
	}
	if err != nil {
		w.report("", asModelError(err))
		return failed
	}
	w.answers = append(w.answers, workedOut{out, value})
	return w.pick(out.Select, value)
}

// workedOut is what a computed field of the current row came to.
type workedOut struct {
	out   *plan.Computed
	value any
}

// workedOut gives what a computed field of the row came to under another name: an algorithm runs once, however many names
// its answer is asked for under.
func (w *writer) workedOut(out *plan.Computed, row *plan.Row) (any, bool) {
	if w.answersOf != row {
		w.answersOf, w.answers = row, w.answers[:0]
		return nil, false
	}
	for _, known := range w.answers {
		if known.out.Field == out.Field && known.out.Needs == out.Needs && reflect.DeepEqual(known.out.Args, out.Args) {
			return known.value, true
		}
	}
	return nil, false
}

// asModelError keeps what is meant for people and hides everything else behind a general message.
func asModelError(err error) *model.Error {
	var e *model.Error
	if errors.As(err, &e) {
		return e
	}
	return &model.Error{Code: model.Internal, Message: "This answer could not be worked out.", Err: err}
}

// pick writes a selection from a value that Go worked out. Items of lists in such a value are never null.
func (w *writer) pick(sel *plan.Picked, value any) state {
	switch v := value.(type) {
	case nil:
		return missing
	case func() any: // worked out only where somebody asks
		return w.pick(sel, v())
	case []any:
		return w.items(len(v), true, func(i int) state { return w.pick(sel, v[i]) })
	case []map[string]any:
		return w.items(len(v), true, func(i int) state { return w.pick(sel, v[i]) })
	case map[string]any:
		if v == nil {
			return missing
		}
		return w.pickObject(sel, v)
	default:
		return w.plain(v)
	}
}

func (w *writer) pickObject(sel *plan.Picked, value map[string]any) state {
	if sel == nil {
		return missing
	}
	start := len(w.buf)
	w.buf = append(w.buf, '{')
	for i := range sel.Members {
		m := &sel.Members[i]
		w.key(i, m.Key)
		if m.Literal != nil {
			w.buf = append(w.buf, m.Literal...)
			continue
		}
		s := w.nested(m.Key, func() state {
			if m.Nodes != nil {
				return w.named(m.Nodes, value[m.From])
			}
			return w.pick(m.Sub, value[m.From])
		})
		if w.settle(s, m.Key, m.Required) == failed {
			w.buf = w.buf[:start]
			return failed
		}
	}
	w.buf = append(w.buf, '}')
	return written
}
