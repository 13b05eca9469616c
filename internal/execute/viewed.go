package execute

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/carejourney/carejourney/internal/plan"
)

// object makes ready how the members of an object are found. It is made once for each place of the operation.
func (in *looked) object(o *plan.Object) []viewMember {
	if o == nil {
		return nil
	}
	members := make([]viewMember, len(o.Members))
	for i := range o.Members {
		m := &o.Members[i]
		members[i] = viewMember{m.Key, in.found(m)}
	}
	return members
}

func (in *looked) objects(all []*plan.Object) [][]viewMember {
	made := make([][]viewMember, len(all))
	for i, o := range all {
		made[i] = in.object(o)
	}
	return made
}

// found makes ready how a member is found.
func (in *looked) found(m *plan.Member) func(v *View) any {
	switch out := m.Value.(type) {
	case plan.Scalar:
		return func(v *View) any {
			if value := v.row.Values[out.Column]; out.In == nil {
				return value
			} else {
				return out.In.Value(value)
			}
		}
	case plan.Literal:
		value := decoded(out.JSON)
		return func(*View) any { return value }
	case plan.TypeName:
		return func(v *View) any { return v.row.Kind.Name }
	case plan.VersionNumber:
		return func(*View) any { return int64(in.writer.version) }
	case plan.Group:
		members := in.object(out.Object)
		return func(v *View) any {
			if slices.ContainsFunc(out.Columns, func(c int) bool { return v.row.Values[c] != nil }) {
				return &View{in: in, members: members, row: v.row}
			}
			return nil
		}
	case plan.Rows:
		return in.rows(m, out)
	case plan.Computed:
		return func(v *View) any { return in.computed(&out, v.row) }
	}
	return func(*View) any { return nil }
}

// rows makes ready what is made of a list. Where it stands under several rows, so does what is made of it.
func (in *looked) rows(m *plan.Member, out plan.Rows) func(v *View) any {
	var shows [][]viewMember
	var connection []viewMember
	if out.As == plan.AsConnection {
		connection = in.connection(out.Connection)
	} else {
		shows = in.objects(out.ByShape)
	}
	return func(v *View) any {
		list, ok := v.row.Values[out.Column].(*plan.List)
		if !ok || list == nil {
			list = none
		}
		made := in.made(list, m)
		if made != nil {
			return made
		}
		switch out.As {
		case plan.AsConnection:
			made = &View{in: in, of: m, members: connection, list: list}
		case plan.AsOne:
			if !in.load(list) || len(list.Rows) == 0 {
				return nil
			}
			made = &View{in: in, of: m, members: shows[list.Rows[0].Shape], row: &list.Rows[0]}
		default:
			made = &Views{in: in, of: m, list: list, shows: shows, whole: true}
		}
		in.keep(list, m, made)
		return made
	}
}

// made gives what was made of a list at a member before, nil for nothing.
func (in *looked) made(list *plan.List, m *plan.Member) any {
	switch made := list.Made.(type) {
	case *View:
		if made.of == m {
			return made
		}
	case *Views:
		if made.of == m {
			return made
		}
	}
	return in.lists[place{list, m}]
}

// keep keeps it with the list, which is mostly shown at one member. A list that was read at once may be shown by others too.
func (in *looked) keep(list *plan.List, m *plan.Member, made any) {
	if list.Later != nil && list.Made == nil {
		list.Made = made
		return
	}
	in.lists[place{list, m}] = made
}

// connection makes ready how the members of a connection are found. What is no row of it is made as it is written.
func (in *looked) connection(c *plan.Connection) []viewMember {
	members := make([]viewMember, len(c.Members))
	for i := range c.Members {
		m := &c.Members[i]
		find := func(v *View) any {
			if !in.load(v.list) {
				return nil
			}
			return in.written(func(w *writer) state { return w.connectionMember(c, m, v.list) })
		}
		switch {
		case m.Edges != nil:
			shows := in.edges(c, m.Edges)
			find = func(v *View) any { return &Views{in: in, list: v.list, shows: shows} }
		case m.Nodes != nil:
			shows := in.objects(m.Nodes)
			find = func(v *View) any { return &Views{in: in, list: v.list, shows: shows} }
		case m.Total:
			find = func(v *View) any {
				if in.load(v.list) {
					return v.list.Total
				}
				return nil
			}
		}
		members[i] = viewMember{m.Key, find}
	}
	return members
}

// edges makes ready how the members of edges are found, by shape of their node.
func (in *looked) edges(c *plan.Connection, e *plan.Edges) [][]viewMember {
	shapes := max(1, len(c.Sort))
	for _, m := range e.Members {
		shapes = max(shapes, len(m.Node), len(m.Properties))
	}
	shows := make([][]viewMember, shapes)
	for _, m := range e.Members {
		of := m.Node
		if m.Properties != nil {
			of = m.Properties
		}
		for shape := range shows {
			find := func(v *View) any { return in.written(func(w *writer) state { w.cursor(c, v.row); return written }) }
			switch {
			case of != nil:
				members := in.object(of[shape])
				find = func(v *View) any { return &View{in: in, members: members, row: v.row} }
			case !m.Cursor:
				value := decoded(m.Literal)
				find = func(*View) any { return value }
			}
			shows[shape] = append(shows[shape], viewMember{m.Key, find})
		}
	}
	return shows
}

// written gives a value by writing it.
func (in *looked) written(write func(w *writer) state) any {
	w := &in.writer
	w.buf, w.errors = w.buf[:0], w.errors[:0]
	if write(w) == failed {
		in.fail(errMissingItem)
		return nil
	}
	return decoded(w.buf)
}

// decoded reads JSON of our own making. Numbers stay as they are written.
func decoded(text []byte) any {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil
	}
	return value
}

// computed works a field out from its needs.
func (in *looked) computed(out *plan.Computed, row *plan.Row) any {
	fn := in.writer.fns[Name{out.Field.Owner(), out.Field.Name}]
	if fn == nil {
		in.fail(errMissingItem)
		return nil
	}
	value, err := fn(in.writer.ctx, in.writer.needs(out, row), out.Args)
	if err != nil {
		in.fail(asModelError(err))
		return nil
	}
	return picked(out.Select, value)
}

// picked gives what was worked out under the response keys of the operation.
func picked(sel *plan.Picked, value any) any {
	switch v := value.(type) {
	case func() any:
		return picked(sel, v())
	case []any:
		all := make([]any, len(v))
		for i, item := range v {
			all[i] = picked(sel, item)
		}
		return all
	case []map[string]any:
		all := make([]any, len(v))
		for i, item := range v {
			all[i] = picked(sel, item)
		}
		return all
	case map[string]any:
		if sel == nil || v == nil {
			return nil
		}
		object := make(map[string]any, len(sel.Members))
		for i := range sel.Members {
			m := &sel.Members[i]
			if m.Literal != nil {
				object[m.Key] = decoded(m.Literal)
				continue
			}
			object[m.Key] = picked(m.Sub, v[m.From])
		}
		return object
	}
	return value
}
