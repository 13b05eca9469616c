package cli

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/server"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/telemetry"
)

// observed is what lets whoever runs a server see what it does.
type observed struct {
	metrics  *telemetry.Metrics // nil where nobody asked for them
	listener net.Listener       // where metrics are served
	traces   *telemetry.Traces  // nil where nobody asked for them
	refusals *access.Refusals
	streams  func() (open, refused int64)
}

// observe opens what the flags and the environment ask for. The listener of metrics is open then.
func (a *app) observe(ctx context.Context, address string) (*observed, error) {
	o := &observed{refusals: access.NewRefusals(time.Now)}
	if telemetry.Wanted(a.Env) {
		var err error
		if o.traces, err = telemetry.OpenTraces(ctx, version()); err != nil {
			return nil, usagef("traces: %v", err)
		}
	}
	if address == "" {
		return o, nil
	}
	questions, err := questions()
	if err != nil {
		return nil, err
	}
	names := make([]string, len(questions))
	for i, q := range questions {
		names[i] = library.OperationName(q.Name)
	}
	var config net.ListenConfig
	if o.listener, err = config.Listen(ctx, "tcp", address); err != nil {
		return nil, usagef("--metrics: listen on %s: %v", address, err)
	}
	o.metrics = telemetry.NewMetrics(names)
	return o, nil
}

// watch tells both of what an engine does.
func (o *observed) watch(options *graph.Options) {
	options.Refusals = o.refusals
	var all telemetry.Several
	if o.metrics != nil {
		all = append(all, o.metrics)
	}
	if o.traces != nil {
		all = append(all, o.traces)
	}
	if len(all) > 0 {
		options.Watch = all
	}
}

// around gives what a server puts around every request.
func (o *observed) around() server.Observer {
	out := server.Observer{Streams: func(state func() (open, refused int64)) { o.streams = state }}
	if o.metrics != nil {
		out.Responded = o.metrics.Responded
	}
	if o.traces != nil {
		out.Around = o.traces.Around
	}
	return out
}

// graph makes metrics of a graph that is served, once the handler is there.
func (o *observed) graph(s *session) {
	if o.metrics == nil {
		return
	}
	o.metrics.Watch(func() telemetry.Graph {
		var g telemetry.Graph
		g.Running, g.Waiting = s.engine.Running()
		g.Refusals = o.refusals.Counted()
		g.Streams, g.StreamsRefused = o.streams()
		if local, ok := s.store.(store.Local); ok {
			g.Version = int64(local.Current())
		}
		if sized, ok := s.store.(store.Sized); ok {
			g.Nodes, g.Relationships = sized.Size()
		}
		if s.copy != nil {
			age := s.copy.Age()
			g.Age = &age
		}
		return g
	})
}

// reloaded counts a reading of the model folder.
func (o *observed) reloaded(err error) {
	if o.metrics != nil {
		o.metrics.Reloaded(err == nil)
	}
}

// serve serves the metrics until ctx is done.
func (o *observed) serve(ctx context.Context, log *slog.Logger) error {
	if o.listener == nil {
		return nil
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", o.metrics.Handler())
	log.InfoContext(ctx, "metrics", "address", "http://"+o.listener.Addr().String()+"/metrics")
	return server.Serve(ctx, o.listener, mux, log)
}

// lastSpans is how long sending the last spans may take.
const lastSpans = 5 * time.Second

// close lets go of everything.
func (o *observed) close(log *slog.Logger) {
	if o.listener != nil {
		_ = o.listener.Close() // closed already where it was served
	}
	if o.traces == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), lastSpans)
	defer cancel()
	if err := o.traces.Close(ctx); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		log.Warn("the last traces could not be sent", "error", err)
	}
}
