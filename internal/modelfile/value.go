package modelfile

import (
	"fmt"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/rules"
)

// field reads the value of a field, a list of values or a group of fields into props. What is wrong with it is noted for
// the subject too, so that the same field is not reported as missing. Members of a group come with Field set.
func (r *reader) field(s *source, subject rules.Subject, f *model.Field, e *entry, props model.Props) {
	n := e.value
	if n.form == emptyForm {
		if r.editing {
			remove(f, props)
		}
		return
	}
	if subject.Field == "" {
		subject.Field = f.Name
	}
	fail := func(where at, fault *rules.Fault) {
		s.report(where, fault.Rule, subject.Field+": "+fault.Message, fault.Suggestion)
		r.piece.faulty[subject] = true
	}
	switch {
	case f.Embedded != nil:
		r.group(s, subject, f, n, props)
	case f.List:
		if n.form != listForm {
			fail(n.at, &rules.Fault{Rule: rules.WrongType, Message: "this is " + n.form.String() + ", not a list", Suggestion: listIt(n)})
			return
		}
		var values []string
		for _, item := range n.items {
			value, fault := scalar(f, item)
			if fault != nil {
				fail(item.at, fault)
				continue
			}
			if text, _ := value.(string); text != "" {
				values = append(values, text)
			}
		}
		if len(values) > 0 || r.editing {
			props[f.Property] = values
		}
	default:
		value, fault := scalar(f, n)
		if fault != nil {
			fail(n.at, fault)
			return
		}
		if value != "" {
			props[f.Property] = value
		} else if r.editing {
			props[f.Property] = nil
		}
	}
}

// remove makes a field one whose value goes, all of them for a group.
func remove(f *model.Field, props model.Props) {
	if f.Embedded == nil {
		props[f.Property] = nil
		return
	}
	for _, member := range f.Embedded.Fields {
		props[member.Property] = nil
	}
}

// group reads a group of fields, such as source.
func (r *reader) group(s *source, subject rules.Subject, f *model.Field, n *node, props model.Props) {
	if n.form != mapForm {
		s.report(n.at, rules.WrongType, fmt.Sprintf("%s is a map, and this is %s", f.Name, n.form), "")
		return
	}
	for i := range n.entries {
		e := &n.entries[i]
		member := fieldNamed(f.Embedded.Fields, e.key)
		if member == nil {
			s.report(e.at, rules.UnknownField, fmt.Sprintf("%s cannot have %s", f.Name, clip(e.key)), suggestKey(e.key, writable(f.Embedded.Fields)))
			continue
		}
		subject.Field = f.Name + groupSeparator + member.Name
		r.field(s, subject, member, e, props)
	}
}

// scalar reads a single value. Text is taken without the blanks around it; nothing but blanks is "".
func scalar(f *model.Field, n *node) (any, *rules.Fault) {
	if n.form == mapForm || n.form == listForm || n.form == emptyForm {
		return nil, &rules.Fault{Rule: rules.WrongType, Message: "this is " + n.form.String() + ", not a single value"}
	}
	value := n.value
	if text, ok := value.(string); ok {
		if value = trimmed(text); value == "" {
			return "", nil
		}
	}
	wantsText := f.Type != model.Int && f.Type != model.Float && f.Type != model.Boolean
	if wantsText && n.form != textForm {
		return nil, &rules.Fault{Rule: rules.WrongType, Message: fmt.Sprintf("%s is %s, not text", clip(n.text), n.form), Suggestion: quoteIt(n)}
	}
	if !wantsText && n.form == textForm {
		return nil, unquote(f, n)
	}
	return rules.Value(f, value)
}

// unquote says that text stands where a number or Boolean is wanted.
func unquote(f *model.Field, n *node) *rules.Fault {
	want := "a number"
	switch f.Type {
	case model.Int:
		want = "a whole number"
	case model.Boolean:
		want = "true or false"
	}
	fault := &rules.Fault{Rule: rules.WrongType, Message: fmt.Sprintf("%q is text, not %s", clip(n.text), want)}
	if _, err := model.ParseText(f, n.text); err == nil {
		fault.Suggestion = "Write it without quotes: " + n.text
	}
	return fault
}

func listIt(n *node) string {
	if n.single() {
		return fmt.Sprintf("Write [%s]", clip(n.text))
	}
	return ""
}
