package graph

import (
	"context"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// Explain gives the plan of a query as text, or the errors that keep it from being compiled.
func (e *Engine) Explain(ctx context.Context, req Request) (string, gqlerror.List, error) {
	doc, errs := e.compiler.Parse(req.Query)
	if len(errs) > 0 {
		return "", errs, nil
	}
	compiled, errs := e.compiler.Operation(doc, req.OperationName, req.Variables)
	if len(errs) > 0 {
		return "", errs, nil
	}
	explainer, ok := e.store.(store.Explainer)
	if !ok {
		return "", nil, model.Errorf(model.BadUserInput, "This store cannot explain a query.")
	}
	text, err := explainer.Explain(ctx, compiled.Query)
	return explainPrepared(compiled) + text, nil, err
}
