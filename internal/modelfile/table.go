package modelfile

import (
	"fmt"
	"slices"

	"github.com/carejourney/carejourney/internal/rules"
)

// table reads a CSV file into the set.
func (r *reader) table(t table, s *source) {
	if s.text == "" {
		if len(s.problems) == 0 {
			s.report(at{1, 1}, syntax, "the table is empty", "Begin it with a line of column names")
		}
		return
	}
	columns, read := []string(nil), r.linkRow
	if t.kind != nil {
		columns, read = Columns(t.kind), r.elementRow
	} else {
		columns = LinkColumns(t.relationship)
	}
	var header map[string]int
	width := 0
	for w := range s.rows() {
		if header == nil {
			header, width = r.header(t, s, w, columns), len(w.cells)
			if header == nil {
				return
			}
			continue
		}
		w.header = header
		if len(w.cells) != width {
			s.reportf(w.places[min(width, len(w.cells)-1)], syntax, "the row has %s, and the table %s",
				count(len(w.cells), "cell"), count(width, "column"))
			continue
		}
		read(t, s, w)
	}
}

// header reads the first row: which column is where. Without the columns that every row needs it gives nil.
func (r *reader) header(t table, s *source, w *row, columns []string) map[string]int {
	header := map[string]int{}
	for i := range w.cells {
		name := trimmed(w.cells[i])
		first, twice := header[name]
		switch {
		case twice:
			s.reportf(w.places[i], duplicateEntry, "the column %s is there twice, first at %s", clip(name), s.place(w.places[first]))
		case !slices.Contains(columns, name):
			s.report(w.places[i], rules.UnknownField, unknownColumn(t, name), rules.DidYouMean(name, columns))
		default:
			header[name] = i
		}
	}
	needed := []string{wordID}
	if t.relationship != nil {
		needed = []string{wordFrom, wordTo}
	}
	for _, name := range needed {
		if _, ok := header[name]; !ok {
			s.report(w.places[0], rules.MissingField, "the table has no column "+name, "")
			return nil
		}
	}
	return header
}

func unknownColumn(t table, name string) string {
	if t.relationship != nil {
		return fmt.Sprintf("%s has no property %s", t.relationship.Name, clip(name))
	}
	rel := t.kind.Relation(name)
	if rel != nil && rel.Stored == nil || t.kind.Field(name) != nil && t.kind.Field(name).Derived != nil || t.kind.ComputedField(name) != nil {
		return fmt.Sprintf("%s of %s is worked out from the rest and cannot be written", name, t.kind.Name)
	}
	return fmt.Sprintf("%s has no %s", t.kind.Name, clip(name))
}
