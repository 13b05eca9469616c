package embedded

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// marking is which marks nodes lead to. It is found from the far end of a way: once for each node and the rest of a way from
// there, however many ways end with it. Few sets of marks are different, so each is kept once and goes by its number.
type marking struct {
	mu    sync.Mutex // held while anything is looked up
	s     *snapshot
	of    map[string][]uint64
	sets  [][]uint64 // 0 is the empty one
	place map[string]int32
	union map[[2]int32]int32
	every int32 // all marks that any node bears: more than that is not found
	rests map[*bundle]*rest
	ways  map[wayOf]*rest
	pages int // that all rests remember together
	stack []int32
}

type wayOf struct {
	relation *model.Relation
	way      int
}

// rest is the rest of a way, with the number of the set of each node that was asked about and one more.
type rest struct {
	model.Step
	next  *rest // nil at the end of the way
	known columnDraft
}

// mostMarked is for how many pages of nodes sets are remembered: 64 MB of them.
const mostMarked = 64 << 10

func newMarking(s *snapshot, of *plan.Marks) *marking {
	m := &marking{s: s, of: of.Of, place: map[string]int32{}, union: map[[2]int32]int32{}, rests: map[*bundle]*rest{}, ways: map[wayOf]*rest{}}
	every := make([]uint64, of.Words)
	m.number(every)
	for _, marks := range of.Of {
		for i, word := range marks {
			every[i] |= word
		}
	}
	m.every = m.number(every)
	return m
}

// Marked gives the marks that any node on the list bears.
func (l led) Marked(of *plan.Marks) ([]uint64, error) {
	r := l.run
	r.unread.mu.Lock()
	defer r.unread.mu.Unlock()
	m := of.Keep(func(before any) any {
		if known, ok := before.(*marking); ok && known.s == r.s {
			return known
		}
		return newMarking(r.s, of)
	}).(*marking)
	m.mu.Lock()
	defer m.mu.Unlock()
	all := int32(0)
	for way := range l.p.walk.ways {
		all = m.join(all, m.from(r, m.way(wayOf{l.p.sel.Relation, way}), l.node))
	}
	return m.sets[all], r.err
}

// way gives the rest of a way from its first step on.
func (m *marking) way(of wayOf) *rest {
	known := m.ways[of]
	if known == nil {
		known = m.rest(m.s.bundles.ways(of.relation.Path.Ways[of.way]))
		m.ways[of] = known
	}
	return known
}

// rest gives what is known by the rest of a way from each of its steps on.
func (m *marking) rest(way *bundle) *rest {
	known := m.rests[way]
	if known == nil {
		known = &rest{}
		if !way.here {
			known.Step, known.next = way.first[0].Step, m.rest(way.first[0].rest)
		}
		m.rests[way] = known
	}
	return known
}

// from gives the number of the set of marks that the rest of a way leads to from a node.
func (m *marking) from(r *run, at *rest, n int32) int32 {
	if known := at.known.at(n); known != 0 {
		return int32(known) - 1
	}
	set := int32(0)
	switch {
	case at.next == nil:
		set = m.number(m.of[r.s.id(n)])
	case at.Repeat == model.Once:
		for _, t := range at.Types {
			to, _ := r.s.links[t.Index].from(at.Out).at(n)
			for i := 0; i < len(to) && set != m.every; i++ {
				set = m.join(set, m.from(r, at.next, to[i]))
			}
			r.tick(len(to))
		}
	default:
		start := len(m.stack)
		m.stack = append(m.stack, r.step(at.Step, []int32{n}, m.stack[start:])...)
		for i := start; i < len(m.stack) && set != m.every; i++ {
			set = m.join(set, m.from(r, at.next, m.stack[i]))
		}
		m.stack = m.stack[:start]
	}
	if r.err == nil {
		m.remember(at, n, set)
	}
	return set
}

func (m *marking) remember(at *rest, n, set int32) {
	if page := int(n >> pageBits); page >= len(at.known.pages) || at.known.pages[page] == nil {
		if m.pages >= mostMarked {
			return
		}
		m.pages++
	}
	at.known.set(n, cell(set+1))
}

// number gives the number of a set.
func (m *marking) number(set []uint64) int32 {
	var name []byte
	for _, word := range set {
		name = binary.LittleEndian.AppendUint64(name, word)
	}
	if strings.Trim(string(name), "\x00") == "" && len(m.sets) > 0 {
		return 0
	}
	n, known := m.place[string(name)]
	if !known {
		n = int32(len(m.sets))
		m.place[string(name)] = n
		m.sets = append(m.sets, slices.Clone(set))
	}
	return n
}

// join gives the number of what is in any of two sets.
func (m *marking) join(a, b int32) int32 {
	switch {
	case a == b || within(m.sets[b], m.sets[a]):
		return a
	case within(m.sets[a], m.sets[b]):
		return b
	case a > b:
		a, b = b, a
	}
	both, known := m.union[[2]int32{a, b}]
	if !known {
		words := slices.Clone(m.sets[a])
		for i, word := range m.sets[b] {
			words[i] |= word
		}
		both = m.number(words)
		m.union[[2]int32{a, b}] = both
	}
	return both
}

// within reports whether all of a set is in another one.
func within(a, b []uint64) bool {
	for i, word := range a {
		if word&^b[i] != 0 {
			return false
		}
	}
	return true
}
