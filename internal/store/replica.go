package store

import (
	"context"
	"time"

	"github.com/carejourney/carejourney/internal/model"
)

// Exporter is a store that can give its whole graph, so that another can hold a copy.
type Exporter interface {
	// Export gives everything the graph holds at one version, in no promised order. Values are in the form in which
	// stores keep them, so that two exports of an unchanged graph do not differ. What others put into a database and
	// no model could hold is left out.
	Export(ctx context.Context) (model.Version, model.Content, error)
}

// Historian is an exporter that can tell what changed, so that a copy need not be read anew.
type Historian interface {
	Exporter
	// Since gives what is different at the current version from what was at the given one. known is false where the
	// store cannot tell: the version is too long ago, too much happened, or somebody else wrote.
	Since(ctx context.Context, version model.Version) (delta Delta, known bool, err error)
}

// Delta is the part of a graph in which two versions of it differ.
type Delta struct {
	Version model.Version
	IDs     []string      // elements created, updated or deleted, and both ends of changed links; sorted, each once
	Content model.Content // what there is of IDs: the elements, and the links from one of them to another
}

// Noticer is an exporter whose graph can be changed without its version moving, by those who write to its database.
type Noticer interface {
	Exporter
	// Notice makes the graph at the given version the next one, whose number it gives, because it was found changed.
	// model.Conflict when the graph is at another version.
	Notice(ctx context.Context, version model.Version) (model.Version, error)
}

// Aged is a store that answers from a copy.
type Aged interface {
	// Age gives how long ago the copy was last known to be at the version of the original.
	Age() time.Duration
	// Healthy says whether the original could be followed when that was last tried.
	Healthy() bool
}
