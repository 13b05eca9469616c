package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"github.com/carejourney/carejourney/internal/table"
)

// formats are the values of -o.
const formats = "table, json, yaml or csv"

// write writes the data of an answer in a format.
func write(w io.Writer, format string, data []byte) error {
	switch format {
	case "json":
		var out bytes.Buffer
		if err := json.Indent(&out, data, "", "  "); err != nil {
			return err
		}
		out.WriteByte('\n')
		_, err := out.WriteTo(w)
		return err
	case "yaml":
		out, err := yaml.JSONToYAML(data)
		if err != nil {
			return err
		}
		_, err = w.Write(out)
		return err
	}
	t, err := table.From(data)
	if err != nil {
		return err
	}
	if format == "csv" {
		return t.CSV(w)
	}
	width, _ := terminal(w)
	return writeTable(w, t, width)
}

func checkFormat(format string) error {
	switch format {
	case "table", "json", "yaml", "csv":
		return nil
	}
	return usagef("-o takes %s, not %q", formats, format)
}

// gap stands between two columns.
const gap = "  "

// tall is how many lines a cell may take on a terminal.
const tall = 4

// writeTable writes aligned columns. On a terminal, long cells are folded into several lines so that the table fits, and
// cut where they would take too many; other formats have everything.
func writeTable(w io.Writer, t table.Table, width int) error {
	var out bytes.Buffer
	for _, fact := range t.Facts {
		fmt.Fprintf(&out, "%s: %s\n", fact[0], fact[1])
	}
	if len(t.Facts) > 0 {
		out.WriteByte('\n')
	}
	if t.Counts != nil {
		writeColumns(&out, *t.Counts, width)
		out.WriteByte('\n')
	}
	writeColumns(&out, t, width)
	_, err := out.WriteTo(w)
	return err
}

func writeColumns(out *bytes.Buffer, t table.Table, width int) {
	widths := columnWidths(t, width)
	rule := make([]string, len(widths))
	for i, n := range widths {
		rule[i] = strings.Repeat("-", n)
	}
	writeRow(out, t.Header, widths, width > 0)
	writeRow(out, rule, widths, false)
	for _, row := range t.Rows {
		writeRow(out, row, widths, width > 0)
	}
}

// columnWidths gives every column what its longest cell needs and, where a terminal is narrower, takes from the widest
// columns until the table fits or no column is wider than 12.
func columnWidths(t table.Table, width int) []int {
	widths := make([]int, len(t.Header))
	for _, row := range append([][]string{t.Header}, t.Rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	total := (len(widths) - 1) * len(gap)
	for _, n := range widths {
		total += n
	}
	for width > 0 && total > width {
		widest := 0
		for i, n := range widths {
			if n > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= 12 {
			break
		}
		widths[widest]--
		total--
	}
	return widths
}

func writeRow(out *bytes.Buffer, row []string, widths []int, cut bool) {
	cells := make([][]string, len(widths))
	lines := 1
	for i := range widths {
		if i < len(row) {
			cells[i] = fold(row[i], widths[i])
		}
		if cut && len(cells[i]) > tall {
			cells[i] = append(cells[i][:tall-1], "…")
		}
		lines = max(lines, len(cells[i]))
	}
	for line := range lines {
		var text strings.Builder
		for i, n := range widths {
			cell := ""
			if line < len(cells[i]) {
				cell = cells[i][line]
			}
			if i > 0 {
				text.WriteString(gap)
			}
			text.WriteString(cell)
			text.WriteString(strings.Repeat(" ", n-utf8.RuneCountInString(cell)))
		}
		out.WriteString(strings.TrimRight(text.String(), " "))
		out.WriteByte('\n')
	}
}

// fold breaks a text into lines of at most width characters, between words where it can.
func fold(text string, width int) []string {
	var lines []string
	rest := []rune(strings.Join(strings.Fields(text), " "))
	for len(rest) > width {
		cut := width
		for i := width; i > 0; i-- {
			if rest[i] == ' ' {
				cut = i
				break
			}
		}
		lines = append(lines, string(rest[:cut]))
		rest = []rune(strings.TrimLeft(string(rest[cut:]), " "))
	}
	return append(lines, string(rest))
}
