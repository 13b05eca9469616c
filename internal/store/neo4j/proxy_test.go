package neo4j_test

import (
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/Shopify/toxiproxy/v2/toxics"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"
)

// line is a connection to a server that can be made bad.
type line struct {
	*testing.T
	proxy *toxiproxy.Proxy
}

func newLine(t *testing.T, uri string) *line {
	t.Helper()
	to, err := url.Parse(uri)
	require.NoError(t, err)
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	l := &line{t, toxiproxy.NewProxy(server, "neo4j", "127.0.0.1:0", to.Host)}
	require.NoError(t, l.proxy.Start())
	t.Cleanup(l.proxy.Stop)
	return l
}

func (l *line) uri() string { return "bolt://" + l.proxy.Listen }

// spoil makes the line bad: what comes from the server, or with upstream what goes there.
func (l *line) spoil(toxic, stream, attributes string) {
	l.Helper()
	_, err := l.proxy.Toxics.AddToxicJson(strings.NewReader(fmt.Sprintf(`{"name": "bad", "type": %q, "stream": %q, "attributes": %s}`, toxic, stream, attributes)))
	require.NoError(l, err)
}

// mend makes it good again.
func (l *line) mend() {
	l.Helper()
	l.proxy.Toxics.ResetToxics(l.Context())
}

// inCommit is the name of the toxic that cuts the connection when a commit is sent.
const inCommit = "cut in commit"

func init() { toxics.Register(inCommit, new(cutInCommit)) } //nolint:gochecknoinits // toxics are made by name

// cuts is how many commits are still to be cut. Toxics are made from JSON and cannot be told otherwise.
var cuts atomic.Int32

// cutInCommit cuts the connection before or after the message that commits a transaction has gone to the server.
type cutInCommit struct {
	Passed bool `json:"passed"`
}

// commitMessage is what the protocol Bolt says to commit: a chunk of two bytes, a structure without fields, 0x12.
const commitMessage = "\x00\x02\xb0\x12\x00\x00"

// Pipe passes on what goes to the server.
func (c *cutInCommit) Pipe(stub *toxics.ToxicStub) {
	for {
		select {
		case <-stub.Interrupt:
			return
		case chunk := <-stub.Input:
			if chunk == nil {
				stub.Close()
				return
			}
			cut := strings.Contains(string(chunk.Data), commitMessage) && cuts.Add(-1) >= 0
			if !cut || c.Passed {
				stub.Output <- chunk
			}
			if cut {
				stub.Close()
				return
			}
		}
	}
}
