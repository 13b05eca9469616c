package store

import (
	"context"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
)

// Door lets operations into a store until it is closed. The zero Door is open.
type Door struct {
	mu   sync.RWMutex
	shut bool // guarded by mu
}

// Enter admits an operation, which calls Leave when it is done. It gives the context's own error where that is over, and
// model.Unavailable where the store is closed.
func (d *Door) Enter(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.mu.RLock()
	if d.shut {
		d.mu.RUnlock()
		return &model.Error{Code: model.Unavailable, Message: "the graph is closed"}
	}
	return nil
}

// Leave ends an operation that was admitted.
func (d *Door) Leave() { d.mu.RUnlock() }

// Shut admits nothing more, waits for what is inside, and reports whether it was the first to do so.
func (d *Door) Shut() (first bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	first = !d.shut
	d.shut = true
	return first
}
