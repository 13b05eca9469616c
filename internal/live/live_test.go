package live_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"go.uber.org/goleak"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/live"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bench is streams of made-up answers.
type bench struct {
	t       *testing.T
	live    *live.Live
	server  *httptest.Server
	events  chan string // what "events" tells one after the other
	running atomic.Int64
	refused atomic.Int64
}

// newBench serves streams. What is asked says what comes: once, events, wide (large answers for ever), broken or who.
func newBench(t *testing.T, change func(*live.Config)) *bench {
	t.Helper()
	b := &bench{t: t, events: make(chan string)}
	c := live.Config{
		Stream: b.stream, Log: slog.New(slog.DiscardHandler),
		Who: func(token, address string) (access.Who, error) {
			if token == "wrong" {
				return access.Who{}, errors.New("nobody has it")
			}
			return access.Who{Name: token, Address: address}, nil
		},
		Refuse: func(context.Context, error) *gqlerror.Error { b.refused.Add(1); return nil },
		After:  func(time.Duration) <-chan time.Time { return nil },
	}
	if change != nil {
		change(&c)
	}
	b.live = live.New(c)
	b.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") != "" {
			b.live.WebSocket(w, r, r.Header.Get("Token"))
			return
		}
		b.live.Events(w, r, graph.Request{Query: r.URL.Query().Get("query")}, func() bool { return r.Header.Get("Token") != "withdrawn" })
	}))
	t.Cleanup(func() {
		b.server.Close()
		b.idle()
	})
	return b
}

func (b *bench) stream(ctx context.Context, req graph.Request) iter.Seq[graph.Response] {
	return func(yield func(graph.Response) bool) {
		b.running.Add(1)
		defer b.running.Add(-1)
		switch req.Query {
		case "once":
			yield(graph.Response{Data: []byte(`{"n":1}`)})
		case "who":
			yield(graph.Response{Data: []byte(`{"who":"` + access.From(ctx).Name + `"}`)})
		case "broken":
			yield(graph.Response{Errors: gqlerror.List{gqlerror.Errorf("no such thing")}})
		case "wide":
			for yield(graph.Response{Data: []byte(`"` + strings.Repeat("x", 1<<20) + `"`)}) && ctx.Err() == nil {
			}
		case "events":
			for {
				select {
				case e := <-b.events:
					if !yield(graph.Response{Data: []byte(e)}) {
						return
					}
				case <-ctx.Done():
					return
				}
			}
		}
	}
}

// idle waits until nothing is under way any more.
func (b *bench) idle() {
	b.t.Helper()
	require.Eventually(b.t, func() bool { return b.live.Open() == 0 && b.running.Load() == 0 }, 10*time.Second, time.Millisecond)
}

// client is the other end of a WebSocket.
type client struct {
	*testing.T
	conn *websocket.Conn
}

func (b *bench) dial(header http.Header, protocols ...string) (*client, *http.Response, error) {
	conn, resp, err := websocket.Dial(b.t.Context(), b.server.URL, &websocket.DialOptions{Subprotocols: protocols, HTTPHeader: header})
	if err != nil {
		return nil, resp, err
	}
	conn.SetReadLimit(4 << 20)
	b.t.Cleanup(func() { _ = conn.CloseNow() })
	return &client{b.t, conn}, resp, nil
}

func (b *bench) connect() *client {
	b.t.Helper()
	c, _, err := b.dial(nil, live.Protocol)
	require.NoError(b.t, err)
	return c
}

// begun is a connection that was acknowledged.
func (b *bench) begun() *client {
	b.t.Helper()
	c := b.connect()
	c.send(`{"type":"connection_init"}`)
	c.wants(`{"type":"connection_ack"}`)
	return c
}

func (c *client) send(text string) {
	c.Helper()
	require.NoError(c, c.conn.Write(c.Context(), websocket.MessageText, []byte(text)))
}

func (c *client) wants(message string) {
	c.Helper()
	_, text, err := c.conn.Read(c.Context())
	require.NoError(c, err)
	require.JSONEq(c, message, string(text))
}

func (c *client) closed(code websocket.StatusCode, reason string) {
	c.Helper()
	_, text, err := c.conn.Read(c.Context())
	require.Error(c, err, "%s", text)
	var closed websocket.CloseError
	require.ErrorAs(c, err, &closed)
	require.Equal(c, code, closed.Code, closed.Reason)
	require.Contains(c, closed.Reason, reason)
}

func subscribing(id, query string) string {
	text, _ := json.Marshal(map[string]any{"id": id, "type": "subscribe", "payload": map[string]any{"query": query}})
	return string(text)
}

