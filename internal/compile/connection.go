package compile

import (
	"github.com/carejourney/carejourney/internal/plan"
)

// connection compiles the members of a connection. Rows are fetched only where a member shows something of them.
func (r *run) connection(sel *plan.Select, f collected, args map[string]any, at place) plan.Rows {
	sel.Page = r.page(f.Nodes[0], args, sel.Order, at)
	c := &connection{run: r, sel: sel, out: &plan.Connection{}}
	typeName := f.Nodes[0].Definition.Type.Name()
	members := r.below(typeName, f.Nodes)
	r.spend(len(members), at)
	for _, m := range members {
		c.member(m, typeName, place{pos: m.Nodes[0].Position, path: at.path.under(m.Key)})
	}
	if r.over {
		return plan.Rows{}
	}
	more := extras{}
	if c.cursors {
		more.sort, c.out.Ordering = sel.Order, plan.Ordering(sel.Order)
	}
	rows := r.shapes(sel.Kinds, c.parts, more, at)
	sel.Shapes, c.out.Sort = rows.list, rows.sort
	for i, put := range c.put {
		put(rows.objects[i])
	}
	if !c.rows {
		none := plan.Constant(int64(0))
		sel.Page = &plan.Page{First: &none}
	}
	return plan.Rows{As: plan.AsConnection, Connection: c.out}
}

// connection gathers what the members of a connection need of the rows they share.
type connection struct {
	*run
	sel     *plan.Select
	out     *plan.Connection
	parts   []part
	put     []func(byShape []*plan.Object) // where the objects of a part go, by part
	rows    bool                           // rows are shown, or it matters where they lie
	cursors bool
}

func (c *connection) part(p part, put func([]*plan.Object)) {
	c.rows = true
	c.parts, c.put = append(c.parts, p), append(c.put, put)
}

func (c *connection) member(f collected, typeName string, at place) {
	i := len(c.out.Members)
	c.out.Members = append(c.out.Members, plan.ConnectionMember{Key: f.Key})
	m := &c.out.Members[i]
	switch f.Nodes[0].Name {
	case typeNameField:
		m.Literal = quoted(typeName)
	case "edges":
		c.rows = true
		m.Edges = c.edges(f, at)
	case "nodes":
		c.part(part{nodes: f.Nodes}, func(byShape []*plan.Object) { c.out.Members[i].Nodes = byShape })
	case "pageInfo":
		m.PageInfo = c.pageInfo(f, at)
	case "totalCount":
		m.Total, c.sel.Total = true, true
	case "facets":
		m.Facet = c.facets(f, at)
	}
}

func (c *connection) edges(f collected, at place) *plan.Edges {
	edges := &plan.Edges{}
	typeName := f.Nodes[0].Definition.Type.Name()
	fields := c.below(typeName, f.Nodes)
	c.spend(len(fields), at)
	for i, f := range fields {
		m := plan.EdgeMember{Key: f.Key}
		switch f.Nodes[0].Name {
		case typeNameField:
			m.Literal = quoted(typeName)
		case "cursor":
			m.Cursor, c.cursors = true, true
		case "node":
			c.part(part{nodes: f.Nodes}, func(byShape []*plan.Object) { edges.Members[i].Node = byShape })
		case "properties":
			c.part(part{nodes: f.Nodes, properties: c.sel.Relation.Stored}, func(byShape []*plan.Object) { edges.Members[i].Properties = byShape })
		}
		edges.Members = append(edges.Members, m)
	}
	return edges
}

func (c *connection) pageInfo(f collected, at place) []plan.PageInfo {
	typeName := f.Nodes[0].Definition.Type.Name()
	fields := c.below(typeName, f.Nodes)
	c.spend(len(fields), at)
	info := make([]plan.PageInfo, 0, len(fields))
	for _, f := range fields {
		m := plan.PageInfo{Key: f.Key}
		switch f.Nodes[0].Name {
		case typeNameField:
			m.Literal = quoted(typeName)
		case "hasNextPage":
			m.HasNext, c.sel.Info, c.rows = true, true, true
		case "hasPreviousPage":
			m.HasPrevious, c.sel.Info, c.rows = true, true, true
		case "startCursor":
			m.StartCursor, c.cursors, c.rows = true, true, true
		case "endCursor":
			m.EndCursor, c.cursors, c.rows = true, true, true
		}
		info = append(info, m)
	}
	return info
}

func (c *connection) facets(f collected, at place) *plan.FacetOut {
	node := f.Nodes[0]
	name, _ := c.force(c.arguments(node, at)["field"]).(string)
	out := &plan.FacetOut{Index: c.facet(name)}
	typeName := node.Definition.Type.Name()
	fields := c.below(typeName, f.Nodes)
	c.spend(len(fields), at)
	for _, f := range fields {
		m := plan.FacetMember{Key: f.Key}
		switch f.Nodes[0].Name {
		case typeNameField:
			m.Literal = quoted(typeName)
		case "value":
			m.Value = true
		case "count":
			m.Count = true
		}
		out.Members = append(out.Members, m)
	}
	return out
}

// facet gives the index of the facets by a field, which are counted once however often they are asked for.
func (c *connection) facet(name string) int {
	field := c.sel.Kinds[0].Field(name)
	for i, known := range c.sel.Facets {
		if known == field {
			return i
		}
	}
	if field != nil {
		c.sel.Facets = append(c.sel.Facets, field)
	}
	return max(len(c.sel.Facets)-1, 0)
}
