package embedded

import (
	"slices"
	"sync"
	"sync/atomic"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// epoch is the indexes of one snapshot, each made when it is first asked for. Later snapshots go on using them: what
// an index finds are candidates, to which every node touched since is added, and whoever uses them looks again.
type epoch struct {
	base *snapshot

	mu      sync.Mutex
	indexes map[indexKey]*lazy[*index] // guarded by mu
	tallies map[tallyKey]*lazy[*tally] // guarded by mu
	terms   lazy[*termIndex]
	warm    atomic.Bool // everything that the epoch before had was made
}

type indexKey struct {
	kind     int
	property string
	fold     bool
}

// lazy is a value made when it is first asked for.
type lazy[T any] struct {
	once  sync.Once
	asked atomic.Bool
	made  atomic.Bool
	value T
}

func (l *lazy[T]) get(make func() T) T {
	l.asked.Store(true)
	l.once.Do(func() { l.value = make(); l.made.Store(true) })
	return l.value
}

func newEpoch(s *snapshot) *epoch {
	return &epoch{base: s, indexes: map[indexKey]*lazy[*index]{}, tallies: map[tallyKey]*lazy[*tally]{}}
}

// How many nodes may differ from what the indexes know before others are begun, if not an eighth of the graph is fewer,
// and how many times as many before nobody waits for those to be made.
const (
	maxTouched = 1024
	overdue    = 8
)

// nextEpoch keeps the indexes as long as few nodes were touched since they were made. Then it begins others, which are
// used once somebody has made them.
func (s *snapshot) nextEpoch(seen []int32) {
	few := min(maxTouched, s.size()/8)
	s.touched = together(s.touched, seen)
	if s.coming != nil {
		s.since = together(s.since, seen)
	} else if int64(len(s.touched)) > few {
		s.coming, s.since = newEpoch(s), nil
	}
	if s.coming != nil && (s.coming.warm.Load() || int64(len(s.touched)) > overdue*few) {
		s.epoch, s.touched, s.coming, s.since = s.coming, s.since, nil, nil
	}
}

func together(a, b []int32) []int32 {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// index gives the index of a field, text folded where asked.
func (s *snapshot) index(kind int, property string, fold bool) *index {
	return s.epoch.index(indexKey{kind, property, fold})
}

// hasIndex reports whether somebody has asked for such an index before, so that it need not be made.
func (s *snapshot) hasIndex(kind int, property string) bool {
	s.epoch.mu.Lock()
	defer s.epoch.mu.Unlock()
	l := s.epoch.indexes[indexKey{kind, property, false}]
	return l != nil && l.asked.Load()
}

// isTouched reports whether a node differs from what the indexes know.
func (s *snapshot) isTouched(n int32) bool {
	if len(s.touched) == 0 {
		return false
	}
	_, touched := slices.BinarySearch(s.touched, n)
	return touched
}

func (e *epoch) index(key indexKey) *index {
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
