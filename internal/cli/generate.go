package cli

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/generate"
)

func newGenerate(a *app) *cobra.Command {
	var journeys int
	var seed uint64
	var out, format string
	cmd := &cobra.Command{
		Use:   "generate",
		Short: "Make an invented model of any size, to try out speed and memory",
		Long: `Makes a model with so many journeys and everything that goes with them: for 10,000 journeys the organisations and
services of a whole country and about 5 million relationships. The same numbers always make the same model. Everything
in it is invented and marked as illustrative.

With --out it writes a model folder that validate, serve and all other commands read; with -o summary it only counts.`,
		Example: `  carejourney generate --journeys 100 --seed 1 --out invented
  carejourney generate --journeys 10000 -o summary`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if format != "" && format != "summary" || (out == "") == (format == "") {
				return usagef("say where to write it with --out DIR, or -o summary to count only")
			}
			if journeys < 1 {
				return usagef("--journeys must be at least 1, not %d", journeys)
			}
			return a.generate(cmd, generate.Options{Journeys: journeys, Seed: seed}, out)
		},
	}
	cmd.Flags().IntVar(&journeys, "journeys", 100, "how many journeys")
	cmd.Flags().Uint64Var(&seed, "seed", 1, "which of all models of this size")
	cmd.Flags().StringVar(&out, "out", "", "folder `DIR` to write, which must be empty or not there")
	cmd.Flags().StringVarP(&format, "output", "o", "", "summary: only count what would be written")
	return cmd
}

func (a *app) generate(cmd *cobra.Command, o generate.Options, out string) error {
	m, err := schema.Model()
	if err != nil {
		return err
	}
	var finished func()
	o.Progress, finished = a.generating()
	counts := generate.NewCounts()
	if out == "" {
		if err := generate.Generate(cmd.Context(), m, o, counts); err != nil {
			return err
		}
		finished()
		return a.summary(counts)
	}
	if err := emptyFolder(out); err != nil {
		return err
	}
	folder := generate.NewFolder(m, out)
	err = generate.Generate(cmd.Context(), m, o, generate.Both{folder, counts})
	if closed := folder.Close(err == nil); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	finished()
	return a.summary(counts)
}

// emptyFolder makes a folder unless it is there. One that holds anything is left alone.
func emptyFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return usageError{fmt.Errorf("make the folder: %w", err)}
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return usageError{fmt.Errorf("read the folder: %w", err)}
	}
	if len(entries) > 0 {
		return usagef("the folder %s is not empty", dir)
	}
	return nil
}

// generating shows how much is made: a bar on a terminal, a few lines elsewhere, and nothing where it is soon done.
func (a *app) generating() (show func(done, total int), finished func()) {
	if _, ok := terminal(a.Err); ok {
		bar := progressbar.NewOptions(1, progressbar.OptionSetWriter(a.Err), progressbar.OptionSetDescription("Making nodes"),
			progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		// A bar that cannot be drawn is no reason to fail.
		return func(done, total int) { bar.ChangeMax(total); _ = bar.Set(done) }, func() { _ = bar.Finish() }
	}
	shown := 0
	return func(done, total int) {
		const worthwhile, lines = 100_000, 10
		if part := done * lines / total; total >= worthwhile && part > shown {
			shown = part
			fmt.Fprintf(a.Err, "Making nodes: %d of %d\n", done, total)
		}
	}, func() {}
}

// summary writes what was made, a line for each kind and relationship.
func (a *app) summary(c *generate.Counts) error {
	for _, part := range []struct {
		name   string
		counts map[string]int
	}{{"nodes", c.Elements}, {"relationships", c.Links}} {
		all := 0
		for _, name := range slices.Sorted(maps.Keys(part.counts)) {
			all += part.counts[name]
			if _, err := fmt.Fprintf(a.Out, "%-24s %10d\n", name, part.counts[name]); err != nil {
				return err
			}
		}
		if _, err := fmt.Fprintf(a.Out, "%-24s %10d\n\n", "all "+part.name, all); err != nil {
			return err
		}
	}
	return nil
}
