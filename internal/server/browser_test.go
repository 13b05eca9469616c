package server_test

import (
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/nodetest"
	"github.com/carejourney/carejourney/internal/server"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/journeys"
)

func TestPagesInABrowser(t *testing.T) {
	browser := chromium(t)
	s := site(t, func(c *server.Config) {
		m, err := schema.Model()
		require.NoError(t, err)
		full, err := schema.Full()
		require.NoError(t, err)
		set, err := modelfile.Read(journeys.FS, m)
		require.NoError(t, err)
		st, err := embedded.Load(m, set.Elements, set.Links)
		require.NoError(t, err)
		c.Engine, err = graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: slog.New(slog.DiscardHandler)})
		require.NoError(t, err)
	})
	paths := []string{
		"/", "/journeys", "/journeys/maternity", "/journeys/maternity/steps", "/journeys/nhs-111-to-care",
	}
	cmd := nodetest.Command(t, "testdata/browser", "pages.mjs", append([]string{browser, s.URL}, paths...)...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	var wrong []string
	for line := range strings.Lines(string(out)) {
		if !strings.HasPrefix(line, "npm warn") && !strings.HasPrefix(line, "checked ") {
			wrong = append(wrong, line)
		}
	}
	require.Empty(t, wrong)
	require.Contains(t, string(out), fmt.Sprint("checked ", 2*len(paths)))
}

// chromium finds a browser. Where there is none the test is skipped, but with CI=true it fails.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("a Chromium is needed to judge the pages")
	}
	t.Skip("SKIPPED: a Chromium is needed to judge the pages")
	return ""
}
