package neo4jtest

import (
	"context"
	"os"
	"sync"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/neo4jserver"
)

// Empty gives the address of a server that takes connections without a password and holds nothing but indexes. There is one
// database, so tests that use it run one after the other; test processes of other packages wait until this one ends. Where
// there is no server the test is skipped.
func Empty(t testing.TB) string {
	t.Helper()
	uri := URI(t)
	Run(t, uri, "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS", nil)
	return uri
}

var mine = sync.OnceValue(takeTurn)

// URI gives the address of the server as Empty does, but leaves what is there.
func URI(t testing.TB) string {
	t.Helper()
	uri := os.Getenv(neo4jserver.Variable)
	if uri == "" {
		t.Skip("SKIPPED: there is no Neo4j; `make test` starts one, or " + neo4jserver.Variable + " names one")
	}
	require.NoError(t, mine())
	return uri
}

// Run runs a statement as somebody who knows nothing of the program.
func Run(t testing.TB, uri, text string, params map[string]any) []*driver.Record {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	d, err := driver.NewDriverWithContext(uri, driver.NoAuth())
	require.NoError(t, err)
	defer func() { require.NoError(t, d.Close(ctx)) }()
	session := d.NewSession(ctx, driver.SessionConfig{DatabaseName: "neo4j"})
	defer func() { require.NoError(t, session.Close(ctx)) }()
	result, err := session.Run(ctx, text, params)
	require.NoError(t, err)
	records, err := result.Collect(ctx)
	require.NoError(t, err)
	return records
}
