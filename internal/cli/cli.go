// Package cli is the command line of Carejourney and the only place that wires the parts together: one file for each
// command. It decides nothing about the model or a query by itself.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/carejourney/carejourney/internal/model"
)

// Process is what a command gets from the operating system.
type Process struct {
	Args []string
	In   io.Reader
	Out  io.Writer
	Err  io.Writer
	Env  func(string) (string, bool)
	Now  func() time.Time // the system's clock where nil
}

// Exit codes.
const (
	exitFine     = 0
	exitProblems = 1 // the command ran and found problems, or could not do its work
	exitUsage    = 2 // the command line is wrong, or names what is not there
)

// Run runs one command line and gives its exit code.
func Run(ctx context.Context, p Process) int {
	root := newRoot(&app{Process: p})
	root.SetArgs(p.Args)
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitFine
	}
	var usage usageError
	if errors.As(err, &usage) {
		fmt.Fprintf(p.Err, "carejourney: %v\nRun 'carejourney --help' or the command with --help.\n", err)
		return exitUsage
	}
	var reported reportedError
	if !errors.As(err, &reported) {
		fmt.Fprintf(p.Err, "carejourney: %v\n", err)
	}
	var missing notThereError
	if errors.As(err, &missing) {
		return exitUsage
	}
	return exitProblems
}

// usageError is a command line that cannot be carried out as it stands.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// reportedError is a failure that the command has shown already.
type reportedError struct{ error }

// app is what all commands share.
type app struct {
	Process
	settings settings
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "carejourney",
		Short: "Model journeys through care and ask what stands behind every stage",
		Long: `Carejourney models journeys through care from the person's side and links every stage to the business
capabilities, services, organisations, applications, technologies and standards behind it.

With no folder given, all commands work on the journeys that come with the program.

Every flag can also be set in the environment (CAREJOURNEY_LISTEN for --listen) or in a file named by --config.

Exit code 0 means that all is well; 1 that the command found problems or could not do its work; 2 that the command line is
wrong, or names what is not there.`,
		Example: `  carejourney serve
  carejourney query journey-map
  carejourney validate my-journeys`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	a.settings.addTo(root.PersistentFlags())
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return a.configure(cmd) }
	root.AddCommand(
		newServe(a),
		newQuery(a),
		newGaps(a),
		newRegions(a),
		newRender(a),
		newValidate(a),
		newExplain(a),
		newLoad(a),
		newEdit(a),
		newDiff(a),
		newBackup(a),
		newRestore(a),
		newAudit(a),
		newToken(a),
		newSchema(a),
		newGenerate(a),
		newVersion(a),
	)
	asUsage(root)
	return root
}

// now is the time of the process.
func (a *app) now() time.Time {
	if a.Now == nil {
		return time.Now()
	}
	return a.Now()
}

// asUsage makes a wrong number of arguments a usage error, for the command and all below it.
func asUsage(c *cobra.Command) {
	for _, below := range c.Commands() {
		asUsage(below)
	}
	check := c.Args
	c.Args = func(cmd *cobra.Command, args []string) error {
		if check == nil {
			return nil
		}
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}

// terminal reports whether w is a terminal, and how wide it is.
func terminal(w io.Writer) (width int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	return width, err == nil
}

// problems shows every problem of an error, a line each, and gives an error that is not shown again.
func (a *app) problems(err error) error {
	var e *model.Error
	if !errors.As(err, &e) || len(e.Problems) == 0 {
		return err
	}
	for _, p := range e.Problems {
		fmt.Fprintln(a.Err, p)
	}
	fmt.Fprintln(a.Err, e.Message)
	return reportedError{err}
}
