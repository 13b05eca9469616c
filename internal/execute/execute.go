package execute

import (
	"bytes"
	"context"
	"fmt"
	"sync"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// Answer is the outcome of an operation that was executed.
type Answer struct {
	Data    []byte // the data object as JSON, or null; owned by the caller
	Errors  []Error
	Version model.Version // the version of the graph all of it was read at
}

// Error is a part of the answer that is null though it should not be.
type Error struct {
	Path []any        // response keys (string) and list indexes (int) down to the field
	Err  *model.Error // what went wrong there
}

// Error gives the path and the message.
func (e Error) Error() string { return fmt.Sprintf("%v: %s", e.Path, e.Err.Message) }

// buffers keeps writing buffers between answers, so that growing them is paid for once.
var buffers = sync.Pool{New: func() any { b := make([]byte, 0, 64<<10); return &b }}

// keepAtMost is the largest buffer that is kept: one huge answer must not hold its memory for ever.
const keepAtMost = 4 << 20

// Run executes the operation's query once and writes the answer. It returns an error, and no answer, where the store
// cannot execute the query, the answer is longer than it may be, or the context ends; a value missing in the graph is an entry of Answer.Errors.
func Run(ctx context.Context, st store.Store, op *plan.Operation, fns Computed) (*Answer, error) {
	result, err := st.Execute(ctx, op.Query)
	if err != nil {
		return nil, err
	}
	defer result.Release() // the answer is bytes of its own
	return Write(ctx, op, result, fns)
}

// Write writes the answer from the rows a store brought back.
func Write(ctx context.Context, op *plan.Operation, result *plan.Result, fns Computed) (*Answer, error) {
	kept := buffers.Get().(*[]byte)
	w := &writer{ctx: ctx, buf: (*kept)[:0], version: result.Version, args: op.Query.Args, fns: fns, op: op, roots: result.Roots, most: op.MaxBytes}
	roots := make([]any, len(result.Roots))
	for i, list := range result.Roots {
		roots[i] = list
	}
	if w.object(op.Output, &plan.Row{Values: roots}) == failed {
		w.buf = append(w.buf, "null"...)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if w.over = w.over || w.most > 0 && len(w.buf) > w.most; w.over {
		return nil, model.Errorf(model.LimitExceeded, "The answer would be longer than %d bytes. Ask for less at once, in pages or with fewer fields.", w.most)
	}
	answer := &Answer{Data: bytes.Clone(w.buf), Errors: w.errors, Version: result.Version}
	if cap(w.buf) <= keepAtMost {
		*kept = w.buf
		buffers.Put(kept)
	}
	return answer, nil
}
