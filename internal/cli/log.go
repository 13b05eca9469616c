package cli

import (
	"context"
	"log/slog"

	"github.com/carejourney/carejourney/internal/server"
	"github.com/carejourney/carejourney/internal/telemetry"
)

// logger writes for people on a terminal and as JSON elsewhere if asked. Every line that belongs to a request has its id.
func (a *app) logger() *slog.Logger {
	options := &slog.HandlerOptions{Level: a.settings.level()}
	if a.settings.LogJSON {
		return slog.New(correlated{slog.NewJSONHandler(a.Err, options)})
	}
	return slog.New(correlated{slog.NewTextHandler(a.Err, options)})
}

// correlated adds what a line belongs to: the request, and the trace where there is one.
type correlated struct{ slog.Handler }

// Handle writes a line.
func (c correlated) Handle(ctx context.Context, r slog.Record) error {
	if id := server.RequestID(ctx); id != "" {
		r.AddAttrs(slog.String("request", id))
	}
	if id := telemetry.TraceID(ctx); id != "" {
		r.AddAttrs(slog.String("trace", id))
	}
	return c.Handler.Handle(ctx, r)
}

// WithAttrs gives a handler that adds attributes to every line.
func (c correlated) WithAttrs(attrs []slog.Attr) slog.Handler {
	return correlated{c.Handler.WithAttrs(attrs)}
}

// WithGroup gives a handler that puts the attributes of every line into a group.
func (c correlated) WithGroup(name string) slog.Handler { return correlated{c.Handler.WithGroup(name)} }
