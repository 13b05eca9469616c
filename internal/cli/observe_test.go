package cli_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/cli"
)

func TestMetricsAreServedOnAnAddressOfTheirOwn(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	said, log := io.Pipe()
	file, _ := tokenFile(t)
	code := make(chan int, 1)
	dir := asthmaFolder(t)
	go func() {
		code <- cli.Run(ctx, cli.Process{
			Args: []string{"serve", "--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--model", dir, "--tokens", file, "--max-streams", "1"},
			In:   strings.NewReader(""), Out: log, Err: log, Env: func(string) (string, bool) { return "", false },
		})
		log.Close()
	}()
	lines := bufio.NewScanner(said)
	metrics, address := "", ""
	for (metrics == "" || address == "") && lines.Scan() {
		if found := regexp.MustCompile(`http://[0-9.:]+/metrics`).FindString(lines.Text()); found != "" {
			metrics = found
		}
		if found := regexp.MustCompile(`(http://[0-9.:]+)/ `).FindStringSubmatch(lines.Text()); found != nil {
			address = found[1]
		}
	}
	rest := make(chan struct{})
	go func() {
		for lines.Scan() {
		}
		close(rest)
	}()
	status, _ := events(t, address, "", changedTo)
	require.Equal(t, http.StatusOK, status)
	status, _ = events(t, address, "", changedTo)
	require.Equal(t, http.StatusTooManyRequests, status)
	status, _ = events(t, address, "nobody's", changedTo)
	require.Equal(t, http.StatusUnauthorized, status)
	resp, err := http.Get(metrics)
	require.NoError(t, err)
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Contains(t, string(text), "carejourney_graph_nodes 3\n")
	for _, line := range []string{"carejourney_requests_running 0", "carejourney_streams 1", "carejourney_streams_refused_total 1", "carejourney_refusals_total 1"} {
		require.Contains(t, string(text), line+"\n")
	}

	http.DefaultClient.CloseIdleConnections()
	stop()
	require.Equal(t, 0, <-code)
	<-rest
}

func TestCheckSaysWhetherItWouldServe(t *testing.T) {
	good, data := asthmaFolder(t), filepath.Join(t.TempDir(), "data")
	broken := folder(t, map[string]string{"model.yaml": manifest, "bad.yaml": "apiVersion: carejourney/v1\nkind: Journey\nmetadata: { id: \"journey:x\" }\nspec: { stagez: [] }\n"})
	badRules := folder(t, map[string]string{"bad.graphql": "query Bad { stages { nodes { nam } } }"})
	for _, tc := range []struct {
		name  string
		flags []string
		code  int
		want  string
	}{
		{"a good folder", []string{"--model", good}, 0, "Good: this would serve version 2 of the graph, 3 nodes and 3 relationships."},
		{"a folder of problems", []string{"--model", broken}, 1, "bad.yaml:"},
		{"a graph that is not there yet", []string{"--model", good, "--data", data}, 0, "Good:"},
		{"an address that is none", []string{"--model", good, "--listen", "nowhere"}, 2, "--listen: address nowhere: missing port in address"},
		{"everybody may write from everywhere", []string{"--model", good, "--allow-writes", "--listen", "0.0.0.0:8080"}, 2, "--allow-writes needs an address of this machine only"},
		{"a rule that cannot be used", []string{"--model", good, "--rules", badRules}, 1, "bad.graphql:1:"},
		{"no folder of rules", []string{"--model", good, "--rules", "nothing"}, 2, "there is no folder"},
		{"a file of tokens that is not there", []string{"--model", good, "--tokens", "nothing.txt"}, 1, "nothing.txt"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := run(t, nil, "", append([]string{"serve", "--check"}, tc.flags...)...)
			require.Equal(t, tc.code, got.code, got.err)
			require.Contains(t, got.out+got.err, tc.want)
		})
	}
	_, err := os.Stat(data)
	require.ErrorIs(t, err, os.ErrNotExist, "checking makes nothing")
}
