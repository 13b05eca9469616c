package graph

import (
	"bytes"
	"context"
	"errors"
	"iter"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/store"
)

// change makes a change through generated code.
func (e *Engine) change(ctx context.Context, req Request) Response {
	var first *Response
	e.written(ctx, req)(func(answer Response) bool { first = &answer; return false })
	if first != nil {
		return *first
	}
	return Response{Errors: gqlerror.List{e.present.Present(ctx, context.Cause(ctx))}}
}

// written runs an operation that is not a query through generated code, and gives its answers: one to a mutation, any
// number to a subscription.
func (e *Engine) written(ctx context.Context, req Request) iter.Seq[Response] {
	return func(yield func(Response) bool) {
		ctx, cancel := context.WithCancel(graphql.StartOperationTrace(ctx))
		defer cancel() // what sends events stops with who hears them
		op, errs := e.writes.CreateOperationContext(ctx, &graphql.RawParams{
			Query: req.Query, OperationName: req.OperationName, Variables: req.Variables,
		})
		if len(errs) > 0 {
			yield(Response{Errors: e.coded(errs)})
			return
		}
		handler, ctx := e.writes.DispatchOperation(ctx, op)
		for answer := handler(ctx); answer != nil; answer = handler(ctx) {
			data := bytes.Clone(answer.Data) // generated code writes the next event where it wrote this one
			if data == nil {
				data = []byte("null")
			}
			if !yield(Response{Data: data, Errors: answer.Errors}) {
				return
			}
		}
	}
}

// coded gives errors of gqlgen that have no code of ours the one for validation.
func (e *Engine) coded(errs gqlerror.List) gqlerror.List {
	for _, err := range errs {
		if err.Extensions == nil {
			err.Extensions = map[string]any{}
		}
		err.Extensions["code"] = compile.ValidationFailed
	}
	return errs
}

// presentWrite presents what a resolver returned: its own errors are presented already.
func (e *Engine) presentWrite(ctx context.Context, err error) *gqlerror.Error {
	var shown *gqlerror.Error
	if errors.As(err, &shown) && shown.Extensions["code"] != nil {
		if shown.Path == nil {
			shown.Path = graphql.GetPath(ctx)
		}
		return shown
	}
	out := e.present.Present(ctx, err)
	out.Path = graphql.GetPath(ctx)
	return out
}

// Read answers a query that came through a GraphQL executor.
func (e *Engine) Read(ctx context.Context, op *graphql.OperationContext) *graphql.Response {
	resp := e.Do(ctx, Request{Query: op.RawQuery, OperationName: op.OperationName, Variables: op.Variables, QueriesOnly: true})
	return &graphql.Response{Data: resp.Data, Errors: resp.Errors}
}

// ReadSelection answers the selection on Query of a change that was made.
func (e *Engine) ReadSelection(ctx context.Context, set ast.SelectionSet, variables map[string]any, at store.Store) ([]byte, gqlerror.List) {
	compiled, errs := e.compiler.Selection(set, variables)
	if len(errs) > 0 {
		return nil, errs
	}
	if at == nil {
		at = e.store
	} else if len(compiled.Prepared) > 0 {
		return nil, gqlerror.List{e.present.Present(ctx, errGapsAreNow)}
	}
	resp := e.run(ctx, at, compiled)
	return resp.Data, resp.Errors
}
