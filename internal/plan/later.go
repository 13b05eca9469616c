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
	// Kinds gives the kinds the nodes of the list may have.
	Kinds() []*model.Kind
	// Reached gives which nodes the list has without reading it, together with those of a set that may be nil; false where that
	// takes no less. The set is changed.
	Reached(with []uint64) (Set, bool, error)
	// Meets reports whether the list has a node in common with another one of the same answer, without reading either; false where
	// that takes no less.
	Meets(other Later) (meets, known bool, err error)
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

// Has reports whether the node with that id is on the list.
func (r Set) Has(id string) bool {
	r.Among.once.Do(func() {
		r.Among.places = make(map[string]int, len(r.Among.IDs))
		for i, known := range r.Among.IDs {
			r.Among.places[known] = i
		}
	})
	i, known := r.Among.places[id]
	return known && r.Bits[i>>6]&(1<<(i&63)) != 0
}

// Load reads a list that was left for later. It must be called before anything of a list of a lazy query is looked at.
func (l *List) Load() error {
	if l.Later == nil {
		return nil
	}
	return l.Later.Load()
}
