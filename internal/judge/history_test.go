package judge

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// store gives a store that holds the world. A broken one can only be loaded; a sound one is loaded as it might have been
// before and then changed step by step, because a graph that was changed must answer as one that was not.
func (w *world) store(t *testing.T) store.Store {
	t.Helper()
	if w.broken {
		st, err := embedded.Load(w.m, w.elements, w.links)
		require.NoError(t, err)
		return st
	}
	before, links, changes := w.past()
	st, err := embedded.Load(w.m, before, links)
	require.NoError(t, err)
	for batch := range slices.Chunk(changes, 1+len(changes)/4) {
		_, err := st.Apply(t.Context(), model.Changes{Ops: batch})
		require.NoError(t, err)
	}
	return st
}

// past gives an earlier state of the world, and the changes that lead from it to the present.
func (w *world) past() (before []model.Element, links []model.Link, changes []model.Change) {
	for i, e := range w.elements {
		old := e
		if w.chance(40) {
			old.Props = maps.Clone(e.Props)
			for _, f := range e.Kind.Fields {
				if !f.Required && f.Default == nil && w.chance(50) {
					delete(old.Props, f.Property)
				}
			}
			old.Props["name"] = "Before " + pick(w.r, words)
			changes = append(changes, model.PutElement{Element: e})
		}
		before = append(before, old)
		if w.chance(15) {
			gone := model.Element{ID: fmt.Sprintf("%s:gone%d", e.Kind.Prefix, i), Kind: e.Kind, Props: model.Props{"name": pick(w.r, words)}}
			before = append(before, gone)
			changes = append(changes, model.DeleteElement{ID: gone.ID})
		}
	}
	for _, l := range w.links {
		old := l
		out, in := end(w.kindOf(l.From), l.Type, true, w.kindOf(l.To)), end(w.kindOf(l.To), l.Type, false, w.kindOf(l.From))
		switch {
		case w.chance(20):
			old.Props = nil
			changes = append(changes, model.PutLink{Link: l})
		case w.chance(25) && !in.Required && !out.Required:
			changes = append(changes, model.PutLink{Link: l})
			continue
		}
		links = append(links, old)
	}
	return before, links, changes
}

func (w *world) kindOf(id string) *model.Kind {
	return w.elements[slices.IndexFunc(w.elements, func(e model.Element) bool { return e.ID == id })].Kind
}
