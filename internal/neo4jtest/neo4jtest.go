package neo4jtest

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// version is the Neo4j that tests run against. The pom in server names it too.
const version = "5.26.30"

// variable names the environment variable with the address of a server that is there already. It must take connections
// without a password, and everything in it is deleted.
const variable = "CAREJOURNEY_TEST_NEO4J_URI"

// wanted names the environment variable that says that a server may be started. Comparing with a real server takes many
// minutes, so it has a command of its own.
const wanted = "CAREJOURNEY_TEST_NEO4J"

// patience is how long a server may take to answer for the first time.
const patience = 90 * time.Second

// server is a running database and how to end it.
type server struct {
	uri  string
	stop func()
}

var (
	once    sync.Once
	running server
	errHad  error
)

// Main runs the tests of a package and ends the server that they started. Use it as the last thing in TestMain.
func Main(m *testing.M) int {
	defer func() {
		if running.stop != nil {
			running.stop()
		}
	}()
	return m.Run()
}

// URI gives the address of a server that takes connections without a password. Where none is wanted, or none can be had,
// the test is skipped with the reason; one that is wanted and cannot be had fails with CI=true.
func URI(t testing.TB) string {
	t.Helper()
	if os.Getenv(wanted) == "" && os.Getenv(variable) == "" {
		t.Skip("SKIPPED: a real Neo4j is asked by `make test-neo4j`, or with " + variable)
	}
	once.Do(func() { running, errHad = start() })
	if errHad != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no Neo4j to test with: %v", errHad)
		}
		t.Skipf("SKIPPED: no Neo4j to test with: %v", errHad)
	}
	return running.uri
}

// start tries every way to a server in turn.
func start() (server, error) {
	if uri := os.Getenv(variable); uri != "" {
		return server{uri: uri}, answers(uri)
	}
	fromDocker, errDocker := startContainer()
	if errDocker == nil {
		return fromDocker, nil
	}
	fromJars, errJars := startJars()
	if errJars == nil {
		return fromJars, nil
	}
	return server{}, errors.Join(errDocker, errJars)
}

// answers waits until the server takes queries.
func answers(uri string) error {
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.NoAuth(), func(c *config.Config) {
		c.SocketConnectTimeout, c.ConnectionAcquisitionTimeout = time.Second, time.Second
		c.TelemetryDisabled = true
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	defer func() { err = errors.Join(err, driver.Close(context.WithoutCancel(ctx))) }()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for {
		if err = driver.VerifyConnectivity(ctx); err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-again.C:
		}
	}
}
