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
)

func newRender(a *app) *cobra.Command {
	var format, file, viewName, with string
	var hide []string
	var areas areaPair
	var options diagram.Options
	known := strings.Join(diagram.Formats(), ", ")
	cmd := &cobra.Command{
		Use:   "render JOURNEY",
		Short: "Draw a journey",
		Long: `Draws a journey, named by its id, with or without "journey:" in front: as a map, as a matrix of business capabilities
by stages, as the flow of people, or compared with another or between two areas. The pictures are those of the pages, byte by byte: the same journey always gives the
same file. Where a file is named, its ending tells the format.`,
		Example: `  carejourney render maternity --file having-a-baby.svg
  carejourney render maternity --file having-a-baby.png
  carejourney render maternity --hide applications,standards --file what-people-meet.svg
  carejourney render maternity --trace business-capability:book-appointments --file appointments.svg
  carejourney render maternity --area organisation:Y63 --group deaf-person --file in-the-north.svg
  carejourney render maternity --view matrix --measure maturity --file matrix.svg
  carejourney render maternity --view flow --group first-time-parent --file flow.png
  carejourney render stroke --view compare --with hip-fracture --file differences.png
  carejourney render stroke --view compare --area organisation:QWO --with-area organisation:QT6 --file areas.svg
  carejourney render journey:stroke -o mermaid
  carejourney render stroke -o csv | column -s, -t`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := areas.check(viewName, with); err != nil {
				return err
			}
			format, err := formatOf(viewName, format, file)
			if err != nil {
				return err
			}
			if options.Hide, err = diagram.Hide(hide...); err != nil {
				return usagef("%s", err)
			}
			if len(hide) > 0 && viewName != "map" {
				return usagef("--hide leaves lanes out of a map, not out of the view %s", viewName)
			}
			if options.Trace != "" && viewName != "map" {
				return usagef("--trace follows something through a map, not through the view %s", viewName)
			}
			if viewName == "map" {
				options.Area = areas.first
			}
			if viewName == compareView {
				viewName = "map" // two of them, laid over each other
			}
			view, err := diagram.ViewNamed(viewName)
			if err != nil {
				return usagef("%s", err)
			}
			data, err := a.render(cmd.Context(), args[0], with, areas, view, options, format)
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
	cmd.Flags().StringVar(&viewName, "view", "map", "what is drawn: `VIEW` is map, matrix, flow or compare")
	cmd.Flags().StringVar(&with, "with", "", "the `JOURNEY` that is compared with, for --view compare")
	cmd.Flags().StringVar(&areas.first, "area", "", "only what of a map is in an `AREA`, by the id of an organisation; with --view compare and --with-area, the first of two")
	cmd.Flags().StringVar(&areas.second, "with-area", "", "the other `AREA` of --view compare")
	cmd.Flags().StringVar(&options.Measure, "measure", "", "what a matrix shows: `MEASURE` is "+strings.Join(diagram.Measures(), " or "))
	cmd.Flags().StringVar(&options.Group, "group", "", "id of a `GROUP` of people: whose flow is drawn, instead of every 1,000 people, or who go along a map, which marks what they cannot use")
	cmd.Flags().StringVar(&options.Trace, "trace", "", "`ID` of a stage, business capability, service, application, standard or anything else that is followed through a map")
	cmd.Flags().StringSliceVar(&hide, "hide", nil, "`LANES` that the picture of a map leaves out: "+hideable())
	cmd.Flags().StringVar(&file, "file", "", "write to a `FILE` instead of standard output")
	return cmd
}

// hideable names the lanes that a map can leave out.
func hideable() string {
	var names []string
	for _, l := range diagram.Hideable() {
		names = append(names, l.Name)
	}
	return strings.Join(names, ", ")
}

// formatOf is the format that is asked for: by name, else by the ending of the file, else SVG.
func formatOf(view, name, file string) (string, error) {
	known := diagram.FormatsOf(view)
	if name != "" {
		if !slices.Contains(known, name) {
			return "", usagef("-o takes %s for a %s, not %q", strings.Join(known, ", "), view, name)
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
	return "", usagef("no %s is written as .%s; name the format with -o: %s", view, ending, strings.Join(known, ", "))
}

// compareView is the view of two journeys, or of one in two areas. The others show one.
const compareView = "compare"

func (a *app) render(ctx context.Context, id, with string, areas areaPair, view diagram.View, options diagram.Options, format string) ([]byte, error) {
	question, err := a.operation(view.Question)
	if err != nil {
		return nil, err
	}
	s, err := a.open(ctx, a.toAsk)
	if err != nil {
		return nil, a.problems(err)
	}
	defer s.close()
	read := func(id string) (diagram.Picture, error) {
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
			return nil, s.notThere(ctx, s.model.Kind("Journey"), id)
		}
		if err != nil {
			return nil, named(err)
		}
		return p, named(a.narrow(ctx, s.engine, p, options.Filters(view.Name, id)))
	}
	p, err := read(id)
	if err != nil {
		return nil, err
	}
	if j, ok := p.(*diagram.Journey); ok && areas.second != "" {
		if p, err = a.inAreas(ctx, s.engine, j, areas); err != nil {
			return nil, named(err)
		}
	}
	if with != "" {
		other, err := read(with)
		if err != nil {
			return nil, err
		}
		first, ok := p.(*diagram.Journey)
		second, both := other.(*diagram.Journey)
		if ok && both {
			p = diagram.Compare(first, second)
		}
	}
	data, _, err := diagram.Write(p, format)
	return data, err
}
