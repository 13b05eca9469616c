package main

import (
	"context"
	"log/slog"
	"net"
	"time"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/server"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// serveAnew serves the data from memory as the program does, but works every answer out, as for questions that nobody
// asked before at this version.
func serveAnew(ctx context.Context, m *model.Model, journeys int, address string) error {
	d, err := makeData(ctx, m, journeys)
	if err != nil {
		return err
	}
	st, err := embedded.Load(m, d.content.Elements, d.content.Links)
	if err != nil {
		return err
	}
	full, err := schema.Full()
	if err != nil {
		return err
	}
	log := slog.New(slog.DiscardHandler)
	engine, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: log, Forget: true})
	if err != nil {
		return err
	}
	handler, err := server.New(server.Config{
		Engine: engine, Log: log, Schema: schema.SDL(), Now: time.Now, Health: func() server.Health { return server.Health{Ready: true} },
	})
	if err != nil {
		return err
	}
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return server.Serve(ctx, l, handler, log)
}
