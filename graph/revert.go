package graph

import (
	"context"

	"github.com/carejourney/carejourney/graph/generated"
	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// Revert makes the changes that lead from the graph as it is to the graph as it was.
func (r mutation) Revert(ctx context.Context, to int, expected *int, message *string, dryRun *bool) (*generated.ApplyPayload, error) {
	if err := r.gate.pass(ctx, access.Admin, operationOf(ctx)); err != nil {
		return nil, r.present.Present(ctx, err)
	}
	version, changes, err := r.back(ctx, model.Version(to))
	if err != nil {
		return nil, r.present.Present(ctx, err)
	}
	// What leads back was worked out for one version, so it must not be made at another.
	batch := model.Changes{Expected: &version, DryRun: dryRun != nil && *dryRun, Ops: changes}
	if expected != nil {
		wanted := model.Version(*expected)
		if wanted != version {
			batch.Expected, batch.Ops = &wanted, nil // the store says what is wrong with that, and records it
		}
	}
	if message != nil {
		batch.Message = *message
	}
	return r.apply(ctx, batch, func(err error) error { return err })
}

// back gives the current version, and the changes that lead from it to an earlier one.
func (r *resolvers) back(ctx context.Context, to model.Version) (model.Version, []model.Change, error) {
	past, remembers := r.store.(store.Past)
	now, exports := r.store.(store.Exporter)
	if !remembers || !exports {
		return 0, nil, model.Errorf(model.NotFound, "This server has no record of earlier versions to go back to.")
	}
	earlier, err := past.At(ctx, to)
	if err != nil {
		return 0, nil, err
	}
	was, ok := earlier.(store.Exporter)
	if !ok {
		return 0, nil, model.Errorf(model.NotFound, "Version %d can be asked but not gone back to.", to)
	}
	_, wanted, err := was.Export(ctx)
	if err != nil {
		return 0, nil, err
	}
	version, content, err := now.Export(ctx)
	if err != nil {
		return 0, nil, err
	}
	return version, model.Diff(content, wanted), nil
}
