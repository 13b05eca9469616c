package compile

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// part is one object made from every row: the node itself, or with properties the relationship it was reached by.
type part struct {
	nodes      []*ast.Field
	properties *model.Relationship
}

// shapes is what a selection needs of its rows.
type shapes struct {
	list    []plan.Shape
	objects [][]*plan.Object // by part, then by shape
	sort    [][]int          // by shape: the columns with the sort values
	id      []int            // by shape: the column with the id
}

// extras are columns no part asks for.
type extras struct {
	sort []plan.Order // for cursors
	id   bool
}

// shapes compiles the parts of the rows of a selection. GraphQL collects fields for every type that an object may have;
// kinds for which that gives the same fields share a shape.
func (r *run) shapes(kinds []*model.Kind, parts []part, more extras, at place) shapes {
	all := shapes{objects: make([][]*plan.Object, len(parts))}
	for _, g := range r.group(kinds, parts) {
		if r.over {
			return all
		}
		s := &shape{run: r, kinds: g.kinds, columns: map[columnKey]int{}, keys: map[string]bool{}}
		for i, p := range parts {
			var o *plan.Object
			if p.properties != nil {
				o = s.values(p.properties.Type, p.properties.Properties, p.nodes, true, at)
			} else {
				o = s.object(g.fields[i], at)
			}
			all.objects[i] = append(all.objects[i], o)
		}
		if more.sort != nil {
			all.sort = append(all.sort, s.sortColumns(more.sort))
		}
		if more.id {
			all.id = append(all.id, s.column(columnKey{field: r.c.meanings.id}))
		}
		all.list = append(all.list, plan.Shape{Kinds: g.kinds, Columns: s.list})
	}
	return all
}

// shape is the columns of rows of some kinds, as they are gathered. Every column is there once.
type shape struct {
	*run
	kinds   []*model.Kind
	list    []plan.Column
	columns map[columnKey]int
	keys    map[string]bool                  // keys of nested selections
	needs   map[*model.Computed]*plan.Object // what computed fields need, once each
}

// columnKey tells columns without a selection apart.
type columnKey struct {
	field *model.Field
	edge  bool
	sort  int
}

func (s *shape) column(k columnKey) int {
	if i, ok := s.columns[k]; ok {
		return i
	}
	c := plan.Column{Sort: k.sort}
	switch {
	case k.edge:
		c.Property = k.field
	case k.field != nil:
		c.Field = k.field
	}
	i := s.add(c)
	s.columns[k] = i
	return i
}

func (s *shape) add(c plan.Column) int {
	s.list = append(s.list, c)
	return len(s.list) - 1
}

// sortColumns gives the columns with the sort values. A key that is a field of the node, or a property of the
// relationship, shares its column.
func (s *shape) sortColumns(order []plan.Order) []int {
	columns := make([]int, len(order))
	for i, o := range order {
		switch {
		case o.Property != nil:
			columns[i] = s.column(columnKey{field: o.Property, edge: true})
		case o.Field != nil && len(o.Through) == 0:
			columns[i] = s.column(columnKey{field: o.Field})
		default:
			columns[i] = s.column(columnKey{sort: i + 1})
		}
	}
	return columns
}

// nested adds a selection below the rows. Its key is changed where the same one is taken by another part of the row.
func (s *shape) nested(sel *plan.Select) int {
	for s.keys[sel.Key] {
		sel.Key += "_"
	}
	s.keys[sel.Key] = true
	return s.add(plan.Column{Select: sel})
}

// kindName is the name of the one kind the rows have, "" where they may have several.
func (s *shape) kindName() string {
	if len(s.kinds) == 1 {
		return s.kinds[0].Name
	}
	return ""
}

func quoted(name string) []byte { return []byte(`"` + strings.ReplaceAll(name, `"`, `\"`) + `"`) }
