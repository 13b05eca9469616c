package server_test

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/server"
)

// pipes is a listener whose connections are pipes, so that a server runs by the clock of the test.
type pipes struct {
	connections chan net.Conn
	closed      chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.connections:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error {
	select {
	case <-p.closed:
	default:
		close(p.closed)
	}
	return nil
}

func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "test"} }

func (p *pipes) dial() net.Conn {
	ours, theirs := net.Pipe()
	p.connections <- theirs
	return ours
}

// A slow client must not keep a connection for ever. No time really passes: the clock belongs to the test.
func TestSlowAndLargeRequestsAreGivenUp(t *testing.T) {
	for _, tc := range []struct {
		name  string
		write string
		after time.Duration // by then the connection must be closed
		reads string
	}{
		{"one that sends nothing", "", 5 * time.Second, ""},
		{"one that begins its headers and stops", "POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: ", 5 * time.Second, ""},
		{"one that begins its body and stops", "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{", 15 * time.Second, ""},
		{"one that asks once and stays", "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n", 120 * time.Second, "200 OK"},
		{"one with large headers", "GET /livez HTTP/1.1\r\nHost: x\r\nX-Large: " + strings.Repeat("x", 80<<10) + "\r\n\r\n", time.Second, "431 Request Header Fields Too Large"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := &pipes{connections: make(chan net.Conn), closed: make(chan struct{})}
				ctx, stop := context.WithCancel(t.Context())
				served := make(chan error, 1)
				go func() {
					served <- server.Serve(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
						_, _ = io.Copy(io.Discard, r.Body)
						w.WriteHeader(http.StatusOK)
					}), slog.New(slog.DiscardHandler))
				}()
				c := l.dial()
				defer c.Close()
				start := time.Now()
				go func() { _, _ = io.WriteString(c, tc.write) }()
				got, _ := io.ReadAll(c) // ends when the server closes the connection
				require.LessOrEqual(t, time.Since(start), tc.after+time.Second)
				require.Contains(t, string(got), tc.reads)
				stop()
				require.NoError(t, <-served)
			})
		})
	}
}
