package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/library"
)

// regionsQuestion is the question of the library that regions asks.
const regionsQuestion = "compare-regions"

func newRegions(a *app) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "regions JOURNEY AREA OTHER",
		Short: "Show one journey in two areas side by side",
		Long: `Shows at which stages of a journey people find something in both areas, in one of them only, or in neither. An area is the id of a region, of an
integrated care board or of any other organisation: services of organisations that belong to it are there, and services
that are run for the whole country are everywhere.

It asks the question compare-regions of the library.`,
		Example: `  carejourney regions journey:maternity organisation:Y63 organisation:Y58
  carejourney regions journey:stroke organisation:QWO organisation:QT6 -o json`,
		Args: cobra.ExactArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkFormat(format); err != nil {
				return err
			}
			return a.regions(cmd.Context(), args, format)
		},
	}
	a.addStore(cmd.Flags(), "asked instead of model files; it must not be served at the time")
	cmd.Flags().StringVarP(&format, "output", "o", "table", "format: "+formats)
	return cmd
}

// inAreas is the answer to the question.
type inAreas struct {
	First, Second *struct{ Name string }
	Journey       *struct {
		Name         string
		BetweenAreas struct {
			InBoth, OnlyInArea, OnlyInOther, InNeither int
			Stages                                     []stageInAreas
		}
	}
}

type stageInAreas struct {
	Name                                       string
	InBoth, OnlyInArea, OnlyInOther, InNeither []struct {
		Name            string
		InArea, InOther []struct{ Name string }
	}
}

func (a *app) regions(ctx context.Context, args []string, format string) error {
	all, err := questions()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(q library.Question) bool { return q.Name == regionsQuestion })
	s, err := a.open(ctx, a.toAsk)
	if err != nil {
		return a.problems(err)
	}
	defer s.close()
	resp := s.engine.Do(ctx, graph.Request{
		Query: all[i].Query, QueriesOnly: true, Variables: map[string]any{"journey": args[0], "first": args[1], "second": args[2]},
	})
	if len(resp.Errors) > 0 {
		return a.answerErrors(resp.Errors)
	}
	var answer inAreas
	if err := json.Unmarshal(resp.Data, &answer); err != nil {
		return err
	}
	switch {
	case answer.Journey == nil:
		return s.notThere(ctx, s.model.Kind("Journey"), args[0])
	case answer.First == nil:
		return s.notThere(ctx, s.model.Kind("Organisation"), args[1])
	case answer.Second == nil:
		return s.notThere(ctx, s.model.Kind("Organisation"), args[2])
	}
	if format != "table" {
		return write(a.Out, format, resp.Data)
	}
	width := plainWidth
	if watched, ok := terminal(a.Out); ok {
		width = min(max(watched, narrowest), widest)
	}
	_, err = a.Out.Write(answer.text(width))
	return err
}

// text writes the answer for people: how much differs, then every stage where anything differs or is missing.
func (r *inAreas) text(width int) []byte {
	var out bytes.Buffer
	here, there, b := r.First.Name, r.Second.Name, r.Journey.BetweenAreas
	fmt.Fprintf(&out, "%s in %s and %s\n\n", r.Journey.Name, here, there)
	fmt.Fprintf(&out, "Business capabilities that people need on this journey, by where services provide them:\n\n")
	longest := max(len("in neither"), len("only in "+here), len("only in "+there))
	for _, line := range []struct {
		what string
		n    int
	}{{"in both", b.InBoth}, {"only in " + here, b.OnlyInArea}, {"only in " + there, b.OnlyInOther}, {"in neither", b.InNeither}} {
		fmt.Fprintf(&out, "  %-*s  %3d\n", longest, line.what, line.n)
	}
	var same, unknown []string
	for _, s := range b.Stages {
		if len(s.OnlyInArea)+len(s.OnlyInOther)+len(s.InNeither) == 0 {
			if len(s.InBoth) == 0 {
				unknown = append(unknown, s.Name)
			} else {
				same = append(same, s.Name)
			}
			continue
		}
		fmt.Fprintf(&out, "\n%s\n", s.Name)
		for _, c := range s.OnlyInArea {
			writeFolded(&out, "  only in "+here+": ", c.Name+" ("+namesOf(c.InArea)+")", width)
		}
		for _, c := range s.OnlyInOther {
			writeFolded(&out, "  only in "+there+": ", c.Name+" ("+namesOf(c.InOther)+")", width)
		}
		for _, c := range s.InNeither {
			writeFolded(&out, "  in neither: ", c.Name, width)
		}
	}
	for _, rest := range []struct {
		what   string
		stages []string
	}{{"The same in both, and nothing missing: ", same}, {"No business capability is linked to these, so nobody can say: ", unknown}} {
		if len(rest.stages) > 0 {
			out.WriteByte('\n')
			writeFolded(&out, "", rest.what+strings.Join(rest.stages, ", ")+".", width)
		}
	}
	return out.Bytes()
}

func namesOf(nodes []struct{ Name string }) string {
	names := make([]string, len(nodes))
	for i, n := range nodes {
		names[i] = n.Name
	}
	return strings.Join(names, "; ")
}
