package graph

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// Options are what NewEngine needs. Model, Schema, Store and Log must be given.
type Options struct {
	Model       *model.Model
	Schema      *ast.Schema // the whole schema, see schema.Full
	Store       store.Store
	Limits      compile.Limits
	Turns       Turns
	Watch       Watcher // told what is done; nil for nobody
	AllowWrites bool
	Refusals    *access.Refusals // counts who was refused a change; nil for a count of its own by the clock of the system
	Log         *slog.Logger
	NewID       func() string // names an internal error in the answer and in the log; random where nil
	Forget      bool          // work every answer out anew, for measuring

	GapRules  func() ([]*gaps.Rule, error) // read when gaps are first asked for; nil where there are none
	GapLimits compile.Limits               // of one rule; DefaultGapLimits where zero
	Now       func() time.Time             // which day it is; the system's clock where nil
}

// Engine answers GraphQL requests: queries by compiling and executing them, changes through generated code. It may be
// used from several goroutines at once.
type Engine struct {
	model    *model.Model
	schema   *ast.Schema
	compiler *compile.Compiler
	store    store.Store
	computed execute.Computed
	present  *Presenter
	writes   *executor.Executor
	gate     gate
	answers  *answers // nil where keeping is off
	gaps     findsGaps

	turns *turns
	watch Watcher
	now   func() time.Time
}

// NewEngine makes an Engine over a store.
func NewEngine(o Options) (*Engine, error) {
	compiler, err := compile.New(o.Model, o.Schema, o.Limits)
	if err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Refusals == nil {
		o.Refusals = access.NewRefusals(o.Now)
	}
	e := &Engine{
		model: o.Model, schema: o.Schema,
		compiler: compiler, store: o.Store, computed: ComputedFields(), present: NewPresenter(o.Log, o.NewID),
		gate: gate{open: o.AllowWrites, refusals: o.Refusals, store: o.Store, log: o.Log},
	}
	e.computed[execute.Name{Kind: o.Schema.Query.Name, Field: "changes"}] = e.changes
	e.gaps = newFindsGaps(e, o)
	e.turns, e.watch, e.now = newTurns(o.Turns), o.Watch, o.Now
	if e.watch == nil {
		e.watch = unwatched{}
	}
	if !o.Forget {
		if e.answers, err = newAnswers(); err != nil {
			return nil, err
		}
	}
	writes, err := New(Config{
		Model: o.Model, Schema: o.Schema, Store: o.Store, Reader: e, AllowWrites: o.AllowWrites, Refusals: o.Refusals, Log: o.Log, NewID: o.NewID,
	})
	if err != nil {
		return nil, err
	}
	e.writes = executor.New(writes)
	e.writes.SetErrorPresenter(e.presentWrite)
	e.writes.SetRecoverFunc(func(ctx context.Context, cause any) error {
		o.Log.ErrorContext(ctx, "panic while changing the graph", "cause", cause)
		return errors.New("panic")
	})
	return e, nil
}

// Model is the vocabulary of what the engine answers about.
func (e *Engine) Model() *model.Model { return e.model }

// Schema is everything that can be asked.
func (e *Engine) Schema() *ast.Schema { return e.schema }

// do answers a request, and notes what is known of it.
func (e *Engine) do(ctx context.Context, req Request, known *told) Response {
	op, compiled, refused := e.prepare(ctx, req, known)
	if op == nil {
		return refused
	}
	if op.Operation != ast.Query {
		if req.QueriesOnly {
			return Response{Errors: gqlerror.List{notAllowed(op)}, NotAllowed: true}
		}
		if op.Operation == ast.Subscription {
			return Response{Errors: gqlerror.List{e.present.Present(ctx, errStreamWanted)}}
		}
		return e.inTurn(ctx, func(ctx context.Context) Response { return e.change(ctx, req) })
	}
	if req.Known {
		compiled = dearer(compiled)
	}
	if compiled.AsOf == nil && req.AsOf == 0 {
		return e.answer(ctx, e.store, compiled)
	}
	// Making an old version again takes time and memory, so it has a turn of its own.
	var st store.Store
	made := e.inTurn(ctx, func(ctx context.Context) Response {
		var failed error
		if st, failed = e.at(ctx, compiled, req.AsOf); failed != nil {
			return Response{Errors: gqlerror.List{e.present.Present(ctx, failed)}}
		}
		return Response{}
	})
	if len(made.Errors) > 0 {
		return made
	}
	return e.answer(ctx, st, compiled)
}

func notAllowed(op *ast.OperationDefinition) *gqlerror.Error {
	e := gqlerror.Errorf("Only queries are answered here, not a %s. Send it by POST to /graphql.", op.Operation)
	e.Extensions = map[string]any{"code": string(model.BadUserInput)}
	return e
}

// Refuse notes that somebody was refused before a request was looked at, and gives the error for them.
func (e *Engine) Refuse(ctx context.Context, operation string, why error) *gqlerror.Error {
	return e.present.Present(ctx, e.gate.refuse(ctx, operation, why))
}

// answer gives the answer to a compiled query, a kept one where the graph has not changed since.
func (e *Engine) answer(ctx context.Context, st store.Store, op *plan.Operation) Response {
	q, known := e.answers.question(st, op)
	if !known || len(op.Prepared) > 0 { // what is worked out first may depend on the day, and is kept by itself
		return e.inTurn(ctx, func(ctx context.Context) Response { return e.run(ctx, st, op) })
	}
	if data := e.answers.get(q); data != nil {
		return Response{Data: data, Version: q.version}
	}
	resp := e.inTurn(ctx, func(ctx context.Context) Response { return e.run(ctx, st, op) })
	if len(resp.Errors) == 0 {
		q.version = resp.Version
		e.answers.add(q, resp.Data)
	}
	return resp
}

// Check gives what is wrong with a document, without executing any of it.
func (e *Engine) Check(text string) gqlerror.List {
	_, errs := e.compiler.Parse(text)
	return errs
}
