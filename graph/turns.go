package graph

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// Turns says how many operations are executed at once. Others wait for a moment and are then refused, so that a server with
// too much to do answers some requests in time instead of none.
type Turns struct {
	Running  int           // how many are executed at once; 0 for any number
	Waiting  int           // how many others wait for their turn; 8 for each that runs where 0
	Patience time.Duration // how long they wait; 1 s where 0
}

// turns admits executions.
type turns struct {
	Turns
	slots   chan struct{} // holds one for each under way; nil for any number
	waiting atomic.Int64
	running atomic.Int64
}

func newTurns(o Turns) *turns {
	if o.Waiting == 0 {
		o.Waiting = 8 * o.Running
	}
	if o.Patience == 0 {
		o.Patience = time.Second
	}
	made := &turns{Turns: o}
	if o.Running > 0 {
		made.slots = make(chan struct{}, o.Running)
	}
	return made
}

// enter waits for a turn. Whoever got one calls leave.
func (t *turns) enter(ctx context.Context) error {
	if t.slots == nil {
		t.running.Add(1)
		return nil
	}
	select {
	case t.slots <- struct{}{}:
	default:
		if err := t.wait(ctx); err != nil {
			return err
		}
	}
	t.running.Add(1)
	return nil
}

func (t *turns) wait(ctx context.Context) error {
	defer t.waiting.Add(-1)
	if t.waiting.Add(1) > int64(t.Waiting) {
		return t.busy()
	}
	impatient := time.NewTimer(t.Patience)
	defer impatient.Stop()
	select {
	case t.slots <- struct{}{}:
		return nil
	case <-impatient.C:
		return t.busy()
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (t *turns) busy() error {
	return model.Errorf(model.Unavailable, "The server is busy: %d requests are being answered. Try again in a second.", t.Running)
}

func (t *turns) leave() {
	t.running.Add(-1)
	if t.slots != nil {
		<-t.slots
	}
}

// inTurn executes an operation when it is its turn.
func (e *Engine) inTurn(ctx context.Context, execute func(context.Context) Response) Response {
	if err := e.turns.enter(ctx); err != nil {
		return Response{Errors: gqlerror.List{e.present.Present(ctx, err)}}
	}
	defer e.turns.leave()
	ctx, end := e.watch.Begin(ctx, "execute")
	defer end()
	return execute(ctx)
}

// affordable refuses a query that would cost more than it may.
func affordable(ctx context.Context, st store.Store, q *plan.Query) error {
	estimator, can := st.(store.Estimator)
	if !can || q.MaxCost == 0 {
		return nil
	}
	cost, err := estimator.Cost(ctx, q)
	if err == nil && cost > float64(q.MaxCost) {
		err = plan.TooCostly(cost, q.MaxCost)
	}
	return err
}
