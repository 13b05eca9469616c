package main

import (
	"encoding/csv"
	"fmt"
	"os"
)

// readStandardLinks turns the published pairs of standard and capability numbers into APPLIES_TO links. A solution that
// offers the capability has to meet the standard, which is what APPLIES_TO says unless an obligation is given.
func readStandardLinks(path string) (table, error) {
	t := table{file: "gp-it/applies-to.csv", header: []string{"from", "to"}}
	f, err := os.Open(path)
	if err != nil {
		return t, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return t, fmt.Errorf("%s: %w", path, err)
	}
	for _, r := range rows[1:] {
		t.rows = append(t.rows, []string{"standard:gp-it/" + clean(r[0]), "application-capability:gp-it/" + clean(r[1])})
	}
	return t.sorted(), nil
}
