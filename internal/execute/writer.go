package execute

import (
	"context"
	"slices"
	"strconv"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// writer appends JSON for rows. Every method that writes a value leaves the buffer as it was unless it returns written.
type writer struct {
	ctx     context.Context
	buf     []byte
	path    []segment
	errors  []Error
	version model.Version
	args    []any
	fns     Computed
	op      *plan.Operation
	roots   []*plan.List
	byIDs   map[int]map[string]*plan.Row // rows of roots by id, made when one is looked for
	most    int                          // bytes that may be written, 0 for any number
	over    bool                         // more would have been, or nobody waits any more: nothing of the answer is of use

	answersOf *plan.Row   // the row that answers are of
	answers   []workedOut // of its computed fields so far
	fills     filler      // of what they are worked out from

	written int // items of lists written since somebody last looked whether the answer is still wanted
}

// segment is a response key, or a list index where the key is empty.
type segment struct {
	key   string
	index int
}

// state is what became of a value.
type state uint8

const (
	written state = iota // it is in the buffer
	missing              // there is none; nobody was told yet
	failed               // it should be null and the error is reported already
)

// itemsBetween is how many items of lists are written until somebody looks whether the answer is still wanted.
const itemsBetween = 1024

// tick counts an item of a list, and says by w.over when nothing more is to be written.
func (w *writer) tick() {
	if w.written++; w.written >= itemsBetween {
		w.written = 0
		w.over = w.over || w.ctx.Err() != nil
	}
	w.over = w.over || w.most > 0 && len(w.buf) > w.most
}

func (w *writer) push(key string, index int) { w.path = append(w.path, segment{key, index}) }
func (w *writer) pop()                       { w.path = w.path[:len(w.path)-1] }

// report notes an error at the current path with the key behind it.
func (w *writer) report(key string, err *model.Error) {
	path := make([]any, 0, len(w.path)+1)
	for _, s := range w.path {
		if s.key == "" {
			path = append(path, s.index)
		} else {
			path = append(path, s.key)
		}
	}
	if key != "" {
		path = append(path, key)
	}
	w.errors = append(w.errors, Error{Path: path, Err: err})
}

// key begins a member of an object.
func (w *writer) key(i int, key string) {
	if i > 0 {
		w.buf = append(w.buf, ',')
	}
	w.buf = append(w.buf, '"')
	w.buf = append(w.buf, key...)
	w.buf = append(w.buf, '"', ':')
}

// settle ends a member: a missing value becomes null or an error, as its type demands.
func (w *writer) settle(s state, key string, required bool) state {
	if s == written {
		return written
	}
	if s == missing && required {
		w.report(key, model.Errorf(model.Internal, "There is no value for %s, and the schema promises one.", key))
	}
	if required {
		return failed
	}
	w.buf = append(w.buf, "null"...)
	return written
}

// object writes the members in order. After a failed member the rest is left out: the object is null already, and
// GraphQL does not want further errors from it.
func (w *writer) object(o *plan.Object, row *plan.Row) state {
	start := len(w.buf)
	w.buf = append(w.buf, '{')
	for i := range o.Members {
		m := &o.Members[i]
		w.key(i, m.Key)
		if w.settle(w.value(m, row), m.Key, m.Required) == failed {
			w.buf = w.buf[:start]
			return failed
		}
	}
	w.buf = append(w.buf, '}')
	return written
}

// value writes what a member is made of.
func (w *writer) value(m *plan.Member, row *plan.Row) state {
	switch out := m.Value.(type) {
	case plan.Scalar:
		return w.scalar(out, row)
	case plan.Literal:
		w.buf = append(w.buf, out.JSON...)
	case plan.TypeName:
		w.buf = appendString(w.buf, row.Kind.Name)
	case plan.VersionNumber:
		w.buf = strconv.AppendInt(w.buf, int64(w.version), 10)
	case plan.Group:
		if slices.ContainsFunc(out.Columns, func(c int) bool { return row.Values[c] != nil }) {
			return w.nested(m.Key, func() state { return w.object(out.Object, row) })
		}
		return missing
	case plan.Rows:
		return w.nested(m.Key, func() state { return w.rows(&out, row) })
	case plan.WorkedOut:
		return w.nested(m.Key, func() state { return w.pick(w.op.Prepared[out.Prepared].Select, w.op.Given[out.Prepared]) })
	case plan.Computed:
		return w.nested(m.Key, func() state { return w.computed(&out, row) })
	default:
		return missing
	}
	return written
}

// nested writes a value that has a place of its own in error paths.
func (w *writer) nested(key string, write func() state) state {
	w.push(key, 0)
	s := write()
	w.pop()
	return s
}

// scalar writes the value of a column.
func (w *writer) scalar(out plan.Scalar, row *plan.Row) state {
	v := row.Values[out.Column]
	switch {
	case out.In != nil:
		w.buf = strconv.AppendBool(w.buf, out.In.Value(v))
		return written
	case v == nil && out.List:
		w.buf = append(w.buf, "[]"...)
		return written
	}
	return w.plain(v)
}
