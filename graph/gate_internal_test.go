package graph

import (
	"log/slog"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/access"
)

// A resolver asks for the role itself: whoever calls it past the schema is refused all the same.
func TestResolversAskForTheRoleThemselves(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	r := &resolvers{present: NewPresenter(log, nil), log: log, gate: gate{open: true, refusals: access.NewRefusals(time.Now), log: log}}
	ctx := graphql.WithOperationContext(access.With(t.Context(), access.Who{Name: "vera", Role: access.Viewer}), &graphql.OperationContext{Operation: &ast.OperationDefinition{}})
	_, err := r.Mutation().Apply(ctx, nil, nil, nil, nil)
	require.ErrorContains(t, err, "needs the role editor")
	ctx = access.With(ctx, access.Who{Name: "ed", Role: access.Editor})
	_, err = r.Mutation().Revert(ctx, 1, nil, nil, nil)
	require.ErrorContains(t, err, "needs the role admin")
}
