package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/execute"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/server"
)

// compiling compares a compilation whose plan is kept with one of a new document: parse, validate, plan.
func compiling(_ context.Context, w *world) (row, error) {
	warm, err := w.compiler()
	if err != nil {
		return row{}, err
	}
	cold := make([]*compile.Compiler, 0, 2*rounds) // prepared before, once per process, so not part of the figure
	for range cap(cold) {
		c, err := w.compiler()
		if err != nil {
			return row{}, err
		}
		cold = append(cold, c)
	}
	const together = 1000 // one compilation with the plan kept is too short to time by itself
	kept, fresh, err := pairs(
		func() error {
			for range together {
				if _, err := w.compile(warm); err != nil {
					return err
				}
			}
			return nil
		},
		func() error {
			_, err := w.compile(cold[0])
			cold = cold[1:]
			return err
		},
	)
	return compared("compile the deep query, plan kept", kept/together, "new document", fresh), err
}

func (w *world) compile(c *compile.Compiler) (*plan.Operation, error) {
	doc, errs := c.Parse(w.query)
	if len(errs) > 0 {
		return nil, errs
	}
	op, errs := c.Operation(doc, "", w.variables)
	if len(errs) > 0 {
		return nil, errs
	}
	return op, nil
}

// overHTTP compares the deep query over HTTP, worked out every time, with a handler that has the same bytes in memory.
func overHTTP(_ context.Context, w *world) (row, error) {
	return w.againstFloor("deep query over HTTP, worked out every time", w.engine)
}

// keptOverHTTP is the same as the program does it: a question asked again at the same version is not worked out again.
func keptOverHTTP(_ context.Context, w *world) (row, error) {
	return w.againstFloor("deep query over HTTP, asked again", w.keeping)
}

func (w *world) againstFloor(what string, engine *graph.Engine) (row, error) {
	site, err := server.New(server.Config{
		Engine: engine, Log: slog.New(slog.DiscardHandler), Now: time.Now, Health: func() server.Health { return server.Health{Ready: true} },
	})
	if err != nil {
		return row{}, err
	}
	ours := httptest.NewServer(site)
	defer ours.Close()
	body, err := json.Marshal(map[string]any{"query": w.query, "variables": w.variables})
	if err != nil {
		return row{}, err
	}
	bytesInMemory, err := post(ours.URL+"/graphql", body)
	if err != nil {
		return row{}, err
	}
	floor := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		out.Header().Set("Content-Type", "application/json; charset=utf-8")
		out.Header().Set("Content-Length", strconv.Itoa(len(bytesInMemory)))
		_, _ = out.Write(bytesInMemory)
	}))
	defer floor.Close()
	a, b, err := pairs(
		func() error { _, err := post(ours.URL+"/graphql", body); return err },
		func() error { _, err := post(floor.URL, body); return err },
	)
	return compared(what, a, "the same bytes from memory over HTTP", b), err
}

func post(address string, body []byte) ([]byte, error) {
	resp, err := http.Post(address, "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// executing compares the whole request with the part of it that the store does.
func executing(ctx context.Context, w *world) (row, error) {
	op, err := w.operation()
	if err != nil {
		return row{}, err
	}
	a, b, err := pairs(
		func() error { w.engine.Do(ctx, w.request()); return nil },
		func() error { _, err := w.store.Execute(ctx, op.Query); return err },
	)
	return compared("deep query in process: compile, execute, write", a, "its execution by the store", b), err
}

func (w *world) operation() (*plan.Operation, error) {
	c, err := w.compiler()
	if err != nil {
		return nil, err
	}
	return w.compile(c)
}

// writing compares our writer with encoding/json on the same data.
func writing(ctx context.Context, w *world) (row, error) {
	op, err := w.operation()
	if err != nil {
		return row{}, err
	}
	result, err := w.store.Execute(ctx, op.Query)
	if err != nil {
		return row{}, err
	}
	var data any
	if err := json.Unmarshal(w.answer, &data); err != nil {
		return row{}, err
	}
	a, b, err := pairs(
		func() error { _, err := execute.Write(ctx, op, result, nil); return err },
		func() error { _, err := json.Marshal(data); return err },
	)
	return compared("write the answer from rows", a, "encoding/json on the same data", b), err
}

// starting compares a process that answers the deep query with one that only prints its version.
func starting(ctx context.Context, w *world) (row, error) {
	dir, err := os.MkdirTemp("", "carejourney-bench")
	if err != nil {
		return row{}, err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "carejourney")
	if out, err := exec.CommandContext(ctx, "go", "build", "-o", binary, "./cmd/carejourney").CombinedOutput(); err != nil {
		return row{}, &exec.Error{Name: string(out), Err: err}
	}
	a, b, err := pairs(
		func() error { return exec.CommandContext(ctx, binary, "query", deepQuestion, "-o", "json").Run() },
		func() error { return exec.CommandContext(ctx, binary, "version").Run() },
	)
	return compared("start to first answer: `carejourney query journey-map`", a, "`carejourney version`", b), err
}
