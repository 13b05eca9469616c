package storetest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// Remembering is a store with a past.
type Remembering interface {
	store.Store
	store.Past
}

// Past makes random changes and then asks a store for every version there was, and for what led from any version to any
// later one. A naive store, kept as it was at each version, is the judge.
func Past(t *testing.T, open func(t *testing.T, m *model.Model) Remembering, seeds int) {
	t.Helper()
	for seed := 1; seed <= seeds; seed++ {
		if !t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { checkPast(t, open, seed) }) {
			return
		}
	}
}

func checkPast(t *testing.T, open func(t *testing.T, m *model.Model) Remembering, seed int) {
	m := Town()
	n := Naive(m).(*naive)
	s := newSource(seed, m, n)
	st := open(t, m)
	defer func() { require.NoError(t, st.Close()) }()
	was := map[model.Version]graph{1: n.graph}
	for i := range 25 {
		changes := s.changes()
		if i == 0 {
			changes = s.graph()
		}
		changes.By, changes.Message = "ada", fmt.Sprint("turn ", i)
		_, _ = n.Apply(context.Background(), changes) // refusals are compared elsewhere
		_, _ = st.Apply(t.Context(), changes)
		was[n.version] = n.graph
	}
	c := &comparison{T: t, seed: seed, source: s}
	for version := model.Version(1); version <= n.version; version++ {
		earlier, err := st.At(t.Context(), version)
		require.NoError(t, err, "version %d", version)
		got, content, err := earlier.(store.Exporter).Export(t.Context())
		require.NoError(t, err)
		require.Equal(t, version, got)
		require.Equal(t, showGraph(was[version]), showGraph(graphOf(content)), "version %d", version)
		checkPart(t, earlier.(store.Partial), content, s)
		c.naive, c.store = &naive{model: m, graph: was[version], version: version}, earlier
		for range 3 {
			c.execute(s.query())
		}
		_, err = earlier.Apply(t.Context(), s.changes())
		require.Equal(t, model.BadUserInput, model.CodeOf(err), "what was cannot be changed")
	}
	for after := model.Version(1); after <= n.version; after++ {
		until := after + model.Version(s.IntN(int(n.version-after)+1))
		checkSteps(t, st, store.Span{After: after, Until: until, Most: 1 << 20}, was)
	}
	for _, version := range []model.Version{-1, 0, n.version + 1} {
		_, err := st.At(t.Context(), version)
		require.Equal(t, model.NotFound, model.CodeOf(err))
	}
}

// checkPart asks for some elements, and one that is not there.
func checkPart(t *testing.T, st store.Partial, all model.Content, s *source) {
	t.Helper()
	wanted := map[string]bool{"route:nowhere": true}
	for _, e := range all.Elements {
		if s.IntN(3) == 0 {
			wanted[e.ID] = true
		}
	}
	var want model.Content
	for _, e := range all.Elements {
		if wanted[e.ID] {
			want.Elements = append(want.Elements, e)
		}
	}
	for _, l := range all.Links {
		if wanted[l.From] && wanted[l.To] {
			want.Links = append(want.Links, l)
		}
	}
	part, err := st.Part(t.Context(), slices.Collect(maps.Keys(wanted)))
	require.NoError(t, err)
	require.Equal(t, showGraph(graphOf(want)), showGraph(graphOf(part)))
}

// checkSteps makes the steps of a span again, one by one, and looks at every graph on the way.
func checkSteps(t *testing.T, st store.Past, span store.Span, was map[model.Version]graph) {
	t.Helper()
	now, at := was[span.After].clone(), span.After
	var last time.Time
	whole, err := st.Steps(t.Context(), span, func(step store.Recorded) bool {
		at++
		require.Equal(t, at, step.Version)
		require.Equal(t, "ada", step.By)
		require.False(t, step.Time.Before(last))
		last = step.Time
		counted := map[string]int{}
		for _, effect := range step.Effects {
			counted[now.take(effect)]++
		}
		require.Equal(t, map[string]int{"new": step.Created, "changed": step.Updated, "gone": step.Deleted}, map[string]int{
			"new": counted["new"], "changed": counted["changed"], "gone": counted["gone"],
		})
		require.Zero(t, step.More)
		require.Equal(t, showGraph(was[at]), showGraph(now), "after the step to version %d", at)
		return true
	})
	require.NoError(t, err)
	require.True(t, whole)
	require.Equal(t, span.Until, at)
	if at == span.After {
		return
	}
	seen := 0
	_, err = st.Steps(t.Context(), store.Span{After: span.After, Until: span.Until, Most: 1}, func(step store.Recorded) bool {
		seen++
		require.Len(t, step.Effects, 1)
		require.Equal(t, step.Created+step.Updated+step.Deleted-1, step.More)
		return false
	})
	require.NoError(t, err)
	require.Equal(t, 1, seen, "who has seen enough is shown no more")
	_, err = st.Steps(t.Context(), store.Span{Since: last, Until: span.Until, Most: 1}, func(step store.Recorded) bool {
		require.True(t, step.Time.After(last))
		return true
	})
	require.NoError(t, err)
}

// take makes an effect and says what it was, by what is there and not by what it says.
func (g graph) take(effect store.Effect) string {
	put := func(there bool) string {
		if there == effect.New {
			return "told wrongly"
		}
		if there {
			return "changed"
		}
		return "new"
	}
	switch c := effect.Change.(type) {
	case model.PutElement:
		_, there := g.elements[c.Element.ID]
		g.elements[c.Element.ID] = c.Element
		return put(there)
	case model.PutLink:
		id := nameOf(c.Link)
		_, there := g.links[id]
		g.links[id] = c.Link
		return put(there)
	case model.DeleteElement:
		delete(g.elements, c.ID)
	case model.DeleteLink:
		delete(g.links, nameOf(model.Link{Type: c.Type, From: c.From, To: c.To}))
	}
	return "gone"
}

// graphOf gives a content as a naive store keeps it.
func graphOf(content model.Content) graph {
	g := Naive(nil).(*naive).graph
	for _, e := range content.Elements {
		g.elements[e.ID] = e
	}
	for _, l := range content.Links {
		g.links[nameOf(l)] = l
	}
	return g
}
