package embedded

import (
	"slices"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// epoch is the indexes of one snapshot, each made when it is first asked for. Later snapshots go on using them: what
// an index finds are candidates, to which every node touched since is added, and whoever uses them looks again.
type epoch struct {
	base *snapshot

	mu      sync.Mutex
	indexes map[indexKey]*lazy[*index] // guarded by mu
	terms   lazy[*termIndex]
}

type indexKey struct {
	kind     int
	property string
	fold     bool
}

// lazy is a value made when it is first asked for.
type lazy[T any] struct {
	once  sync.Once
	value T
}

func (l *lazy[T]) get(make func() T) T {
	l.once.Do(func() { l.value = make() })
	return l.value
}

func newEpoch(s *snapshot) *epoch { return &epoch{base: s, indexes: map[indexKey]*lazy[*index]{}} }

// maxTouched is how many nodes may differ from what the indexes know before they are made anew, if not an eighth of the
// graph is fewer.
const maxTouched = 1024

// nextEpoch keeps the indexes as long as few nodes were touched since they were made.
func (s *snapshot) nextEpoch(seen []int32) {
	touched := slices.Concat(s.touched, seen)
	slices.Sort(touched)
	s.touched = slices.Compact(touched)
	if int64(len(s.touched)) > min(maxTouched, s.size()/8) {
		s.epoch, s.touched = newEpoch(s), nil
	}
}

// index gives the index of a field, text folded where asked.
func (s *snapshot) index(kind int, property string, fold bool) *index {
	e, key := s.epoch, indexKey{kind, property, fold}
	e.mu.Lock()
	l := e.indexes[key]
	if l == nil {
		l = &lazy[*index]{}
		e.indexes[key] = l
	}
	e.mu.Unlock()
	return l.get(func() *index { return e.base.makeIndex(key) })
}

// holding gives the nodes of a kind with that value in a single-valued field.
func (s *snapshot) holding(kind *model.Kind, f *model.Field, value any) []int32 {
	x := s.index(kind.Index, f.Property, false)
	spans, _ := x.spans(plan.Eq, value, false)
	var candidates []int32
	for _, found := range spans {
		candidates = append(candidates, x.span(found)...)
	}
	candidates = append(candidates, s.touched...)
	slices.Sort(candidates)
	col, c := s.column(f.Property), s.dict.find(value)
	return slices.DeleteFunc(slices.Compact(candidates), func(n int32) bool {
		return c == 0 || col.at(n) != c || !s.alive(n) || s.kind(n) != kind
	})
}
