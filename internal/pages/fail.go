package pages

import (
	"errors"
	"net/http"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
)

func (p *Pages) notFound(w http.ResponseWriter, _ *http.Request) {
	p.render(w, http.StatusNotFound, "notfound", page{Title: "Page not found"})
}

// fail shows what went wrong: that a page is still being worked out, a missing page where something is not there, and else that it
// could not be read.
func (p *Pages) fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, errComing) {
		p.comeAgain(w, r)
		return
	}
	switch codeOf(err) {
	case model.NotFound:
		p.notFound(w, r)
	case model.BadUserInput, model.LimitExceeded, "GRAPHQL_VALIDATION_FAILED":
		p.badRequest(w, []fieldError{{Text: reason(err)}})
	case model.Unavailable:
		w.Header().Set("Retry-After", "1")
		p.render(w, http.StatusServiceUnavailable, "problem", page{Title: "Not to be had just now", Body: p.state()})
	default:
		p.log.ErrorContext(r.Context(), "page not made", "path", r.URL.Path, "error", err)
		p.render(w, http.StatusInternalServerError, "problem", page{Title: "Something went wrong", Body: p.state()})
	}
}

// badRequest shows what cannot be asked for in the way it was.
func (p *Pages) badRequest(w http.ResponseWriter, problems []fieldError) {
	p.render(w, http.StatusBadRequest, "badrequest", page{Title: "This address cannot be read", Errors: problems})
}

// codeOf gives the code of an error of our own or of an answer.
func codeOf(err error) model.Code {
	if list := gqlerror.List(nil); errors.As(err, &list) && len(list) > 0 {
		if code, ok := list[0].Extensions["code"].(string); ok {
			return model.Code(code)
		}
	}
	return model.CodeOf(err)
}

// reason is what an answer says about an error, which is meant to be read by people; of others it says nothing.
func reason(err error) string {
	if list := gqlerror.List(nil); errors.As(err, &list) && len(list) > 0 {
		return list[0].Message
	}
	if own := (*model.Error)(nil); errors.As(err, &own) {
		return own.Message
	}
	return "It could not be read."
}
