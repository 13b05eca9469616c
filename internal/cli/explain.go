package cli

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newExplain(a *app) *cobra.Command {
	var vars []string
	var operation string
	cmd := &cobra.Command{
		Use:   "explain NAME | FILE | -",
		Short: "Show how an operation would be executed: the plan as a tree, where it starts and what it costs",
		Long: `Compiles an operation and prints its plan: for every selection where it starts (its anchor), how it walks, what it
filters and orders by, and how many nodes the store expects to touch. Nothing is executed, except with --neo4j: then the
Cypher statement follows with its parameters, and the operators that Neo4j executed it with and their database hits.`,
		Example: `  carejourney explain journey-map
  carejourney explain my-question.graphql --var journey=journey:maternity
  carejourney explain journey-map --neo4j neo4j://localhost:7687`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.completeQuestions,
		RunE: func(cmd *cobra.Command, args []string) error {
			req, err := a.request(args[0], vars)
			if err != nil {
				return err
			}
			req.OperationName = operation
			s, err := a.open(cmd.Context(), a.toAsk)
			if err != nil {
				return a.problems(err)
			}
			defer s.close()
			text, errs, err := s.engine.Explain(cmd.Context(), req)
			if err != nil {
				return err
			}
			if len(errs) > 0 {
				return a.answerErrors(errs)
			}
			_, err = fmt.Fprint(a.Out, text)
			return err
		},
	}
	a.addStore(cmd.Flags(), "asked instead of model files; it must not be served at the time")
	cmd.Flags().StringArrayVar(&vars, "var", nil, "value `NAME=VALUE` of a variable; VALUE is JSON, or text where it is not")
	cmd.Flags().StringVar(&operation, "operation", "", "which operation of a file with several")
	return cmd
}
