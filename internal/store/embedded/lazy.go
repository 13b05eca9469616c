package embedded

import (
	"context"
	"slices"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// unread is what a run needs that goes on after its answer was given: lists are read when somebody looks at them, those under rows each
// once, however many rows have it.
type unread struct {
	mu      sync.Mutex       // held while a list is read
	reached map[hub][]uint64 // what was found from nodes that many ways lead through
	hubs    map[leadsFrom][][]uint64
	below   []*selection // under whose nodes lists were handed out
	roots   []*rootList
	tests   []*looked
}

// leadsFrom is a relation and the node from which it leads through hubs.
type leadsFrom struct {
	relation *model.Relation
	node     int32
}

// lazily answers a query whose lists are read later. The run keeps its room for itself: it is used as long as the answer is.
func (r *run) lazily(q *plan.Query) (*plan.Result, error) {
	r.unread = &unread{}
	r.forget()
	result, err := r.roots(q)
	if err != nil {
		return nil, err
	}
	r.ctx = context.WithoutCancel(r.ctx) // what is looked at later is looked at for somebody else
	return result.Forgetting(r.forget), nil
}

// forget lets go of all that was read or found since the answer was given.
func (r *run) forget() {
	u := r.unread
	u.mu.Lock()
	defer u.mu.Unlock()
	r.scratch, r.room, r.made = &scratch{}, &room{}, 0
	u.reached, u.hubs = map[hub][]uint64{}, map[leadsFrom][][]uint64{}
	for _, p := range u.below {
		p.known = nil
	}
	for _, root := range u.roots {
		root.list.Rows, root.done = nil, false
	}
	for _, t := range u.tests {
		t.at, t.holds = &nodeSet{}, &nodeSet{}
	}
	u.below = nil
}

// later gives the list of a selection under a node, still to be read.
func (r *run) later(p *selection, n int32) *plan.List {
	if p.known == nil {
		p.known = make([]*[pageSize]*plan.List, len(r.s.pageKind))
		r.unread.below = append(r.unread.below, p)
	}
	page := p.known[n>>pageBits]
	if page == nil {
		page = &[pageSize]*plan.List{}
		p.known[n>>pageBits] = page
	}
	list := page[n&pageMask]
	if list == nil {
		d := &deferred{led: led{run: r, p: p, node: n}}
		d.list.Later = d
		list = &d.list
		page[n&pageMask] = list
	}
	return list
}

// rootList is a list at the root: which nodes it has is known, and their rows are read when somebody looks at them.
type rootList struct {
	run   *run
	p     *selection
	nodes []int32
	list  plan.List
	done  bool
}

var _ plan.RowByRow = (*rootList)(nil)

// rowsLater leaves the rows of a list at the root for later, unless they have more than their nodes know.
func (r *run) rowsLater(p *selection, found []candidate) *plan.List {
	for _, shape := range p.shapes {
		if slices.ContainsFunc(shape, func(col reader) bool { return col.key != nil }) {
			return nil
		}
	}
	root := &rootList{run: r, p: p, nodes: make([]int32, len(found))}
	for i, c := range found {
		root.nodes[i] = c.node
	}
	root.list.Later = root
	r.unread.roots = append(r.unread.roots, root)
	return &root.list
}

// Load reads all rows.
func (l *rootList) Load() error {
	r := l.run
	r.unread.mu.Lock()
	defer r.unread.mu.Unlock()
	if l.done || r.err != nil {
		return r.err
	}
	l.read(&l.list, l.nodes)
	l.done = r.err == nil
	return r.err
}

// Row reads one row.
func (l *rootList) Row(i int) (*plan.Row, error) {
	r := l.run
	r.unread.mu.Lock()
	defer r.unread.mu.Unlock()
	one := &plan.List{}
	if l.read(one, l.nodes[i:i+1]); r.err != nil {
		return nil, r.err
	}
	return &one.Rows[0], nil
}

func (l *rootList) read(into *plan.List, nodes []int32) {
	first := len(l.run.stack)
	for _, n := range nodes {
		l.run.stack = append(l.run.stack, candidate{node: n, link: none})
	}
	l.run.fill(l.p, into, first, len(nodes))
	l.run.stack = l.run.stack[:first]
}

// Walk gives nothing: the list is no walk.
func (l *rootList) Walk() plan.Walk { return nil }

// deferred is a list that is read when somebody looks at it.
type deferred struct {
	led
	list plan.List
	done bool
}

// Load reads the list.
func (d *deferred) Load() error {
	r := d.run
	r.unread.mu.Lock()
	defer r.unread.mu.Unlock()
	if d.done || r.err != nil {
		return r.err
	}
	list := r.nested(d.p, d.node)
	if r.err == nil {
		d.done = true
		list.Later = d
		d.list = *list
	}
	return r.err
}

// Walk gives what can be said of the list without reading it.
func (d *deferred) Walk() plan.Walk {
	if !d.p.isWalk() {
		return nil
	}
	return d.led
}
