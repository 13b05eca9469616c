package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
)

// table is a CSV file of the model folder, with notes on what was done to the source.
type table struct {
	file   string
	header []string
	rows   [][]string
	notes  []string
}

// write puts the table into the model folder.
func (t table) write(folder string) error {
	path := filepath.Join(folder, filepath.FromSlash(t.file))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := csv.NewWriter(f)
	if err := w.WriteAll(append([][]string{t.header}, t.rows...)); err != nil {
		return err
	}
	return f.Close()
}
