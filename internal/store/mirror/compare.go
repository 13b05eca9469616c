package mirror

import (
	"context"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// compare reads the whole graph of the source and takes over what is different, although no version may say so: others
// can write to a database in ways of their own.
func (mi *Mirror) compare(ctx context.Context) error {
	// Reading takes long, and changes made through the mirror need not wait for it.
	version, content, err := mi.source.Export(ctx)
	if err != nil {
		return err
	}
	if err := mi.moving.take(ctx); err != nil {
		return err
	}
	defer mi.moving.give()
	if version < mi.copy.Current() {
		// Somebody wrote meanwhile; with the turn taken nothing can move the copy while the source is read.
		if version, content, err = mi.source.Export(ctx); err != nil {
			return err
		}
	}
	held, old, err := mi.copy.Export(ctx)
	if err != nil {
		return err
	}
	changes := model.Diff(old, content)
	if version == held {
		if len(changes) == 0 {
			return nil
		}
		version, err = mi.notice(ctx, version, len(changes))
		if model.CodeOf(err) == model.Conflict {
			return mi.advance(ctx) // another mirror noticed first, or somebody wrote
		}
		if err != nil {
			return err
		}
	}
	return mi.move(ctx, version, changes, content)
}

// notice moves the version of the source, so that every version stays one state of the graph: answers are kept by it, here
// and by those who ask.
func (mi *Mirror) notice(ctx context.Context, version model.Version, changes int) (model.Version, error) {
	n, ok := mi.source.(store.Noticer)
	if !ok {
		return 0, model.Errorf(model.Internal, "the source changed without a new version, and cannot be given one")
	}
	next, err := n.Notice(ctx, version)
	if err == nil {
		mi.options.Log.InfoContext(ctx, "the source was changed by others; that is a version now", "version", next, "changes", changes)
	}
	return next, err
}
