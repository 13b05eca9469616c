package sdl

import "github.com/carejourney/carejourney/internal/model"

// query writes the root type.
func (d *document) query(m *model.Model) {
	element := m.Element().Name
	members := []member{
		{
			Name: "node", Type: element, Description: "The node with this id, of any kind; null where there is none.",
			Args: []member{{Name: "id", Type: "ID!", Description: "Id of the node, for example " + m.Kinds[0].Prefix + ":example."}},
		},
		{
			Name: "nodes", Type: "[" + element + "]!", Description: "One item for each id, in that order; null where there is no such node.",
			Args: []member{{Name: "ids", Type: "[ID!]!", Description: "Ids of nodes of any kind."}},
		},
		{
			Name: "search", Type: element + "Connection!", Description: "Nodes in which every word of the text begins a word of the name, the description or a code. Found in the name comes first, whole words come before beginnings.",
			Args: append([]member{
				{Name: "text", Type: "String!", Description: "Words to look for. Letter case does not matter; a text without a word finds nothing."},
				{Name: "kinds", Type: "[Kind!]", Description: "Only nodes of these kinds; all kinds where left out."},
			}, pageArgs()...),
		},
		{Name: "version", Type: "Int!", Description: "Version of the graph that this answer was read at."},
	}
	if hasGaps(m) {
		members = append(members, gapsField)
	}
	for _, k := range m.Kinds {
		members = append(members,
			member{
				Name: FieldOf(k), Type: k.Name, Description: "The " + model.InWords(k.Name) + " with this id; null where there is none.",
				Args: []member{{Name: "id", Type: "ID!", Description: "Id of the " + model.InWords(k.Name) + "; it begins with " + k.Prefix + ":."}},
			},
			member{
				Name: k.Plural, Type: k.Name + "Connection!", Description: "All " + model.InWords(k.Plural) + " that match, in pages.",
				Args: append(whereAndOrder(k.Name), pageArgs()...),
			})
	}
	for _, c := range m.Answers {
		members = append(members, computedMember(c))
	}
	d.add(definition{Keyword: "type", Name: model.QueryName, Description: "Everything that can be read.", Members: members})
}

// whereAndOrder gives the arguments that choose and order nodes. Prefix is what the names of their types begin with.
func whereAndOrder(prefix string) []member {
	return []member{
		{Name: "where", Type: prefix + "Where", Description: "What must hold; all where left out."},
		{Name: "orderBy", Type: "[" + prefix + "Order!]", Description: "Sort keys, the most important first, one entry in each object. The id is always the last key."},
	}
}

// pageArgs gives the arguments of a connection that cut a page.
func pageArgs() []member {
	return []member{
		{Name: "first", Type: "Int", Description: "At most so many from the front, up to 1,000. Without first and last the page has 100."},
		{Name: "after", Type: "String", Description: "Only what comes behind this cursor."},
		{Name: "last", Type: "Int", Description: "At most so many from the back, up to 1,000. Not together with first."},
		{Name: "before", Type: "String", Description: "Only what comes in front of this cursor."},
	}
}
