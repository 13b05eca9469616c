package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/nodetest"
	"github.com/carejourney/carejourney/internal/server"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/queries"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site starts a server over a graph with one journey of one stage.
func site(t *testing.T, change func(*server.Config)) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(handler(t, change))
	t.Cleanup(func() { s.Close(); http.DefaultClient.CloseIdleConnections() })
	return s
}

func handler(t *testing.T, change func(*server.Config)) http.Handler {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	st, err := embedded.Load(m,
		[]model.Element{
			{ID: "journey:asthma", Kind: m.Kind("Journey"), Props: model.Props{"name": "Asthma in a child"}},
			{ID: "stage:asthma/review", Kind: m.Kind("Stage"), Props: model.Props{"name": "Review <b>", "stageType": "CONSULT"}},
		},
		[]model.Link{{
			Type: m.Relationship("HAS_STAGE"), From: "journey:asthma", To: "stage:asthma/review", Props: model.Props{"order": int64(1)},
		}},
	)
	require.NoError(t, err)
	log := slog.New(slog.DiscardHandler)
	engine, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: log})
	require.NoError(t, err)
	config := server.Config{
		Engine: engine, Log: log, Schema: schema.SDL(), Now: time.Now,
		Health:  func() server.Health { return server.Health{Ready: true, Version: 2} },
		Library: questions(t),
	}
	if change != nil {
		change(&config)
	}
	h, err := server.New(config)
	require.NoError(t, err)
	return h
}

// questions are the library that comes with the program.
func questions(t *testing.T) []library.Question {
	t.Helper()
	found, err := library.Read(queries.Files)
	require.NoError(t, err)
	return found
}

// answer sends a request and gives the status, the headers and the body.
func answer(t *testing.T, method, address, body string, headers ...string) (int, http.Header, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, resp.Header, string(text)
}

func TestAudit(t *testing.T) {
	s := site(t, nil)
	cmd := nodetest.Command(t, "testdata/audit", "audit.mjs", s.URL+"/graphql")
	out, err := cmd.CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	passed := 0
	for _, line := range lines {
		if strings.Contains(line, " ok ") {
			passed++
			continue
		}
		t.Log(line)
	}
	require.NoError(t, err)
	require.Equal(t, 61, passed, "audits of graphql-http that pass")
}

const query = `{"query":"{ journey(id: \"journey:asthma\") { name stages { name } } }"}`

func TestGraphQLOverHTTP(t *testing.T) {
	s := site(t, nil)
	const asked = `{"data":{"journey":{"name":"Asthma in a child","stages":[{"name":"Review <b>"}]}}}` + "\n"
	long := `{"query":"` + strings.Repeat(" ", 300<<10) + `"}`
	tests := []struct {
		name, method, path, body string
		headers                  []string
		status                   int
		want                     string
	}{
		{"a query by POST is answered", "POST", "/graphql", query, []string{"Content-Type", "application/json"}, 200, asked},
		{
			"a query by GET is answered", "GET", "/graphql?query=" + url.QueryEscape(`query S($id:ID!){stage(id:$id){name}}`) +
				"&variables=" + url.QueryEscape(`{"id":"stage:asthma/review"}`), "", nil, 200, `{"data":{"stage":{"name":"Review <b>"}}}` + "\n",
		},
		{"an answer that nobody accepts is refused", "POST", "/graphql", query, []string{"Content-Type", "application/json", "Accept", "text/html"}, 406, ""},
		{"a body that is not JSON is refused without being echoed", "POST", "/graphql", `{"secret`, []string{"Content-Type", "application/json"}, 400, "The request must be one JSON object."},
		{"a second JSON value behind the first is refused", "POST", "/graphql", query + query, []string{"Content-Type", "application/json"}, 400, "The request must be one JSON object."},
		{"a batch is refused", "POST", "/graphql", "[" + query + "]", []string{"Content-Type", "application/json"}, 400, ""},
		{"a form is refused", "POST", "/graphql", "query=%7Bversion%7D", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, ""},
		{"another charset is refused", "POST", "/graphql", query, []string{"Content-Type", "application/json; charset=utf-16"}, 415, ""},
		{"a request over the limit is refused", "POST", "/graphql", long, []string{"Content-Type", "application/json"}, 413, "too large"},
		{"another method is refused", "PUT", "/graphql", query, []string{"Content-Type", "application/json"}, 405, "Use POST"},
		{"a mutation by GET is refused", "GET", "/graphql?query=mutation%7B__typename%7D", "", nil, 405, "Only queries"},
		{"a page of another origin cannot post", "POST", "/graphql", query, []string{"Content-Type", "application/json", "Sec-Fetch-Site", "cross-site"}, 403, ""},
		{"a misspelt field gets a suggestion", "POST", "/graphql", `{"query":"{ journeyz { totalCount } }"}`, []string{"Content-Type", "application/json"}, 200, "Did you mean"},
		{"an unknown operation is an error", "POST", "/graphql", `{"query":"query A { version }","operationName":"B"}`, []string{"Content-Type", "application/json", "Accept", "application/graphql-response+json"}, 400, "BAD_USER_INPUT"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			status, _, body := answer(t, tt.method, s.URL+tt.path, tt.body, tt.headers...)
			require.Equal(t, tt.status, status, body)
			require.Contains(t, body, tt.want)
			require.NotContains(t, body, "secret")
		})
	}
}

