package graph

import (
	"context"
	"fmt"
	"math"
	"strings"
	"sync"
	"time"

	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// DefaultGapLimits let a gap rule see a whole country at once: it is asked once for every version of the graph, not once
// for every client.
var DefaultGapLimits = compile.Limits{MaxPage: 1_000_000, MaxValues: 100_000_000, MaxBytes: 1 << 30, MaxCost: math.MaxInt}

// findsGaps asks gap rules and answers Query.gaps from what they find. It is made when somebody first asks.
type findsGaps struct {
	finder func() (*gaps.Finder, error)
	now    func() time.Time
	first  int // so many nodes of a kind a rule looks at
}

func newFindsGaps(e *Engine, o Options) findsGaps {
	limits := o.GapLimits
	if limits == (compile.Limits{}) {
		limits = DefaultGapLimits
	}
	return findsGaps{
		now:   o.Now,
		first: limits.MaxPage,
		finder: sync.OnceValues(func() (*gaps.Finder, error) {
			if o.GapRules == nil {
				return nil, model.Errorf(model.BadUserInput, "There are no gap rules here.")
			}
			rules, err := o.GapRules()
			if err != nil {
				return nil, err
			}
			wide, err := compile.New(o.Model, o.Schema, limits)
			if err != nil {
				return nil, err
			}
			return gaps.NewFinder(o.Model, rules, gaps.Asked{
				Ask: func(ctx context.Context, query string, variables map[string]any) ([]byte, model.Version, error) {
					return e.ask(ctx, wide, query, variables)
				},
				Look: func(ctx context.Context, query string, variables map[string]any) (any, model.Version, error) {
					op, err := operation(wide, query, variables)
					if err != nil {
						return nil, 0, err
					}
					return execute.Look(ctx, e.store, op, e.computed)
				},
				Cost: func(ctx context.Context, query string, variables map[string]any) (float64, error) {
					op, err := operation(wide, query, variables)
					estimator, ok := o.Store.(store.Estimator)
					if err != nil || !ok {
						return 0, err
					}
					return estimator.Cost(ctx, op.Query)
				},
				Version: o.Store.Version,
			}), nil
		}),
	}
}

// ask answers one query whole or not at all, within other limits than those of clients.
func (e *Engine) ask(ctx context.Context, c *compile.Compiler, query string, variables map[string]any) ([]byte, model.Version, error) {
	op, err := operation(c, query, variables)
	if err != nil {
		return nil, 0, err
	}
	answer, err := execute.Run(ctx, e.store, op, e.computed)
	if err != nil {
		return nil, 0, err
	}
	if len(answer.Errors) > 0 {
		return nil, 0, answer.Errors[0]
	}
	return answer.Data, answer.Version, nil
}

func operation(c *compile.Compiler, query string, variables map[string]any) (*plan.Operation, error) {
	doc, errs := c.Parse(query)
	if len(errs) > 0 {
		return nil, errs
	}
	op, errs := c.Operation(doc, "", variables)
	if len(errs) > 0 {
		return nil, errs
	}
	return op, nil
}

// Gaps gives what the gap rules find in a scope, today where it has no day.
func (e *Engine) Gaps(ctx context.Context, scope gaps.Scope) (*gaps.Found, error) {
	finder, err := e.gaps.finder()
	if err != nil {
		return nil, err
	}
	if scope.AsOf.IsZero() {
		scope.AsOf = e.gaps.now()
	}
	scope.First = e.gaps.first
	return finder.Find(ctx, scope)
}

// prepared works out the fields of Query that come before the store is asked, and gives the operation with the ids of the
// nodes they name. The version is the one they were worked out at.
func (e *Engine) prepared(ctx context.Context, op *plan.Operation) (*plan.Operation, model.Version, error) {
	values := make([]any, len(op.Prepared))
	var version model.Version
	for i, p := range op.Prepared {
		args := map[string]any{}
		for name, operand := range p.Args {
			args[name] = operand.Value(op.Query.Args)
		}
		if p.Field != "gaps" {
			return nil, 0, fmt.Errorf("nothing works out %s", p.Field)
		}
		wanted := readWanted(args)
		scope, err := wanted.scope()
		if err != nil {
			return nil, 0, err
		}
		found, err := e.Gaps(ctx, scope)
		if err != nil {
			return nil, 0, err
		}
		if i > 0 && found.Version != version {
			return nil, 0, nil // the graph changed in between
		}
		version = found.Version
		finder, err := e.gaps.finder()
		if err != nil {
			return nil, 0, err
		}
		if values[i], err = wanted.answer(finder, found); err != nil {
			return nil, 0, err
		}
	}
	return execute.Give(op, values), version, nil
}

// triesPrepared is how often an operation is tried where the graph changes between what is worked out and what is read.
const triesPrepared = 3

// runPrepared executes a query some fields of which are worked out first.
func (e *Engine) runPrepared(ctx context.Context, op *plan.Operation) (*execute.Answer, error) {
	for range triesPrepared {
		given, version, err := e.prepared(ctx, op)
		if err != nil {
			return nil, err
		}
		if given == nil {
			continue
		}
		answer, err := execute.Run(ctx, e.store, given, e.computed)
		if err != nil || answer.Version == version {
			return answer, err
		}
	}
	return nil, model.Errorf(model.Unavailable, "The graph changes faster than the question can be answered. Ask again in a while.")
}

// explainPrepared says what an explanation of the plan alone leaves out.
func explainPrepared(op *plan.Operation) string {
	var text strings.Builder
	for _, p := range op.Prepared {
		fmt.Fprintf(&text, "%s: worked out first, from one plan for each gap rule, and kept until the graph changes; its nodes are read by id below\n", p.Field)
	}
	return text.String()
}
