package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/model"
)

func newRender(a *app) *cobra.Command {
	var format, file, viewName string
	var options diagram.Options
	known := strings.Join(diagram.Formats(), ", ")
	cmd := &cobra.Command{
		Use:   "render JOURNEY",
		Short: "Draw a journey",
		Long: `Draws a journey, named by its id, with or without "journey:" in front: as a map, as a matrix of business capabilities
by stages, or as the flow of people. The pictures are those of the pages, byte by byte: the same journey always gives the
same file. Where a file is named, its ending tells the format.`,
		Example: `  carejourney render maternity --file having-a-baby.svg
  carejourney render maternity --file having-a-baby.png
  carejourney render maternity --view matrix --measure maturity --file matrix.svg
  carejourney render maternity --view flow --group first-time-parent --file flow.png
  carejourney render journey:stroke -o mermaid
  carejourney render stroke -o csv | column -s, -t`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			view, err := diagram.ViewNamed(viewName)
			if err != nil {
				return usagef("%s", err)
			}
			format, err := formatOf(view, format, file)
			if err != nil {
				return err
			}
			data, err := a.render(cmd.Context(), args[0], view, options, format)
			if err != nil {
				return err
			}
			if _, ok := terminal(a.Out); ok && slices.Contains([]string{"png", "pptx", "xlsx"}, format) && file == "" {
				return usagef("a %s is not for a terminal; name a file with --file", format)
			}
			if file != "" {
				return os.WriteFile(file, data, 0o644) //nolint:gosec // a picture is meant to be read by others
			}
			_, err = a.Out.Write(data)
			return err
		},
	}
	a.addStore(cmd.Flags(), "asked instead of model files; it must not be served at the time")
	cmd.Flags().StringVarP(&format, "output", "o", "", "format: "+known+" (svg unless the ending of --file says otherwise)")
	cmd.Flags().StringVar(&viewName, "view", "map", "what is drawn: `VIEW` is map, matrix or flow")
	cmd.Flags().StringVar(&options.Measure, "measure", "", "what a matrix shows: `MEASURE` is "+strings.Join(diagram.Measures(), " or "))
	cmd.Flags().StringVar(&options.Group, "group", "", "id of the group of people whose flow is drawn, instead of every 1,000 people")
	cmd.Flags().StringVar(&file, "file", "", "write to a `FILE` instead of standard output")
	return cmd
}

// formatOf is the format that is asked for: by name, else by the ending of the file, else SVG.
func formatOf(view diagram.View, name, file string) (string, error) {
	known := diagram.FormatsOf(view.Name)
	if name != "" {
		if !slices.Contains(known, name) {
			return "", usagef("-o takes %s for a %s, not %q", strings.Join(known, ", "), view.Name, name)
		}
		return name, nil
	}
	ending := strings.TrimPrefix(filepath.Ext(file), ".")
	if ending == "" {
		return "svg", nil
	}
	if f, ok := diagram.FormatOfFile(ending); ok && slices.Contains(known, f) {
		return f, nil
	}
	return "", usagef("no %s is written as .%s; name the format with -o: %s", view.Name, ending, strings.Join(known, ", "))
}

func (a *app) render(ctx context.Context, id string, view diagram.View, options diagram.Options, format string) ([]byte, error) {
	question, err := a.operation(view.Question)
	if err != nil {
		return nil, err
	}
	s, err := a.open(ctx, a.toAsk)
	if err != nil {
		return nil, a.problems(err)
	}
	defer s.close()
	if !strings.HasPrefix(id, "journey:") {
		id = "journey:" + id
	}
	resp := s.engine.Do(ctx, graph.Request{
		Query: question.Query, Variables: map[string]any{"journey": id}, QueriesOnly: true,
	})
	if len(resp.Errors) > 0 {
		return nil, a.answerErrors(resp.Errors)
	}
	p, err := view.Read(resp.Data, options)
	if errors.Is(err, diagram.ErrNoJourney) {
		return nil, model.Errorf(model.NotFound, "There is no journey %q. `carejourney query journeys` lists them.", id)
	}
	if err != nil {
		return nil, err
	}
	data, _, err := diagram.Write(p, format)
	return data, err
}
