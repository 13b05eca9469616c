package cli

import (
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/store"
)

func newEdit(a *app) *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "edit FILE --data DIR | --neo4j URI",
		Short: "Make the changes a YAML file asks for, all or none",
		Long: `Makes the changes that a file asks for in the graph that --data or --neo4j names: nodes described in it are made or changed (fields
left out stay, null removes a value), and a ChangeSet in it names what is disconnected and deleted. All of it or nothing:
every problem is reported with its place in the file. docs/model-files.md describes the format.`,
		Example: `  carejourney edit move-the-scan.yaml --data graph --dry-run
  carejourney edit move-the-scan.yaml --data graph`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.problems(a.edit(cmd.Context(), args[0], dryRun))
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only show what would be created, changed and deleted")
	a.addStore(cmd.Flags(), "made where there is none")
	return cmd
}

func (a *app) edit(ctx context.Context, file string, dryRun bool) error {
	m, err := schema.Model()
	if err != nil {
		return err
	}
	if err := a.named(); err != nil {
		return err
	}
	edit, err := modelfile.ReadEdit(os.DirFS(filepath.Dir(file)), filepath.Base(file), m)
	if err != nil {
		return err
	}
	s, err := a.openKept(ctx, m, dryRun)
	if err != nil {
		return err
	}
	defer s.Close() // what was changed is kept by then
	var step store.Step
	applied, err := s.ApplyShown(ctx, model.Changes{
		Expected: edit.Expected, By: a.user(), Operation: "edit", Message: edit.Message, DryRun: dryRun, Ops: edit.Ops,
	}, func(shown store.Step) { step = shown })
	if err != nil {
		return located(err, edit.Place)
	}
	return a.showChanged(step, applied, dryRun)
}
