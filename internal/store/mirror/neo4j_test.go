package mirror_test

import (
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/mirror"
	"github.com/carejourney/carejourney/internal/store/neo4j"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// followed is how much is tried on the database itself: a mirror answers from memory, so that changes take the time.
var followed = storetest.Effort{Seeds: storetest.DefaultSeeds, Rounds: 1, Queries: 10, Again: 2}

// onNeo4j mirrors an empty database.
func onNeo4j(t *testing.T, m *model.Model) store.Store { return mirrorOf(t, m, mirror.Options{}) }

func mirrorOf(t *testing.T, m *model.Model, o mirror.Options) *mirror.Mirror {
	t.Helper()
	neo4jtest.Empty(t)
	return another(t, m, o)
}

// another mirrors the database as it is.
func another(t *testing.T, m *model.Model, o mirror.Options) *mirror.Mirror {
	t.Helper()
	o.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	source, err := neo4j.Open(t.Context(), m, neo4j.Config{URI: neo4jtest.URI(t), Log: o.Log})
	require.NoError(t, err)
	st, err := mirror.Open(t.Context(), m, source, o)
	require.NoError(t, err)
	return st
}

func TestAMirrorOfNeo4jPassesTheSuite(t *testing.T) { storetest.Run(t, onNeo4j) }

func TestAMirrorOfNeo4jGivesTheAnswersOfANaiveStore(t *testing.T) {
	storetest.DifferentialOn(t, storetest.Town(), onNeo4j, followed)
}

// besideAnother gives a mirror whose writers write through another one of the same database.
func besideAnother(t *testing.T, m *model.Model) store.Store {
	first := mirrorOf(t, m, mirror.Options{})
	second := another(t, m, mirror.Options{})
	t.Cleanup(func() { require.NoError(t, second.Close()) })
	return &writtenElsewhere{Mirror: first, source: second}
}

func TestAMirrorOfNeo4jBesideAnotherGivesTheAnswersOfANaiveStore(t *testing.T) {
	storetest.DifferentialOn(t, storetest.Town(), besideAnother, followed)
}

func TestAMirrorOfNeo4jNoticesPlainCypher(t *testing.T) {
	c, b := newClock(), storetest.Builder{Model: storetest.Town()}
	m := mirrorOf(t, b.Model, mirror.Options{Poll: poll, Refresh: refresh, Now: c.Now, After: c.After})
	defer func() { require.NoError(t, m.Close()) }()
	applied, err := m.Apply(t.Context(), model.Changes{Ops: []model.Change{b.Put("route:a", model.Props{"name": "a"})}})
	require.NoError(t, err)
	plainCypher(t, "MATCH (n:Route {id: 'route:a'}) SET n.name = 'z'")
	s := &scene{T: t, Builder: b, clock: c, mirror: m}
	s.pass(poll, poll)
	s.shows(applied.Version, "a")
	s.pass(refresh, refresh)
	s.shows(applied.Version+1, "z")
	s.pass(refresh, refresh)
	s.shows(applied.Version+1, "z")
}

// plainCypher writes to the database as somebody else.
func plainCypher(t *testing.T, text string) {
	t.Helper()
	neo4jtest.Run(t, neo4jtest.URI(t), text, nil)
}
