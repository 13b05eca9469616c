package plan

import (
	"iter"
	"math/bits"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
)

// Later reads a list of the answer to a lazy query when somebody looks at it, at the version of the rest. The same list
// stands under every row that has it, so that it is read once. It may be used from several goroutines at once.
type Later interface {
	// Load fills the list, the first time.
	Load() error
	// Walk gives what can be said of the list without reading it, nil where that takes no less.
	Walk() Walk
}

// RowByRow is a Later whose rows can also be read one by one.
type RowByRow interface {
	// Row gives the row at a place, which is kept nowhere.
	Row(i int) (*Row, error)
}

// Walk is a list that has all nodes of one kind that a relation leads to from a node. It keeps none of what was read, and may be
// used from several goroutines at once, as long as somebody likes.
type Walk interface {
	// Kind gives the kind of the nodes.
	Kind() *model.Kind
	// Reached gives which nodes these are, together with those of a set that may be nil. The set is changed.
	Reached(with []uint64) (Set, error)
	// Meets reports whether the list has a node in common with another one of the same answer; not known where it takes reading to say.
	Meets(other Walk) (meets, known bool, err error)
	// Marked gives the marks that any of the nodes bears. What it gives is not to be changed.
	Marked(m *Marks) ([]uint64, error)
	// From gives the relation that is walked, and the place of the node from which it is, the same in all answers at a version.
	From() (along *model.Relation, place int)
	// Origins gives all places from which that relation leads to the node with that id: the lists with one of these have it.
	Origins(id string) (Bits, error)
}

// Bits are places that somebody marked. They are not to be changed.
type Bits []uint64

// Has reports whether a place is marked.
func (b Bits) Has(place int) bool {
	word := place >> 6
	return word < len(b) && b[word]&(1<<(place&63)) != 0
}

// Marks are what some nodes bear, such as who takes a journey: a bit for each mark. Many lists lead to the same nodes by the same
// ways, so which marks are met is found from the far end, without finding which nodes bear them. Marks do not change.
type Marks struct {
	Words int                 // of 64 bits that each node has
	Of    map[string][]uint64 // by id

	mu   sync.Mutex
	kept any // guarded by mu
}

// Keep lets a store keep with marks what it finds of them, as long as there are the marks. It is shown what was kept before, nil for nothing,
// and says what is kept from now on.
func (m *Marks) Keep(choose func(before any) any) any {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept = choose(m.kept)
	return m.kept
}

// Set is which nodes of one kind are on a list: a bit for each node of the kind.
type Set struct {
	Among *Among
	Bits  []uint64
}

// Among is what bits stand for. Lists of one answer that lead to the same kind share one.
type Among struct {
	IDs, Names []string

	once   sync.Once
	places map[string]int
}

// Place gives the place of the node with that id, false where there is no such node.
func (a *Among) Place(id string) (int, bool) {
	a.once.Do(func() {
		a.places = make(map[string]int, len(a.IDs))
		for i, known := range a.IDs {
			a.places[known] = i
		}
	})
	at, known := a.places[id]
	return at, known
}

// Places gives the places among all nodes of the kind of those that are on the list.
func (r Set) Places() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i, word := range r.Bits {
			for ; word != 0; word &= word - 1 {
				if !yield(i<<6 + bits.TrailingZeros64(word)) {
					return
				}
			}
		}
	}
}

// Load reads a list that was left for later. It must be called before anything of a list of a lazy query is looked at.
func (l *List) Load() error {
	if l.Later == nil {
		return nil
	}
	return l.Later.Load()
}
