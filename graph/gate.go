package graph

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/carejourney/carejourney/internal/model"
)

// Gate says how many operations are executed at once. Others wait for a moment and are then refused, so that a server with
// too much to do answers some requests in time instead of none.
type Gate struct {
	Running  int           // how many are executed at once; 0 for any number
	Waiting  int           // how many others wait for their turn; 8 for each that runs where 0
	Patience time.Duration // how long they wait; 1 s where 0
}

// gate admits executions.
type gate struct {
	Gate
	slots   chan struct{} // holds one for each under way; nil for any number
	waiting atomic.Int64
	running atomic.Int64
}

func newGate(g Gate) *gate {
	if g.Waiting == 0 {
		g.Waiting = 8 * g.Running
	}
	if g.Patience == 0 {
		g.Patience = time.Second
	}
	made := &gate{Gate: g}
	if g.Running > 0 {
		made.slots = make(chan struct{}, g.Running)
	}
	return made
}

// enter waits for a turn. Whoever got one calls leave.
func (g *gate) enter(ctx context.Context) error {
	if g.slots == nil {
		g.running.Add(1)
		return nil
	}
	select {
	case g.slots <- struct{}{}:
	default:
		if err := g.wait(ctx); err != nil {
			return err
		}
	}
	g.running.Add(1)
	return nil
}

func (g *gate) wait(ctx context.Context) error {
	defer g.waiting.Add(-1)
	if g.waiting.Add(1) > int64(g.Waiting) {
		return g.busy()
	}
	impatient := time.NewTimer(g.Patience)
	defer impatient.Stop()
	select {
	case g.slots <- struct{}{}:
		return nil
	case <-impatient.C:
		return g.busy()
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gate) busy() error {
	return model.Errorf(model.Unavailable, "The server is busy: %d requests are being answered. Try again in a second.", g.Running)
}

func (g *gate) leave() {
	g.running.Add(-1)
	if g.slots != nil {
		<-g.slots
	}
}
