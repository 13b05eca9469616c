package neo4j_test

import (
	"cmp"
	"log/slog"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/neo4j"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

// Parts of toxiproxy are left behind where its proxy stops while they hold something back.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		goleak.IgnoreTopFunction("github.com/Shopify/toxiproxy/v2/toxics.(*LatencyToxic).Pipe"),
		goleak.IgnoreTopFunction("github.com/Shopify/toxiproxy/v2/toxics.(*NoopToxic).Pipe"))
}

func TestTheStorePassesTheSuite(t *testing.T) {
	storetest.Run(t, func(t *testing.T, m *model.Model) store.Store { return open(t, m) })
}

// open gives a store on an empty database. There is one database, so tests that use it run one after the other.
func open(t *testing.T, m *model.Model) *neo4j.Store {
	t.Helper()
	uri := neo4jtest.Empty(t)
	st, err := neo4j.Open(t.Context(), m, neo4j.Config{URI: uri, QueryTimeout: time.Minute, StatisticsEvery: time.Nanosecond, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	require.NoError(t, err)
	return st
}

// Neo4j plans every question that it never saw anew, which takes it far longer than the answer does.
func TestTheStoreAgreesWithTheNaiveOne(t *testing.T) {
	storetest.DifferentialOn(t, storetest.Town(), func(t *testing.T, m *model.Model) store.Store { return open(t, m) }, effort(t))
}

// effort is how much to compare on. CAREJOURNEY_TEST_NEO4J_QUERIES asks for more than one query for a graph.
func effort(t *testing.T) storetest.Effort {
	t.Helper()
	n, err := strconv.Atoi(cmp.Or(os.Getenv("CAREJOURNEY_TEST_NEO4J_QUERIES"), "1"))
	require.NoError(t, err)
	return storetest.Effort{Seeds: storetest.DefaultSeeds, Rounds: 1, Queries: n, Again: 4}
}
