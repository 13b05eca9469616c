package graph

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"

	"github.com/carejourney/carejourney/graph/generated"
	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// resolvers are the functions generated code calls.
type resolvers struct {
	store   store.Store
	reader  Reader
	gate    gate
	log     *slog.Logger
	present *Presenter
	changes *converter
	reading chan struct{} // holds one for every event that is read at the moment
}

var _ generated.ResolverRoot = (*resolvers)(nil)

// Mutation gives the resolvers of Mutation.
func (r *resolvers) Mutation() generated.MutationResolver { return mutation{r} }

// ApplyPayload gives the resolvers of ApplyPayload.
func (r *resolvers) ApplyPayload() generated.ApplyPayloadResolver { return payload{r} }

// ReadRoot gives the resolvers of the stub of the read side.
func (r *resolvers) ReadRoot() generated.ReadRootResolver { return unreachable{} }

type mutation struct{ *resolvers }

// Apply makes all changes or none.
func (r mutation) Apply(ctx context.Context, inputs []map[string]any, expected *int, message *string, dryRun *bool) (*generated.ApplyPayload, error) {
	if err := r.gate.pass(ctx, access.Editor, operationOf(ctx)); err != nil {
		return nil, r.present.Present(ctx, err)
	}
	batch, places, err := r.changes.batch(inputs)
	if err != nil {
		return nil, r.present.Present(ctx, err)
	}
	if expected != nil {
		version := model.Version(*expected)
		batch.Expected = &version
	}
	if message != nil {
		batch.Message = *message
	}
	batch.DryRun = dryRun != nil && *dryRun
	return r.apply(ctx, batch, places.translate)
}

// apply makes a batch for who asks. An error goes through told before it is presented.
func (r *resolvers) apply(ctx context.Context, batch model.Changes, told func(error) error) (*generated.ApplyPayload, error) {
	who := access.From(ctx)
	batch.By, batch.From, batch.Operation = who.Called(), who.Address, operationOf(ctx)
	applied, err := r.store.Apply(ctx, batch)
	if err != nil {
		return nil, r.present.Present(ctx, told(err))
	}
	if !batch.DryRun {
		r.log.InfoContext(ctx, "graph changed", "version", int64(applied.Version), "created", applied.Created,
			"updated", applied.Updated, "deleted", applied.Deleted, "by", batch.By, "message", batch.Message)
	}
	return &generated.ApplyPayload{
		Version: int(applied.Version), Changed: applied.Changed, DryRun: batch.DryRun,
		Created: applied.Created, Updated: applied.Updated, Deleted: applied.Deleted,
	}, nil
}

type payload struct{ *resolvers }

// Query reads the graph again, after the changes.
func (r payload) Query(ctx context.Context, _ *generated.ApplyPayload) (generated.Query, error) {
	return r.readAgain(ctx, nil)
}

// readAgain answers the selection on Query of the current field, from a store or with nil as things are now. All selections
// under the field's name are answered together, from Selections: Field.SelectionSet has only the first where a client
// wrote the field twice.
func (r *resolvers) readAgain(ctx context.Context, at store.Store) (generated.Query, error) {
	op, field := graphql.GetOperationContext(ctx), graphql.GetFieldContext(ctx)
	data, errs := r.reader.ReadSelection(ctx, field.Field.Selections, op.Variables, at)
	if string(data) == "null" {
		data = nil
	}
	if data == nil && len(errs) == 0 {
		return nil, r.present.Present(ctx, fmt.Errorf("the reader gave neither data nor an error"))
	}
	path := field.Path()
	if data != nil {
		for _, e := range errs {
			graphql.AddError(ctx, below(path, e))
		}
		return data, nil
	}
	for _, e := range errs[1:] {
		graphql.AddError(ctx, below(path, e))
	}
	return nil, below(path, errs[0])
}

// unreachable stands for the read side, which generated code is never asked for: executable answers queries itself.
type unreachable struct{}

// Version never runs.
func (unreachable) Version(context.Context) (int, error) {
	return 0, fmt.Errorf("queries are not answered by generated code")
}
