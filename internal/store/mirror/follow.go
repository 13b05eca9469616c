package mirror

import (
	"context"
	"time"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// follow keeps the copy in step until ctx ends. Comparing takes long, and versions are followed meanwhile.
func (mi *Mirror) follow(ctx context.Context) {
	mi.following.Go(func() { mi.every(ctx, mi.options.Poll, mi.catchUp) })
	if mi.options.Refresh > 0 {
		mi.following.Go(func() { mi.every(ctx, mi.options.Refresh, mi.compare) })
	}
}

// every does a step again and again until ctx ends.
func (mi *Mirror) every(ctx context.Context, interval time.Duration, do func(context.Context) error) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-mi.options.After(interval):
			mi.step(ctx, do)
		}
	}
}

// step does one thing to get in step, and notes how that ended. That it was called off says nothing about the source.
func (mi *Mirror) step(ctx context.Context, do func(context.Context) error) {
	asked := mi.options.Now()
	if err := do(ctx); ctx.Err() == nil {
		mi.health.heard(asked, err)
	}
}

// catchUp moves the copy to the version of the source.
func (mi *Mirror) catchUp(ctx context.Context) error {
	if err := mi.moving.take(ctx); err != nil {
		return err
	}
	defer mi.moving.give()
	version, err := mi.ask(ctx)
	if err != nil || version == mi.copy.Current() {
		return err
	}
	return mi.advance(ctx)
}

// ask gives the version of the source.
func (mi *Mirror) ask(ctx context.Context) (model.Version, error) {
	ctx, cancel := context.WithTimeout(ctx, askingTakes)
	defer cancel()
	return mi.source.Version(ctx)
}

// advance takes over what changed since the version of the copy, or everything where the source cannot tell. It is for
// whoever has the turn to move the copy.
func (mi *Mirror) advance(ctx context.Context) error {
	if h, ok := mi.source.(store.Historian); ok {
		taken, err := mi.advanceBy(ctx, h)
		if err != nil || taken {
			return err
		}
	}
	version, content, err := mi.source.Export(ctx)
	if err != nil {
		return err
	}
	return mi.adopt(ctx, version, content)
}

// advanceBy takes over what the source says has changed. taken is false where that is not enough.
func (mi *Mirror) advanceBy(ctx context.Context, h store.Historian) (taken bool, err error) {
	asking, cancel := context.WithTimeout(ctx, askingTakes)
	defer cancel()
	delta, known, err := h.Since(asking, mi.copy.Current())
	if err != nil || !known {
		return false, err
	}
	part, err := mi.copy.Part(ctx, delta.IDs)
	if err != nil {
		return false, err
	}
	applied, err := mi.copy.Follow(ctx, delta.Version, model.Diff(part, delta.Content), nil)
	if model.CodeOf(err) == model.Conflict {
		mi.options.Log.WarnContext(ctx, "what changed does not fit what was read; all is read again", "error", err)
		return false, nil
	}
	if err == nil {
		mi.options.Log.DebugContext(ctx, "changes of others taken over", "version", applied.Version, "changed", len(applied.Changed))
	}
	return err == nil, err
}

// adopt makes the copy hold the content at the version.
func (mi *Mirror) adopt(ctx context.Context, version model.Version, content model.Content) error {
	_, old, err := mi.copy.Export(ctx)
	if err != nil {
		return err
	}
	return mi.move(ctx, version, model.Diff(old, content), content)
}

// move makes the changes that lead to the content, or reads in the content itself where there are so many that this is
// less work, or where they do not fit.
func (mi *Mirror) move(ctx context.Context, version model.Version, changes []model.Change, content model.Content) error {
	if 2*len(changes) < len(content.Elements)+len(content.Links) {
		_, err := mi.copy.Follow(ctx, version, changes, nil)
		if model.CodeOf(err) != model.Conflict {
			return err
		}
	}
	return mi.copy.Replace(ctx, version, content)
}
