package cli_test

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/neo4jtest"
)

func TestALoadIntoNeo4jIsASyncThatCanBeTriedFirst(t *testing.T) {
	uri, dir := neo4jtest.Empty(t), asthmaFolder(t)
	dry := run(t, nil, "", "load", dir, "--neo4j", uri, "--dry-run")
	require.Equal(t, 0, dry.code, dry.err)
	require.Contains(t, dry.out, "+ journey:asthma\n")
	require.Contains(t, dry.out, "Would be 6 created, 0 changed, 0 deleted")
	require.Contains(t, run(t, nil, "", "load", dir, "--neo4j", uri).out, "6 created, 0 changed, 0 deleted (nodes and relationships). The graph is at version 2.\n")
	other := folder(t, map[string]string{"model.yaml": named(manifest, "model-set:other", ""), "b.yaml": named(asthma, "", "hay-fever")})
	require.Equal(t, 0, run(t, nil, "", "load", other, "--neo4j", uri).code)

	changed := strings.NewReplacer("Ask for help", "Call for help", "stage:asthma/review", "stage:asthma/plan", "Yearly review", "Plan").Replace(asthma)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "asthma.yaml"), []byte(changed), 0o600))
	dry = run(t, nil, "", "load", dir, "--neo4j", uri, "--dry-run")
	for _, effect := range []string{"- stage:asthma/review\n", "~ stage:asthma/contact\n", "+ stage:asthma/plan\n", "Would be 3 created, 1 changed, 3 deleted"} {
		require.Contains(t, dry.out, effect)
	}
	require.Contains(t, run(t, nil, "", "load", dir, "--neo4j", uri).out, "3 created, 1 changed, 3 deleted (nodes and relationships). The graph is at version 4.\n")
	require.Equal(t, "Nothing to change: the graph stays at version 4.\n", run(t, nil, "", "load", dir, "--neo4j", uri).out)
	got := run(t, nil, `{ stages(orderBy: [{id: ASC}]) { nodes { id } } }`, "query", "-", "--neo4j", uri, "-o", "csv")
	require.Equal(t, result{0, "id\nstage:asthma/contact\nstage:asthma/plan\nstage:hay-fever/contact\nstage:hay-fever/review\n", ""}, got)
}

func TestAnEditOfNeo4jIsMadeWholeOrNotAtAll(t *testing.T) {
	uri := neo4jtest.Empty(t)
	require.Equal(t, 0, run(t, nil, "", "load", asthmaFolder(t), "--neo4j", uri).code)
	file := filepath.Join(t.TempDir(), "edit.yaml")
	edit := func(text string, flags ...string) result {
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		return run(t, nil, "", append([]string{"edit", file, "--neo4j", uri}, flags...)...)
	}
	dry := edit(smallEdit, "--dry-run")
	require.Equal(t, 0, dry.code, dry.err)
	require.Contains(t, dry.out, "~ journey:asthma\n")
	require.Contains(t, dry.out, "Would be 0 created, 1 changed, 3 deleted")
	broken := edit(strings.Replace(smallEdit, "name: Asthma", "name: Call 943 476 5919", 1))
	require.Equal(t, 1, broken.code)
	require.Contains(t, broken.err, "edit.yaml:10:39:")
	require.Contains(t, edit(smallEdit).out, "The graph is at version 3.")
	require.Contains(t, edit(smallEdit).err, "the graph is at version 3, not 2")
}

func TestExplainShowsTheCypherAndWhatItCostNeo4j(t *testing.T) {
	uri := neo4jtest.Empty(t)
	require.Equal(t, 0, run(t, nil, "", "load", asthmaFolder(t), "--neo4j", uri).code)
	got := run(t, nil, stages, "explain", "-", "--neo4j", uri, "--var", "journey=journey:asthma")
	require.Equal(t, 0, got.code, got.err)
	for _, part := range []string{`start: id $0 ("journey:asthma")`, "Cypher:", "MATCH", "Parameters:", ": journey:asthma\n", "DB Hits", "NodeUniqueIndexSeek"} {
		require.Contains(t, got.out, part)
	}
}

