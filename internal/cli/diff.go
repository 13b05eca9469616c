package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/durable"
)

func newDiff(a *app) *cobra.Command {
	var format string
	var exitCode bool
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "Show what differs between two model folders, or two versions of a graph",
		Long: `Compares two folders of model files, or with --data two versions of the graph kept there: what was added, what was removed, and of what
changed every value before and after. With --data and one version it is compared with the current one.

What model set something belongs to, and where in the files it stands, makes no difference.`,
		Example: `  carejourney diff last-month this-month
  carejourney diff --data graph 12 15
  carejourney diff --data graph 12 -o json
  carejourney diff last-month this-month --exit-code`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "table" && format != "json" {
				return usagef("-o takes table or json, not %q", format)
			}
			m, err := schema.Model()
			if err != nil {
				return err
			}
			compare := a.compareFolders
			if a.settings.Data != "" {
				compare = a.compareVersions
			}
			differences, err := compare(cmd.Context(), m, args)
			if err != nil {
				return a.problems(err)
			}
			if err := a.writeDifferences(format, differences); err != nil {
				return err
			}
			if exitCode && len(differences) > 0 {
				return reportedError{errors.New("there are differences")}
			}
			return nil
		},
	}
	a.addData(cmd.Flags(), "two versions of which are compared; it must not be served at the time")
	cmd.Flags().StringVarP(&format, "output", "o", "table", "format: table or json")
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "exit code 1 where there is any difference")
	return cmd
}

func (a *app) compareFolders(_ context.Context, m *model.Model, args []string) ([]model.Difference, error) {
	if len(args) != 2 {
		return nil, usagef("name two folders, or a graph with --data and its versions")
	}
	var contents [2]model.Content
	for i, dir := range args {
		a.settings.Model = dir
		set, err := a.readSet(m)
		if err != nil {
			return nil, err
		}
		contents[i] = set.Content()
	}
	return model.Compare(contents[0], contents[1]), nil
}

// compareVersions compares two versions of the graph of --data. Only what changed in between is looked at.
func (a *app) compareVersions(ctx context.Context, m *model.Model, args []string) ([]model.Difference, error) {
	s, err := durable.Ask(ctx, a.settings.Data, m, a.dataOptions())
	if err != nil {
		return nil, err
	}
	defer s.Close() // nothing was written
	versions := [2]model.Version{0, s.Current()}
	for i, text := range args {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, usagef("%q is no version: with --data, name versions such as 12", text)
		}
		versions[i] = model.Version(n)
	}
	var parts [2]store.Partial
	for i, version := range versions {
		at, err := s.At(ctx, version)
		if err != nil {
			return nil, err
		}
		parts[i] = at.(store.Partial)
	}
	ids, err := touchedBetween(ctx, s, min(versions[0], versions[1]), max(versions[0], versions[1]))
	if err != nil {
		return nil, err
	}
	var contents [2]model.Content
	for i, part := range parts {
		if contents[i], err = part.Part(ctx, ids); err != nil {
			return nil, err
		}
	}
	return model.Compare(contents[0], contents[1]), nil
}

// touchedBetween gives the ids of elements that changed in a span, and of both ends of links that did.
func touchedBetween(ctx context.Context, past store.Past, after, until model.Version) ([]string, error) {
	touched := map[string]bool{}
	whole, err := past.Steps(ctx, store.Span{After: after, Until: until, Most: math.MaxInt}, func(step store.Recorded) bool {
		for _, effect := range step.Effects {
			switch c := effect.Change.(type) {
			case model.PutElement:
				touched[c.Element.ID] = true
			case model.DeleteElement:
				touched[c.ID] = true
			case model.PutLink:
				touched[c.Link.From], touched[c.Link.To] = true, true
			case model.DeleteLink:
				touched[c.From], touched[c.To] = true, true
			}
		}
		return true
	})
	if err == nil && !whole {
		err = model.Errorf(model.NotFound, "The record does not go back to version %d.", after)
	}
	return slices.Sorted(maps.Keys(touched)), err
}

// differenceRow is a difference as JSON.
type differenceRow struct {
	Change string     `json:"change"` // added, removed or changed
	Kind   string     `json:"kind,omitempty"`
	ID     string     `json:"id,omitempty"`
	Name   string     `json:"name,omitempty"`
	Type   string     `json:"relationship,omitempty"`
	From   string     `json:"from,omitempty"`
	To     string     `json:"to,omitempty"`
	Fields []fieldRow `json:"fields,omitempty"`
}

type fieldRow struct {
	Field  string `json:"field"`
	Before any    `json:"before"`
	After  any    `json:"after"`
}

func rowOf(d *model.Difference) differenceRow {
	row := differenceRow{Change: changed}
	switch {
	case d.Added():
		row.Change = added
	case d.Removed():
		row.Change = removed
	}
	if e := d.Element(); e != nil {
		row.Kind, row.ID = e.Kind.Name, e.ID
		row.Name, _ = e.Props["name"].(string)
	} else {
		l := d.Link()
		row.Type, row.From, row.To = l.Type.Name, l.From, l.To
	}
	for _, f := range d.Fields {
		row.Fields = append(row.Fields, fieldRow{f.Field, f.Before, f.After})
	}
	return row
}

// What became of something.
const (
	added   = "added"
	removed = "removed"
	changed = "changed"
)

func (a *app) writeDifferences(format string, differences []model.Difference) error {
	rows := make([]differenceRow, len(differences))
	for i := range differences {
		rows[i] = rowOf(&differences[i])
	}
	if format == "json" {
		data, err := json.Marshal(map[string]any{"differences": rows})
		if err != nil {
			return err
		}
		return write(a.Out, format, data)
	}
	if len(rows) == 0 {
		_, err := fmt.Fprintln(a.Out, "No difference.")
		return err
	}
	width := plainWidth
	if watched, ok := terminal(a.Out); ok {
		width = max(watched, narrowest)
	}
	return writeDifferenceRows(a.Out, rows, width)
}