func TestAMessageThatBreaksTheProtocolEndsTheConnectionWithItsCode(t *testing.T) {
	b := newBench(t, func(c *live.Config) { c.Limits.Message = 1000 })
	const begin, run = `{"type":"connection_init"}`, `{"id":"1","type":"subscribe","payload":{"query":"events"}}`
	tests := []struct {
		name     string
		messages []string
		code     websocket.StatusCode
		reason   string
	}{
		{"what is no JSON", []string{`{"type"`}, 4400, "Invalid message"},
		{"what is no object", []string{`[]`}, 4400, "Invalid message"},
		{"something behind it", []string{`{"type":"ping"}]`}, 4400, "Invalid message"},
		{"two values", []string{`{"type":"ping"} {}`}, 4400, "Invalid message"},
		{"an unknown type", []string{begin, `{"type":"start","id":"1"}`}, 4400, "Invalid message type"},
		{"a message for servers to send", []string{begin, `{"type":"next","id":"1"}`}, 4400, "Invalid message type"},
		{"an operation without an id", []string{begin, `{"type":"subscribe","payload":{"query":"once"}}`}, 4400, "Invalid subscribe message"},
		{"an operation without a query", []string{begin, `{"id":"1","type":"subscribe","payload":{}}`}, 4400, "Invalid subscribe message"},
		{"variables that are no object", []string{begin, `{"id":"1","type":"subscribe","payload":{"query":"once","variables":[]}}`}, 4400, "Invalid subscribe message"},
		{"an operation before anything else", []string{run}, 4401, "Unauthorized"},
		{"a wrong token", []string{`{"type":"connection_init","payload":{"authorization":"Bearer wrong"}}`}, 4403, "Forbidden"},
		{"an operation with an id in use", []string{begin, run, run}, 4409, "Subscriber for 1 already exists"},
		{"a second beginning", []string{begin, begin}, 4429, "Too many initialisation requests"},
		{"a message that is too long", []string{strings.Repeat(" ", 1001) + begin}, websocket.StatusMessageTooBig, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := b.connect()
			c.T = t
			for _, m := range test.messages {
				c.send(m)
			}
			if test.messages[0] == begin {
				c.wants(`{"type":"connection_ack"}`)
			}
			c.closed(test.code, test.reason)
			b.idle()
		})
	}
	require.EqualValues(t, 1, b.refused.Load(), "who was not let in is noted")
	c := b.connect()
	require.NoError(t, c.conn.Write(t.Context(), websocket.MessageBinary, []byte(begin)))
	c.closed(4400, "Invalid message")
}

func TestOnlyTheProtocolIsSpokenAndOnlyToPagesThatMayConnect(t *testing.T) {
	b := newBench(t, func(c *live.Config) { c.Origins = []string{"https://design.example"} })
	for _, protocols := range [][]string{nil, {"graphql-ws"}} {
		c, _, err := b.dial(nil, protocols...)
		require.NoError(t, err)
		c.closed(4406, "Subprotocol not acceptable")
	}
	_, resp, err := b.dial(http.Header{"Origin": {"https://evil.example"}}, live.Protocol)
	require.Error(t, err)
	require.Equal(t, http.StatusForbidden, resp.StatusCode)
	_, _, err = b.dial(http.Header{"Origin": {"https://design.example"}}, live.Protocol)
	require.NoError(t, err)
}

func TestAnswersComeWithTheIdOfTheirOperation(t *testing.T) {
	b := newBench(t, nil)
	c := b.begun()
	c.send(`{"type":"ping","payload":{"n":1}}`)
	c.wants(`{"type":"pong","payload":{"n":1}}`)
	c.send(`{"type":"pong"}`)
	for range 2 { // an id can be used again
		c.send(subscribing("a", "once"))
		c.wants(`{"id":"a","type":"next","payload":{"data":{"n":1}}}`)
		c.wants(`{"id":"a","type":"complete"}`)
		c.send(subscribing("a", "broken"))
		c.wants(`{"id":"a","type":"error","payload":[{"message":"no such thing"}]}`)
	}
	c.send(subscribing("s", "events"))
	b.events <- `{"n":1}`
	c.wants(`{"id":"s","type":"next","payload":{"data":{"n":1}}}`)
	c.send(`{"id":"s","type":"complete"}`)
	c.send(`{"id":"nobody","type":"complete"}`)
	c.send(subscribing("s", "once"))
	c.wants(`{"id":"s","type":"next","payload":{"data":{"n":1}}}`)
	c.wants(`{"id":"s","type":"complete"}`)
}

