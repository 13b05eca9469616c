package cli_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/cli"
)

// serve starts `carejourney serve` with some flags and gives its address. It is stopped at the end of the test.
func serve(t *testing.T, flags ...string) string {
	t.Helper()
	address, stop := start(t, flags...)
	t.Cleanup(stop)
	return address
}

// start starts `carejourney serve` and gives its address and how to stop it.
func start(t *testing.T, flags ...string) (address string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	read, out := io.Pipe()
	code := make(chan int, 1)
	go func() {
		code <- cli.Run(ctx, cli.Process{
			Args: append([]string{"serve", "--listen", "127.0.0.1:0"}, flags...), In: strings.NewReader(""), Out: out, Err: io.Discard,
			Env: func(string) (string, bool) { return "", false },
		})
		out.Close() // a server that cannot start must not leave the reader of its address waiting
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	require.NoError(t, err)
	address = strings.Replace(regexp.MustCompile(`http://[0-9.:\[\]]+`).FindString(line), "[::]", "127.0.0.1", 1)
	require.NotEmpty(t, address, line)
	return address, func() {
		http.DefaultClient.CloseIdleConnections()
		cancel()
		require.Equal(t, 0, <-code, "a server that is told to stop stops well")
	}
}

// state asks /readyz.
func state(t *testing.T, address string) (version int, problem string) {
	t.Helper()
	resp, err := http.Get(address + "/readyz")
	require.NoError(t, err)
	defer resp.Body.Close()
	var health struct {
		Version int
		Problem string
	}
	require.NoError(t, json.NewDecoder(resp.Body).Decode(&health))
	return health.Version, health.Problem
}

func ask(t *testing.T, address, query string) string {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	require.NoError(t, err)
	return askBody(t, address, string(body))
}

// askBody posts a request and gives the answer.
func askBody(t *testing.T, address, body string) string {
	t.Helper()
	resp, err := http.Post(address+"/graphql", "application/json", strings.NewReader(body))
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return string(text)
}

func TestAFolderIsReadAgainAndABrokenFileNeverReplacesAGoodGraph(t *testing.T) {
	dir := asthmaFolder(t)
	address := serve(t, "--model", dir)
	const names = `{ journeys { nodes { name } } }`
	version, problem := state(t, address)
	require.Empty(t, problem)
	require.Contains(t, ask(t, address, names), "Asthma in a child")

	write := func(text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "asthma.yaml"), []byte(text), 0o600))
	}
	until := func(met func(version int, problem string) bool) {
		t.Helper()
		require.Eventually(t, func() bool { return met(state(t, address)) }, 20*time.Second, 20*time.Millisecond)
	}
	polls := 0
	until(func(_ int, problem string) bool {
		if polls%100 == 0 {
			write("kind: [broken") // again every two seconds: watching may begin after the address is told
		}
		polls++
		return strings.HasPrefix(problem, "asthma.yaml:")
	})
	require.Contains(t, ask(t, address, names), "Asthma in a child", "the last good graph goes on being served")

	write(strings.Replace(asthma, "Asthma in a child", "Asthma and wheeze", 1))
	until(func(now int, problem string) bool { return now == version+1 && problem == "" })
	require.Contains(t, ask(t, address, names), "Asthma and wheeze")

	require.NoError(t, os.Mkdir(filepath.Join(dir, "more"), 0o700))
	until(func(int, string) bool {
		// A new folder is watched from the moment the watcher has seen it; writing again until then is what an editor does.
		require.NoError(t, os.WriteFile(filepath.Join(dir, "more", "b.yaml"), []byte(strings.ReplaceAll(strings.ReplaceAll(asthma, "asthma", "hay-fever"), "Asthma in a child", "Hay fever")), 0o600))
		return strings.Contains(ask(t, address, names), "Hay fever")
	})
}

func TestAFolderNamedByALinkIsReadAgainToo(t *testing.T) {
	dir := asthmaFolder(t)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Skipf("no links here: %v", err)
	}
	address := serve(t, "--model", link)
	require.Eventually(t, func() bool {
		// Written until it is seen: watching may begin after the address is told.
		require.NoError(t, os.WriteFile(filepath.Join(dir, "asthma.yaml"), []byte(strings.Replace(asthma, "Asthma in a child", "Asthma and wheeze", 1)), 0o600))
		return strings.Contains(ask(t, address, `{ journeys { nodes { name } } }`), "Asthma and wheeze")
	}, 20*time.Second, 500*time.Millisecond)
}
