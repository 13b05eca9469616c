package mirror

import (
	"context"
	"time"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// Apply makes the changes in the source, and comes back when they can be read here.
func (mi *Mirror) Apply(ctx context.Context, changes model.Changes) (store.Applied, error) {
	if err := mi.door.Enter(ctx); err != nil {
		return store.Applied{}, err
	}
	defer mi.door.Leave()
	if err := mi.writing.take(ctx); err != nil {
		return store.Applied{}, err
	}
	defer mi.writing.give()
	asked := mi.options.Now()
	applied, err := mi.source.Apply(ctx, changes)
	switch {
	case model.CodeOf(err) == model.Conflict:
		// Whoever reads again to repeat the change must see what it collided with.
		mi.step(ctx, mi.catchUp)
		return applied, err
	case err != nil || changes.DryRun:
		return applied, err
	}
	return applied, mi.readBack(ctx, asked, changes, applied)
}

// readBack moves the copy to the version that holds changes made in the source. It goes on when the caller goes away: the
// changes are made.
func (mi *Mirror) readBack(ctx context.Context, asked time.Time, changes model.Changes, applied store.Applied) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), readBackTime)
	defer cancel()
	err := mi.moving.take(ctx)
	if err == nil {
		defer mi.moving.give()
		err = mi.moveTo(ctx, changes, applied)
		mi.health.heard(asked, err)
	}
	if err == nil {
		return nil
	}
	return &model.Error{Code: model.Unavailable, Err: err, Message: "the change was made, but cannot be read yet: do not repeat it, read again later"}
}

// moveTo makes the changes in the copy too where they are the next ones, and otherwise asks the source.
func (mi *Mirror) moveTo(ctx context.Context, changes model.Changes, applied store.Applied) error {
	held := mi.copy.Current()
	if held >= applied.Version {
		return nil
	}
	if held+1 == applied.Version {
		_, err := mi.copy.Follow(ctx, applied.Version, changes.Ops, &applied)
		if model.CodeOf(err) != model.Conflict {
			return err
		}
		mi.options.Log.WarnContext(ctx, "a change does something else in the source, which others must have written to", "error", err)
	}
	if err := mi.advance(ctx); err != nil {
		return err
	}
	if mi.copy.Current() < applied.Version {
		return model.Errorf(model.Unavailable, "the source has not come to version %d yet", applied.Version)
	}
	return nil
}
