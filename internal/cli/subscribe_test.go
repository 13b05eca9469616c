package cli_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/require"
)

// events opens an event stream and gives a function that waits for the data of the next event.
func events(t *testing.T, address, token, query string) (status int, next func() string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"query": query})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address+"/graphql", strings.NewReader(string(body)))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	t.Cleanup(func() { cancel(); _ = resp.Body.Close() })
	lines := bufio.NewScanner(resp.Body)
	return resp.StatusCode, func() string {
		for lines.Scan() {
			if data, found := strings.CutPrefix(lines.Text(), "data: "); found {
				return data
			}
		}
		return "the end"
	}
}

const changedTo = `subscription { graphChanged(afterVersion: 1) { version query { version journey(id: "journey:asthma") { name } } } }`

func TestWhoSubscribesHearsOfEveryChange(t *testing.T) {
	file, tokens := tokenFile(t)
	address, stop := start(t, "--model", asthmaFolder(t), "--data", t.TempDir(), "--tokens", file)
	_, next := events(t, address, "", changedTo)
	const first, second = `{"data":{"graphChanged":{"version":2,"query":{"version":2,"journey":{"name":"Asthma in a child"}}}}}`, `{"data":{"graphChanged":{"version":3,"query":{"version":3,"journey":{"name":"Asthma"}}}}}`
	require.JSONEq(t, first, next())

	conn, _, err := websocket.Dial(t.Context(), address+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	require.NoError(t, err)
	defer func() { _ = conn.CloseNow() }()
	send := func(text string) { require.NoError(t, conn.Write(t.Context(), websocket.MessageText, []byte(text))) }
	hears := func(want string) {
		_, text, err := conn.Read(t.Context())
		require.NoError(t, err)
		require.JSONEq(t, want, string(text))
	}
	send(`{"type":"connection_init","payload":{"Authorization":"Bearer ` + tokens["ed"] + `"}}`)
	hears(`{"type":"connection_ack"}`)
	query, err := json.Marshal(changedTo)
	require.NoError(t, err)
	send(`{"id":"s","type":"subscribe","payload":{"query":` + string(query) + `}}`)
	hears(`{"id":"s","type":"next","payload":` + first + `}`)

	require.Equal(t, 200, sendAs(t, address, tokens["ed"], rename).status)
	require.JSONEq(t, second, next())
	hears(`{"id":"s","type":"next","payload":` + second + `}`)
	send(`{"id":"s","type":"complete"}`)

	query, err = json.Marshal(`mutation { apply(changes: [{delete: "stage:asthma/review"}]) { version } }`)
	require.NoError(t, err)
	send(`{"id":"m","type":"subscribe","payload":{"query":` + string(query) + `}}`)
	hears(`{"id":"m","type":"next","payload":{"data":{"apply":{"version":4}}}}`)
	hears(`{"id":"m","type":"complete"}`)
	require.Contains(t, next(), `"version":4`)
	stop() // does not wait for streams
	require.Equal(t, "the end", next())
}

func TestStreamsAreForThoseWhoMayAsk(t *testing.T) {
	file, tokens := tokenFile(t)
	address := serve(t, "--model", asthmaFolder(t), "--tokens", file, "--private")
	status, _ := events(t, address, "", changedTo)
	require.Equal(t, 401, status)
	status, next := events(t, address, tokens["vera"], changedTo)
	require.Equal(t, 200, status)
	require.Contains(t, next(), `"version":2`)
	for payload, want := range map[string]websocket.StatusCode{`{}`: 4403, `{"authorization":"Bearer cj_wrong"}`: 4403, `{"authorization":"Bearer ` + tokens["vera"] + `"}`: 0} {
		conn, _, err := websocket.Dial(t.Context(), address+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
		require.NoError(t, err)
		require.NoError(t, conn.Write(t.Context(), websocket.MessageText, []byte(`{"type":"connection_init","payload":`+payload+`}`)))
		_, _, err = conn.Read(t.Context())
		if want != 0 {
			require.Equal(t, want, websocket.CloseStatus(err), payload)
		} else {
			require.NoError(t, err)
		}
		_ = conn.CloseNow()
	}
}

func TestASubscriptionThatAcceptsJSONIsRefused(t *testing.T) {
	address := serve(t, "--model", asthmaFolder(t))
	require.Contains(t, ask(t, address, changedTo), "text/event-stream")
	_, next := events(t, address, "", `{ version }`)
	require.JSONEq(t, `{"data":{"version":2}}`, next())
	status, _ := events(t, address, "", `{ nope }`)
	require.Equal(t, 200, status)
}
