package modelfile

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// row is a line of a table. Where its cells are in the file is worked out only when somebody asks. Its cells are good until
// the next row is read.
type row struct {
	of     *sheet
	from   int      // byte of the file where it, or a blank line in front of it, begins
	cells  []string // as they are between commas, or within quotes
	quoted bool     // it is among rows with quotes
	asked  int      // the column whose place was asked for last, from 1
	answer at
}

// cell gives the value of a column, by place, without the blanks around it; "" for a column that is not there.
func (w *row) cell(column int) string {
	if column < 0 || column >= len(w.cells) {
		return ""
	}
	return trimmed(w.cells[column])
}

// at gives the place of a cell, or of the row where it has no such cell.
func (w *row) at(column int) at {
	if column < 0 || column >= len(w.cells) {
		column = 0
	}
	if w.asked != column+1 {
		line, character := w.position(column)
		w.asked, w.answer = column+1, w.of.file.placed(w.from, line, character)
	}
	return w.answer
}

// position gives the line of a cell, counted from where the row begins, and its byte in that line, both from 1.
func (w *row) position(column int) (line, character int) {
	if w.quoted {
		from := csvReader(w.of.file.text[w.from:])
		if _, err := from.Read(); err == nil {
			return from.FieldPos(column)
		}
	}
	before := 1
	for _, cell := range w.cells[:column] {
		before += len(cell) + 1
	}
	return 1, before
}

// place gives the place of a field's cell.
func (w *row) place(field string) (at, bool) {
	column, ok := w.of.header[field]
	if !ok {
		return at{}, false
	}
	return w.at(column), true
}

// rows gives the rows of a sheet from a byte on, one after the other. What is not CSV ends them. Rows without quotes are cut
// at their commas; from the first quote on the library reads, which copies them.
func (t *sheet) rows(from int) func(yield func(*row) bool) {
	return func(yield func(*row) bool) {
		text, w := t.file.text, &row{of: t}
		for from < len(text) {
			line, end := text[from:], len(text)
			if i := strings.IndexByte(line, '\n'); i >= 0 {
				line, end = line[:i], from+i+1
			}
			if strings.IndexByte(line, '"') >= 0 {
				t.quotedRows(from, yield)
				return
			}
			line = strings.TrimSuffix(line, "\r")
			if line != "" {
				w.from, w.cells, w.asked = from, cut(line, w.cells[:0]), 0
				if !yield(w) {
					return
				}
			}
			from = end
		}
	}
}

// cut gives the cells of a line without quotes.
func cut(line string, cells []string) []string {
	for {
		i := strings.IndexByte(line, ',')
		if i < 0 {
			return append(cells, line)
		}
		cells, line = append(cells, line[:i]), line[i+1:]
	}
}

func (t *sheet) quotedRows(start int, yield func(*row) bool) {
	from, w := csvReader(t.file.text[start:]), &row{of: t, quoted: true}
	for {
		w.from, w.asked = start+int(from.InputOffset()), 0
		cells, err := from.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var failed *csv.ParseError
		if errors.As(err, &failed) {
			t.file.report(t.file.placed(start, failed.Line, failed.Column), syntax, "not CSV: "+failed.Err.Error(), "")
			return
		}
		if w.cells = cells; !yield(w) {
			return
		}
	}
}

func csvReader(text string) *csv.Reader {
	from := csv.NewReader(strings.NewReader(text))
	from.FieldsPerRecord, from.ReuseRecord = -1, true
	return from
}
