package graph

import (
	"context"
	"time"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/plan"
)

// Watcher is told what an engine does, for metrics and traces. Its methods are called from several goroutines at once.
type Watcher interface {
	// Begin begins a step of a request, "compile" or "execute". The function it gives is called at the end of the step.
	Begin(ctx context.Context, step string) (context.Context, func())

	// Answered tells of a request that was answered: the name of its operation, "" where it has none or could not be
	// read; query, mutation or subscription; the code of its first error, "" for none; and how long it took.
	Answered(ctx context.Context, operation, kind, code string, took time.Duration)
}

// unwatched is the watcher of an engine that has none.
type unwatched struct{}

func (unwatched) Begin(ctx context.Context, _ string) (context.Context, func()) {
	return ctx, func() {}
}

func (unwatched) Answered(context.Context, string, string, string, time.Duration) {}

// told is a request being answered, as far as it is known.
type told struct {
	operation, kind string
}

// Do answers a request. It never fails: what went wrong is in the response.
func (e *Engine) Do(ctx context.Context, req Request) Response {
	start := e.now()
	known := told{kind: string(ast.Query)}
	resp := e.do(ctx, req, &known)
	code := ""
	if len(resp.Errors) > 0 {
		code, _ = resp.Errors[0].Extensions["code"].(string)
	}
	e.watch.Answered(ctx, known.operation, known.kind, code, e.now().Sub(start))
	return resp
}

// prepare reads a document, finds the operation in it and compiles it if it is a query. Without an operation the response
// says why.
func (e *Engine) prepare(ctx context.Context, req Request, known *told) (*ast.OperationDefinition, *plan.Operation, Response) {
	_, end := e.watch.Begin(ctx, "compile")
	defer end()
	doc, errs := e.compiler.Parse(req.Query)
	if len(errs) > 0 {
		return nil, nil, Response{Errors: errs}
	}
	op, err := doc.Operation(req.OperationName)
	if err != nil {
		return nil, nil, Response{Errors: gqlerror.List{err}}
	}
	known.operation, known.kind = op.Name, string(op.Operation)
	if op.Operation != ast.Query {
		return op, nil, Response{}
	}
	compiled, errs := e.compiler.Operation(doc, req.OperationName, req.Variables)
	if len(errs) > 0 {
		return nil, nil, Response{Errors: errs}
	}
	return op, compiled, Response{}
}

// Running gives how many requests are being executed, and how many wait for their turn.
func (e *Engine) Running() (running, waiting int64) {
	return e.turns.running.Load(), e.turns.waiting.Load()
}
