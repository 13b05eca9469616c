package sdl

import "github.com/carejourney/carejourney/internal/model"

const textMode = "TextMode"

// filterOf is the input type that holds the conditions on a field.
func filterOf(f *model.Field) string {
	switch {
	case f.Type == model.EmbeddedType:
		return f.TypeName() + "Where"
	case f.List:
		return f.TypeName() + "ListFilter"
	default:
		return f.TypeName() + "Filter"
	}
}

// filters writes the operators for each type of value.
func (d *document) filters(m *model.Model) {
	d.add(definition{Keyword: "enum", Name: textMode, Description: "How text is compared.", Members: []member{
		{Name: "SENSITIVE", Description: "By code point, letter case included. This is the default."},
		{Name: "INSENSITIVE", Description: "Both sides folded first: Unicode NFKC and full case folding."},
	}})
	mode := member{Name: "mode", Type: textMode, Description: "How text is compared, by all operators but lt, lte, gt and gte."}
	d.filter("ID", equality("ID"), ranges("ID"), parts("ID"))
	d.filter("String", equality("String"), ranges("String"), parts("String"), []member{mode})
	for _, name := range []string{"Int", "Float", "Date"} {
		d.filter(name, equality(name), ranges(name))
	}
	d.filter("Boolean", equality("Boolean")[:2])
	d.listFilter("String")
	single, list := enumsInUse(m)
	for _, e := range m.Enums {
		if single[e.Name] {
			d.filter(e.Name, equality(e.Name))
		}
		if list[e.Name] {
			d.listFilter(e.Name)
		}
	}
}

// enumsInUse tells which enumerations some field holds, alone and as a list. Kind is always asked for by unions.
func enumsInUse(m *model.Model) (single, list map[string]bool) {
	single, list = map[string]bool{"Kind": true}, map[string]bool{}
	note := func(fields []*model.Field) {
		for _, f := range fields {
			if f.Type != model.EnumType {
				continue
			}
			if f.List {
				list[f.Enum.Name] = true
			} else {
				single[f.Enum.Name] = true
			}
		}
	}
	for _, k := range m.Kinds {
		note(k.Fields)
	}
	for _, e := range m.Embeddeds {
		note(e.Fields)
	}
	for _, r := range m.Relationships {
		note(r.Properties)
	}
	return single, list
}

func (d *document) filter(name string, operators ...[]member) {
	def := definition{
		Keyword: "input", Name: name + "Filter",
		Description: "What must hold of a value of type " + name + ". All operators must hold. A missing value equals null and nothing else.",
	}
	for _, group := range operators {
		def.Members = append(def.Members, group...)
	}
	d.add(def)
}

func equality(name string) []member {
	return []member{
		{Name: "eq", Type: name, Description: "Equal to this; null finds missing values."},
		{Name: "ne", Type: name, Description: "Not equal to this, missing values included; null leaves missing values out."},
		{Name: "in", Type: "[" + name + "!]", Description: "Equal to one of these; an empty list never holds."},
		{Name: "notIn", Type: "[" + name + "!]", Description: "Equal to none of these, missing values included; an empty list always holds."},
	}
}

func ranges(name string) []member {
	return []member{
		{Name: "lt", Type: name, Description: "Less than this."},
		{Name: "lte", Type: name, Description: "Less than or equal to this."},
		{Name: "gt", Type: name, Description: "Greater than this."},
		{Name: "gte", Type: name, Description: "Greater than or equal to this."},
	}
}

func parts(name string) []member {
	return []member{
		{Name: "contains", Type: name, Description: "Has this text in it."},
		{Name: "startsWith", Type: name, Description: "Begins with this text."},
		{Name: "endsWith", Type: name, Description: "Ends with this text."},
	}
}

func (d *document) listFilter(name string) {
	d.add(definition{
		Keyword: "input", Name: name + "ListFilter",
		Description: "What must hold of a list of values of type " + name + ". All operators must hold; one that is null counts as not given.",
		Members: []member{
			{Name: "includes", Type: name, Description: "Has this value."},
			{Name: "includesAny", Type: "[" + name + "!]", Description: "Has at least one of these; an empty list never holds."},
			{Name: "includesAll", Type: "[" + name + "!]", Description: "Has every one of these; an empty list always holds."},
			{Name: "isEmpty", Type: "Boolean", Description: "Whether it has no value."},
		},
	})
}
