package cli

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/internal/store/durable"
)

func newAudit(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "audit",
		Short:   "Look at the record of changes",
		Example: "  carejourney audit verify --data graph",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAuditVerify(a))
	return cmd
}

func newAuditVerify(a *app) *cobra.Command {
	var list bool
	cmd := &cobra.Command{
		Use:   "verify --data DIR",
		Short: "Make sure that nobody altered the record of changes or took something out of it",
		Long: `Goes through the record of all changes, made and refused: each entry holds a hash of the one before and of its change.
The hash of the last entry is printed. Note it somewhere else: while a later record has an entry with it, nothing before was written anew.`,
		Example: `  carejourney audit verify --data graph
  carejourney audit verify --data graph --list`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := a.data()
			if err != nil {
				return err
			}
			sum, err := durable.Record(cmd.Context(), dir, a.dataOptions(), func(e durable.Entry) error {
				if !list {
					return nil
				}
				text, err := json.Marshal(e)
				if err == nil {
					_, err = fmt.Fprintf(a.Out, "%s\n", text)
				}
				return err
			})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.Out, "The record is whole: %d entries (%d changed the graph, %d left it as it was, %d were refused), version %d.\nHash of the last entry: %s\n",
				sum.Entries, sum.Changed, sum.Unchanged, sum.Refused, sum.Version, sum.Hash)
			return err
		},
	}
	cmd.Flags().BoolVar(&list, "list", false, "print every entry, one JSON object a line")
	a.addData(cmd.Flags(), "whose record is looked at; it must not be served at the time")
	return cmd
}
