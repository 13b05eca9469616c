package server

import (
	"context"
	"iter"
	"net"
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/live"
)

// typeEvents is the media type of an answer that is a stream.
const typeEvents = "text/event-stream"

func (s *server) streams(c Config) *live.Live {
	return live.New(live.Config{
		Stream: func(ctx context.Context, req graph.Request) iter.Seq[graph.Response] {
			return s.engine.Stream(ctx, req, c.Timeout)
		},
		Resolve: s.documents.resolve, Who: s.who, Log: s.log, Origins: c.Origins, Stopping: c.Stop, Limits: c.Stream,
		Refuse: func(ctx context.Context, why error) *gqlerror.Error { return s.engine.Refuse(ctx, "log in", why) },
	})
}

// endpoint sends a request to a stream where it asks for one, and elsewhere to what answers once. Clients that would take
// a stream but take JSON as well get JSON: they only say what they understand.
func (s *server) endpoint(once http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if upgrades(r) {
			s.subscriptions.WebSocket(w, r, tokenOf(r.Header))
			return
		}
		if _, json := negotiate(r.Header); json || !accepts(r.Header, typeEvents) {
			once.ServeHTTP(w, r)
			return
		}
		req, ok := s.request(w, r, typeJSON)
		if !ok {
			return
		}
		token := tokenOf(r.Header)
		address, _, _ := net.SplitHostPort(r.RemoteAddr)
		s.subscriptions.Events(w, r, req, func() bool { _, err := s.who(token, address); return err == nil })
	})
}

// upgrades reports whether a request asks for a WebSocket where there is one.
func upgrades(r *http.Request) bool {
	return r.URL.Path == "/graphql" && r.Method == http.MethodGet && strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
}
