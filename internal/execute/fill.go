package execute

import (
	"encoding/json"
	"reflect"
	"strings"

	"github.com/carejourney/carejourney/internal/plan"
)

// fill puts what a row has into a value of Go.
type fill func(row *plan.Row, into reflect.Value) error

// filler fills values of Go from rows.
type filler struct {
	w        *writer
	shared   bool                     // lists stand under several rows
	fillings map[filling]fill         // what makes values of Go of parts of the operation
	filled   map[filled]reflect.Value // lists as slices of Go, where they are shared
}

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
func (f *filler) filling(of *plan.Object, t reflect.Type) fill {
	key := filling{of, t}
	put, made := f.fillings[key]
	if !made {
		if f.fillings == nil {
			f.fillings = map[filling]fill{}
		}
		put = f.makeFilling(of, t)
		f.fillings[key] = put
	}
	return put
}

func (f *filler) makeFilling(of *plan.Object, t reflect.Type) fill {
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
		put := f.member(m, field.Type)
		if put == nil {
			return nil
		}
		puts = append(puts, put.in(field))
	}
	return all(puts)
}

// in fills a field of a struct.
func (put fill) in(field reflect.StructField) fill {
	return func(row *plan.Row, into reflect.Value) error { return put(row, into.FieldByIndex(field.Index)) }
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
func (f *filler) member(m *plan.Member, t reflect.Type) fill {
	switch out := m.Value.(type) {
	case plan.Scalar:
		return scalarFill(m.Required, out, t)
	case plan.Literal:
		value := reflect.New(t)
		if json.Unmarshal(out.JSON, value.Interface()) == nil {
			return func(_ *plan.Row, into reflect.Value) error { into.Set(value.Elem()); return nil }
		}
	case plan.TypeName:
		if t.Kind() == reflect.String {
			return func(row *plan.Row, into reflect.Value) error { into.SetString(row.Kind.Name); return nil }
		}
	case plan.Rows:
		switch {
		case out.As == plan.AsList:
			of := t
			if t.Kind() == reflect.Pointer {
				of = t.Elem()
			}
			return pointed(f.slice(out.Column, of, len(out.ByShape), func(shape int, t reflect.Type) fill { return f.filling(out.ByShape[shape], t) }), t)
		case out.As == plan.AsOne, out.As == plan.AsConnection:
			return f.optional(m, &out, t)
		case out.As == plan.AsByID:
			return f.byID(&out, t)
		}
	}
	return nil
}

// optional makes ready how a struct, or a pointer to one, is filled from the only row of a list, or from a connection.
func (f *filler) optional(m *plan.Member, out *plan.Rows, t reflect.Type) fill {
	of := t
	if t.Kind() == reflect.Pointer {
		of = t.Elem()
	}
	if out.As == plan.AsConnection {
		if of.Kind() != reflect.Struct {
			return nil
		}
		return pointed(f.page(out, of), t)
	}
	puts := f.shapes(len(out.ByShape), func(shape int) fill { return pointed(f.filling(out.ByShape[shape], of), t) })
	if puts == nil {
		return nil
	}
	return func(row *plan.Row, into reflect.Value) error {
		list := listOf(row, out.Column)
		if err := list.Load(); err != nil {
			return err
		}
		if len(list.Rows) > 0 {
			return puts[list.Rows[0].Shape](&list.Rows[0], into)
		}
		if m.Required {
			return errMissingItem
		}
		return nil
	}
}

// byID makes ready how a list of pointers is filled with one item for each id asked for, nil where there is none.
func (f *filler) byID(out *plan.Rows, t reflect.Type) fill {
	if t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.Pointer {
		return nil
	}
	puts := f.shapes(len(out.ByShape), func(shape int) fill { return pointed(f.filling(out.ByShape[shape], t.Elem().Elem()), t.Elem()) })
	if puts == nil {
		return nil
	}
	return func(row *plan.Row, into reflect.Value) error {
		list := listOf(row, out.Column)
		if err := list.Load(); err != nil {
			return err
		}
		byID, ids := rowsByID(out, list), idsOf(out.IDs.Value(f.w.args))
		into.Set(reflect.MakeSlice(t, len(ids), len(ids)))
		for i, id := range ids {
			if r := byID[id]; r != nil {
				if err := puts[r.Shape](r, into.Index(i)); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// shapes makes ready what fills each shape of rows, nil where one takes JSON.
func (f *filler) shapes(n int, by func(shape int) fill) []fill {
	puts := make([]fill, n)
	for shape := range puts {
		if puts[shape] = by(shape); puts[shape] == nil {
			return nil
		}
	}
	return puts
}

// pointed fills what a pointer points to, if it is one.
func pointed(put fill, t reflect.Type) fill {
	if put == nil || t.Kind() != reflect.Pointer {
		return put
	}
	return func(row *plan.Row, into reflect.Value) error {
		into.Set(reflect.New(t.Elem()))
		return put(row, into.Elem())
	}
}

func listOf(row *plan.Row, column int) *plan.List {
	if list, ok := row.Values[column].(*plan.List); ok && list != nil {
		return list
	}
	return none
}

// scalarFill makes ready how a value of the graph is put into a field of its type, or of a pointer to that.
func scalarFill(required bool, out plan.Scalar, t reflect.Type) fill {
	of := t
	if t.Kind() == reflect.Pointer {
		of = t.Elem()
	}
	put := plainFill(of)
	if put == nil {
		return nil
	}
	return func(row *plan.Row, into reflect.Value) error {
		value := row.Values[out.Column]
		if out.In != nil {
			value = out.In.Value(value)
		}
		if value == nil {
			if required && !out.List {
				return errMissingItem
			}
			return nil
		}
		if t.Kind() == reflect.Pointer {
			into.Set(reflect.New(of))
			into = into.Elem()
		}
		put(value, into)
		return nil
	}
}

// plainFill gives what puts a value of the graph into one of a type, nil where that takes JSON.
func plainFill(t reflect.Type) func(value any, into reflect.Value) {
	switch t.Kind() {
	case reflect.String:
		return func(value any, into reflect.Value) {
			if words, ok := value.(string); ok {
				into.SetString(words)
			}
		}
	case reflect.Bool:
		return func(value any, into reflect.Value) {
			if is, ok := value.(bool); ok {
				into.SetBool(is)
			}
		}
	case reflect.Int:
		return func(value any, into reflect.Value) {
			if n, ok := value.(int64); ok {
				into.SetInt(n)
			}
		}
	case reflect.Float64:
		return func(value any, into reflect.Value) {
			switch n := value.(type) {
			case float64:
				into.SetFloat(n)
			case int64:
				into.SetFloat(float64(n))
			}
		}
	case reflect.Slice:
		if t == reflect.TypeFor[[]string]() {
			return func(value any, into reflect.Value) {
				if list, ok := value.([]string); ok {
					into.Set(reflect.ValueOf(list))
				}
			}
		}
	}
	return nil
}

// page makes ready how a connection is filled.
func (f *filler) page(out *plan.Rows, t reflect.Type) fill {
	var puts []fill
	for _, m := range out.Connection.Members {
		field, wanted := fieldFor(t, m.Key)
		if !wanted {
			continue
		}
		var put fill
		switch {
		case m.Nodes != nil:
			put = f.slice(out.Column, field.Type, len(m.Nodes), func(shape int, t reflect.Type) fill { return f.filling(m.Nodes[shape], t) })
		case m.Total && field.Type.Kind() == reflect.Int:
			put = func(row *plan.Row, into reflect.Value) error {
				list := listOf(row, out.Column)
				if err := list.Load(); err != nil {
					return err
				}
				into.SetInt(list.Total)
				return nil
			}
		case m.Edges != nil:
			put = f.slice(out.Column, field.Type, shapesOf(m.Edges), func(shape int, t reflect.Type) fill { return f.edge(m.Edges, shape, t) })
		}
		if put == nil {
			return nil
		}
		puts = append(puts, put.in(field))
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
func (f *filler) edge(edges *plan.Edges, shape int, t reflect.Type) fill {
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
		put := f.filling(of[shape], field.Type)
		if put == nil {
			return nil
		}
		puts = append(puts, put.in(field))
	}
	return all(puts)
}

// slice makes ready how a slice of structs, or of pointers to them, is filled from a list, with what an item of each shape is filled by.
func (f *filler) slice(column int, t reflect.Type, shapes int, by func(shape int, t reflect.Type) fill) fill {
	if t.Kind() != reflect.Slice {
		return nil
	}
	item := t.Elem()
	if item.Kind() == reflect.Pointer {
		item = item.Elem()
	}
	puts := f.shapes(shapes, func(shape int) fill { return pointed(by(shape, item), t.Elem()) })
	if puts == nil {
		return nil
	}
	return func(row *plan.Row, into reflect.Value) error {
		list := listOf(row, column)
		key := filled{list, &puts}
		if made, known := f.filled[key]; known {
			into.Set(made)
			return nil
		}
		if err := list.Load(); err != nil {
			return err
		}
		made := reflect.MakeSlice(t, len(list.Rows), len(list.Rows))
		for i := range list.Rows {
			if f.w.tick(); f.w.over {
				return f.w.ctx.Err()
			}
			item := &list.Rows[i]
			if err := puts[item.Shape](item, made.Index(i)); err != nil {
				return err
			}
		}
		if f.shared {
			if f.filled == nil {
				f.filled = map[filled]reflect.Value{}
			}
			f.filled[key] = made
		}
		into.Set(made)
		return nil
	}
}
