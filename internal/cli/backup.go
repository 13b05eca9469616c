package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/store/durable"
)

func newBackup(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "backup FILE --data DIR",
		Short: "Copy a graph with its whole record into one file, also while it is served",
		Long: `Writes the graph that --data names, with the record of its changes, into a new file. A server that has the folder open
goes on answering and taking changes meanwhile. The copy is checked before the command says that it is there.`,
		Example: `  carejourney backup graph-2026-11-03.backup --data graph`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.backup(cmd.Context(), args[0])
		},
	}
	a.addData(cmd.Flags(), "served or not")
	return cmd
}

func (a *app) backup(ctx context.Context, file string) error {
	dir, err := a.data()
	if err != nil {
		return err
	}
	m, err := schema.Model()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(file); err == nil {
		return usagef("%s is there already: name a new file", file)
	}
	err = durable.WriteFile(file, func(w io.Writer) error {
		err := durable.CopyTo(ctx, w, dir, m, a.dataOptions())
		if errors.Is(err, durable.ErrInUse) {
			return askForBackup(ctx, dir, w, err)
		}
		return err
	})
	if err != nil {
		return err
	}
	about, err := durable.Inspect(ctx, file, m, a.dataOptions())
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.Out, "%s holds version %d, with %d entries in its record.\n", file, about.Version, about.Entries)
	return err
}

func newRestore(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "restore FILE --data DIR",
		Short: "Put a backup back",
		Long: `Checks a backup from beginning to end and puts it into the folder that --data names. A graph that is there already, sound or
damaged, is moved aside and not deleted. A server that has the folder open must be stopped first.`,
		Example: `  carejourney restore graph-2026-11-03.backup --data graph`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := a.data()
			if err != nil {
				return err
			}
			m, err := schema.Model()
			if err != nil {
				return err
			}
			done, err := durable.Restore(cmd.Context(), args[0], dir, m, a.dataOptions())
			if err != nil {
				return err
			}
			if done.Replaced != "" {
				fmt.Fprintf(a.Out, "What was there before is now %s.\n", done.Replaced)
			}
			_, err = fmt.Fprintf(a.Out, "%s holds version %d, with %d entries in its record.\n", dir, done.Version, done.Entries)
			return err
		},
	}
	a.addData(cmd.Flags(), "made where there is none")
	return cmd
}
