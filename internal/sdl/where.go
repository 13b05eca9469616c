package sdl

import "github.com/carejourney/carejourney/internal/model"

const entries = " All entries must hold. An entry that is null counts as not given; an empty object always holds."

// conditions writes what can be asked of nodes and relationships.
func (d *document) conditions(m *model.Model) {
	for _, t := range targets(m) {
		members := logic(t.Name + "Where")
		members = append(members, fieldConditions(valueFields(m, t))...)
		for _, r := range relations(t) {
			members = append(members, relationConditions(r)...)
		}
		if t.Abstract {
			members = append(members, member{Name: "kind", Type: "KindFilter", Description: "The kind of node."})
			for _, k := range t.Kinds {
				members = append(members, member{Name: "on" + k.Name, Type: k.Name + "Where", Description: "It is " + a(k.Name) + " and matches."})
			}
		}
		d.add(definition{Keyword: "input", Name: t.Name + "Where", Description: "What must hold of " + a(t.Name) + "." + entries, Members: members})
		d.quantifier(t.Name, "How many of the nodes reached must match. All entries must hold.")
	}
	for _, e := range embeddeds(m) {
		d.add(definition{Keyword: "input", Name: e.Name + "Where", Description: "What must hold of " + a(e.Name) + "." + entries, Members: fieldConditions(e.Fields)})
	}
	for _, r := range m.Relationships {
		if r.Type != "" {
			d.add(definition{
				Keyword: "input", Name: r.Type + "Where", Description: "What must hold of the properties of " + r.Name + "." + entries,
				Members: fieldConditions(r.Properties),
			})
		}
	}
	manyWithProperties(m, func(r *model.Relation) {
		d.add(definition{
			Keyword: "input", Name: Over(r) + "Where", Description: "What must hold of a row of " + r.Kind.Name + "." + r.Name + "." + entries,
			Members: append(logic(Over(r)+"Where"),
				member{Name: "node", Type: r.Target.Name + "Where", Description: "What must hold of the node."},
				member{Name: "edge", Type: r.Stored.Type + "Where", Description: "What must hold of the properties of the relationship."}),
		})
		d.quantifier(Over(r), "How many of the rows of "+r.Kind.Name+"."+r.Name+" must match. All entries must hold.")
	})
}

func (d *document) quantifier(prefix, description string) {
	where := prefix + "Where"
	d.add(definition{Keyword: "input", Name: prefix + "Quantifier", Description: description, Members: []member{
		{Name: "some", Type: where, Description: "At least one matches."},
		{Name: "all", Type: where, Description: "Every one matches; holds where there is none."},
		{Name: "none", Type: where, Description: "Not one matches; holds where there is none."},
		{Name: "single", Type: where, Description: "Exactly one matches."},
	}})
}

func logic(where string) []member {
	return []member{
		{Name: "and", Type: "[" + where + "!]", Description: "All of these hold; an empty list holds."},
		{Name: "or", Type: "[" + where + "!]", Description: "At least one of these holds; an empty list does not hold."},
		{Name: "not", Type: where, Description: "This does not hold. A missing value never holds, so nodes without one are included."},
	}
}

func fieldConditions(fields []*model.Field) []member {
	var members []member
	for _, f := range fields {
		members = append(members, member{Name: f.Name, Type: filterOf(f), Description: f.Description})
	}
	return members
}

func relationConditions(r *model.Relation) []member {
	if !r.Many {
		return []member{{Name: r.Name, Type: r.Target.Name + "Where", Description: "There is one and it matches. " + r.Description}}
	}
	members := []member{
		{Name: r.Name, Type: r.Target.Name + "Quantifier", Description: r.Description},
		{Name: r.Name + "Count", Type: "IntFilter", Description: "How many nodes " + r.Name + " has."},
	}
	if len(r.Properties()) > 0 {
		members = append(members, member{
			Name: r.Name + "Connection", Type: Over(r) + "Quantifier",
			Description: "The same as " + r.Name + ", together with the properties of the relationship.",
		})
	}
	return members
}
