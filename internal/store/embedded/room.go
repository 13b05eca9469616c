package embedded

import (
	"sync"

	"github.com/carejourney/carejourney/internal/plan"
)

// room is where an answer is put. It goes from one answer to the next where whoever asked says that it is done with it.
type room struct {
	lists  slab[plan.List]
	rows   slab[plan.Row]
	values slab[any]
}

var rooms = sync.Pool{New: func() any { return &room{} }}

func (m *room) release() {
	m.lists.reset()
	m.rows.reset()
	m.values.reset()
	rooms.Put(m)
}

// slab hands out pieces of larger and larger arrays, so that many small lists cost few allocations. What it hands out may
// hold anything.
type slab[T any] struct {
	free []T
	size int
	kept [][]T // arrays to hand out again
	next int   // which of them is next
}

// How large the arrays get, and how many of them are kept: one huge answer must not hold its memory for ever.
const (
	maxSlab = 4096
	maxKept = 16
)

func (s *slab[T]) take(n int) []T {
	for n > len(s.free) && s.next < len(s.kept) {
		s.free = s.kept[s.next]
		s.next++
	}
	if n > len(s.free) {
		s.size = min(max(2*s.size, 32), maxSlab)
		s.free = make([]T, max(n, s.size))
		if len(s.free) <= maxSlab && len(s.kept) < maxKept {
			s.kept = append(s.kept, s.free)
			s.next = len(s.kept)
		}
	}
	taken := s.free[:n:n]
	s.free = s.free[n:]
	return taken
}

// one hands out an empty one.
func (s *slab[T]) one() *T {
	one := &s.take(1)[0]
	var empty T
	*one = empty
	return one
}

func (s *slab[T]) reset() { s.free, s.next = nil, 0 }
