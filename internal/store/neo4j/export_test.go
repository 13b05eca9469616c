package neo4j_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/store/neo4j"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// shared is a database that others write to with Cypher of their own.
type shared struct {
	*testing.T
	storetest.Builder
	store *neo4j.Store
}

func newShared(t *testing.T) *shared {
	t.Helper()
	s := &shared{T: t, Builder: storetest.Builder{Model: storetest.Town()}}
	s.store = open(t, s.Model)
	t.Cleanup(func() { require.NoError(t, s.store.Close()) })
	return s
}

func (s *shared) apply(changes ...model.Change) model.Version {
	s.Helper()
	applied, err := s.store.Apply(s.Context(), model.Changes{Ops: changes})
	require.NoError(s, err)
	return applied.Version
}

// run runs a statement as somebody else.
func (s *shared) run(text string, params map[string]any) {
	s.Helper()
	neo4jtest.Run(s, neo4jtest.URI(s), text, params)
}

// export gives the version and what can be shown of the content: ids, and ends of links.
func (s *shared) export() (version model.Version, ids, links []string, content model.Content) {
	s.Helper()
	version, content, err := s.store.Export(s.Context())
	require.NoError(s, err)
	ids, links = shown(content)
	return version, ids, links, content
}

func shown(content model.Content) (ids, links []string) {
	for _, e := range content.Elements {
		ids = append(ids, e.ID)
	}
	for _, l := range content.Links {
		links = append(links, l.From+" "+l.Type.Name+" "+l.To)
	}
	return ids, links
}

func TestAnExportHoldsWhatWasWrittenInTheFormStoresKeepIt(t *testing.T) {
	s := newShared(t)
	graph := []model.Change{
		s.Put("route:a", model.Props{"name": "A", "length": int64(3), "colour": "RED"}),
		s.Put("route:b", model.Props{"name": "B"}),
		s.Link("route:a", "LEADS_TO", "route:b", nil),
	}
	version := s.apply(graph...)
	now, ids, links, first := s.export()
	require.Equal(t, version, now)
	require.ElementsMatch(t, []string{"route:a", "route:b"}, ids)
	require.Equal(t, []string{"route:a LEADS_TO route:b"}, links)
	require.NoError(t, s.store.Close())

	s.store = open(t, s.Model)
	_, err := s.store.Apply(t.Context(), model.Changes{Ops: model.Diff(model.Content{}, first)})
	require.NoError(t, err)
	_, _, _, second := s.export()
	require.Empty(t, model.Diff(first, second))
}

func TestAnExportLeavesOutWhatDoesNotFitTheModel(t *testing.T) {
	s := newShared(t)
	s.apply(s.Put("route:a", nil), s.Put("route:b", nil), s.Link("route:a", "LEADS_TO", "route:b", nil))
	s.run(`CREATE (:Element:Route {id: 'route:c', name: 'c', length: 'long', colour: 'RED'})
		CREATE (:Element:Tram {id: 'tram:a'}) CREATE (:Element:Route {name: 'without id'})
		WITH 1 AS one MATCH (a:Route {id: 'route:a'}) MATCH (b:Route {id: 'route:b'})
		CREATE (a)-[:LEADS_TO]->(b) CREATE (a)-[:LIKES]->(b) CREATE (a)-[:HAS_STOP]->(b)`, nil)
	_, ids, links, content := s.export()
	require.ElementsMatch(t, []string{"route:a", "route:b", "route:c"}, ids)
	require.Equal(t, []string{"route:a LEADS_TO route:b"}, links)
	for _, e := range content.Elements {
		require.NotContains(t, e.Props, "length", "text is no length")
		if e.ID == "route:c" {
			require.Equal(t, "RED", e.Props["colour"])
		}
	}
}

func TestWhatChangedSinceAVersionIsKnown(t *testing.T) {
	s := newShared(t)
	first := s.apply(s.Put("route:a", nil), s.Put("route:b", nil), s.Put("route:c", nil), s.Link("route:a", "LEADS_TO", "route:b", nil))
	s.apply(s.Merge("route:b", model.Props{"length": int64(5)}))
	last := s.apply(s.Delete("route:c"), s.Link("route:b", "LEADS_TO", "route:a", nil))
	delta, known, err := s.store.Since(t.Context(), first)
	require.NoError(t, err)
	require.True(t, known)
	require.Equal(t, last, delta.Version)
	require.Equal(t, []string{"route:a", "route:b", "route:c"}, delta.IDs)
	ids, links := shown(delta.Content)
	require.ElementsMatch(t, []string{"route:a", "route:b"}, ids)
	require.ElementsMatch(t, []string{"route:a LEADS_TO route:b", "route:b LEADS_TO route:a"}, links)

	delta, known, err = s.store.Since(t.Context(), last)
	require.NoError(t, err)
	require.True(t, known)
	require.Empty(t, delta.IDs)
}

func TestWhatChangedIsNotKnownWhereSomebodyElseOrTooMuchWasWritten(t *testing.T) {
	s := newShared(t)
	first := s.apply(s.Put("route:a", nil))
	unknown := func(version model.Version) {
		t.Helper()
		_, known, err := s.store.Since(t.Context(), version)
		require.NoError(t, err)
		require.False(t, known)
	}
	second, err := s.store.Notice(t.Context(), first)
	require.NoError(t, err)
	require.Equal(t, first+1, second)
	_, err = s.store.Notice(t.Context(), first)
	require.Equal(t, model.Conflict, model.CodeOf(err))
	unknown(first)
	s.apply(s.Put("route:b", nil))
	unknown(first)
	_, known, err := s.store.Since(t.Context(), second)
	require.NoError(t, err)
	require.True(t, known)

	var many []model.Change
	for i := range 2001 {
		many = append(many, s.Put(fmt.Sprintf("route:n%d", i), nil))
	}
	s.apply(many...)
	unknown(second)
	unknown(1000)
}

func TestAGraphThatIsWrittenToAllTheTimeIsReadWhole(t *testing.T) {
	s := newShared(t)
	s.apply(s.Put("route:a", nil))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := int64(2); ctx.Err() == nil; i++ {
			// Each version n has the length n at both routes.
			_, _ = s.store.Apply(ctx, model.Changes{Ops: []model.Change{
				s.Merge("route:a", model.Props{"length": i + 1}), s.Merge("route:b", model.Props{"length": i + 1}),
			}})
		}
	}()
	defer func() { stop(); <-done }()
	for range 10 {
		version, content, err := s.store.Export(ctx)
		require.NoError(t, err)
		for _, e := range content.Elements {
			if version > 2 {
				require.EqualValues(t, version, e.Props["length"], e.ID)
			}
		}
	}
}
