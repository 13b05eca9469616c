package graph

import (
	"context"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// errGapsAreNow is what gaps have to say about any version but the current one.
var errGapsAreNow = model.Errorf(model.BadUserInput, "Gaps are found in the graph as it is, not as it was at one version.")

// at gives the store that an operation is answered from: the graph as it was at the version that the operation, or who
// sent it, asks for.
func (e *Engine) at(ctx context.Context, op *plan.Operation, asked model.Version) (store.Store, error) {
	if op.AsOf != nil {
		said, _ := op.AsOf.Value(op.Query.Args).(int64)
		if asked != 0 && asked != model.Version(said) {
			return nil, model.Errorf(model.BadUserInput, "The operation says that it is to be read at version %d, and version %d was asked for.", said, asked)
		}
		asked = model.Version(said)
	}
	if len(op.Prepared) > 0 {
		return nil, errGapsAreNow
	}
	past, ok := e.store.(store.Past)
	if !ok {
		return nil, model.Errorf(model.NotFound, "This server answers at the current version only: its store has no record of earlier ones.")
	}
	return past.At(ctx, asked)
}
