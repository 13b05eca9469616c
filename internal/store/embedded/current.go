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
