package modelfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// sheet is a CSV file with what its first row says: which column is where.
type sheet struct {
	table
	file      *source
	header    map[string]int // columns by name
	width     int
	id        int // column that names what a row is about: id, or the end of the relationship
	from      int // of a relationship
	fields    []*column
	relations []relationColumn

	same map[string]model.Props // properties of relationships that many rows have
	ids  map[string]int32       // numbers of all nodes, of a relationship
	last string                 // where the relationship of the row before begins
	was  int32                  // its number

	looked *row // the last row that somebody asked for
}

// column is a column with values of a field.
type column struct {
	field *model.Field
	name  string
	at    int
	known map[string]any // values read before, of a field with few
}

type relationColumn struct {
	relation *model.Relation
	at       int
}

// mostKnown is how many values of a column, and sets of properties of a table, are kept to be used again: of what differs in
// every row they would only take room.
const mostKnown = 1_000

// table reads the rows of a table into the piece.
func (r *reader) table(t *sheet) {
	s := t.file
	if s.text == "" {
		if len(s.problems) == 0 {
			s.report(at{1, 1}, syntax, "the table is empty", "Begin it with a line of column names")
		}
		return
	}
	read := r.linkRow
	if t.kind != nil {
		read = r.elementRow
		r.piece.nodes = make([]writtenNode, 0, strings.Count(s.text, "\n"))
	} else {
		r.piece.numbered = make([]numberedLink, 0, strings.Count(s.text, "\n"))
	}
	for w := range t.rows(0) {
		switch {
		case t.header == nil && len(w.cells) > maxKeys:
			s.reportf(w.at(0), aliasLimit, "the table has more than %d columns", maxKeys)
			return
		case t.header == nil:
			if !t.readHeader(w) {
				return
			}
		case len(w.cells) != t.width:
			s.reportf(w.at(min(t.width, len(w.cells)-1)), syntax, "the row has %s, and the table %s",
				count(len(w.cells), "cell"), count(t.width, "column"))
		default:
			read(t, w)
		}
	}
}

// readHeader reads the first row. Without the columns that every row needs it gives false.
func (t *sheet) readHeader(w *row) bool {
	s, header := t.file, map[string]int{}
	t.header, t.width = header, len(w.cells)
	var columns []string
	needed := []string{wordFrom, wordTo}
	if t.kind != nil {
		columns, needed = Columns(t.kind), []string{wordID}
	} else {
		columns = LinkColumns(t.relationship)
	}
	for i := range w.cells {
		name := w.cell(i)
		first, twice := header[name]
		switch {
		case twice:
			s.reportf(w.at(i), duplicateEntry, "the column %s is there twice, first at %s", clip(name), s.place(w.at(first)))
		case !slices.Contains(columns, name):
			s.report(w.at(i), rules.UnknownField, unknownColumn(t.table, name), rules.DidYouMean(name, columns))
		default:
			header[name] = i
		}
	}
	for _, name := range needed {
		if _, ok := header[name]; !ok {
			s.report(w.at(0), rules.MissingField, "the table has no column "+name, "")
			return false
		}
	}
	if t.kind == nil {
		t.id, t.from, t.same = header[wordTo], header[wordFrom], map[string]model.Props{}
		t.addFields("", t.relationship.Properties)
		return true
	}
	t.id = header[wordID]
	t.addFields("", t.kind.Fields)
	for _, rel := range t.kind.Relations {
		if i, ok := header[rel.Name]; ok && rel.Stored != nil {
			t.relations = append(t.relations, relationColumn{rel, i})
		}
	}
	return true
}

// addFields notes which fields have a column.
func (t *sheet) addFields(group string, fields []*model.Field) {
	for _, f := range fields {
		if f.Embedded != nil {
			t.addFields(f.Name+groupSeparator, f.Embedded.Fields)
			continue
		}
		name := group + f.Name
		i, there := t.header[name]
		if !there || f.Derived != nil || name == wordID {
			continue
		}
		c := &column{field: f, name: name, at: i}
		if !f.List && f.Type != model.String {
			c.known = map[string]any{}
		}
		t.fields = append(t.fields, c)
	}
}

// rowAt gives the row that begins at a byte. It remembers the last, of which a long one may be asked for many times.
func (t *sheet) rowAt(from int) *row {
	if t.looked == nil || t.looked.from != from {
		t.looked = &row{of: t, from: from}
		for w := range t.rows(from) {
			t.looked = w
			break
		}
	}
	return t.looked
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
