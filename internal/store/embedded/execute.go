package embedded

import (
	"context"
	"sync"

	"github.com/carejourney/carejourney/internal/plan"
)

// run is one execution against one snapshot.
type run struct {
	*scratch
	*room
	ctx    context.Context
	s      *snapshot
	args   []any
	ticks  int               // looked at since somebody last looked whether it is still wanted
	work   int               // looked at before that
	cost   int               // how much may be looked at, 0 for any amount
	most   int               // values the rows may hold together, 0 for any number
	made   int               // values they hold so far
	limit  int               // where looking at more ends for now, 0 where it does not, see within
	err    error             // the context's once it is done, or what else ended the run
	tests  map[any]*sameTest // of conditions on related nodes, by what these are known by
	unread *unread           // where lists under rows are left for later, nil otherwise
}

// scratch is room for work in progress, kept from one execution to the next.
type scratch struct {
	stack         []candidate
	memo          []int64 // what candidates are sorted by, where it takes walking to know
	front, behind []int32
	seen, reached nodeSet
	source        nodeSet // from where a step is taken that is looked at from its other end
	gathered      []int32 // what was reached in parts, and how much may be looked at for that
	until         int
	depths        []*level // fronts of bundles, one after the other
	fronts        fronts
	chosen        nodeSet    // of what was reached, to be gone through in another order
	levels        []*nodeSet // of visits that are under way
	visits        int        // how many of these are in use
	met           []*nodeSet // where walking back has come, of each way
	sets          []*nodeSet // that conditions remember nodes in
	setsUsed      int        // how many of these are in use
	how, one      []uint8    // of each node, how words are found in it; all 0 between searches
	hits          []hit
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// set gives an empty set that is used as long as the run.
func (s *scratch) set() *nodeSet {
	if s.setsUsed == len(s.sets) {
		s.sets = append(s.sets, &nodeSet{})
	}
	one := s.sets[s.setsUsed]
	s.setsUsed++
	one.reset()
	return one
}

// execute answers a valid query.
func execute(ctx context.Context, s *snapshot, q *plan.Query) (*plan.Result, error) {
	return executeThen(ctx, s, q, nil)
}

// executeThen shows the run when it is over, for tests.
func executeThen(ctx context.Context, s *snapshot, q *plan.Query, show func(*run)) (*plan.Result, error) {
	r := &run{
		scratch: scratches.Get().(*scratch), room: rooms.Get().(*room), ctx: ctx, s: s, args: q.Args, cost: q.MaxCost, most: q.MaxValues,
	}
	if q.Lazy {
		return r.lazily(q)
	}
	defer func() {
		r.stack, r.memo, r.setsUsed = r.stack[:0], r.memo[:0], 0
		r.fronts.forget()
		scratches.Put(r.scratch)
		if show != nil {
			show(r)
		}
	}()
	result, err := r.roots(q)
	if err != nil {
		return nil, err
	}
	return result.Releasing(r.room.release), nil
}

func (r *run) roots(q *plan.Query) (*plan.Result, error) {
	result := &plan.Result{Version: r.s.version, Roots: make([]*plan.List, len(q.Roots))}
	for i, sel := range q.Roots {
		result.Roots[i] = r.root(sel)
		if r.err != nil {
			return nil, r.err
		}
	}
	result.Looked = r.work + r.ticks
	return result, nil
}

// unitsBetween is how much is looked at, and not by much more, until somebody looks whether the answer is still wanted
// and may cost more. It takes far less than a millisecond.
const unitsBetween = 1024

// tick counts what is looked at, and now and then looks whether to go on. After that r.err says why not.
func (r *run) tick(n int) {
	if r.ticks += n + 1; r.ticks >= unitsBetween {
		r.work += r.ticks
		r.ticks = 0
		switch {
		case r.err != nil:
		case r.cost > 0 && r.work > r.cost:
			r.err = plan.TooCostly(float64(r.work), r.cost)
		case r.limit > 0 && r.work > r.limit:
			r.err = errEnough
		default:
			r.err = r.ctx.Err()
		}
	}
}

// nested gives the rows of a selection under one node.
func (r *run) nested(p *selection, parent int32) *plan.List {
	if p.count {
		r.tick(0)
		list := r.lists.one()
		counted, known := r.countMarked(p.walk, parent)
		if !known {
			counted = r.count(p.walk, parent)
		}
		list.Total = counted
		return list
	}
	c := r.collect(p)
	if p.walk.single != nil {
		to, link := p.walk.single.at(parent)
		for i, n := range to {
			if r.err == nil && r.passes(p.walk, n) {
				r.offer(&c, candidate{node: n, link: link[i]})
			}
		}
		r.tick(len(to))
		return r.finish(&c)
	}
	reached := r.remembered(p.walk, parent)
	if r.worthOrder(p, len(reached)) {
		r.reachedInOrder(&c, reached)
		return r.finish(&c)
	}
	for i := 0; i < len(reached) && r.err == nil; i++ {
		r.offer(&c, candidate{node: reached[i], link: none})
	}
	return r.finish(&c)
}

// fill makes rows of candidates on the stack, from first on.
func (r *run) fill(p *selection, list *plan.List, first, n int) {
	list.Rows = r.rows.take(n)
	for i := range list.Rows {
		if r.err != nil {
			return
		}
		c := r.stack[first+i]
		kind := r.s.kind(c.node)
		shape := p.shape[kind.Index]
		columns := p.shapes[shape]
		if !p.sel.ForGo {
			r.made += len(columns)
		}
		if r.most > 0 && r.made > r.most {
			r.err = plan.TooManyValues(r.most)
			return
		}
		r.tick(p.sel.ValueCost()*len(columns) - 1)
		values := r.values.take(len(columns))
		for j := range columns {
			values[j] = r.read(&columns[j], c)
		}
		list.Rows[i] = plan.Row{Shape: shape, Kind: kind, Values: values}
	}
}

func (r *run) read(col *reader, c candidate) any {
	switch {
	case col.sub != nil && r.unread != nil:
		return r.later(col.sub, c.node)
	case col.sub != nil:
		return r.nested(col.sub, c.node)
	case col.key != nil:
		return r.keyValue(col.key, c)
	case col.edge:
		return r.s.dict.value(col.column.at(c.link))
	}
	return r.s.dict.value(col.column.at(c.node))
}
