package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/modelfile"
)

func newSchema(a *app) *cobra.Command {
	var jsonSchema bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the GraphQL schema, or the JSON Schema of model files",
		Long: `Prints the GraphQL schema that clients see. With --json-schema it prints the JSON Schema of model files, for editors
that check YAML while it is written.`,
		Example: `  carejourney schema > carejourney.graphql
  carejourney schema --json-schema > carejourney.schema.json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if !jsonSchema {
				_, err := fmt.Fprint(a.Out, schema.SDL())
				return err
			}
			m, err := schema.Model()
			if err != nil {
				return err
			}
			_, err = a.Out.Write(modelfile.JSONSchema(m))
			return err
		},
	}
	cmd.Flags().BoolVar(&jsonSchema, "json-schema", false, "print the JSON Schema of model files instead")
	return cmd
}
