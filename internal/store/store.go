package store

import (
	"context"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// Store holds one graph. All methods may be called from several goroutines at once.
//
// Errors are *model.Error. Every method returns model.Unavailable when the graph cannot be reached or the store is
// closed, and the context's own error when it is cancelled or past its deadline.
type Store interface {
	// Execute answers a whole query at exactly one version of the graph. Rows come in the order of Select.Order; the
	// store promises no other order. Unknown ids give fewer rows, never an error, and an id given twice gives one row.
	// A query that does not pass plan.Validate is model.Internal, and one whose rows would hold more values than its
	// MaxValues is model.LimitExceeded: a few relationships walked one behind the other can ask for gigabytes. A store
	// that looks at the graph itself also stops where it has looked at more than MaxCost.
	Execute(ctx context.Context, q *plan.Query) (*plan.Result, error)

	// Apply makes all changes or none and returns what became of them. model.Conflict when Expected is not the
	// current version, before anything else is looked at; model.BadUserInput with Problems (each with a path that
	// starts with the index of the change) when the graph that would result breaks a rule of the model: nothing is
	// changed then. Only the result counts, so a relationship may come before its ends in the batch, and deleting what
	// is not there changes nothing. With DryRun nothing is changed either and the applied version is the current one.
	// The store keeps no hold of the changes given.
	Apply(ctx context.Context, changes model.Changes) (Applied, error)

	// Version gives the current version: 1 for an empty graph, one more with every batch that changes anything. A batch
	// that leaves the graph as it was keeps the version.
	Version(ctx context.Context) (model.Version, error)

	// Close gives back what the store holds. Executions under way finish first. Closing again does nothing.
	Close() error
}

// Applied is what became of a batch of changes, told by comparing the graph before and after the whole batch: what is
// created and deleted within it does not count, and neither does what ends as it was.
type Applied struct {
	Version model.Version // the version that holds the changes
	Created int           // elements and links that were not there before
	Updated int           // elements and links that are different now
	Deleted int           // elements and links that are gone, links of deleted elements included
	Changed []string      // ids of elements created, updated or deleted, and of both ends of changed links; sorted
}

// Explainer is a store that can say how it would execute a query.
type Explainer interface {
	// Explain gives the plan with the anchor of every selection and its estimated cost, as indented text.
	Explain(ctx context.Context, q *plan.Query) (string, error)
}

// Estimator is a store that can say beforehand what a query would cost.
type Estimator interface {
	// Cost gives about how many nodes and relationships would be looked at to answer a query; see plan.Cost.
	Cost(ctx context.Context, q *plan.Query) (float64, error)
}

// Sized is a store that knows at once how large its graph is.
type Sized interface {
	// Size gives how many nodes and relationships there are.
	Size() (nodes, relationships int64)
}

// Local is a store that holds the graph itself, so that its version is known at once.
type Local interface {
	// Current gives the version that an Execute begun now would read, or a later one.
	Current() model.Version
}

// Recorder is a store that keeps a record of who changed what.
type Recorder interface {
	// Refused notes a change that was refused before the store was asked: By, From and Operation say whose it was. That
	// it cannot be noted goes to the log.
	Refused(changes model.Changes, why error)
}
