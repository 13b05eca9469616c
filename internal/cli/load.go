package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/rules"
	"github.com/carejourney/carejourney/internal/store"
)

func newLoad(a *app) *cobra.Command {
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "load [DIR] --data DIR | --neo4j URI",
		Short: "Bring a graph in step with a folder of model files",
		Long: `Makes the model set of a folder, or the journeys that come with the program, in the graph that --data or --neo4j names what
it is in the files: what is new is created, what differs is changed, what is gone from the files goes. Other sets, and
what was made by hand, stay as they are; where a file describes what another set has, or something of another set
depends on what would go, nothing is changed and the place is told.

A load is made whole or not at all. Only in Neo4j more than 50,000 nodes and relationships at once are checked first and then
written in parts: one that was interrupted is finished by running the command again.`,
		Example: `  carejourney load my-journeys --data graph --dry-run
  carejourney load my-journeys --data graph
  carejourney load --data graph
  carejourney load my-journeys --neo4j neo4j://localhost:7687`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				a.settings.Model = args[0]
			}
			return a.problems(a.load(cmd.Context(), dryRun))
		},
	}
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "only show what would be created, changed and deleted")
	a.addStore(cmd.Flags(), "made where there is none")
	return cmd
}

func (a *app) load(ctx context.Context, dryRun bool) error {
	m, err := schema.Model()
	if err != nil {
		return err
	}
	if err := a.named(); err != nil {
		return err
	}
	set, err := a.readSet(m)
	if err != nil {
		return err
	}
	s, err := a.openKept(ctx, m, dryRun)
	if err != nil {
		return err
	}
	defer s.Close() // what was changed is kept by then
	version, there, err := s.Export(ctx)
	if err != nil {
		return err
	}
	if err := claims(there, set); err != nil {
		return err
	}
	changes := model.Changes{
		Expected: &version, By: a.user(), Operation: "load", Message: set.ID, DryRun: dryRun,
		Ops: model.Diff(ofSet(there, set.ID), set.Content()),
	}
	var step store.Step
	apply := s.ApplyShown
	if large, ok := s.(loader); ok {
		apply = large.Load
	}
	applied, err := apply(ctx, changes, func(shown store.Step) { step = shown })
	if err != nil {
		return located(err, func(op int, field string, p model.Problem) model.Problem {
			return placeInSet(set, changes.Ops, op, field, p)
		})
	}
	return a.showChanged(step, applied, dryRun)
}

// ofSet gives the part of a content that one model set has.
func ofSet(all model.Content, id string) model.Content {
	var own model.Content
	for _, e := range all.Elements {
		if e.Set == id {
			own.Elements = append(own.Elements, e)
		}
	}
	for _, l := range all.Links {
		if l.Set == id {
			own.Links = append(own.Links, l)
		}
	}
	return own
}

// claims reports what the files say about things of other sets, and what of other sets depends on things that would go.
func claims(there model.Content, set *modelfile.Set) error {
	wanted := make(map[string]bool, len(set.Elements))
	for _, e := range set.Elements {
		wanted[e.ID] = true
	}
	links := make(map[rules.LinkID]bool, len(set.Links))
	for _, l := range set.Links {
		links[rules.LinkID{Type: l.Type, From: l.From, To: l.To}] = true
	}
	var problems []model.Problem
	gone := map[string]bool{}
	for _, e := range there.Elements {
		switch {
		case e.Set == set.ID && !wanted[e.ID]:
			gone[e.ID] = true
		case e.Set != set.ID && e.Set != "" && wanted[e.ID]:
			problems = append(problems, set.Place(rules.Subject{Element: e.ID}, "other-set", fmt.Sprintf("%s belongs to %s", e.ID, e.Set), "Leave it out here"))
		}
	}
	for _, l := range there.Links {
		id := rules.LinkID{Type: l.Type, From: l.From, To: l.To}
		if l.Set == set.ID || l.Set == "" {
			continue
		}
		if links[id] {
			problems = append(problems, set.Place(rules.Subject{Link: id}, "other-set",
				fmt.Sprintf("%s from %s to %s belongs to %s", l.Type.Name, l.From, l.To, l.Set), "Leave it out here"))
		}
		for _, end := range []string{l.From, l.To} {
			if gone[end] {
				problems = append(problems, set.Place(rules.Subject{Link: id}, "other-set",
					fmt.Sprintf("%s is gone from the files, but %s has %s from %s to %s", end, l.Set, l.Type.Name, l.From, l.To), "Change that set first"))
			}
		}
	}
	if len(problems) == 0 {
		return nil
	}
	return &model.Error{Code: model.BadUserInput, Message: "other model sets are in the way; nothing was changed", Problems: problems}
}

// placeInSet finds where in the files a problem with a change stands. What goes is in no file.
func placeInSet(set *modelfile.Set, ops []model.Change, op int, field string, p model.Problem) model.Problem {
	if op < 0 || op >= len(ops) {
		return p
	}
	subject := rules.Subject{Field: field}
	switch c := ops[op].(type) {
	case model.PutElement:
		subject.Element = c.Element.ID
	case model.PutLink:
		subject.Link = rules.LinkID{Type: c.Link.Type, From: c.Link.From, To: c.Link.To}
	default:
		return p
	}
	return set.Place(subject, p.Rule, p.Message, p.Suggestion)
}
