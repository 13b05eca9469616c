package sdl

import "github.com/carejourney/carejourney/internal/model"

// pages writes connections, edges and facets.
func (d *document) pages(m *model.Model) {
	d.add(definition{Keyword: "type", Name: "PageInfo", Description: "Where a page lies among all rows that match.", Members: []member{
		{Name: "hasNextPage", Type: "Boolean!", Description: "Whether any matching row lies behind the last one of the page."},
		{Name: "hasPreviousPage", Type: "Boolean!", Description: "Whether any matching row lies in front of the first one of the page."},
		{Name: "startCursor", Type: "String", Description: "Cursor of the first row of the page; null where it is empty."},
		{Name: "endCursor", Type: "String", Description: "Cursor of the last row of the page; null where it is empty."},
	}})
	d.add(definition{Keyword: "type", Name: "Facet", Description: "How many of the matching rows have a value.", Members: []member{
		{Name: "value", Type: "String", Description: "The value as text; null for rows without one."},
		{Name: "count", Type: "Int!", Description: "How many rows have it, whatever the page."},
	}})
	facets := map[*model.Target]bool{}
	for _, t := range targets(m) {
		facets[t] = d.facetFields(m, t)
		d.connection(t.Name, t, facets[t], "", "One page of nodes of type "+t.Name+".")
	}
	manyWithProperties(m, func(r *model.Relation) {
		d.connection(Over(r), r.Target, facets[r.Target], r.Stored.Type, "One page of "+r.Kind.Name+"."+r.Name+", with the properties of "+r.Stored.Name+".")
	})
}

func (d *document) connection(prefix string, t *model.Target, facets bool, properties, description string) {
	members := onPage(prefix, t.Name)
	if facets {
		members = append(members, member{
			Name: "facets", Type: "[Facet!]!",
			Description: "How many of the matching rows have each value of a field, the most frequent first, whatever the page.",
			Args:        []member{{Name: "field", Type: t.Name + "FacetField!", Description: "The field to count by."}},
		})
	}
	d.add(definition{Keyword: "type", Name: prefix + "Connection", Description: description, Members: members})
	edge := onEdge(t.Name)
	if properties != "" {
		edge = append(edge, member{Name: "properties", Type: properties + "!", Description: "What the relationship to the node keeps."})
	}
	d.add(definition{Keyword: "type", Name: prefix + "Edge", Description: "One row of " + prefix + "Connection.", Members: edge})
}

// onPage are the fields of every connection.
func onPage(prefix, of string) []member {
	return []member{
		{Name: "edges", Type: "[" + prefix + "Edge!]!", Description: "The rows of the page, each with its cursor."},
		{Name: "nodes", Type: "[" + of + "!]!", Description: "The nodes of the page."},
		{Name: "pageInfo", Type: "PageInfo!", Description: "Where the page lies."},
		{Name: "totalCount", Type: "Int!", Description: "How many rows match, whatever the page."},
	}
}

// onEdge are the fields of every row of a connection.
func onEdge(of string) []member {
	return []member{
		{Name: "cursor", Type: "String!", Description: "Place of the row in this ordering, for after and before."},
		{Name: "node", Type: of + "!", Description: "The node."},
	}
}

// facetFields writes the fields that have few enough values to count by, and tells whether there are any.
func (d *document) facetFields(m *model.Model, t *model.Target) bool {
	def := definition{Keyword: "enum", Name: t.Name + "FacetField", Description: "Fields by which nodes of type " + t.Name + " can be counted."}
	for _, f := range valueFields(m, t) {
		if f.Derived == nil && (f.Type == model.EnumType || f.Type == model.Boolean) {
			def.Members = append(def.Members, member{Name: f.Name, Description: f.Description})
		}
	}
	if len(def.Members) == 0 {
		return false
	}
	d.add(def)
	return true
}
