package server_test

import (
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/nodetest"
	"github.com/carejourney/carejourney/internal/server"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/queries"
)

// TestPagesInABrowser lets a browser judge the pages of the shipped journeys, of a graph whose names try to be more than
// names, and of a store that is away. Pictures of ten pages are left in .cache/pages.
func TestPagesInABrowser(t *testing.T) {
	browser := nodetest.Chromium(t)
	m, err := schema.Model()
	require.NoError(t, err)
	content := shippedtest.Content(t, m)
	shipped, err := embedded.Load(m, content.Elements, content.Links)
	require.NoError(t, err)
	away, err := embedded.Load(m, content.Elements, content.Links)
	require.NoError(t, err)
	base, hostile, gone := siteOver(t, m, shipped), siteOver(t, m, hostileGraph(t, m)), siteOver(t, m, away)
	require.NoError(t, away.Close())

	pictures, err := filepath.Abs(filepath.Join("..", "..", ".cache", "pages"))
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(pictures, 0o755))
	cmd := nodetest.Command(t, "testdata/browser", "--test", "--test-concurrency=1", "--test-reporter=spec", "pages.test.mjs", "journey.test.mjs", "map.test.mjs", "views.test.mjs", "print.test.mjs", "tasks.test.mjs")
	cmd.Env = append(os.Environ(), "CHROMIUM="+browser, "BASE="+base.URL, "HOSTILE="+hostile.URL, "AWAY="+gone.URL, "PICTURES="+pictures)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "journey of 19 stages") || strings.Contains(line, "presses") {
			t.Log(strings.TrimSpace(line))
		}
	}
	t.Log("pictures of pages are in", pictures)
}

// siteOver serves a store.
func siteOver(t *testing.T, m *model.Model, st store.Store) *httptest.Server {
	t.Helper()
	full, err := schema.Full()
	require.NoError(t, err)
	return site(t, func(c *server.Config) {
		c.Engine, err = graph.NewEngine(graph.Options{
			Model: m, Schema: full, Store: st, Log: slog.New(slog.DiscardHandler),
			GapRules: func() ([]*gaps.Rule, error) { return gaps.Read(full, queries.Gaps()) },
		})
		require.NoError(t, err)
	})
}

// hostileGraph is a journey whose names try to be markup, scripts, addresses, text of the other direction, and long.
func hostileGraph(t *testing.T, m *model.Model) store.Store {
	t.Helper()
	names := []string{
		`<script>alert(1)</script>`, `]]><img src=x onerror=alert(1)>`, `" onmouseover="alert(1)`, `javascript:alert(1)//`,
		"\u202eright to left \u05d0\u05d1", "👩‍🍼 baby 🏥", strings.Repeat("long ", 80), strings.Repeat("unbroken", 50),
	}
	elements := []model.Element{{ID: "journey:hostile", Kind: m.Kind("Journey"), Props: model.Props{"name": names[0], "description": names[1]}}}
	var links []model.Link
	add := func(kind, id, name string, props model.Props) {
		props["name"] = name
		elements = append(elements, model.Element{ID: id, Kind: m.Kind(kind), Props: props})
	}
	join := func(kind, from, to string, props model.Props) {
		links = append(links, model.Link{Type: m.Relationship(kind), From: from, To: to, Props: props})
	}
	for i, name := range names {
		n := string(rune('a' + i))
		add("Stage", "stage:hostile/"+n, name, model.Props{"stageType": "CONSULT", "phase": name, "timing": name})
		add("Touchpoint", "touchpoint:hostile/"+n, name, model.Props{"channel": "WEB"})
		add("BusinessCapability", "business-capability:hostile/"+n, name, model.Props{"group": name})
		join("HAS_STAGE", "journey:hostile", "stage:hostile/"+n, model.Props{"order": int64(i + 1)})
		join("HAS_TOUCHPOINT", "stage:hostile/"+n, "touchpoint:hostile/"+n, model.Props{"order": int64(1)})
		join("ENABLES", "business-capability:hostile/"+n, "stage:hostile/"+n, model.Props{"role": "PRIMARY"})
		if i > 0 {
			join("NEXT", "stage:hostile/"+string(rune('a'+i-1)), "stage:hostile/"+n, model.Props{"condition": name, "share": 0.5})
		}
	}
	st, err := embedded.Load(m, elements, links)
	require.NoError(t, err)
	return st
}