func TestADocumentThatIsNotKnownIsRefusedByItself(t *testing.T) {
	b := newBench(t, func(c *live.Config) {
		c.Resolve = func(req graph.Request) (graph.Request, error) {
			if req.DocumentID != "known" {
				return req, errors.New("not in the library")
			}
			req.Query = "once"
			return req, nil
		}
	})
	c := b.begun()
	c.send(subscribing("1", "once"))
	c.wants(`{"id":"1","type":"error","payload":[{"message":"not in the library","extensions":{"code":"BAD_USER_INPUT"}}]}`)
	c.send(`{"id":"1","type":"subscribe","payload":{"documentId":"known"}}`)
	c.wants(`{"id":"1","type":"next","payload":{"data":{"n":1}}}`)
	c.wants(`{"id":"1","type":"complete"}`)
}

func TestATokenComesWithTheRequestOrWithTheFirstMessage(t *testing.T) {
	b := newBench(t, nil)
	for _, test := range []struct{ header, payload, want string }{
		{"ada", `{}`, "ada"},
		{"ada", `{"Authorization":"Bearer bob"}`, "bob"},
		{"", `{"authorization":"bearer  bob"}`, "bob"},
		{"", `{"other":"x","authorization":7}`, ""},
		{"", `null`, ""},
	} {
		c, _, err := b.dial(http.Header{"Token": {test.header}}, live.Protocol)
		require.NoError(t, err)
		c.send(`{"type":"connection_init","payload":` + test.payload + `}`)
		c.wants(`{"type":"connection_ack"}`)
		c.send(subscribing("1", "who"))
		c.wants(`{"id":"1","type":"next","payload":{"data":{"who":"` + test.want + `"}}}`)
	}
}

func TestATokenThatIsWithdrawnEndsItsStreams(t *testing.T) {
	var withdrawn atomic.Bool
	b := newBench(t, func(c *live.Config) {
		c.Who = func(string, string) (access.Who, error) {
			if withdrawn.Load() {
				return access.Who{}, errors.New("nobody has it")
			}
			return access.Who{}, nil
		}
	})
	c := b.begun()
	c.send(subscribing("1", "events"))
	b.events <- `1`
	c.wants(`{"id":"1","type":"next","payload":{"data":1}}`)
	withdrawn.Store(true)
	b.events <- `2`
	c.closed(4403, "Forbidden")
}

// clock is the waits of a test, by how long they are.
type clock map[time.Duration]chan time.Time

func (c clock) after(d time.Duration) <-chan time.Time { return c[d] }

func TestWhoSaysNothingInTimeIsCutOff(t *testing.T) {
	waits := clock{time.Hour: make(chan time.Time, 1)}
	b := newBench(t, func(c *live.Config) { c.After, c.Limits.Init = waits.after, time.Hour })
	silent := b.connect()
	waits[time.Hour] <- time.Now()
	silent.closed(4408, "Connection initialisation timeout")
}

func TestASilentEndIsLookedAfter(t *testing.T) {
	waits := clock{time.Hour: make(chan time.Time)}
	b := newBench(t, func(c *live.Config) {
		c.After, c.Limits.Alive, c.Limits.Write = waits.after, time.Hour, 20*time.Millisecond
	})
	c := b.begun()
	read := make(chan struct{})
	go func() { // whoever reads answers pings without knowing
		defer close(read)
		_, _, _ = c.conn.Read(t.Context())
	}()
	waits[time.Hour] <- time.Now()
	waits[time.Hour] <- time.Now() // so the first was answered
	c.send(subscribing("1", "once"))
	<-read
	// Nobody reads any more, so nobody answers.
	waits[time.Hour] <- time.Now()
	b.idle()
}

func TestStreamsAreBounded(t *testing.T) {
	b := newBench(t, func(c *live.Config) { c.Limits.Streams, c.Limits.Operations = 2, 2 })
	first := b.begun()
	first.send(subscribing("1", "events"))
	first.send(subscribing("2", "events"))
	first.send(subscribing("3", "events"))
	_, text, err := first.conn.Read(t.Context())
	require.NoError(t, err)
	require.Contains(t, string(text), `"id":"3","type":"error"`)
	require.Contains(t, string(text), "LIMIT_EXCEEDED")
	first.send(`{"id":"1","type":"complete"}`)
	first.send(subscribing("3", "once"))
	first.wants(`{"id":"3","type":"next","payload":{"data":{"n":1}}}`)

	second := b.begun()
	_, resp, err := b.dial(nil, live.Protocol)
	require.Error(t, err)
	require.Equal(t, http.StatusServiceUnavailable, resp.StatusCode)
	require.NotEmpty(t, resp.Header.Get("Retry-After"))
	events, err := http.Get(b.server.URL + "?query=once")
	require.NoError(t, err)
	require.NoError(t, events.Body.Close())
	require.Equal(t, http.StatusServiceUnavailable, events.StatusCode)
	require.NoError(t, second.conn.Close(websocket.StatusNormalClosure, ""))
	require.Eventually(t, func() bool { return b.live.Open() == 1 }, 10*time.Second, time.Millisecond)
	b.begun()
}

