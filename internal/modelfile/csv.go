package modelfile

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// row is a line of a table: cells by column, each with its place.
type row struct {
	header map[string]int // columns by name
	cells  []string
	places []at
}

// cell gives the value of a column without the blanks around it.
func (w *row) cell(column string) string {
	i, ok := w.header[column]
	if !ok || i >= len(w.cells) {
		return ""
	}
	return trimmed(w.cells[i])
}

// at gives the place of a column's cell, or of the row.
func (w *row) at(column string) at {
	if i, ok := w.header[column]; ok && i < len(w.places) {
		return w.places[i]
	}
	return w.places[0]
}

func (w *row) place(field string) (at, bool) {
	if _, ok := w.header[field]; ok {
		return w.at(field), true
	}
	return at{}, false
}

// rows gives the rows of a file one after the other. What is not CSV ends them.
func (s *source) rows() func(yield func(*row) bool) {
	return func(yield func(*row) bool) {
		from := csv.NewReader(strings.NewReader(s.text))
		from.FieldsPerRecord = -1
		count := characters{text: s.text}
		for {
			cells, err := from.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			var failed *csv.ParseError
			if errors.As(err, &failed) {
				s.report(count.at(failed.Line, failed.Column), syntax, "not CSV: "+failed.Err.Error(), "")
				return
			}
			w := &row{cells: cells, places: make([]at, len(cells))}
			for i := range cells {
				w.places[i] = count.at(from.FieldPos(i))
			}
			if !yield(w) {
				return
			}
		}
	}
}

// characters turns places counted in bytes into places counted in characters. Places come in order, so that a file is
// gone through once.
type characters struct {
	text         string // from the start of line on, as far as counted
	line         int
	bytes, chars int // counted in this line
}

func (c *characters) at(line, column int) at {
	if c.line == 0 {
		c.line = 1
	}
	for ; c.line < line; c.line++ {
		end := strings.IndexByte(c.text[c.bytes:], '\n')
		if end < 0 {
			return at{line, 1}
		}
		c.text, c.bytes, c.chars = c.text[c.bytes+end+1:], 0, 0
	}
	if to := min(column-1, len(c.text)); to > c.bytes {
		c.chars += utf8.RuneCountInString(c.text[c.bytes:to])
		c.bytes = to
	}
	return at{line, c.chars + 1}
}
