package execute

import (
	"context"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// Look executes the operation's query once, as Run does, and gives the answer as an object to look at. A store that can
// reads only what somebody looks at, and what stands at many places once.
func Look(ctx context.Context, st store.Store, op *plan.Operation, fns Computed) (*View, model.Version, error) {
	lazy, query := *op, *op.Query
	lazy.Query, query.Lazy = &query, true
	result, err := st.Execute(ctx, lazy.Query)
	if err != nil {
		return nil, 0, err
	}
	roots := make([]any, len(result.Roots))
	for i, list := range result.Roots {
		roots[i] = list
	}
	in := &looked{result: result, writer: writer{
		ctx: context.WithoutCancel(ctx), version: result.Version, args: op.Query.Args, fns: fns, op: &lazy, roots: result.Roots,
	}, lists: map[place]any{}}
	in.writer.fills.shared = true
	return &View{in: in, members: in.object(op.Output), row: &plan.Row{Values: roots}}, result.Version, nil
}

// looked is an answer that is looked at.
type looked struct {
	mu     sync.Mutex // held while anything is looked up
	result *plan.Result
	writer writer        // writes what computed fields need
	lists  map[place]any // what was made of lists, where it is not kept with them
	err    error
}

// place is a list as one member of the operation shows it.
type place struct {
	list   *plan.List
	member *plan.Member
}

// View is an object of an answer. It may be used from several goroutines at once.
type View struct {
	in      *looked
	of      *plan.Member // that shows the list it is or is on, where it was made of one
	members []viewMember
	row     *plan.Row
	list    *plan.List // of a connection
	known   []any      // by member; what was looked up before
}

// viewMember is a key of an object and how its value is found.
type viewMember struct {
	key  string
	find func(v *View) any
}

// Err gives why something could not be looked up: what was looked at since may be less than there is.
func (v *View) Err() error {
	v.in.mu.Lock()
	defer v.in.mu.Unlock()
	return v.in.err
}

// Has reports whether the operation asks for a key of the object.
func (v *View) Has(key string) bool { return v.index(key) >= 0 }

func (v *View) index(key string) int {
	for i := range v.members {
		if v.members[i].key == key {
			return i
		}
	}
	return -1
}

// Get gives the value under a response key: nil, a *View, a *Views, a value of the graph, or what Go worked out.
func (v *View) Get(key string) any {
	value, _ := v.Look(key)
	return value
}

// Look gives the same, and whether the operation asks for the key.
func (v *View) Look(key string) (value any, asked bool) {
	i := v.index(key)
	if i < 0 {
		return nil, false
	}
	v.in.mu.Lock()
	defer v.in.mu.Unlock()
	if v.known == nil {
		v.known = make([]any, len(v.members))
	}
	if v.known[i] == nil {
		v.known[i] = v.members[i].find(v)
	}
	return v.known[i], true
}

// Forget lets go of all that was read of the answer this is the object at the root of. What is looked at again is read again, at the
// same version. Views of anything below are not to be used any more.
func (v *View) Forget() {
	v.in.mu.Lock()
	defer v.in.mu.Unlock()
	v.known = nil
	v.in.lists, v.in.writer.fills.filled = map[place]any{}, nil
	v.in.writer.buf, v.in.writer.byIDs = nil, nil
	for _, list := range v.in.result.Roots {
		list.Made = nil
	}
	v.in.result.Forget()
}

// Views is a list of objects of an answer. It may be used from several goroutines at once.
type Views struct {
	in    *looked
	of    *plan.Member
	list  *plan.List
	shows [][]viewMember // by Row.Shape
	whole bool           // nothing but the list itself is shown
	items []any
}

// Walk gives what can be said of the list without reading it, nil where that takes no less: where the list has conditions of its own,
// objects of several kinds or more than nodes, or was read at once.
func (l *Views) Walk() plan.Walk {
	if l.list.Later == nil || !l.whole {
		return nil
	}
	return l.list.Later.Walk()
}

// Has reports whether the operation asks for a key of any of the objects.
func (l *Views) Has(key string) bool {
	for _, members := range l.shows {
		if (&View{members: members}).Has(key) {
			return true
		}
	}
	return false
}

// Items gives the objects, each a *View.
func (l *Views) Items() []any {
	l.in.mu.Lock()
	defer l.in.mu.Unlock()
	l.read()
	return l.items
}

func (l *Views) read() {
	if l.items == nil && l.in.load(l.list) {
		l.items = make([]any, len(l.list.Rows))
		for i := range l.list.Rows {
			row := &l.list.Rows[i]
			// Edges of which nothing but their type is asked look the same whatever their nodes are.
			l.items[i] = &View{in: l.in, members: l.shows[min(row.Shape, len(l.shows)-1)], row: row}
		}
	}
}

// At gives the object at a place, and reads no others where the list can be read one by one.
func (l *Views) At(i int) any {
	l.in.mu.Lock()
	defer l.in.mu.Unlock()
	if rows, ok := l.list.Later.(plan.RowByRow); ok && l.items == nil {
		row, err := rows.Row(i)
		if err != nil {
			l.in.fail(err)
			return nil
		}
		return &View{in: l.in, members: l.shows[min(row.Shape, len(l.shows)-1)], row: row}
	}
	l.read()
	if i >= len(l.items) {
		return nil
	}
	return l.items[i]
}

func (in *looked) fail(err error) {
	if in.err == nil {
		in.err = err
	}
}

func (in *looked) load(list *plan.List) bool {
	if err := list.Load(); err != nil {
		in.fail(err)
		return false
	}
	return true
}
