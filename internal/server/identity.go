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
		who := access.Who{}
		who.Address, _, _ = net.SplitHostPort(r.RemoteAddr)
		token, given := tokenOf(r.Header)
		var err error
		switch {
		case s.tokens == nil && s.local:
			who.Role = access.Admin
		case s.tokens != nil && given:
			who, err = s.known(token, who)
		}
		r = r.WithContext(access.With(r.Context(), who))
		if err == nil && s.private && !probe(r) {
			err = who.Must(access.Viewer)
		}
		if err != nil {
			s.turnAway(w, r, err)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// probe reports whether a request only asks how the server is.
func probe(r *http.Request) bool { return r.URL.Path == "/livez" || r.URL.Path == "/readyz" }

// known gives whose token it is.
func (s *server) known(token string, who access.Who) (access.Who, error) {
	owner, known, err := s.tokens.Who(token)
	if err != nil {
		return who, err
	}
	if !known {
		return who, model.Errorf(model.Unauthenticated, "Nobody has this token. It may have been withdrawn.")
	}
	owner.Address = who.Address
	return owner, nil
}

// tokenOf gives the token of a request, false where it gives none.
func tokenOf(h http.Header) (string, bool) {
	values := h.Values("Authorization")
	if len(values) == 0 {
		return "", false
	}
	return bearerToken(strings.Join(values, ","))
}

// bearerToken reads a token. Anything else that stands in its place is a token that nobody has.
func bearerToken(text string) (string, bool) {
	scheme, token, _ := strings.Cut(text, " ")
	if !strings.EqualFold(scheme, bearer) {
		return "", true
	}
	return strings.TrimSpace(token), true
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
