package cli

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/model"
)

// pictureQuestion is the question of the library that has everything a picture shows.
const pictureQuestion = "journey-picture"

func newRender(a *app) *cobra.Command {
	var format, file string
	known := strings.Join(diagram.Formats(), ", ")
	cmd := &cobra.Command{
		Use:   "render JOURNEY",
		Short: "Draw a journey",
		Long: `Draws a journey, named by its id, with or without "journey:" in front. The pictures are those of the pages, byte by
byte: the same journey always gives the same file.`,
		Example: `  carejourney render maternity --file having-a-baby.svg
  carejourney render maternity -o png --file having-a-baby.png
  carejourney render journey:stroke -o mermaid
  carejourney render stroke -o csv | column -s, -t`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !slices.Contains(diagram.Formats(), format) {
				return usagef("-o takes %s, not %q", known, format)
			}
			data, err := a.render(cmd.Context(), args[0], format)
			if err != nil {
				return err
			}
			if _, ok := terminal(a.Out); ok && format == "png" && file == "" {
				return usagef("a png is not for a terminal; name a file with --file")
			}
			if file != "" {
				return os.WriteFile(file, data, 0o644) //nolint:gosec // a picture is meant to be read by others
			}
			_, err = a.Out.Write(data)
			return err
		},
	}
	a.addStore(cmd.Flags(), "asked instead of model files; it must not be served at the time")
	cmd.Flags().StringVarP(&format, "output", "o", "svg", "format: "+known)
	cmd.Flags().StringVar(&file, "file", "", "write to a `FILE` instead of standard output")
	return cmd
}

func (a *app) render(ctx context.Context, id, format string) ([]byte, error) {
	question, err := a.operation(pictureQuestion)
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
	j, err := diagram.Read(resp.Data)
	var e *model.Error
	if errors.As(err, &e) && e.Code == model.NotFound {
		return nil, model.Errorf(model.NotFound, "There is no journey %q. `carejourney query journeys` lists them.", id)
	}
	if err != nil {
		return nil, err
	}
	data, _, err := diagram.Write(j, format)
	return data, err
}
