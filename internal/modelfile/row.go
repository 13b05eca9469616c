package modelfile

import (
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// linkRow reads a row of a table for a relationship.
func (r *reader) linkRow(t table, s *source, w *row) {
	l := model.Link{Type: t.relationship, From: w.cell(wordFrom), To: w.cell(wordTo), Props: model.Props{}}
	for _, end := range [...]string{wordFrom, wordTo} {
		if w.cell(end) == "" {
			s.report(w.at(end), rules.MissingField, "the row has no "+end, "")
		}
	}
	subject := rules.Subject{Link: linkID(l)}
	for _, f := range t.relationship.Properties {
		r.cell(s, subject, f, f.Name, w, l.Props)
	}
	complete(t.relationship.Properties, l.Props, t.defaults)
	if l.From != "" && l.To != "" {
		r.keepLink(l, origin{file: s, at: w.at(wordTo), fields: w})
	}
}

// elementRow reads a row of a table for a kind.
func (r *reader) elementRow(t table, s *source, w *row) {
	d := &draft{kind: t.kind, id: w.cell(wordID), file: s, at: w.at(wordID), props: model.Props{}}
	if d.id == "" {
		s.report(d.at, rules.MissingField, "the row has no id", "")
	}
	subject := rules.Subject{Element: d.id}
	for _, f := range t.kind.Fields {
		if f.Embedded == nil {
			r.cell(s, subject, f, f.Name, w, d.props)
			continue
		}
		for _, member := range f.Embedded.Fields {
			r.cell(s, subject, member, f.Name+groupSeparator+member.Name, w, d.props)
		}
	}
	complete(t.kind.Fields, d.props, t.defaults)
	r.keep(d, w)
	for _, rel := range t.kind.Relations {
		if rel.Stored != nil {
			r.relationCell(d, rel, w)
		}
	}
}

// relationCell reads the ids in a cell.
func (r *reader) relationCell(d *draft, rel *model.Relation, w *row) {
	text := w.cell(rel.Name)
	if text == "" {
		return
	}
	ids := parts(text)
	if !rel.Many && len(ids) > 1 {
		d.file.reportf(w.at(rel.Name), rules.WrongType, "%s takes one id, not %d", rel.Name, len(ids))
		return
	}
	for i, id := range ids {
		r.link(d, rel, i+1, id, origin{file: d.file, at: w.at(rel.Name)}, nil)
	}
}

// cell reads a field from its column, if the table has it.
func (r *reader) cell(s *source, subject rules.Subject, f *model.Field, column string, w *row, props model.Props) {
	text := w.cell(column)
	if text == "" || f.Derived != nil || column == wordID {
		return
	}
	subject.Field = column
	fail := func(fault *rules.Fault) {
		s.report(w.at(column), fault.Rule, column+": "+fault.Message, fault.Suggestion)
		r.faulty[subject] = true
	}
	if !f.List {
		value, fault := fromText(f, text)
		if fault != nil {
			fail(fault)
			return
		}
		props[f.Property] = value
		return
	}
	var values []string
	for _, item := range parts(text) {
		value, fault := rules.Value(f, item)
		if fault != nil {
			fail(fault)
			continue
		}
		values = append(values, value.(string))
	}
	if len(values) > 0 {
		props[f.Property] = values
	}
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
