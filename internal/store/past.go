package store

import (
	"context"
	"time"

	"github.com/carejourney/carejourney/internal/model"
)

// Past is a store that knows what its graph was.
type Past interface {
	// At gives the graph as it was at a version, to ask only: what it gives takes no changes and need not be closed.
	// model.NotFound where there is no such version, or where the store no longer knows it.
	At(ctx context.Context, version model.Version) (Store, error)

	// Steps shows the changes of a span, oldest first, until visit says false. whole is whether the store knows
	// every change of the span from its beginning; where it does not, the steps it shows are the latest ones.
	Steps(ctx context.Context, span Span, visit func(Recorded) bool) (whole bool, err error)
}

// Span is a part of a graph's past.
type Span struct {
	After model.Version // only steps to later versions
	Since time.Time     // only steps after that moment, the zero time for all
	Until model.Version // only steps to this version or earlier ones
	Most  int           // of the effects of a step only so many are wanted
}

// Recorded is a step of the past: what made one version of the last.
type Recorded struct {
	Version                   model.Version
	Time                      time.Time // when it was made, zero where nobody looked
	By, Operation, Message    string
	Created, Updated, Deleted int      // nodes and relationships together
	Effects                   []Effect // in the order of the store, the first Span.Most of them
	More                      int      // effects that are left out
}

// Watched is a store that says when its graph changes.
type Watched interface {
	// Watch gives the current version, and a channel that is closed once there is a later one, or the store is closed.
	Watch() (model.Version, <-chan struct{})
}

// Partial is a store that can give a part of its graph.
type Partial interface {
	// Part gives those of the elements that are there, and the links from one of them to another, in no promised order. It
	// costs what these elements and all their links cost, however large the graph is.
	Part(ctx context.Context, ids []string) (model.Content, error)
}