func TestErrorsInAnAnswerAreCapped(t *testing.T) {
	s := site(t, nil)
	fields := strings.Repeat("a b c d e f g ", 2)
	_, _, body := answer(t, "POST", s.URL+"/graphql", `{"query":"{ `+fields+`}"}`, "Content-Type", "application/json")
	var got struct {
		Errors     []any
		Extensions map[string]bool
	}
	require.NoError(t, json.Unmarshal([]byte(body), &got))
	require.Len(t, got.Errors, 5)
	require.True(t, got.Extensions["moreErrors"])
}

func TestHeaders(t *testing.T) {
	s := site(t, func(c *server.Config) { c.Origins = []string{"https://design.example.org"} })
	_, h, _ := answer(t, "GET", s.URL+"/", "")
	require.Contains(t, h.Get("Content-Security-Policy"), "default-src 'none'")
	require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
	require.NotEmpty(t, h.Get("X-Request-Id"))

	preflight := []string{"Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type", "Origin"}
	_, h, _ = answer(t, "OPTIONS", s.URL+"/graphql", "", append(preflight, "https://design.example.org")...)
	require.Equal(t, "https://design.example.org", h.Get("Access-Control-Allow-Origin"))
	_, h, _ = answer(t, "OPTIONS", s.URL+"/graphql", "", append(preflight, "https://elsewhere.example.org")...)
	require.Empty(t, h.Get("Access-Control-Allow-Origin"))

	_, h, _ = answer(t, "GET", s.URL+"/graphql?query={__typename}", "", "Origin", "https://design.example.org")
	require.Equal(t, "https://design.example.org", h.Get("Access-Control-Allow-Origin"))
	require.ElementsMatch(t, []string{"Origin", "Accept"}, h.Values("Vary"), "a cache must keep answers apart by both")

	none := site(t, nil)
	_, h, _ = answer(t, "OPTIONS", none.URL+"/graphql", "", append(preflight, "https://design.example.org")...)
	require.Empty(t, h.Get("Access-Control-Allow-Origin"), "no origin is allowed unless it is named")
}

func TestStateAndSchema(t *testing.T) {
	s := site(t, func(c *server.Config) {
		c.Health = func() server.Health { return server.Health{Ready: false, Problem: "x.yaml:1:1: broken"} }
	})
	status, _, body := answer(t, "GET", s.URL+"/readyz", "")
	require.Equal(t, 503, status)
	require.Contains(t, body, "x.yaml:1:1: broken")
	status, _, _ = answer(t, "GET", s.URL+"/livez", "")
	require.Equal(t, 200, status)
	_, _, body = answer(t, "GET", s.URL+"/schema.graphql", "")
	require.Contains(t, body, "type Journey implements Element")
}

func TestServeLetsRequestsFinish(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	entered, release := make(chan struct{}), make(chan struct{})
	slow := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-release
		_, _ = io.WriteString(w, "done")
	})
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx, l, slow, slog.New(slog.DiscardHandler)) }()

	conn, err := net.Dial("tcp", l.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	_, err = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	require.NoError(t, err)
	<-entered
	stop()
	close(release)
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Equal(t, "done", string(body))
	require.NoError(t, <-served)
}

func TestLoopback(t *testing.T) {
	for address, want := range map[string]bool{"127.0.0.1:80": true, "[::1]:80": true, "localhost:0": true, "0.0.0.0:80": false, ":80": false, "x": false} {
		require.Equal(t, want, server.Loopback(address), address)
	}
}
