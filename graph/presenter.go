package graph

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
)

// Presenter turns errors of the program into errors of an answer. It is the only place that does: what a client may
// know is in the answer, what only an operator may know is in the log.
type Presenter struct {
	log   *slog.Logger
	newID func() string
}

// NewPresenter makes a Presenter. With a nil newID, ids that join an answer to the log are random.
func NewPresenter(log *slog.Logger, newID func() string) *Presenter {
	if newID == nil {
		newID = rand.Text
	}
	return &Presenter{log: log, newID: newID}
}

// Present gives the error as clients see it: with extensions.code, extensions.problems where there are any, and
// extensions.incident where the log says more. The path in the answer is for the caller to set.
func (p *Presenter) Present(ctx context.Context, err error) *gqlerror.Error {
	var e *model.Error
	switch {
	case errors.As(err, &e):
	case errors.Is(err, context.DeadlineExceeded):
		e = &model.Error{Code: model.LimitExceeded, Message: "The request took longer than it may. Ask for less at once."}
	case errors.Is(err, context.Canceled):
		e = &model.Error{Code: model.Unavailable, Message: "The request was cancelled."}
	default:
		e = &model.Error{Code: model.Internal, Message: "Something went wrong in the server.", Err: err}
	}
	out := &gqlerror.Error{Err: err, Message: e.Message, Extensions: map[string]any{"code": string(e.Code)}}
	for name, n := range e.Numbers {
		out.Extensions[name] = n
	}
	if problems := problemsOf(e); len(problems) > 0 {
		out.Extensions["problems"] = problems
	}
	if e.Code == model.Internal || e.Code == model.Unavailable && e.Err != nil {
		id := p.newID()
		out.Extensions["incident"] = id
		p.log.ErrorContext(ctx, "request failed", "incident", id, "code", string(e.Code), "message", e.Message, "cause", e.Err)
	}
	return out
}

// problem is one entry of extensions.problems.
type problem struct {
	Path       []any  `json:"path"`
	Rule       string `json:"rule,omitempty"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion,omitempty"`
}

// problemsOf lists what is wrong with the input. A single error with a path is a list of one.
func problemsOf(e *model.Error) []problem {
	if len(e.Problems) == 0 && len(e.Path) > 0 {
		return []problem{{Path: e.Path, Message: e.Message}}
	}
	var list []problem
	for _, p := range e.Problems {
		path := p.Path
		if path == nil {
			path = []any{}
		}
		list = append(list, problem{Path: path, Rule: p.Rule, Message: p.Message, Suggestion: p.Suggestion})
	}
	return list
}

// below puts the path of a field in front of the path of an error under it.
func below(path ast.Path, e *gqlerror.Error) *gqlerror.Error {
	moved := *e
	moved.Path = append(append(ast.Path(nil), path...), e.Path...)
	return &moved
}
