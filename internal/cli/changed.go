package cli

import (
	"errors"
	"fmt"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// mostEffects is how many single changes a command lists, dry runs aside.
const mostEffects = 40

// showChanged lists what a batch came to: + for what is new, ~ for what changed, - for what is gone.
func (a *app) showChanged(step store.Step, applied store.Applied, dryRun bool) error {
	for i, effect := range step.Effects {
		if !dryRun && i == mostEffects {
			fmt.Fprintf(a.Out, "… and %d more\n", len(step.Effects)-i)
			break
		}
		fmt.Fprintln(a.Out, effect)
	}
	counts := fmt.Sprintf("%d created, %d changed, %d deleted (nodes and relationships)", applied.Created, applied.Updated, applied.Deleted)
	var err error
	switch {
	case len(step.Effects) == 0:
		_, err = fmt.Fprintf(a.Out, "Nothing to change: the graph stays at version %d.\n", applied.Version)
	case dryRun:
		_, err = fmt.Fprintf(a.Out, "Would be %s. Nothing was changed: the graph stays at version %d.\n", counts, applied.Version)
	default:
		_, err = fmt.Fprintf(a.Out, "%s. The graph is at version %d.\n", counts, applied.Version)
	}
	return err
}

// located gives an error of a store with the place in the file for every problem, as place finds it by the number of
// the change and the name of the field.
func located(err error, place func(op int, field string, p model.Problem) model.Problem) error {
	var e *model.Error
	if !errors.As(err, &e) || len(e.Problems) == 0 {
		return err
	}
	moved := *e
	moved.Problems = make([]model.Problem, len(e.Problems))
	for i, p := range e.Problems {
		op, field := -1, ""
		for j, part := range p.Path {
			switch part := part.(type) {
			case int:
				if j == 0 {
					op = part
				}
			case string:
				if field != "" {
					field += "."
				}
				field += part
			}
		}
		moved.Problems[i] = place(op, field, p)
	}
	return &moved
}
