package graph

import (
	"context"
	"iter"
	"runtime"
	"time"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/graph/generated"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// errStreamWanted is the answer to a subscription that was sent where only one answer fits.
var errStreamWanted = model.Errorf(model.BadUserInput,
	"A subscription is answered by a stream. Send it over WebSocket (graphql-transport-ws), or accept text/event-stream and nothing else.")

// eventTime is how long the reading for one event may take.
const eventTime = 10 * time.Second

// eventsAtOnce is how many events are read at once, whatever the number of those who hear them: a change must not take
// the machine from everybody who asks.
var eventsAtOnce = runtime.GOMAXPROCS(0)

// Stream answers a request as often as there is something to say: once, for which there is so much time, but for a
// subscription, which goes on until the context ends or whoever hears it stops.
func (e *Engine) Stream(ctx context.Context, req Request, within time.Duration) iter.Seq[Response] {
	doc, errs := e.compiler.Parse(req.Query)
	if len(errs) == 0 {
		if op, err := doc.Operation(req.OperationName); err == nil && op.Operation == ast.Subscription {
			return e.written(ctx, req)
		}
	}
	return func(yield func(Response) bool) {
		ctx, cancel := context.WithTimeout(ctx, within)
		defer cancel()
		yield(e.Do(ctx, req))
	}
}

type subscription struct{ *resolvers }

// Subscription gives the resolvers of Subscription.
func (r *resolvers) Subscription() generated.SubscriptionResolver { return subscription{r} }

// GraphChanged gives the resolvers of GraphChanged.
func (r *resolvers) GraphChanged() generated.GraphChangedResolver { return event{r} }

// watchable is a store that says when it changes and what it was.
type watchable interface {
	store.Watched
	store.Past
}

// GraphChanged tells of every version that is not gone again before it can be told.
func (r subscription) GraphChanged(ctx context.Context, after *int) (<-chan *generated.GraphChanged, error) {
	st, ok := r.store.(watchable)
	if !ok {
		return nil, r.present.Present(ctx, model.Errorf(model.Unavailable, "This server cannot tell when its graph changes. It can where it holds the graph itself, as with --mirror."))
	}
	version, changed := st.Watch()
	last := version
	if after != nil {
		last = model.Version(*after)
	}
	events := make(chan *generated.GraphChanged)
	go func() {
		defer close(events)
		for version != 0 {
			var next chan *generated.GraphChanged // nothing is sent while there is nothing to say
			e := &generated.GraphChanged{Version: int(version), Previous: int(last)}
			if version != last {
				at, err := st.At(ctx, version)
				if err == nil {
					e.At, next = at, events
				} // else it is gone again, and a later one is there
			}
			select {
			case next <- e:
				last = version
			case <-changed:
				version, changed = st.Watch()
			case <-ctx.Done():
				return
			}
		}
	}()
	return events, nil
}

type event struct{ *resolvers }

// Query reads the graph at the version of the event.
func (r event) Query(ctx context.Context, e *generated.GraphChanged) (generated.Query, error) {
	ctx, cancel := context.WithTimeout(ctx, eventTime)
	defer cancel()
	select {
	case r.reading <- struct{}{}:
		defer func() { <-r.reading }()
	case <-ctx.Done():
		return nil, r.present.Present(ctx, ctx.Err())
	}
	at, _ := e.At.(store.Store)
	return r.readAgain(ctx, at)
}
