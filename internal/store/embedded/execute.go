package embedded

import (
	"context"
	"sync"

	"github.com/carejourney/carejourney/internal/plan"
)

// run is one execution against one snapshot.
type run struct {
	*scratch
	ctx   context.Context
	s     *snapshot
	args  []any
	ticks int
	err   error // the context's, once it is done

	lists  slab[plan.List]
	rows   slab[plan.Row]
	values slab[any]
}

// scratch is room for work in progress, kept from one execution to the next.
type scratch struct {
	stack         []candidate
	memo          []int64 // what candidates are sorted by, where it takes walking to know
	front, behind []int32
	seen, reached nodeSet
}

var scratches = sync.Pool{New: func() any { return &scratch{} }}

// execute answers a valid query.
func execute(ctx context.Context, s *snapshot, q *plan.Query) (*plan.Result, error) {
	r := &run{scratch: scratches.Get().(*scratch), ctx: ctx, s: s, args: q.Args}
	defer func() {
		r.stack, r.memo = r.stack[:0], r.memo[:0]
		scratches.Put(r.scratch)
	}()
	result := &plan.Result{Version: s.version, Roots: make([]*plan.List, len(q.Roots))}
	for i, sel := range q.Roots {
		result.Roots[i] = r.root(sel)
		if r.err != nil {
			return nil, r.err
		}
	}
	return result, nil
}

// tick counts nodes looked at and now and then looks whether anybody still waits for the answer.
func (r *run) tick(n int) {
	if r.ticks += n + 1; r.ticks >= 1024 {
		r.ticks = 0
		if r.err == nil {
			r.err = r.ctx.Err()
		}
	}
}

// nested gives the rows of a selection under one node.
func (r *run) nested(p *selection, parent int32) *plan.List {
	c := r.collect(p)
	if p.walk.single != nil {
		to, link := p.walk.single.at(parent)
		for i, n := range to {
			if r.passes(p.walk, n) {
				r.offer(&c, candidate{node: n, link: link[i]})
			}
		}
		r.tick(len(to))
		return r.finish(&c)
	}
	r.reachMany(p.walk, parent)
	reached := len(r.stack) - c.start
	c.start = len(r.stack)
	for i := c.start - reached; i < c.start && r.err == nil; i++ {
		r.offer(&c, r.stack[i])
	}
	list := r.finish(&c)
	r.stack = r.stack[:c.start-reached]
	return list
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
		values := r.values.take(len(columns))
		for j := range columns {
			values[j] = r.read(&columns[j], c)
		}
		list.Rows[i] = plan.Row{Shape: shape, Kind: kind, Values: values}
	}
	r.tick(n)
}

func (r *run) read(col *reader, c candidate) any {
	switch {
	case col.sub != nil:
		return r.nested(col.sub, c.node)
	case col.key != nil:
		return r.keyValue(col.key, c)
	case col.edge:
		return r.s.dict.value(col.column.at(c.link))
	}
	return r.s.dict.value(col.column.at(c.node))
}

// slab hands out pieces of larger and larger arrays, so that many small lists cost few allocations.
type slab[T any] struct {
	free []T
	size int
}

const maxSlab = 4096

func (s *slab[T]) take(n int) []T {
	if n > len(s.free) {
		s.size = min(max(2*s.size, 32), maxSlab)
		s.free = make([]T, max(n, s.size))
	}
	taken := s.free[:n:n]
	s.free = s.free[n:]
	return taken
}

func (s *slab[T]) one() *T { return &s.take(1)[0] }
