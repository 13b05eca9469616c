package neo4j_test

import (
	"cmp"
	"context"
	"log/slog"
	"os"
	"strconv"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/neo4jtest"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/neo4j"
	"github.com/carejourney/carejourney/internal/store/storetest"
)

func TestMain(m *testing.M) {
	code := neo4jtest.Main(m)
	if code == 0 {
		if err := goleak.Find(); err != nil {
			os.Stderr.WriteString(err.Error() + "\n")
			code = 1
		}
	}
	os.Exit(code)
}

func TestTheStorePassesTheSuite(t *testing.T) {
	storetest.Run(t, func(t *testing.T, m *model.Model) store.Store { return open(t, m) })
}

// open gives a store on an empty database. There is one database, so tests that use it run one after the other.
func open(t *testing.T, m *model.Model) *neo4j.Store {
	t.Helper()
	uri := neo4jtest.URI(t)
	wipe(t, uri)
	st, err := neo4j.Open(t.Context(), m, neo4j.Config{URI: uri, QueryTimeout: time.Minute, StatisticsEvery: time.Nanosecond, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	require.NoError(t, err)
	return st
}

// wipe deletes everything but indexes.
func wipe(t *testing.T, uri string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	d, err := driver.NewDriverWithContext(uri, driver.NoAuth())
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close(ctx)) }()
	session := d.NewSession(ctx, driver.SessionConfig{DatabaseName: "neo4j"})
	result, err := session.Run(ctx, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS", nil)
	require.NoError(t, err)
	_, err = result.Consume(ctx)
	require.NoError(t, err)
	require.NoError(t, session.Close(ctx))
}

func TestTheStoreAgreesWithTheNaiveOne(t *testing.T) {
	storetest.Differential(t, func(t *testing.T, m *model.Model) store.Store { return open(t, m) }, seeds(t))
}

// seeds is how many random graphs to compare on: Neo4j plans every random query anew, which takes it far longer than the
// answer does. CAREJOURNEY_TEST_NEO4J_SEEDS asks for more.
func seeds(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(cmp.Or(os.Getenv("CAREJOURNEY_TEST_NEO4J_SEEDS"), "6"))
	require.NoError(t, err)
	return n
}
