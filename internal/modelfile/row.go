package modelfile

import (
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// linkRow reads a row of a table for a relationship.
func (r *reader) linkRow(t *sheet, w *row) {
	from, to := w.cell(t.from), w.cell(t.id)
	if from == "" {
		t.file.report(w.at(t.from), rules.MissingField, "the row has no "+wordFrom, "")
	}
	if to == "" {
		t.file.report(w.at(t.id), rules.MissingField, "the row has no "+wordTo, "")
	}
	key := ""
	for i, c := range t.fields {
		if i > 0 {
			key += "\x00"
		}
		key += w.cell(c.at)
	}
	props, read := t.same[key]
	if !read {
		props = model.Props{}
		subject := rules.Subject{Link: rules.LinkID{Type: t.relationship, From: from, To: to}}
		good := r.cells(t, subject, w, props)
		complete(t.relationship.Properties, props, t.defaults)
		rules.Defaults(t.relationship.Properties, props)
		if good && len(t.same) < mostKnown {
			t.same[key] = props
		}
	}
	if from == "" || to == "" {
		return
	}
	if from != t.last {
		t.last, t.was = from, r.piece.number(from, t.ids)
	}
	r.piece.numbered = append(r.piece.numbered, numberedLink{t.was, r.piece.number(to, t.ids), int32(w.from), props})
}

// elementRow reads a row of a table for a kind.
func (r *reader) elementRow(t *sheet, w *row) {
	d := &draft{kind: t.kind, id: w.cell(t.id), file: t.file, props: make(model.Props, len(t.fields)+len(r.defaults)+len(t.defaults))}
	if d.id == "" {
		t.file.report(w.at(t.id), rules.MissingField, "the row has no id", "")
	}
	r.cells(t, rules.Subject{Element: d.id}, w, d.props)
	complete(t.kind.Fields, d.props, t.defaults)
	r.keep(d, spot{r.piece.place, int32(w.from), wholeRow})
	for _, c := range t.relations {
		r.relationCell(d, c, w)
	}
}

// relationCell reads the ids in a cell.
func (r *reader) relationCell(d *draft, c relationColumn, w *row) {
	text := w.cell(c.at)
	if text == "" {
		return
	}
	ids := parts(text)
	if !c.relation.Many && len(ids) > 1 {
		d.file.reportf(w.at(c.at), rules.WrongType, "%s takes one id, not %d", c.relation.Name, len(ids))
		return
	}
	for i, id := range ids {
		r.link(d, c.relation, i+1, id, spot{r.piece.place, int32(w.from), int32(c.at)}, nil)
	}
}

// cells reads the fields of a row. It reports whether all of them could be read.
func (r *reader) cells(t *sheet, subject rules.Subject, w *row, props model.Props) bool {
	good := true
	for _, c := range t.fields {
		text := w.cell(c.at)
		if text == "" {
			continue
		}
		value, known := c.known[text]
		if !known {
			if value, known = r.cell(t.file, subject, c, text, w); !known {
				good = false
			} else if c.known != nil && len(c.known) < mostKnown {
				c.known[text] = value
			}
		}
		if value != nil {
			props[c.field.Property] = value
		}
	}
	return good
}

// cell reads the value, or the values, in a cell: nil for none. It reports whether there was nothing wrong with it.
func (r *reader) cell(s *source, subject rules.Subject, c *column, text string, w *row) (any, bool) {
	good := true
	fail := func(fault *rules.Fault) {
		subject.Field = c.name
		s.report(w.at(c.at), fault.Rule, c.name+": "+fault.Message, fault.Suggestion)
		r.piece.faulty[subject] = true
		good = false
	}
	if !c.field.List {
		value, fault := fromText(c.field, text)
		if fault != nil {
			fail(fault)
			return nil, false
		}
		return value, true
	}
	var values []string
	for _, item := range parts(text) {
		value, fault := rules.Value(c.field, item)
		if fault != nil {
			fail(fault)
			continue
		}
		values = append(values, value.(string))
	}
	if len(values) == 0 {
		return nil, good
	}
	return values, good
}

// fromText reads a single value as cells have it.
func fromText(f *model.Field, text string) (any, *rules.Fault) {
	value, err := model.ParseText(f, text)
	if err == nil {
		return value, nil
	}
	// Text that is no number at all has the wrong type; otherwise the value says what is wrong with it.
	if number, bad := model.ParseText(&model.Field{Type: f.Type, Enum: f.Enum}, text); bad == nil {
		_, fault := rules.Value(f, number)
		return nil, fault
	}
	if f.Type == model.EnumType {
		_, fault := rules.Value(f, text)
		return nil, fault
	}
	return nil, &rules.Fault{Rule: rules.WrongType, Message: err.Error()}
}

// parts splits a cell with several values.
func parts(text string) []string {
	var values []string
	for part := range strings.SplitSeq(text, cellSeparator) {
		if part = trimmed(part); part != "" {
			values = append(values, part)
		}
	}
	return values
}
