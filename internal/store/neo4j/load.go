package neo4j

import (
	"context"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// Load makes a batch of changes as ApplyShown does, but in several transactions where it is larger than Config.Largest.
// All of it has passed the rules of the model before the first of them. Where that is cut short, what was committed stays;
// whoever works out anew what is to change and loads that goes on from there. Every part is a version, and model.Conflict
// says that somebody else changed the graph between two of them.
func (st *Store) Load(ctx context.Context, changes model.Changes, show func(store.Step)) (store.Applied, error) {
	return st.apply(ctx, &batch{changes: changes, show: show, largest: st.config.Largest})
}

// loadParts makes what was found to be too large for one transaction.
func (st *Store) loadParts(ctx context.Context, whole *batch) error {
	for _, diff := range whole.parts {
		part := &batch{
			st: st, operation: st.config.OperationID(), part: diff, changes: whole.changes,
			written: whole.written, total: whole.total,
		}
		expected := whole.applied.Version
		part.changes.Expected = &expected
		err := st.again(ctx, func() error { return part.attempt(ctx) })
		if model.CodeOf(err) == model.Conflict {
			return model.Errorf(model.Conflict, "somebody else changed the graph during the load: load again to go on where it stopped")
		}
		if err != nil {
			return err
		}
		whole.applied.Version = part.applied.Version
		whole.written += diff.written()
	}
	return nil
}
