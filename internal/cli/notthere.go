package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/model"
)

// notThereError is a command line that names something by an id that nothing has. Help would not help: the id is wrong.
type notThereError struct{ error }

// Unwrap gives the error that may have been shown already.
func (e notThereError) Unwrap() error { return e.error }

// notThere says that nothing of a kind has an id, and which id may have been meant. The kind is nil where any would do.
func (s *session) notThere(ctx context.Context, kind *model.Kind, id string) error {
	what, meant := "nothing", id
	prefix, _, whole := strings.Cut(id, ":")
	switch {
	case kind == nil:
		if i := slices.IndexFunc(s.model.Kinds, func(k *model.Kind) bool { return k.Prefix == prefix }); i >= 0 {
			kind = s.model.Kinds[i]
		}
	case !whole:
		meant = kind.Prefix + ":" + id
		fallthrough
	default:
		what = "no " + model.InWords(kind.Name)
	}
	return notThereError{fmt.Errorf("there is %s with the id %q%s", what, id, near(meant, s.ids(ctx, kind)))}
}

// named makes of an error that says that something is not there, or cannot be had, one about the command line, which names it.
func named(err error) error {
	if code := model.CodeOf(err); code == model.NotFound || code == model.BadUserInput {
		return notThereError{err}
	}
	return err
}

// mostPages bounds what is read to find out which id was meant: of a country's organisations it is not worth the wait.
const mostPages = 20

// ids are those of a kind's nodes, as far as they are worth reading. Where they cannot be read there is nothing to suggest.
func (s *session) ids(ctx context.Context, kind *model.Kind) []string {
	if kind == nil {
		return nil
	}
	var ids []string
	var after any
	for range mostPages {
		resp := s.engine.Do(ctx, graph.Request{
			Query:       fmt.Sprintf(`query Ids($after: String) { found: %s(first: 1000, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }`, kind.Plural),
			Variables:   map[string]any{"after": after},
			QueriesOnly: true,
		})
		var answer struct {
			Found struct {
				Nodes    []struct{ ID string }
				PageInfo struct {
					HasNextPage bool
					EndCursor   string
				}
			}
		}
		if len(resp.Errors) > 0 || json.Unmarshal(resp.Data, &answer) != nil {
			return nil
		}
		for _, n := range answer.Found.Nodes {
			ids = append(ids, n.ID)
		}
		if !answer.Found.PageInfo.HasNextPage {
			break
		}
		after = answer.Found.PageInfo.EndCursor
	}
	return ids
}

// tellMissing says of every field of an answer that asks for one thing by its id, and is null because nothing has that id,
// which id it was. An answer full of nothing would look like one about something.
func (a *app) tellMissing(ctx context.Context, s *session, req graph.Request, data json.RawMessage) error {
	var answer map[string]json.RawMessage
	doc, err := parser.ParseQuery(&ast.Source{Input: req.Query})
	if err != nil || json.Unmarshal(data, &answer) != nil {
		return nil //nolint:nilerr // an answer without fields has none to tell of
	}
	op := doc.Operations.ForName(req.OperationName)
	if op == nil {
		return nil
	}
	var told error
	said := map[string]bool{}
	for _, f := range rootFields(doc, op.SelectionSet) {
		arg := f.Arguments.ForName("id")
		if arg == nil || string(answer[f.Alias]) != "null" {
			continue
		}
		text, ok := valueOf(arg.Value, op, req.Variables)
		if !ok || said[f.Name+text] {
			continue
		}
		said[f.Name+text] = true
		told = s.notThere(ctx, s.kindOfField(f.Name), text)
		fmt.Fprintf(a.Err, "carejourney: %v\n", told)
	}
	if told != nil {
		return notThereError{reportedError{told}}
	}
	return nil
}

// valueOf is the id that an argument has, which may be a number: in the operation, from a variable, or what the operation
// has for a variable.
func valueOf(v *ast.Value, op *ast.OperationDefinition, variables map[string]any) (string, bool) {
	if v.Kind == ast.Variable {
		if given, ok := variables[v.Raw]; ok {
			return fmt.Sprint(given), true
		}
		if v = op.VariableDefinitions.ForName(v.Raw).DefaultValue; v == nil {
			return "", false
		}
	}
	return v.Raw, true
}

// rootFields are the fields that an operation asks of Query, also those in fragments.
func rootFields(doc *ast.QueryDocument, set ast.SelectionSet) []*ast.Field {
	var fields []*ast.Field
	for _, selection := range set {
		switch of := selection.(type) {
		case *ast.Field:
			fields = append(fields, of)
		case *ast.InlineFragment:
			fields = append(fields, rootFields(doc, of.SelectionSet)...)
		case *ast.FragmentSpread:
			if f := doc.Fragments.ForName(of.Name); f != nil {
				fields = append(fields, rootFields(doc, f.SelectionSet)...)
			}
		}
	}
	return fields
}

// kindOfField is the kind that a field of Query gives one node of, nil where it gives a node of any.
func (s *session) kindOfField(name string) *model.Kind {
	field := s.engine.Schema().Query.Fields.ForName(name)
	if field == nil {
		return nil
	}
	return s.model.Kind(field.Type.Name())
}
