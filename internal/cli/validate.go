package cli

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
)

func newValidate(a *app) *cobra.Command {
	var format, rules string
	cmd := &cobra.Command{
		Use:   "validate [DIR]",
		Short: "Check a folder of model files and report every problem at once",
		Long: `Reads a folder of model files and reports everything that is wrong with it, each problem with file, line, column,
the rule it breaks and, where there is a good guess, what to write instead. Exit code 1 means that there are problems.`,
		Example: `  carejourney validate my-journeys
  carejourney validate my-journeys -o json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			if len(args) > 0 {
				a.settings.Model = args[0]
			}
			m, err := schema.Model()
			if err != nil {
				return err
			}
			gapRules, err := gapRules(rules)
			if err != nil {
				return a.problems(err)
			}
			set, err := a.readSet(m)
			if err == nil {
				err = checkAccepted(set, gapRules)
			}
			if format != "table" {
				return a.reportProblems(format, err)
			}
			if err != nil {
				return a.problems(err)
			}
			_, err = fmt.Fprintf(a.Out, "%s: %d nodes and %d relationships, no problems.\n", a.folder(), len(set.Elements), len(set.Links))
			return err
		},
	}
	cmd.Flags().StringVar(&rules, "rules", "", "folder with gap rules of your own, for gaps that the files accept")
	cmd.Flags().StringVarP(&format, "output", "o", "table", "format of the report: "+formats+" (table is plain lines)")
	return cmd
}

// reportProblems writes problems for programs.
func (a *app) reportProblems(format string, err error) error {
	type row struct {
		File       string `json:"file"`
		Line       int    `json:"line"`
		Column     int    `json:"column"`
		Rule       string `json:"rule"`
		Message    string `json:"message"`
		Suggestion string `json:"suggestion"`
	}
	rows := []row{}
	var e *model.Error
	if err != nil && (!errors.As(err, &e) || len(e.Problems) == 0) {
		return err
	}
	if e != nil {
		for _, p := range e.Problems {
			rows = append(rows, row{p.File, p.Line, p.Column, p.Rule, p.Message, p.Suggestion})
		}
	}
	data, failed := json.Marshal(map[string]any{"problems": rows})
	if failed != nil {
		return failed
	}
	if failed := write(a.Out, format, data); failed != nil {
		return failed
	}
	if err != nil {
		return reportedError{err}
	}
	return nil
}
