package sdl

import "github.com/carejourney/carejourney/internal/model"

const oneEntry = " Exactly one entry. Missing values count as the largest: last ascending, first descending."

// orderings writes what nodes and the rows of connections can be ordered by.
func (d *document) orderings(m *model.Model) {
	d.add(definition{Keyword: "enum", Name: "SortDirection", Description: "Which way to order.", Members: []member{
		{Name: "ASC", Description: "Smallest first, missing values last."},
		{Name: "DESC", Description: "Largest first, missing values in front."},
	}})
	for _, t := range targets(m) {
		members := sortKeys(valueFields(m, t))
		for _, r := range relations(t) {
			if r.Many {
				members = append(members, member{Name: r.Name + "Count", Type: "SortDirection", Description: "How many nodes " + r.Name + " has."})
			} else {
				members = append(members, member{Name: r.Name, Type: r.Target.Name + "Order", Description: "A field of this node; where there is none it counts as missing. " + r.Description})
			}
		}
		d.add(definition{Keyword: "input", Name: t.Name + "Order", Description: "A sort key for nodes of type " + t.Name + "." + oneEntry, Members: members})
	}
	for _, r := range m.Relationships {
		if keys := sortKeys(r.Properties); len(keys) > 0 {
			d.add(definition{Keyword: "input", Name: r.Type + "Order", Description: "A sort key among the properties of " + r.Name + "." + oneEntry, Members: keys})
		}
	}
	manyWithProperties(m, func(r *model.Relation) {
		members := []member{{Name: "node", Type: r.Target.Name + "Order", Description: "A sort key of the node."}}
		if len(sortKeys(r.Properties())) > 0 {
			members = append(members, member{Name: "edge", Type: r.Stored.Type + "Order", Description: "A sort key of the relationship."})
		}
		d.add(definition{Keyword: "input", Name: Over(r) + "Order", Description: "A sort key for rows of " + r.Kind.Name + "." + r.Name + "." + oneEntry, Members: members})
	})
}

// sortKeys gives the fields that can be ordered by: single stored values.
func sortKeys(fields []*model.Field) []member {
	var members []member
	for _, f := range fields {
		if !f.List && f.Derived == nil && f.Type != model.EmbeddedType {
			members = append(members, member{Name: f.Name, Type: "SortDirection", Description: f.Description})
		}
	}
	return members
}
