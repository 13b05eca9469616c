package mirror

import (
	"context"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

var (
	_ store.Past    = (*Mirror)(nil)
	_ store.Watched = (*Mirror)(nil)
)

// At gives the graph as it was at one of the last versions that the copy went through.
func (mi *Mirror) At(ctx context.Context, version model.Version) (store.Store, error) {
	return mi.copy.At(ctx, version)
}

// Steps shows nothing: a copy knows what changed, but not who changed it and when.
func (mi *Mirror) Steps(ctx context.Context, span store.Span, visit func(store.Recorded) bool) (bool, error) {
	return mi.copy.Steps(ctx, span, visit)
}

// Watch gives the version of the copy, and a channel that is closed by its next change.
func (mi *Mirror) Watch() (model.Version, <-chan struct{}) { return mi.copy.Watch() }