func TestGapsInNeo4jAreThoseOfTheModelFiles(t *testing.T) {
	uri, dir := neo4jtest.Empty(t), asthmaFolder(t)
	require.Equal(t, 0, run(t, nil, "", "load", dir, "--neo4j", uri).code)
	// The rules whose statements are short: Neo4j plans each when it is asked for the first time.
	rules := []string{"--rule", "G01", "--rule", "G02", "--rule", "G03", "-o", "csv"}
	files := run(t, nil, "", append([]string{"gaps", "--model", dir}, rules...)...)
	require.Equal(t, 0, files.code, files.err)
	require.Contains(t, files.out, "G01,HIGH,Stage,stage:asthma/contact,Ask for help,")
	require.Equal(t, files, run(t, nil, "", append([]string{"gaps", "--neo4j", uri}, rules...)...))
	one := run(t, nil, "", append([]string{"gaps", "--neo4j", uri, "--fail-on", "high", "--journey", "journey:asthma"}, rules...)...)
	require.Equal(t, 1, one.code)
	require.Equal(t, files.out, one.out)
}

func TestADatabaseThatWasNeverLoadedIsLeftAsItIsByAQuestion(t *testing.T) {
	uri := neo4jtest.Empty(t)
	neo4jtest.Run(t, uri, "DROP CONSTRAINT carejourney_graph_key IF EXISTS", nil)
	got := run(t, nil, "{ version }", "query", "-", "--neo4j", uri)
	require.Equal(t, 1, got.code)
	require.Contains(t, got.err, "carejourney load")
	dry := run(t, nil, "", "load", asthmaFolder(t), "--neo4j", uri, "--dry-run")
	require.Contains(t, dry.out, "Would be 6 created", dry.err)
	require.Equal(t, 1, run(t, nil, "{ version }", "query", "-", "--neo4j", uri).code, "nor does a dry run prepare it")
	require.Equal(t, 0, run(t, nil, "", "load", asthmaFolder(t), "--neo4j", uri).code)
	require.Equal(t, "field,value\nversion,2\n", run(t, nil, "{ version }", "query", "-", "--neo4j", uri, "-o", "csv").out)
}

func TestNeo4jIsServedAndWhatIsChangedThereIsSeen(t *testing.T) {
	uri := neo4jtest.Empty(t)
	address := serve(t, "--neo4j", uri, "--allow-writes")
	version, problem := state(t, address)
	require.Equal(t, 1, version)
	require.Empty(t, problem)
	require.Equal(t, 0, run(t, nil, "", "load", asthmaFolder(t), "--neo4j", uri).code)
	a := change(t, address, `expectedVersion: 2, changes: [{journey: {id: "journey:asthma", name: "Asthma"}}]`)
	require.Empty(t, a.Errors)
	require.Contains(t, ask(t, address, `{ version journey(id: "journey:asthma") { name } }`), `{"version":3,"journey":{"name":"Asthma"}}`)
	require.Empty(t, copyAge(t, address), "what is no copy has no age")
}

