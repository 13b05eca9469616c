package embedded

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

var _ store.Local = (*Store)(nil)

// Current gives the version of the graph.
func (st *Store) Current() model.Version { return st.now.Load().version }
