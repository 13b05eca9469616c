package embedded

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

var _ store.Local = (*Store)(nil)

// Current gives the version of the graph, 0 where the store is closed.
func (st *Store) Current() model.Version {
	s := st.now.Load()
	if s == nil {
		return 0
	}
	return s.version
}
