package execute

import (
	"reflect"
	"strings"

	"github.com/carejourney/carejourney/internal/plan"
)

// fill puts what a row has into a value of Go.
type fill func(row *plan.Row, into reflect.Value) error

// filled is a list as a slice of Go. Where a list stands under several rows, so does what is made of it.
type filled struct {
	list *plan.List
	by   *[]fill // what makes its items
}

// filling is a part of the plan as a type of Go.
type filling struct {
	of *plan.Object
	t  reflect.Type
}

// filling makes ready how a struct is filled from the members of an object. It is made once; nil where the struct has a field that cannot
// be filled without writing JSON.
func (in *looked) filling(of *plan.Object, t reflect.Type) fill {
	key := filling{of, t}
	put, made := in.fillings[key]
	if !made {
		if in.fillings == nil {
			in.fillings = map[filling]fill{}
		}
		put = in.makeFilling(of, t)
		in.fillings[key] = put
	}
	return put
}

func (in *looked) makeFilling(of *plan.Object, t reflect.Type) fill {
	if of == nil || t.Kind() != reflect.Struct {
		return nil
	}
	var puts []fill
	for i := range of.Members {
		m := &of.Members[i]
		field, wanted := fieldFor(t, m.Key)
		if !wanted {
			continue
		}
		put := in.member(m, field.Type)
		if put == nil {
			return nil
		}
		puts = append(puts, func(row *plan.Row, into reflect.Value) error { return put(row, into.FieldByIndex(field.Index)) })
	}
	return all(puts)
}

func all(puts []fill) fill {
	return func(row *plan.Row, into reflect.Value) error {
		for _, put := range puts {
			if err := put(row, into); err != nil {
				return err
			}
		}
		return nil
	}
}

// fieldFor gives the field that encoding/json would put a key into.
func fieldFor(t reflect.Type, key string) (reflect.StructField, bool) {
	for _, field := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" {
			name = field.Name
		}
		if field.IsExported() && !field.Anonymous && strings.EqualFold(name, key) {
			return field, true
		}
	}
	return reflect.StructField{}, false
}

// member makes ready how a field is filled, nil where that takes JSON.
func (in *looked) member(m *plan.Member, t reflect.Type) fill {
	switch out := m.Value.(type) {
	case plan.Scalar:
		if t.Kind() == reflect.String && out.In == nil && !out.List {
			return func(row *plan.Row, into reflect.Value) error {
				words, _ := row.Values[out.Column].(string)
				into.SetString(words)
				return nil
			}
		}
	case plan.Rows:
		switch {
		case out.As == plan.AsList:
			return in.slice(out.Column, t, len(out.ByShape), func(shape int, t reflect.Type) fill { return in.filling(out.ByShape[shape], t) })
		case out.As == plan.AsConnection && t.Kind() == reflect.Struct:
			return in.page(&out, t)
		}
	}
	return nil
}

// page makes ready how a connection is filled.
func (in *looked) page(out *plan.Rows, t reflect.Type) fill {
	var puts []fill
	for _, m := range out.Connection.Members {
		field, wanted := fieldFor(t, m.Key)
		if !wanted {
			continue
		}
		var put fill
		switch {
		case m.Nodes != nil:
			put = in.slice(out.Column, field.Type, len(m.Nodes), func(shape int, t reflect.Type) fill { return in.filling(m.Nodes[shape], t) })
		case m.Edges != nil:
			put = in.slice(out.Column, field.Type, shapesOf(m.Edges), func(shape int, t reflect.Type) fill { return in.edge(m.Edges, shape, t) })
		}
		if put == nil {
			return nil
		}
		puts = append(puts, func(row *plan.Row, into reflect.Value) error { return put(row, into.FieldByIndex(field.Index)) })
	}
	return all(puts)
}

// shapesOf gives how many shapes the nodes of edges have.
func shapesOf(edges *plan.Edges) int {
	most := 0
	for _, m := range edges.Members {
		most = max(most, len(m.Node), len(m.Properties))
	}
	return most
}

// edge makes ready how an edge to a node of a shape is filled.
func (in *looked) edge(edges *plan.Edges, shape int, t reflect.Type) fill {
	var puts []fill
	for _, m := range edges.Members {
		field, wanted := fieldFor(t, m.Key)
		if !wanted {
			continue
		}
		of := m.Node
		if m.Properties != nil {
			of = m.Properties
		}
		if shape >= len(of) {
			return nil
		}
		put := in.filling(of[shape], field.Type)
		if put == nil {
			return nil
		}
		puts = append(puts, func(row *plan.Row, into reflect.Value) error { return put(row, into.FieldByIndex(field.Index)) })
	}
	return all(puts)
}

// slice makes ready how a slice is filled from a list, with what an item of each shape is filled by.
func (in *looked) slice(column int, t reflect.Type, shapes int, by func(shape int, t reflect.Type) fill) fill {
	if t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.Struct {
		return nil
	}
	puts := make([]fill, shapes)
	for shape := range puts {
		if puts[shape] = by(shape, t.Elem()); puts[shape] == nil {
			return nil
		}
	}
	return func(row *plan.Row, into reflect.Value) error {
		list, ok := row.Values[column].(*plan.List)
		if !ok || list == nil {
			list = none
		}
		key := filled{list, &puts}
		made, known := in.filled[key]
		if !known {
			if err := list.Load(); err != nil {
				return err
			}
			made = reflect.MakeSlice(t, len(list.Rows), len(list.Rows))
			for i := range list.Rows {
				item := &list.Rows[i]
				if err := puts[item.Shape](item, made.Index(i)); err != nil {
					return err
				}
			}
			if in.filled == nil {
				in.filled = map[filled]reflect.Value{}
			}
			in.filled[key] = made
		}
		into.Set(made)
		return nil
	}
}