func TestStreamsOfOneAddressAreBounded(t *testing.T) {
	b := newBench(t, func(c *live.Config) { c.Limits.PerAddress = 2 })
	first, second := b.begun(), b.begun()
	_, resp, err := b.dial(nil, live.Protocol)
	require.Error(t, err)
	require.Equal(t, http.StatusTooManyRequests, resp.StatusCode)
	require.NotEmpty(t, resp.Header.Get("Retry-After"))
	refusedTo := func(address string) int {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/?query=once", nil)
		r.RemoteAddr = address
		b.live.Events(w, r, graph.Request{Query: "once"}, func() bool { return true })
		return w.Code
	}
	require.Equal(t, http.StatusTooManyRequests, refusedTo("127.0.0.1:1"))
	require.Equal(t, http.StatusOK, refusedTo("192.0.2.1:1"), "somebody else is answered")
	require.Equal(t, int64(2), b.live.Refused())
	require.NoError(t, first.conn.Close(websocket.StatusNormalClosure, ""))
	require.Eventually(t, func() bool { return b.live.Open() == 1 }, 10*time.Second, time.Millisecond)
	third := b.begun()
	for _, c := range []*client{second, third} {
		require.NoError(t, c.conn.Close(websocket.StatusNormalClosure, ""))
	}
}

func TestWhoDoesNotReadIsDropped(t *testing.T) {
	b := newBench(t, func(c *live.Config) { c.Limits.Write = 50 * time.Millisecond })
	c := b.begun()
	c.send(subscribing("1", "wide"))
	resp, err := http.Get(b.server.URL + "?query=wide")
	require.NoError(t, err)
	b.idle() // although nobody has gone away
	require.NoError(t, resp.Body.Close())
}

func TestStreamsEndWhenTheProgramStops(t *testing.T) {
	stop := make(chan struct{})
	b := newBench(t, func(c *live.Config) { c.Stopping = stop })
	c := b.begun()
	c.send(subscribing("1", "events"))
	resp, err := http.Get(b.server.URL + "?query=events")
	require.NoError(t, err)
	close(stop)
	c.closed(websocket.StatusGoingAway, "The server stops")
	_, err = io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
}

func TestAnEventStreamHasAnEventForEveryAnswer(t *testing.T) {
	b := newBench(t, nil)
	for query, want := range map[string]string{
		"once":   ": open\n\nevent: next\ndata: {\"data\":{\"n\":1}}\n\nevent: complete\ndata:\n\n",
		"broken": ": open\n\nevent: next\ndata: {\"errors\":[{\"message\":\"no such thing\"}]}\n\nevent: complete\ndata:\n\n",
	} {
		resp, err := http.Get(b.server.URL + "?query=" + query)
		require.NoError(t, err)
		require.Equal(t, "text/event-stream; charset=utf-8", resp.Header.Get("Content-Type"))
		text, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.Equal(t, want, string(text))
		require.NoError(t, resp.Body.Close())
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.server.URL+"?query=once", nil)
	require.NoError(t, err)
	req.Header.Set("Token", "withdrawn")
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.Equal(t, ": open\n\n", string(text))
	require.NoError(t, resp.Body.Close())
}

func TestASilentEventStreamShowsThatItIsThere(t *testing.T) {
	waits := clock{time.Hour: make(chan time.Time)}
	b := newBench(t, func(c *live.Config) { c.After, c.Limits.Alive = waits.after, time.Hour })
	resp, err := http.Get(b.server.URL + "?query=events")
	require.NoError(t, err)
	defer resp.Body.Close()
	lines := bufio.NewReader(resp.Body)
	for _, want := range []string{": open\n", "\n", ":\n", "\n", ":\n", "\n"} {
		if want == ":\n" {
			waits[time.Hour] <- time.Now()
		}
		line, err := lines.ReadString('\n')
		require.NoError(t, err)
		require.Equal(t, want, line)
	}
}

// A thousand streams whose other end is gone in the middle leave nothing behind; goleak looks after goroutines.
func TestAThousandStreamsThatAreBrokenOffLeaveNothingBehind(t *testing.T) {
	b := newBench(t, nil)
	for i := range 1000 {
		if i%2 == 0 {
			ctx, cancel := context.WithCancel(t.Context())
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.server.URL+"?query=events", nil)
			require.NoError(t, err)
			resp, err := http.DefaultClient.Do(req)
			require.NoError(t, err)
			if i%4 == 0 {
				b.events <- `{"n":1}`
			}
			cancel()
			_ = resp.Body.Close()
			continue
		}
		c := b.begun()
		c.send(subscribing("1", "events"))
		c.send(subscribing("2", "events"))
		if i%4 == 1 {
			b.events <- `{"n":1}`
		}
		_ = c.conn.CloseNow()
	}
	b.idle()
}
