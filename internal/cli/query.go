package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

func newQuery(a *app) *cobra.Command {
	var vars []string
	var format, operation string
	var list bool
	var asOf int64
	cmd := &cobra.Command{
		Use:   "query NAME | FILE | -",
		Short: "Answer a question of the library, a GraphQL file or standard input",
		Long: `Answers a question of the library by its name, a file with a GraphQL operation, or an operation from standard
input (-). A question of the library has example variables; --var replaces them one by one. Every kind of thing has three
questions more: register-organisations lists organisations, about-organisation tells about one of them,
links-of-organisations says what some of them are linked to. Where nothing has an id that is asked for, the answer is null, as
GraphQL has it, and a line on standard error and exit code 2 say so.`,
		Example: `  carejourney query --list
  carejourney query journey-map
  carejourney query journey-map --var journey=journey:nhs-app-repeat-prescription -o json
  carejourney query journey-map --data graph --as-of 12
  echo '{ journeys { nodes { id name } } }' | carejourney query -`,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: a.completeQuestions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			if list {
				return a.listQuestions(format)
			}
			if len(args) == 0 {
				return usagef("name a question, a file or - (see carejourney query --list)")
			}
			req, err := a.request(args[0], vars)
			if err != nil {
				return err
			}
			req.OperationName, req.AsOf = operation, model.Version(asOf)
			ctx := access.With(cmd.Context(), access.Who{Name: a.user(), Role: access.Admin})
			s, err := a.open(cmd.Context(), a.toAsk)
			if err != nil {
				return a.problems(err)
			}
			defer s.close()
			resp := s.engine.Do(ctx, req)
			if resp.Data != nil {
				if err := write(a.Out, format, resp.Data); err != nil {
					return err
				}
			}
			if len(resp.Errors) > 0 {
				return a.answerErrors(resp.Errors)
			}
			return a.tellMissing(ctx, s, req, resp.Data)
		},
	}
	a.addStore(cmd.Flags(), "asked instead of model files; it must not be served at the time")
	cmd.Flags().StringArrayVar(&vars, "var", nil, "value `NAME=VALUE` of a variable; VALUE is JSON, or text where it is not")
	cmd.Flags().StringVarP(&format, "output", "o", "table", "format of the answer: "+formats)
	cmd.Flags().StringVar(&operation, "operation", "", "which operation of a file with several")
	cmd.Flags().Int64Var(&asOf, "as-of", 0, "ask the graph of --data as it was at this `VERSION`")
	cmd.Flags().BoolVar(&list, "list", false, "list the questions of the library")
	return cmd
}

// answerErrors shows the errors of an answer and gives an error that is not shown again.
func (a *app) answerErrors(errs gqlerror.List) error {
	if len(errs) == 0 {
		return nil
	}
	for _, e := range errs {
		fmt.Fprintf(a.Err, "carejourney: %v\n", e)
	}
	return reportedError{errs}
}

// request makes a request of a question's name, a file's name or - for standard input.
func (a *app) request(name string, vars []string) (graph.Request, error) {
	q, err := a.operation(name)
	if err != nil {
		return graph.Request{}, err
	}
	req := graph.Request{Query: q.Query, QueriesOnly: true}
	if err := json.Unmarshal([]byte(q.Variables), &req.Variables); err != nil {
		return req, fmt.Errorf("variables of %s: %w", name, err)
	}
	for _, v := range vars {
		key, text, ok := strings.Cut(v, "=")
		if !ok {
			return req, usagef("--var takes NAME=VALUE, not %q", v)
		}
		if req.Variables == nil {
			req.Variables = map[string]any{}
		}
		if err := declared(name, q.Query, key); err != nil {
			return req, err
		}
		var value any
		if json.Unmarshal([]byte(text), &value) != nil {
			value = text
		}
		req.Variables[key] = value
	}
	return req, nil
}

// declared is a usage error where no operation of the text has the variable: GraphQL would leave its value out without a
// word, and the answer would be one to another question.
func declared(name, text, variable string) error {
	doc, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		return nil //nolint:nilerr // told with its place when the operation is compiled
	}
	var names []string
	for _, op := range doc.Operations {
		for _, v := range op.VariableDefinitions {
			if v.Variable == variable {
				return nil
			}
			names = append(names, v.Variable)
		}
	}
	return usagef("%s has no variable %q%s", name, variable, near(variable, names))
}

// near names what may have been meant, if anything.
func near(word string, words []string) string {
	if found, ok := rules.Nearest(word, words); ok {
		return fmt.Sprintf("; did you mean %q?", found)
	}
	return ""
}

func (a *app) operation(name string) (library.Question, error) {
	if name == "-" {
		text, err := io.ReadAll(a.In)
		return library.Question{Name: name, Query: string(text), Variables: "{}"}, err
	}
	questions, err := allQuestions()
	if err != nil {
		return library.Question{}, err
	}
	names := make([]string, len(questions))
	for i, q := range questions {
		if q.Name == name {
			return q, nil
		}
		names[i] = q.Name
	}
	text, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return library.Question{}, usagef("there is no question and no file %q%s (see carejourney query --list)", name, near(name, names))
	}
	return library.Question{Name: name, Query: string(text), Variables: "{}"}, err
}

func (a *app) listQuestions(format string) error {
	questions, err := questions()
	if err != nil {
		return err
	}
	type row struct {
		Name     string `json:"name"`
		Question string `json:"question"`
		AskedBy  string `json:"askedBy"`
	}
	rows := make([]row, len(questions))
	for i, q := range questions {
		rows[i] = row{q.Name, q.Question, q.AskedBy}
	}
	data, err := json.Marshal(map[string]any{"questions": rows})
	if err != nil {
		return err
	}
	return write(a.Out, format, data)
}

func (a *app) completeQuestions(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	questions, err := allQuestions()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	names := make([]string, len(questions))
	for i, q := range questions {
		names[i] = q.Name + "\t" + q.Question
	}
	return names, cobra.ShellCompDirectiveDefault
}
