package embedded

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

var _ store.Local = (*Store)(nil)

// Current gives the version of the graph, 0 once the store is closed.
func (st *Store) Current() model.Version {
	if s := st.now.Load(); s != nil {
		return s.version
	}
	return 0
}

// Size gives how large the graph is.
func (st *Store) Size() (nodes, relationships int64) {
	s := st.now.Load()
	if s == nil {
		return 0, 0
	}
	for _, table := range s.links {
		for _, n := range table.out.total {
			relationships += n
		}
	}
	return s.size(), relationships
}
