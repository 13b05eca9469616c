package sdl

import (
	"errors"
	"fmt"
	"strings"
)

// definition is one type of a schema. Keyword and Tail stand around the name: "type", "Journey", "implements Element".
type definition struct {
	Keyword, Name, Tail string
	Description         string
	Members             []member
	Union               []string
}

// member is a field, an argument, an input field or, without a Type, an enumeration value.
type member struct {
	Name, Type  string
	Default     string // of an argument, as GraphQL writes it; "" without one
	Description string
	Args        []member
}

// document collects definitions in the order they are to be written, and what is wrong with them.
type document struct {
	text  strings.Builder
	types map[string]bool
	errs  []error
}

func newDocument(names ...string) *document {
	d := &document{types: map[string]bool{}}
	for _, name := range append(names, "ID", "String", "Int", "Float", "Boolean") {
		d.types[name] = true
	}
	return d
}

// section starts a part of the file.
func (d *document) section(title string) { fmt.Fprintf(&d.text, "# %s\n\n", title) }

// add writes a definition. Two types, or two members of a type, with one name are an error, and so is a missing
// description: names are made from names of the model, which does not know what they will meet here.
func (d *document) add(def definition) {
	if d.types[def.Name] {
		d.errs = append(d.errs, fmt.Errorf("two types are called %s: rename the kind or field it is made from", def.Name))
	}
	d.types[def.Name] = true
	d.describe("", def.Name, def.Description)
	fmt.Fprintf(&d.text, "%s %s", def.Keyword, def.Name)
	if def.Tail != "" {
		d.text.WriteString(" " + def.Tail)
	}
	if len(def.Union) > 0 {
		d.text.WriteString(" = " + strings.Join(def.Union, " | "))
	}
	if len(def.Members) > 0 {
		d.text.WriteString(" {\n")
		d.members("  ", def.Name, def.Members)
		d.text.WriteString("}")
	}
	d.text.WriteString("\n\n")
}

func (d *document) members(indent, owner string, members []member) {
	seen := map[string]bool{}
	for _, m := range members {
		place := owner + "." + m.Name
		if seen[m.Name] {
			d.errs = append(d.errs, fmt.Errorf("%s stands there twice: rename the field it is made from", place))
		}
		seen[m.Name] = true
		d.describe(indent, place, m.Description)
		d.text.WriteString(indent + m.Name)
		if len(m.Args) > 0 {
			d.text.WriteString("(\n")
			d.members(indent+"  ", place, m.Args)
			d.text.WriteString(indent + ")")
		}
		if m.Type != "" {
			d.text.WriteString(": " + m.Type)
		}
		if m.Default != "" {
			d.text.WriteString(" = " + m.Default)
		}
		d.text.WriteString("\n")
	}
}

func (d *document) describe(indent, place, text string) {
	if strings.TrimSpace(text) == "" {
		d.errs = append(d.errs, fmt.Errorf("%s has no description", place))
		return
	}
	if !strings.ContainsAny(text, "\n\"\\") {
		fmt.Fprintf(&d.text, "%s\"%s\"\n", indent, text)
		return
	}
	fmt.Fprintf(&d.text, "%s\"\"\"\n", indent)
	for line := range strings.SplitSeq(strings.ReplaceAll(text, `"""`, `\"""`), "\n") {
		d.text.WriteString(strings.TrimRight(indent+line, " ") + "\n")
	}
	fmt.Fprintf(&d.text, "%s\"\"\"\n", indent)
}

// result gives the text, or everything that is wrong with it.
func (d *document) result() (string, error) {
	if len(d.errs) > 0 {
		return "", fmt.Errorf("generate the schema: %w", errors.Join(d.errs...))
	}
	return strings.TrimRight(d.text.String(), "\n") + "\n", nil
}
