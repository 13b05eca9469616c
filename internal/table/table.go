// Package table turns the JSON answer to any GraphQL operation into one table for people: a row for each item of the
// main list, a column for each value asked for.
//
// It knows nothing of the model, and it leaves out nothing: what is not in the main list stands above it as facts.
package table

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Table is an answer as rows and columns.
type Table struct {
	Facts  [][2]string // what holds for the whole table, such as the name of the journey: label and value
	Counts *Table      // parts of the answer that only count, one row each; nil where there are fewer than three
	Header []string
	Rows   [][]string
}

// From makes a table of the data of an answer. The main list is the longest list of objects that does not stand
// inside another one, where a connection counts as the list of its nodes. Values below the items of the main list are
// joined in one cell.
func From(data []byte) (Table, error) {
	root, err := parse(data)
	if err != nil {
		return Table{}, err
	}
	var t Table
	main := longest(root, nil, false)
	if main != nil {
		t.Counts = counts(root)
	} else {
		main = longest(root, nil, true)
	}
	t.descend("", root, main)
	if main == nil {
		return t.single(), nil
	}
	items, _ := objects(main)
	for _, item := range items {
		t.addRow(item)
	}
	for i, row := range t.Rows {
		for len(row) < len(t.Header) {
			row = append(row, "")
		}
		t.Rows[i] = row
	}
	return t, nil
}

// CSV writes the table as comma-separated values, without the facts.
func (t Table) CSV(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(t.Header); err != nil {
		return err
	}
	return out.WriteAll(t.Rows)
}

// object is a JSON object with its keys in order.
type object []member

type member struct {
	key   string
	value any // nil, bool, json.Number, string, []any or object
}

func (o object) get(key string) (any, bool) {
	for _, m := range o {
		if m.key == key {
			return m.value, true
		}
	}
	return nil, false
}

// longest gives the list or connection with most items that is met without passing through another list, the first of
// several, or best where none is longer. Lists of values with their counts are looked at only where that is said.
func longest(o object, best any, counted bool) any {
	for _, m := range o {
		items, list := objects(m.value)
		if most, _ := objects(best); list && len(items) > len(most) {
			best = m.value
		}
		if sub, ok := m.value.(object); ok && !list && !isConnection(sub) && (counted || !countsOnly(sub)) {
			best = longest(sub, best, counted)
		}
	}
	return best
}

// descend walks from the top to the main list, keeping everything else as facts.
func (t *Table) descend(label string, o object, main any) {
	for _, m := range o {
		name := join(label, o, m.key)
		if main != nil && same(m.value, main) {
			t.beside(name, m.value)
			main = nil
			continue
		}
		if sub, ok := m.value.(object); ok && !isConnection(sub) {
			if t.Counts == nil || label != "" || !countsOnly(sub) {
				t.descend(name, sub, main)
			}
			continue
		}
		if text := cell(m.value); text != "" {
			t.Facts = append(t.Facts, [2]string{name, text})
		}
	}
}

// same reports whether two values are the same part of an answer.
func same(a, b any) bool {
	switch a := a.(type) {
	case []any:
		b, ok := b.([]any)
		return ok && len(a) > 0 && len(b) > 0 && &a[0] == &b[0]
	case object:
		b, ok := b.(object)
		return ok && len(a) > 0 && len(b) > 0 && &a[0] == &b[0]
	}
	return false
}

// beside keeps what a connection says besides its items, such as totalCount.
func (t *Table) beside(label string, value any) {
	connection, _ := value.(object)
	for _, m := range connection {
		name := join(label, connection, m.key)
		if m.key == "pageInfo" {
			t.page(name, m.value)
			continue
		}
		_, counted := facets(m.value)
		if _, list := objects(m.value); !list || counted {
			if text := cell(m.value); text != "" {
				t.Facts = append(t.Facts, [2]string{name, text})
			}
		}
	}
}

// page keeps where a page lies. One that is all there is need not say so.
func (t *Table) page(label string, value any) {
	info, _ := value.(object)
	next, _ := info.get("hasNextPage")
	previous, _ := info.get("hasPreviousPage")
	if next != true && previous != true {
		return
	}
	for _, m := range info {
		t.Facts = append(t.Facts, [2]string{join(label, info, m.key), cell(m.value)})
	}
}

// objects gives the items where value is a list of objects or a connection over some.
func objects(value any) ([]any, bool) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			if _, ok := item.(object); ok {
				return v, true
			}
		}
		return v, false
	case object:
		if nodes, ok := v.get("nodes"); ok {
			return objects(nodes)
		}
		if edges, ok := v.get("edges"); ok {
			return objects(edges)
		}
	}
	return nil, false
}

// single is the table of an answer without any list: its facts as rows.
func (t Table) single() Table {
	rows := make([][]string, len(t.Facts))
	for i, f := range t.Facts {
		rows[i] = f[:]
	}
	return Table{Header: []string{"field", "value"}, Rows: rows}
}

func (t *Table) addRow(item any) {
	var row []string
	o, _ := item.(object)
	t.addCells(&row, "", o)
	t.Rows = append(t.Rows, row)
}

func (t *Table) addCells(row *[]string, label string, o object) {
	for _, m := range o {
		name := join(label, o, m.key)
		if sub, ok := m.value.(object); ok && !isConnection(sub) {
			t.addCells(row, name, sub)
			continue
		}
		i := slices.Index(t.Header, name)
		if i < 0 {
			i, t.Header = len(t.Header), append(t.Header, name)
		}
		for len(*row) <= i {
			*row = append(*row, "")
		}
		(*row)[i] = cell(m.value)
	}
}

func isConnection(o object) bool {
	_, edges := o.get("edges")
	_, nodes := o.get("nodes")
	return edges || nodes
}

// join names a value of an object. The wrappers of Relay say nothing to a person.
func join(label string, in object, key string) string {
	if key == "node" || key == "edges" || key == "nodes" {
		return label
	}
	if plain := strings.TrimSuffix(key, "Connection"); plain != "" {
		if _, taken := in.get(plain); !taken {
			key = plain
		}
	}
	if label == "" {
		return key
	}
	return label + "." + key
}

// cell writes any value in one cell: items of a list are separated by "; ", an object is its name, or its values.
func cell(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	case object:
		return objectCell(v)
	case []any:
		parts := make([]string, 0, len(v))
		for _, item := range v {
			if text := cell(item); text != "" {
				parts = append(parts, text)
			}
		}
		return strings.Join(parts, "; ")
	default:
		return fmt.Sprint(v)
	}
}

func objectCell(o object) string {
	if items, ok := objects(o); ok {
		return cell(items)
	}
	if node, ok := o.get("node"); ok {
		return cell(node)
	}
	for _, key := range []string{"name", "id"} {
		if v, ok := o.get(key); ok && v != nil {
			return cell(v)
		}
	}
	parts := make([]string, 0, len(o))
	for _, m := range o {
		if text := cell(m.value); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

// parse reads JSON with the order of keys kept.
func parse(data []byte) (object, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	value, err := read(d)
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	o, _ := value.(object)
	return o, nil
}

func read(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		o := object{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			value, err := read(d)
			if err != nil {
				return nil, err
			}
			o = append(o, member{key.(string), value})
		}
		_, err = d.Token()
		return o, err
	case json.Delim('['):
		list := []any{}
		for d.More() {
			value, err := read(d)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		_, err = d.Token()
		return list, err
	}
	return token, nil
}
