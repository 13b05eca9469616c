package server

import (
	"net"
	"net/http"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/model"
)

// bearer is how a request gives its token. Nothing sends it by itself, as browsers send cookies, so a page of somebody else
// cannot make a visitor's browser use it.
const bearer = "Bearer"

// identified finds out who asks and tells the context. A request with a wrong token is refused, whatever it is for: it
// would be answered differently from what its sender thinks.
func (s *server) identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		address, _, _ := net.SplitHostPort(r.RemoteAddr)
		token := tokenOf(r.Header)
		if token == "" && (probe(r) || upgrades(r)) {
			next.ServeHTTP(w, r) // how the server is, anybody may ask; a WebSocket says who asks in its first message
			return
		}
		who, err := s.who(token, address)
		r = r.WithContext(access.With(r.Context(), who))
		if err != nil {
			s.turnAway(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// who gives who sends a token, "" for none, and why they may not ask.
func (s *server) who(token, address string) (access.Who, error) {
	who := access.Who{Address: address}
	if s.tokens == nil {
		if s.local {
			who.Role = access.Admin
		}
		return who, nil
	}
	if token != "" {
		owner, known, err := s.tokens.Who(token)
		if err != nil {
			return who, err
		}
		if !known {
			return who, model.Errorf(model.Unauthenticated, "Nobody has this token. It may have been withdrawn.")
		}
		owner.Address = address
		who = owner
	}
	if s.private {
		return who, who.Must(access.Viewer)
	}
	return who, nil
}

// probe reports whether a request only asks how the server is.
func probe(r *http.Request) bool { return r.URL.Path == "/livez" || r.URL.Path == "/readyz" }

// tokenOf gives the token of a request, "" where it brings none. Anything else that stands in the token's place is a token that
// nobody has.
func tokenOf(h http.Header) string {
	text := strings.TrimSpace(strings.Join(h.Values("Authorization"), ","))
	if scheme, token, found := strings.Cut(text, " "); found && strings.EqualFold(scheme, bearer) {
		return strings.TrimSpace(token)
	}
	return text
}

// turnAway refuses a request that was not looked at.
func (s *server) turnAway(w http.ResponseWriter, r *http.Request, why error) {
	shown := s.engine.Refuse(r.Context(), "log in", why)
	status, _ := statusOf(shown, true)
	accept, ok := negotiate(r.Header)
	if !ok {
		accept = typeJSON
	}
	explain(w.Header(), status)
	w.Header().Set("Content-Type", accept+"; charset=utf-8")
	w.WriteHeader(status)
	s.write(w, wire{Errors: gqlerror.List{shown}})
}
