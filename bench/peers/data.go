package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/internal/model"
)

// data is an invented model.
type data struct{ content model.Content }

func makeData(ctx context.Context, m *model.Model, journeys int) (*data, error) {
	made := &generate.Graph{}
	if err := generate.Generate(ctx, m, generate.Options{Journeys: journeys, Seed: seed}, made); err != nil {
		return nil, err
	}
	return &data{made.Content}, nil
}

// each gives the ids of some nodes as values of the variable id, spread evenly over all there are.
func (d *data) each(prefix string, most int) []map[string]any {
	var ids []string
	for _, e := range d.content.Elements {
		if strings.HasPrefix(e.ID, prefix+":") {
			ids = append(ids, e.ID)
		}
	}
	step := max(1, len(ids)/most)
	var all []map[string]any
	for i := 0; i < len(ids) && len(all) < most; i += step {
		all = append(all, map[string]any{"id": ids[i]})
	}
	return all
}

// table is a table of schema.sql: the kind or relationship its rows are of, and the properties in its other columns.
type table struct {
	name, of string
	columns  []string
}

var tables = []table{
	{"journey", "Journey", []string{"name"}},
	{"stage", "Stage", []string{"name", "stageType", "phase", "<HAS_STAGE"}},
	{"touchpoint", "Touchpoint", []string{"name", "channel", "<HAS_TOUCHPOINT"}},
	{"business_capability", "BusinessCapability", []string{"name"}},
	{"service", "Service", []string{"name"}},
	{"organisation", "Organisation", []string{"name"}},
	{"application", "Application", []string{"name"}},
	{"technology", "Technology", []string{"name"}},
	{"standard", "Standard", []string{"name"}},
	{"enables", "ENABLES", []string{"role"}},
	{"provided_through", "PROVIDED_THROUGH", nil},
	{"offers", "OFFERS", nil},
	{"supports", "SUPPORTS", nil},
	{"runs_on", "RUNS_ON", nil},
	{"conforms_to", "CONFORMS_TO", nil},
}

// tables writes a CSV file for each table. Relationships to kinds that have no table are left out.
func (d *data) tables(dir string) error {
	kinds := map[string]string{}
	for _, e := range d.content.Elements {
		kinds[e.ID] = e.Kind.Name
	}
	owner := map[string]string{} // by relationship and its end
	for _, l := range d.content.Links {
		owner[l.Type.Name+" "+l.To] = l.From
	}
	asked := map[string]bool{}
	for _, t := range tables {
		asked[t.of] = true
	}
	for _, t := range tables {
		var rows [][]string
		for _, e := range d.content.Elements {
			if e.Kind.Name != t.of {
				continue
			}
			row := []string{e.ID}
			for _, c := range t.columns {
				if via, ok := strings.CutPrefix(c, "<"); ok {
					row = append(row, owner[via+" "+e.ID])
				} else {
					row = append(row, text(e.Props[c]))
				}
			}
			rows = append(rows, row)
		}
		for _, l := range d.content.Links {
			if l.Type.Name != t.of || !asked[kinds[l.From]] || !asked[kinds[l.To]] {
				continue
			}
			row := []string{l.From, l.To}
			for _, c := range t.columns {
				row = append(row, text(l.Props[c]))
			}
			rows = append(rows, row)
		}
		if err := writeCSV(filepath.Join(dir, t.name+".csv"), rows); err != nil {
			return err
		}
	}
	return nil
}

func text(value any) string {
	if value == nil {
		return ""
	}
	return fmt.Sprint(value)
}

func writeCSV(name string, rows [][]string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	return f.Close()
}
