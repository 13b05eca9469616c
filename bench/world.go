package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/journeys"
	"github.com/carejourney/carejourney/queries"
)

// deepQuestion is the largest question of the library: a whole journey with everything behind it.
const deepQuestion = "journey-map"

// world is the shipped graph with the deep query, ready to be measured.
type world struct {
	model     *model.Model
	schema    *ast.Schema
	store     *embedded.Store
	engine    *graph.Engine // works every answer out
	keeping   *graph.Engine // keeps answers, as the program does
	query     string
	variables map[string]any
	journey   string
	answer    []byte // data of the answer to the deep query
}

func newWorld() (*world, error) {
	w := &world{}
	var err error
	if w.model, err = schema.Model(); err != nil {
		return nil, err
	}
	if w.schema, err = schema.Full(); err != nil {
		return nil, err
	}
	set, err := modelfile.Read(journeys.FS, w.model)
	if err != nil {
		return nil, err
	}
	if w.store, err = embedded.Load(w.model, set.Elements, set.Links); err != nil {
		return nil, err
	}
	options := graph.Options{Model: w.model, Schema: w.schema, Store: w.store, Log: slog.New(slog.DiscardHandler)}
	if w.keeping, err = graph.NewEngine(options); err != nil {
		return nil, err
	}
	options.Forget = true
	if w.engine, err = graph.NewEngine(options); err != nil {
		return nil, err
	}
	if err := w.findQuestion(); err != nil {
		return nil, err
	}
	resp := w.engine.Do(context.Background(), w.request())
	if len(resp.Errors) > 0 {
		return nil, resp.Errors
	}
	w.answer = resp.Data
	return w, nil
}

func (w *world) findQuestion() error {
	questions, err := library.Read(queries.Files)
	if err != nil {
		return err
	}
	for _, q := range questions {
		if q.Name != deepQuestion {
			continue
		}
		w.query = q.Query
		if err := json.Unmarshal([]byte(q.Variables), &w.variables); err != nil {
			return err
		}
		w.journey = fmt.Sprint(w.variables["journey"])
		return nil
	}
	return fmt.Errorf("the library has no question %q", deepQuestion)
}

func (w *world) request() graph.Request {
	return graph.Request{Query: w.query, Variables: w.variables, QueriesOnly: true}
}

// compiler gives a compiler that has seen nothing yet.
func (w *world) compiler() (*compile.Compiler, error) {
	return compile.New(w.model, w.schema, compile.Limits{})
}
