package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
	"github.com/carejourney/carejourney/internal/store"
)

// fakeStore remembers what it was asked to change.
type fakeStore struct {
	store.Store
	asked   []model.Changes
	refused []string // who was refused what, as it was told for the record
	applied store.Applied
	err     error
}

func (s *fakeStore) Apply(_ context.Context, changes model.Changes) (store.Applied, error) {
	s.asked = append(s.asked, changes)
	return s.applied, s.err
}

func (s *fakeStore) Refused(changes model.Changes, why error) {
	s.refused = append(s.refused, fmt.Sprint(changes.By, " ", changes.From, " ", changes.Operation, " ", model.CodeOf(why)))
}

func (s *fakeStore) Execute(context.Context, *plan.Query) (*plan.Result, error) {
	panic("reads go through the reader")
}

// fakeReader answers with fixed text and remembers what it was asked for.
type fakeReader struct {
	response  string
	data      []byte
	errs      gqlerror.List
	selection []string
	variables map[string]any
	at        store.Store
}

func (r *fakeReader) Read(context.Context, *graphql.OperationContext) *graphql.Response {
	return &graphql.Response{Data: json.RawMessage(r.response)}
}

func (r *fakeReader) ReadSelection(_ context.Context, selection ast.SelectionSet, variables map[string]any, at store.Store) ([]byte, gqlerror.List) {
	for _, s := range selection {
		if f, ok := s.(*ast.Field); ok {
			r.selection = append(r.selection, f.Alias)
		}
	}
	r.variables, r.at = variables, at
	return r.data, r.errs
}

// bench is a schema with fakes around it.
type bench struct {
	t       *testing.T
	model   *model.Model
	store   *fakeStore
	reader  *fakeReader
	log     *bytes.Buffer
	schema  graphql.ExecutableSchema
	who     access.Who
	refused bool // the last operation failed before execution
}

func newBench(t *testing.T, change ...func(*graph.Config)) *bench {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	b := &bench{t: t, who: access.Who{Name: "ada", Role: access.Editor, Address: "192.0.2.7"}, model: m, store: &fakeStore{}, reader: &fakeReader{}, log: &bytes.Buffer{}}
	c := graph.Config{
		Model: m, Schema: full, Store: b.store, Reader: b.reader, AllowWrites: true,
		Log: slog.New(slog.NewTextHandler(b.log, nil)), NewID: func() string { return "incident-1" },
	}
	for _, f := range change {
		f(&c)
	}
	b.schema, err = graph.New(c)
	require.NoError(t, err)
	return b
}

// run executes an operation as a server does. Variables are JSON, read with all digits of their numbers.
func (b *bench) run(query, variables string) *graphql.Response {
	b.t.Helper()
	var values map[string]any
	if variables != "" {
		d := json.NewDecoder(bytes.NewReader([]byte(variables)))
		d.UseNumber()
		require.NoError(b.t, d.Decode(&values))
	}
	return b.runWith(query, values)
}

func (b *bench) runWith(query string, variables map[string]any) *graphql.Response {
	b.t.Helper()
	params := &graphql.RawParams{Query: query, Variables: variables}
	ctx := graphql.StartOperationTrace(access.With(b.t.Context(), b.who))
	exec := executor.New(b.schema)
	op, errs := exec.CreateOperationContext(ctx, params)
	if b.refused = len(errs) > 0; b.refused {
		return &graphql.Response{Errors: errs}
	}
	handler, ctx := exec.DispatchOperation(ctx, op)
	response := handler(ctx)
	require.NotNil(b.t, response)
	require.Nil(b.t, handler(ctx), "one operation has one response")
	return response
}

// apply runs the mutation with the changes as a variable.
func (b *bench) apply(changes string) *graphql.Response {
	b.t.Helper()
	return b.run(`mutation($changes: [ChangeInput!]!) { apply(changes: $changes) { version } }`, `{"changes":`+changes+`}`)
}

// ops gives what the store was asked for by the one mutation that was run.
func (b *bench) ops(response *graphql.Response) []model.Change {
	b.t.Helper()
	require.Empty(b.t, response.Errors)
	require.Len(b.t, b.store.asked, 1)
	return b.store.asked[0].Ops
}

// problems gives extensions.problems of the one error of a response, as a client sees them.
func (b *bench) problems(response *graphql.Response) string {
	b.t.Helper()
	require.Len(b.t, response.Errors, 1)
	text, err := json.Marshal(response.Errors[0].Extensions["problems"])
	require.NoError(b.t, err)
	return string(text)
}

// decode reads JSON.
func decode(t *testing.T, text []byte, into any) {
	t.Helper()
	require.NoError(t, json.Unmarshal(text, into), "%s", text)
}
