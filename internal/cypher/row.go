package cypher

import (
	"strings"

	"github.com/carejourney/carejourney/internal/plan"
)

// row writes the columns of a row as a list, with the labels of the node in front where it may be of several kinds.
func (r *renderer) row(sel *plan.Select, at place, keys []key, l *list) string {
	l.nested = make([][]*list, len(sel.Shapes))
	var texts []string
	var tests []string
	for i, shape := range sel.Shapes {
		there, test := narrow(at, shape.Kinds)
		if test == never || len(there.kinds) == 0 {
			continue
		}
		texts = append(texts, r.columns(shape, there, keys, l, i))
		tests = append(tests, test)
	}
	if len(texts) == 0 {
		return "[]"
	}
	text := ""
	for i, columns := range texts {
		if i < len(texts)-1 {
			text += "WHEN " + tests[i] + " THEN " + columns + "\n"
		} else if i > 0 {
			text += "ELSE " + columns
		} else {
			return columns
		}
	}
	return "CASE\n" + text + "\nEND"
}

func (r *renderer) columns(shape plan.Shape, at place, keys []key, l *list, number int) string {
	var values []string
	if len(l.kinds) > 1 {
		values = append(values, "labels("+at.node+")")
	}
	l.nested[number] = make([]*list, len(shape.Columns))
	for i, c := range shape.Columns {
		switch {
		case c.Field != nil:
			values = append(values, value(at, c.Field, false))
		case c.Property != nil:
			values = append(values, value(at, c.Property, true))
		case c.Select != nil:
			text, nested := r.nested(c.Select, at)
			l.nested[number][i] = nested
			values = append(values, text)
		default:
			values = append(values, keys[c.Sort-1].text)
		}
	}
	return "[" + strings.Join(values, ", ") + "]"
}
