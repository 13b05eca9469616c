package cli_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/nodetest"
)

// What common clients do by default must work, without a word to them about this server.
func TestNpmClients(t *testing.T) {
	file, tokens := tokenFile(t)
	address := serve(t, "--model", asthmaFolder(t), "--tokens", file)
	out, err := nodetest.Command(t, "testdata/clients", "clients.mjs", address, tokens["ed"]).CombinedOutput()
	require.NoError(t, err, "%s", out)
	done := map[string]int{}
	for line := range strings.Lines(string(out)) {
		if what, found := strings.CutPrefix(line, "ok "); found {
			for _, client := range []string{"graphql-request", "Apollo Client", "urql", "graphql-ws", "graphql-sse"} {
				if strings.HasPrefix(what, client+" ") {
					done[client]++
				}
			}
		}
	}
	require.Equal(t, map[string]int{"graphql-request": 4, "Apollo Client": 4, "urql": 4, "graphql-ws": 5, "graphql-sse": 4}, done, "%s", out)
}
