package graph

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/graph/generated"
	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// roleDirective says in the schema which role a field needs.
const roleDirective = "hasRole"

// longestOperation is how much of an operation's name a record takes over from those who were refused.
const longestOperation = 100

// gate is where changes are let through or refused. The schema asks it before a resolver is called, and a resolver asks
// it again, so that neither a field without a role nor a call from elsewhere comes past it.
type gate struct {
	open     bool // whether changes are taken at all
	refusals *access.Refusals
	store    store.Store
	log      *slog.Logger
}

// check gives nil where who asks may do what needs the role.
func (g gate) check(ctx context.Context, role access.Role) error {
	if !g.open {
		return model.Errorf(model.Forbidden, "This server takes no changes: it was started for reading only.")
	}
	return access.From(ctx).Must(role)
}

// pass is check, and notes a refusal.
func (g gate) pass(ctx context.Context, role access.Role, operation string) error {
	err := g.check(ctx, role)
	if err == nil {
		return nil
	}
	return g.refuse(ctx, operation, err)
}

// refuse notes a refusal and gives the error for who was refused. Who is refused too often is not noted one by one any more.
func (g gate) refuse(ctx context.Context, operation string, why error) error {
	if model.CodeOf(why) == model.Unavailable {
		return why // nobody was found wanting
	}
	who := access.From(ctx)
	if !g.refusals.Note(who.Address) {
		return model.Errorf(model.TooManyRequests, "This was refused too often. Wait a minute before you try again.")
	}
	if len(operation) > longestOperation {
		operation = operation[:longestOperation] // a name has no character of several bytes
	}
	g.log.WarnContext(ctx, "refused", "by", who.Called(), "from", who.Address, "operation", operation, "code", string(model.CodeOf(why)))
	if recorder, ok := g.store.(store.Recorder); ok {
		recorder.Refused(model.Changes{By: who.Called(), From: who.Address, Operation: operation}, why)
	}
	return why
}

// hasRole is what the directive does.
func (r *resolvers) hasRole(ctx context.Context, _ any, next graphql.Resolver, role generated.Role) (any, error) {
	need, err := access.ParseRole(string(role))
	if err == nil {
		err = r.gate.pass(ctx, need, operationOf(ctx))
	}
	if err != nil {
		return nil, r.present.Present(ctx, err)
	}
	return next(ctx)
}

// operationOf names what is being changed for the record: the field, and the operation where it has a name.
func operationOf(ctx context.Context) string {
	name := ""
	if field := graphql.GetFieldContext(ctx); field != nil {
		name = field.Field.Name
	}
	return strings.TrimSpace(name + " " + graphql.GetOperationContext(ctx).Operation.Name)
}

// everyChangeHasARole makes sure that every field of Mutation says the role it needs.
func everyChangeHasARole(s *ast.Schema) error {
	if s.Mutation == nil {
		return errors.New("the schema has no changes")
	}
	for _, f := range s.Mutation.Fields {
		directive := f.Directives.ForName(roleDirective)
		if directive == nil {
			return fmt.Errorf("field Mutation.%s has no @%s, so nobody could say who may use it", f.Name, roleDirective)
		}
		argument := directive.Arguments.ForName("role")
		if argument == nil || argument.Value == nil {
			return fmt.Errorf("field Mutation.%s: @%s names no role", f.Name, roleDirective)
		}
		if _, err := access.ParseRole(argument.Value.Raw); err != nil {
			return fmt.Errorf("field Mutation.%s: %w", f.Name, err)
		}
	}
	return nil
}
