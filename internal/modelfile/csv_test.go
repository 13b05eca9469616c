package modelfile

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// asTheLibrary reads a table with the library alone: all cells with their places, and where it stops being CSV.
func asTheLibrary(text string) (rows [][]string, places [][]at, stops at) {
	from := csv.NewReader(strings.NewReader(text))
	from.FieldsPerRecord = -1
	starts := []int{0} // of lines
	for i := range text {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	place := func(line, column int) at {
		rest := text[starts[line-1]:]
		return at{line, utf8.RuneCountInString(rest[:min(column-1, len(rest))]) + 1}
	}
	for {
		cells, err := from.Read()
		if errors.Is(err, io.EOF) {
			return rows, places, stops
		}
		var failed *csv.ParseError
		if errors.As(err, &failed) {
			return rows, places, place(failed.Line, failed.Column)
		}
		where := make([]at, len(cells))
		for i := range cells {
			where[i] = place(from.FieldPos(i))
		}
		rows, places = append(rows, cells), append(places, where)
	}
}

// requireRows requires that our rows of a text are those of the library, read in order and one by one.
func requireRows(t *testing.T, text string) {
	rows, places, stops := asTheLibrary(text)
	s := &sheet{file: &source{text: text}}
	var starts []int
	n := 0
	for w := range s.rows(0) {
		require.Less(t, n, len(rows))
		require.Equal(t, rows[n], w.cells)
		for i := range w.cells {
			require.Equal(t, places[n][i], w.at(i), "row %d, cell %d", n+1, i+1)
		}
		starts = append(starts, w.from)
		n++
	}
	require.Len(t, rows, n)
	if stops == (at{}) {
		require.Empty(t, s.file.problems)
	} else {
		reported := at{s.file.problems[0].Line, s.file.problems[0].Column}
		require.Equal(t, stops, reported)
	}
	for n, from := range slices.Backward(starts) {
		w := s.rowAt(from)
		require.Equal(t, rows[n], w.cells)
		for i := range w.cells {
			require.Equal(t, places[n][i], w.at(i), "row %d, cell %d", n+1, i+1)
		}
	}
}

var tables = []string{
	"", "\n", "\r", "\r\n\r\n", "a", "a,b", "a,b\n", "a,b\r\nc,d\r\n", "a,b\n\n\nc,d", "a,b\n\r\nc,d\r", ",\n,,\n", "ä,ö,ü\n😀,x,y\n", " a , b \n",
	"a,b\n\"c\",d\n", "a,b\n\"c\nc\",d\ne,f\n", "a\n\n\n\"b\"\n\n\nc", "a,\"b\"\"c\"\nd,e", "a,b\"c\n", "a\n\"b\nc", "a\n\"b\"c,d\n", "ä\nä,\"ö\nü\",😀,\"x\"\n", "a\rb,c\n", "\"\"\n",
}

func TestRowsAreThoseOfTheLibrary(t *testing.T) {
	for _, text := range tables {
		t.Run(text, func(t *testing.T) { requireRows(t, text) })
	}
}

func FuzzRows(f *testing.F) {
	for _, text := range tables {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) && !strings.Contains(text, "\x00") { // nothing else is read
			requireRows(t, text)
		}
	})
}
