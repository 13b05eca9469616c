package graph

import (
	"context"
	"log/slog"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph/generated"
	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// Reader answers what is read, without resolvers of single fields.
type Reader interface {
	// Read answers a query operation. It reports errors in the response, never as a panic.
	Read(ctx context.Context, op *graphql.OperationContext) *graphql.Response

	// ReadSelection answers a selection on the type Query inside another operation, from the given store or with nil at
	// a version no older than any change that was acknowledged before the call. It gives a JSON object; null, or nothing,
	// comes with an error. Paths of its errors start at the selection.
	ReadSelection(ctx context.Context, selection ast.SelectionSet, variables map[string]any, at store.Store) ([]byte, gqlerror.List)
}

// Config is what New needs. All but AllowWrites, Refusals and NewID must be given.
type Config struct {
	Model       *model.Model
	Schema      *ast.Schema // the whole schema, see schema.Full
	Store       store.Store // where changes go
	Reader      Reader
	AllowWrites bool             // whether anybody may change anything, whatever their role
	Refusals    *access.Refusals // nil for a count of its own
	Log         *slog.Logger
	NewID       func() string // names an internal error in the answer and in the log; random where nil
}

// New makes the schema that a GraphQL executor runs operations on. It fails where the schema has a change that it does
// not say the role for: what nobody thought of, nobody may do.
func New(c Config) (graphql.ExecutableSchema, error) {
	if err := everyChangeHasARole(c.Schema); err != nil {
		return nil, err
	}
	if c.Refusals == nil {
		c.Refusals = access.NewRefusals(time.Now)
	}
	present := NewPresenter(c.Log, c.NewID)
	root := &resolvers{
		store: c.Store, reader: c.Reader, log: c.Log, present: present, changes: newConverter(c.Model),
		reading: make(chan struct{}, eventsAtOnce),
		gate:    gate{open: c.AllowWrites, refusals: c.Refusals, store: c.Store, log: c.Log},
	}
	return &executable{
		ExecutableSchema: generated.NewExecutableSchema(generated.Config{
			Schema: c.Schema, Resolvers: root, Directives: generated.DirectiveRoot{HasRole: root.hasRole},
		}),
		reader: c.Reader,
	}, nil
}

// executable sends queries to the reader and everything else to generated code.
type executable struct {
	graphql.ExecutableSchema
	reader Reader
}

// Exec gives the handler that answers the operation in the context.
func (e *executable) Exec(ctx context.Context) graphql.ResponseHandler {
	op := graphql.GetOperationContext(ctx)
	if op.Operation.Operation != ast.Query {
		return e.ExecutableSchema.Exec(ctx)
	}
	answered := false
	return func(ctx context.Context) *graphql.Response {
		if answered {
			return nil // the sign that there is nothing more to come
		}
		answered = true
		return e.reader.Read(ctx, op)
	}
}
