package introspect

import (
	"encoding/json"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// writer writes one answer.
type writer struct {
	s       *Schema
	request Request
	buf     []byte
	below   map[belowKey][]Field
	most    int // bytes
	tooLong bool
}

// belowKey stands for a list of merged fields. The lists are kept in the map, so an address is never used again.
type belowKey struct {
	typeName string
	first    **ast.Field
}

// object writes an object of an introspection type; field writes the value of one field.
func (w *writer) object(typeName string, f Field, field func(Field)) {
	key := belowKey{typeName, &f.Nodes[0]}
	fields, known := w.below[key]
	if !known {
		fields = w.request.Below(typeName, f.Nodes)
		w.below[key] = fields
	}
	w.tooLong = w.tooLong || len(w.buf) > w.most
	if w.tooLong {
		return
	}
	w.buf = append(w.buf, '{')
	for i, f := range fields {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		w.buf = append(append(append(w.buf, '"'), f.Key...), '"', ':')
		if name(f) == "__typename" {
			w.text(typeName)
			continue
		}
		field(f)
	}
	w.buf = append(w.buf, '}')
}

func name(f Field) string { return f.Nodes[0].Name }

func list[T any](w *writer, items []T, item func(T)) {
	w.buf = append(w.buf, '[')
	for i, v := range items {
		if i > 0 {
			w.buf = append(w.buf, ',')
		}
		item(v)
	}
	w.buf = append(w.buf, ']')
}

// text writes a text; an empty one counts as none.
func (w *writer) text(s string) {
	if s == "" {
		w.null()
		return
	}
	quoted, err := json.Marshal(s)
	if err != nil { // text always has a JSON form
		quoted = []byte("null")
	}
	w.buf = append(w.buf, quoted...)
}

func (w *writer) flag(b bool) { w.buf = strconv.AppendBool(w.buf, b) }

func (w *writer) null() { w.buf = append(w.buf, "null"...) }
