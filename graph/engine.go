package graph

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"log/slog"
	"math"
	"time"

	"github.com/99designs/gqlgen/graphql"
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

// knownCosts is how many times as much a known question may cost as any other.
const knownCosts = 50

// dearer gives an operation that may cost more. Operations are kept and shared, so it is a copy.
func dearer(op *plan.Operation) *plan.Operation {
	out, query := *op, *op.Query
	if query.MaxCost < math.MaxInt/knownCosts {
		query.MaxCost *= knownCosts
	}
	out.Query = &query
	return &out
}

// Explain gives the plan of a query as text, or the errors that keep it from being compiled.
func (e *Engine) Explain(ctx context.Context, req Request) (string, gqlerror.List, error) {
	doc, errs := e.compiler.Parse(req.Query)
	if len(errs) > 0 {
		return "", errs, nil
	}
	compiled, errs := e.compiler.Operation(doc, req.OperationName, req.Variables)
	if len(errs) > 0 {
		return "", errs, nil
	}
	explainer, ok := e.store.(store.Explainer)
	if !ok {
		return "", nil, model.Errorf(model.BadUserInput, "This store cannot explain a query.")
	}
	text, err := explainer.Explain(ctx, compiled.Query)
	return explainPrepared(compiled) + text, nil, err
}

// run executes a compiled query. An error of the store means that nothing was executed, so the answer has no data.
func (e *Engine) run(ctx context.Context, st store.Store, op *plan.Operation) Response {
	if err := affordable(ctx, st, op.Query); err != nil {
		return Response{Errors: gqlerror.List{e.present.Present(ctx, err)}}
	}
	answer, err := e.execute(ctx, st, op)
	if err != nil {
		return Response{Errors: gqlerror.List{e.present.Present(ctx, err)}}
	}
	resp := Response{Data: answer.Data, Version: answer.Version}
	for _, failed := range answer.Errors {
		shown := e.present.Present(ctx, failed.Err)
		shown.Path = toPath(failed.Path)
		resp.Errors = append(resp.Errors, shown)
	}
	return resp
}

func (e *Engine) execute(ctx context.Context, st store.Store, op *plan.Operation) (*execute.Answer, error) {
	if len(op.Prepared) > 0 {
		return e.runPrepared(ctx, op)
	}
	return execute.Run(ctx, st, op, e.computed)
}

func toPath(keys []any) ast.Path {
	path := make(ast.Path, len(keys))
	for i, key := range keys {
		switch key := key.(type) {
		case string:
			path[i] = ast.PathName(key)
		case int:
			path[i] = ast.PathIndex(key)
		}
	}
	return path
}

func notAllowed(op *ast.OperationDefinition) *gqlerror.Error {
	e := gqlerror.Errorf("Only queries are answered here, not a %s. Send it by POST to /graphql.", op.Operation)
	e.Extensions = map[string]any{"code": string(model.BadUserInput)}
	return e
}

// change makes a change through generated code.
func (e *Engine) change(ctx context.Context, req Request) Response {
	var first *Response
	e.written(ctx, req)(func(answer Response) bool { first = &answer; return false })
	if first != nil {
		return *first
	}
	return Response{Errors: gqlerror.List{e.present.Present(ctx, context.Cause(ctx))}}
}

// written runs an operation that is not a query through generated code, and gives its answers: one to a mutation, any
// number to a subscription.
func (e *Engine) written(ctx context.Context, req Request) iter.Seq[Response] {
	return func(yield func(Response) bool) {
		ctx, cancel := context.WithCancel(graphql.StartOperationTrace(ctx))
		defer cancel() // what sends events stops with who hears them
		op, errs := e.writes.CreateOperationContext(ctx, &graphql.RawParams{
			Query: req.Query, OperationName: req.OperationName, Variables: req.Variables,
		})
		if len(errs) > 0 {
			yield(Response{Errors: e.coded(errs)})
			return
		}
		handler, ctx := e.writes.DispatchOperation(ctx, op)
		for answer := handler(ctx); answer != nil; answer = handler(ctx) {
			data := bytes.Clone(answer.Data) // generated code writes the next event where it wrote this one
			if data == nil {
				data = []byte("null")
			}
			if !yield(Response{Data: data, Errors: answer.Errors}) {
				return
			}
		}
	}
}

// coded gives errors of gqlgen that have no code of ours the one for validation.
func (e *Engine) coded(errs gqlerror.List) gqlerror.List {
	for _, err := range errs {
		if err.Extensions == nil {
			err.Extensions = map[string]any{}
		}
		err.Extensions["code"] = compile.ValidationFailed
	}
	return errs
}

// presentWrite presents what a resolver returned: its own errors are presented already.
func (e *Engine) presentWrite(ctx context.Context, err error) *gqlerror.Error {
	var shown *gqlerror.Error
	if errors.As(err, &shown) && shown.Extensions["code"] != nil {
		if shown.Path == nil {
			shown.Path = graphql.GetPath(ctx)
		}
		return shown
	}
	out := e.present.Present(ctx, err)
	out.Path = graphql.GetPath(ctx)
	return out
}

// Read answers a query that came through a GraphQL executor.
func (e *Engine) Read(ctx context.Context, op *graphql.OperationContext) *graphql.Response {
	resp := e.Do(ctx, Request{Query: op.RawQuery, OperationName: op.OperationName, Variables: op.Variables, QueriesOnly: true})
	return &graphql.Response{Data: resp.Data, Errors: resp.Errors}
}

// ReadSelection answers the selection on Query of a change that was made.
func (e *Engine) ReadSelection(ctx context.Context, set ast.SelectionSet, variables map[string]any, at store.Store) ([]byte, gqlerror.List) {
	compiled, errs := e.compiler.Selection(set, variables)
	if len(errs) > 0 {
		return nil, errs
	}
	if at == nil {
		at = e.store
	} else if len(compiled.Prepared) > 0 {
		return nil, gqlerror.List{e.present.Present(ctx, errGapsAreNow)}
	}
	resp := e.run(ctx, at, compiled)
	return resp.Data, resp.Errors
}
