package server

import (
	"net/http"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
)

// statuses are the codes of errors that HTTP has a word for as well, whatever the media type of the answer. It is the only
// place that says which.
var statuses = map[string]int{
	string(model.Unauthenticated): http.StatusUnauthorized,
	string(model.Forbidden):       http.StatusForbidden,
	string(model.TooManyRequests): http.StatusTooManyRequests,
	string(model.Unavailable):     http.StatusServiceUnavailable,
}

// statusOf gives the status of an answer without data that has the error, false where the code does not decide it. What
// failed during execution is an answer, unless nobody was let in to begin with.
func statusOf(e *gqlerror.Error, before bool) (int, bool) {
	code, _ := e.Extensions["code"].(string)
	status, said := statuses[code]
	return status, said && (before || status != http.StatusServiceUnavailable)
}

// explain adds the headers that go with a status.
func explain(h http.Header, status int) {
	switch status {
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="Carejourney"`)
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "1")
	case http.StatusTooManyRequests:
		h.Set("Retry-After", "60")
	}
}