func TestAMirrorIsServedWhileNeo4jIsAwayAndSaysHowOldItIs(t *testing.T) {
	uri := neo4jtest.Empty(t)
	cable := newCable(t, strings.TrimPrefix(uri, "bolt://"))
	require.Equal(t, 0, run(t, nil, "", "load", asthmaFolder(t), "--neo4j", uri).code)
	address := serve(t, "--neo4j", "bolt://"+cable.address, "--mirror", "--mirror-refresh", "1s", "--allow-writes")
	const name = `{ version journey(id: "journey:asthma") { name } }`
	require.Contains(t, ask(t, address, name), `{"version":2,"journey":{"name":"Asthma in a child"}}`)
	require.NotEmpty(t, copyAge(t, address))
	require.True(t, copyState(t, address).Following)

	a := change(t, address, `changes: [{journey: {id: "journey:asthma", name: "Asthma"}}]`)
	require.Empty(t, a.Errors)
	require.Contains(t, ask(t, address, name), `{"version":3,"journey":{"name":"Asthma"}}`, "who writes reads that at once")

	neo4jtest.Run(t, uri, `MATCH (j {id: 'journey:asthma'}) SET j.name = 'Wheeze'`, nil)
	require.Eventually(t, func() bool {
		return strings.Contains(ask(t, address, name), `{"version":4,"journey":{"name":"Wheeze"}}`)
	}, 30*time.Second, 50*time.Millisecond, "what others wrote with plain Cypher is noticed, as a version of its own")

	cable.cut()
	require.Eventually(t, func() bool { return !copyState(t, address).Following }, 30*time.Second, 50*time.Millisecond)
	require.Contains(t, ask(t, address, name), `{"version":4,"journey":{"name":"Wheeze"}}`)
	require.Eventually(t, func() bool { return copyState(t, address).AgeSeconds >= 1 && copyAge(t, address) != "0" }, 30*time.Second, 50*time.Millisecond)
	a = change(t, address, `changes: [{journey: {id: "journey:asthma", name: "Lost"}}]`)
	require.Equal(t, "UNAVAILABLE", a.Errors[0].Extensions.Code)

	cable.mend(t)
	neo4jtest.Run(t, uri, `MATCH (j {id: 'journey:asthma'}) SET j.name = 'Back'`, nil)
	require.Eventually(t, func() bool {
		return strings.Contains(ask(t, address, name), `"Back"`) && copyState(t, address).Following
	}, 30*time.Second, 50*time.Millisecond)
}

// copyAge gives the header that answers from a copy carry.
func copyAge(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Post(address+"/graphql", "application/json", strings.NewReader(`{"query":"{ version }"}`))
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	page, err := http.Get(address + "/journeys")
	require.NoError(t, err)
	require.NoError(t, page.Body.Close())
	header := resp.Header.Get("Carejourney-Graph-Age")
	require.Equal(t, header == "", page.Header.Get("Carejourney-Graph-Age") == "", "answers and pages alike say it")
	return header
}

// copied is what /readyz says of a copy.
type copied struct {
	AgeSeconds int
	Following  bool
}

func copyState(t *testing.T, address string) copied {
	t.Helper()
	resp, err := http.Get(address + "/readyz")
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, http.StatusOK, resp.StatusCode)
	var health struct{ Copy copied }
	require.NoError(t, json.NewDecoder(resp.Body).Decode(&health))
	return health.Copy
}

// cable is a connection to a server that can be cut.
type cable struct {
	address, to string

	mu    sync.Mutex
	l     net.Listener
	conns []net.Conn
	done  sync.WaitGroup
}

func newCable(t *testing.T, to string) *cable {
	t.Helper()
	c := &cable{address: "127.0.0.1:0", to: to}
	c.mend(t)
	t.Cleanup(func() {
		c.cut()
		c.done.Wait()
	})
	return c
}

// mend makes the connection work, at the same address as before.
func (c *cable) mend(t *testing.T) {
	t.Helper()
	var config net.ListenConfig
	l, err := config.Listen(context.WithoutCancel(t.Context()), "tcp", c.address)
	require.NoError(t, err)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.l, c.address = l, l.Addr().String()
	c.done.Go(func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			c.carry(near)
		}
	})
}

func (c *cable) carry(near net.Conn) {
	far, err := net.Dial("tcp", c.to)
	if err != nil {
		_ = near.Close()
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.conns = append(c.conns, near, far)
	for _, pair := range [][2]net.Conn{{near, far}, {far, near}} {
		c.done.Go(func() {
			_, _ = io.Copy(pair[0], pair[1])
			_ = pair[0].Close()
		})
	}
}

// cut ends every connection and takes no new one.
func (c *cable) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.l.Close()
	for _, conn := range c.conns {
		_ = conn.Close()
	}
	c.conns = nil
}
