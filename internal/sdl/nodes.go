package sdl

import "github.com/carejourney/carejourney/internal/model"

// nodes writes the interface every kind has, the kinds and the unions.
func (d *document) nodes(m *model.Model) {
	element := m.Element()
	common := elementMembers(m)
	d.add(definition{Keyword: "interface", Name: element.Name, Description: element.Description, Members: common})
	for _, k := range m.Kinds {
		members := append([]member(nil), common...)
		for _, f := range k.Fields[len(m.Common):] {
			members = append(members, valueMember(f))
		}
		for _, r := range k.Relations {
			members = append(members, relationMembers(r)...)
		}
		for _, c := range k.Computed {
			members = append(members, computedMember(c))
		}
		d.add(definition{Keyword: "type", Name: k.Name, Tail: "implements " + element.Name, Description: k.Description, Members: members})
	}
	for _, t := range m.Targets[1:] {
		def := definition{Keyword: "union", Name: t.Name, Description: t.Description}
		for _, k := range t.Kinds {
			def.Union = append(def.Union, k.Name)
		}
		d.add(def)
	}
}

// elementMembers gives the fields of Element, the kind among them: as a field it can be asked for where __typename
// is taken by a client's cache.
func elementMembers(m *model.Model) []member {
	var members []member
	for _, f := range m.Common {
		members = append(members, valueMember(f))
		if f.Name == "id" {
			members = append(members, member{Name: "kind", Type: "Kind!", Description: "The kind of node."})
		}
	}
	return members
}

func computedMember(c *model.Computed) member {
	m := member{Name: c.Name, Type: c.Type, Description: c.Description}
	for _, a := range c.Args {
		m.Args = append(m.Args, member{Name: a.Name, Type: a.Type, Default: a.Default, Description: a.Description})
	}
	return m
}

func valueMember(f *model.Field) member {
	return member{Name: f.Name, Type: typeOf(f), Description: f.Description}
}

// relationMembers gives the one field of a to-one relation, or the list and the connection of a to-many.
func relationMembers(r *model.Relation) []member {
	target := r.Target.Name
	if !r.Many {
		if r.Required {
			target += "!"
		}
		return []member{{Name: r.Name, Type: target, Description: r.Description}}
	}
	with := "with the total, pages and facets."
	if len(r.Properties()) > 0 {
		with = "with the total, pages, facets and the properties of the relationship."
	}
	return []member{
		{Name: r.Name, Type: "[" + target + "!]!", Description: r.Description, Args: append(whereAndOrder(target),
			member{Name: "first", Type: "Int", Description: "At most so many; all where left out."},
			member{Name: "offset", Type: "Int", Description: "Leave out so many in front."})},
		{
			Name: r.Name + "Connection", Type: Over(r) + "Connection!", Description: "The same as " + r.Name + ", " + with,
			Args: append(whereAndOrder(Over(r)), pageArgs()...),
		},
	}
}

// values writes what nodes are made of: groups of fields, properties of relationships, plain types, enumerations.
func (d *document) values(m *model.Model) {
	for _, e := range embeddeds(m) {
		d.object(e.Name, e.Description, e.Fields)
	}
	for _, r := range m.Relationships {
		if r.Type != "" {
			d.object(r.Type, r.Description, r.Properties)
		}
	}
	d.plain("type", m.Objects)
	d.plain("input", m.Inputs)
	for _, e := range m.Enums {
		def := definition{Keyword: "enum", Name: e.Name, Description: e.Description}
		for _, v := range e.Values {
			def.Members = append(def.Members, member{Name: v.Name, Description: v.Description})
		}
		d.add(def)
	}
	d.add(definition{Keyword: "scalar", Name: "Date", Description: "A calendar date, written YYYY-MM-DD."})
}

// plain writes what computed fields give or take.
func (d *document) plain(keyword string, objects []*model.Object) {
	for _, o := range objects {
		def := definition{Keyword: keyword, Name: o.Name, Description: o.Description}
		for _, f := range o.Fields {
			def.Members = append(def.Members, memberOf(f))
		}
		d.add(def)
	}
}

func memberOf(f model.ObjectField) member {
	return member{Name: f.Name, Type: f.Type, Description: f.Description}
}

func (d *document) object(name, description string, fields []*model.Field) {
	def := definition{Keyword: "type", Name: name, Description: description}
	for _, f := range fields {
		def.Members = append(def.Members, valueMember(f))
	}
	d.add(def)
}

// embeddeds gives each group of fields once: the model has one entry for every field that embeds it.
func embeddeds(m *model.Model) []*model.Embedded {
	var all []*model.Embedded
	seen := map[string]bool{}
	for _, e := range m.Embeddeds {
		if !seen[e.Name] {
			seen[e.Name], all = true, append(all, e)
		}
	}
	return all
}
