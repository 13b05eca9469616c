package graph

import (
	"context"
	"math"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// run executes a compiled query. An error of the store means that nothing was executed, so the answer has no data.
func (e *Engine) run(ctx context.Context, st store.Store, op *plan.Operation) Response {
	if err := affordable(ctx, st, op.Query); err != nil {
		return Response{Errors: gqlerror.List{e.present.Present(ctx, err)}}
	}
	answer, err := e.execute(ctx, st, op)
	if err != nil {
		return Response{Errors: gqlerror.List{e.present.Present(ctx, err)}}
	}
	resp := Response{Data: answer.Data, Version: answer.Version}
	for _, failed := range answer.Errors {
		shown := e.present.Present(ctx, failed.Err)
		shown.Path = toPath(failed.Path)
		resp.Errors = append(resp.Errors, shown)
	}
	return resp
}

func (e *Engine) execute(ctx context.Context, st store.Store, op *plan.Operation) (*execute.Answer, error) {
	if len(op.Prepared) > 0 {
		return e.runPrepared(ctx, op)
	}
	return execute.Run(ctx, st, op, e.computed)
}

func toPath(keys []any) ast.Path {
	path := make(ast.Path, len(keys))
	for i, key := range keys {
		switch key := key.(type) {
		case string:
			path[i] = ast.PathName(key)
		case int:
			path[i] = ast.PathIndex(key)
		}
	}
	return path
}

// knownCosts is how many times as much a known question may cost as any other.
const knownCosts = 50

// dearer gives an operation that may cost more. Operations are kept and shared, so it is a copy.
func dearer(op *plan.Operation) *plan.Operation {
	out, query := *op, *op.Query
	if query.MaxCost < math.MaxInt/knownCosts {
		query.MaxCost *= knownCosts
	}
	out.Query = &query
	return &out
}
