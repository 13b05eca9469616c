package embedded

import (
	"context"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// unread is what a run needs that goes on after its answer was given: lists under rows are read when somebody looks at them,
// each once, however many rows have it.
type unread struct {
	mu      sync.Mutex // held while a list is read
	among   map[*model.Kind]*among
	reached map[hub][]uint64 // what was found from nodes that many ways lead through
}

// lazily answers a query whose lists are read later. The run keeps its room for itself: it is used as long as the answer is.
func (r *run) lazily(q *plan.Query) (*plan.Result, error) {
	r.scratch, r.room = &scratch{}, &room{}
	r.unread = &unread{among: map[*model.Kind]*among{}, reached: map[hub][]uint64{}}
	result, err := r.roots(q)
	r.ctx = context.WithoutCancel(r.ctx) // what is looked at later is looked at for somebody else
	return result, err
}

// later gives the list of a selection under a node, still to be read.
func (r *run) later(p *selection, n int32) *plan.List {
	list := p.known[n]
	if list == nil {
		if p.known == nil {
			p.known = map[int32]*plan.List{}
		}
		d := &deferred{run: r, p: p, node: n}
		d.list.Later = d
		list = &d.list
		p.known[n] = list
	}
	return list
}

// deferred is a list that is read when somebody looks at it.
type deferred struct {
	list plan.List
	run  *run
	p    *selection
	node int32
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

// Kinds gives the kinds the nodes of the list may have.
func (d *deferred) Kinds() []*model.Kind { return d.p.sel.Kinds }
