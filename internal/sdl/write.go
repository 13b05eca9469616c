package sdl

import (
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Write writes the inputs of a change: one for each kind and one for each stored relationship type. It fails as Read
// does.
func Write(m *model.Model) (string, error) {
	d := newDocument()
	d.text.WriteString("# What a change can say. Generated from model.graphqls by `go generate ./...`; do not edit.\n\n")
	d.change(m)
	for _, k := range m.Kinds {
		d.add(definition{
			Keyword: "input", Name: k.Name + "Input",
			Description: "Makes or changes " + a(k.Name) + ". Fields left out stay as they are; null removes a value.", Members: inputFields(k.Fields),
		})
	}
	for _, e := range embeddeds(m) {
		d.add(definition{
			Keyword: "input", Name: e.Name + "Input", Description: e.Description + " Fields left out stay as they are; null removes a value.",
			Members: inputFields(e.Fields),
		})
	}
	d.links(m)
	return d.result()
}

func (d *document) change(m *model.Model) {
	var members []member
	for _, k := range m.Kinds {
		members = append(members, member{Name: FieldOf(k), Type: k.Name + "Input", Description: "Make or change " + a(k.Name) + "."})
	}
	members = append(members,
		member{Name: "connect", Type: "ConnectInput", Description: "Make a relationship, or change its properties."},
		member{Name: "disconnect", Type: "DisconnectInput", Description: "Remove a relationship."},
		member{Name: "delete", Type: "ID", Description: "Remove the node with this id and every relationship it is part of."})
	d.add(definition{Keyword: "input", Name: "ChangeInput", Tail: "@oneOf", Description: "One change: exactly one entry.", Members: members})
}

// links writes the inputs that make and remove relationships.
func (d *document) links(m *model.Model) {
	d.add(definition{Keyword: "input", Name: "EndsInput", Description: "The two ends of a relationship.", Members: ends()})
	var connect, disconnect []member
	for _, r := range m.Relationships {
		name, input := FieldOfRelationship(r), "EndsInput"
		if r.Type != "" {
			input = pascal(r.Name) + "Input"
			d.add(definition{
				Keyword: "input", Name: input, Description: "Makes or changes " + r.Name + ". Properties left out stay as they are; null removes a value.",
				Members: append(ends(), member{Name: "properties", Type: r.Type + "Input", Description: r.Description}),
			})
			d.add(definition{Keyword: "input", Name: r.Type + "Input", Description: r.Description, Members: inputFields(r.Properties)})
		}
		connect = append(connect, member{Name: name, Type: input, Description: "Make or change " + r.Name + ": " + joins(r) + "."})
		disconnect = append(disconnect, member{Name: name, Type: "EndsInput", Description: "Remove " + r.Name + ": " + joins(r) + "."})
	}
	d.add(definition{Keyword: "input", Name: "ConnectInput", Tail: "@oneOf", Description: "A relationship to make or change: exactly one entry.", Members: connect})
	d.add(definition{Keyword: "input", Name: "DisconnectInput", Tail: "@oneOf", Description: "A relationship to remove: exactly one entry.", Members: disconnect})
}

func ends() []member {
	return []member{
		{Name: "from", Type: "ID!", Description: "Id of the node the relationship starts at."},
		{Name: "to", Type: "ID!", Description: "Id of the node the relationship ends at."},
	}
}

// joins tells which kinds a relationship leads from and to.
func joins(r *model.Relationship) string {
	var from, to []string
	seen := map[string]bool{}
	note := func(list *[]string, side string, k *model.Kind) {
		if !seen[side+k.Name] {
			seen[side+k.Name] = true
			*list = append(*list, model.InWords(k.Name))
		}
	}
	for _, p := range r.Pairs {
		note(&from, "<", p.From)
		note(&to, ">", p.To)
	}
	return strings.Join(from, " or ") + " to " + strings.Join(to, " or ")
}

// inputFields gives the fields that can be written. Only the id must be given: a change may be about one field of a
// node that is there already.
func inputFields(fields []*model.Field) []member {
	var members []member
	for _, f := range fields {
		if f.Derived != nil {
			continue
		}
		text := f.TypeName()
		switch {
		case f.Type == model.EmbeddedType:
			text += "Input"
		case f.List:
			text = "[" + text + "!]"
		}
		if f.Name == "id" {
			text += "!"
		}
		members = append(members, member{Name: f.Name, Type: text, Description: f.Description})
	}
	return members
}
