package model

import (
	"strconv"
	"unicode"

	"github.com/vektah/gqlparser/v2/ast"
)

// readProperties reads the properties of stored relationship types.
func (p *reader) readProperties() error {
	for _, def := range p.doc.Definitions {
		d := def.Directives.ForName("relationshipProperties")
		if d == nil {
			continue
		}
		r := p.m.relationships[argument(d, "type")]
		if r == nil {
			return at(def.Position, "%s: no relationship of type %q", def.Name, argument(d, "type"))
		}
		r.Type, r.Description = def.Name, def.Description
		for _, fd := range def.Fields {
			f, err := p.field(def.Name, fd)
			if err != nil {
				return err
			}
			r.Properties = append(r.Properties, f)
			r.properties[f.Name] = f
		}
	}
	return nil
}

// readFields reads the fields of Element, then the own fields of every kind.
func (p *reader) readFields() error {
	element := p.doc.Definitions.ForName(elementName)
	for _, fd := range element.Fields {
		f, err := p.field(elementName, fd)
		if err != nil {
			return err
		}
		p.m.Common = append(p.m.Common, f)
	}
	for _, k := range p.m.Kinds {
		for _, f := range p.m.Common {
			k.addField(f)
		}
	}
	err := p.eachKindField(func(k *Kind, fd *ast.FieldDefinition) error {
		if d := fd.Directives.ForName("computed"); d != nil {
			c, err := p.computed(k, k.Name, fd, d)
			k.Computed, k.computed[fd.Name] = append(k.Computed, c), c
			return err
		}
		if fd.Directives.ForName("relationship") != nil || fd.Directives.ForName("path") != nil {
			return nil
		}
		if k.fields[fd.Name] != nil {
			return at(fd.Position, "%s.%s: every kind has this field from %s", k.Name, fd.Name, elementName)
		}
		f, err := p.field(k.Name, fd)
		if err == nil {
			k.addField(f)
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.eachKindField(p.readDerived)
}

func (k *Kind) addField(f *Field) { k.Fields, k.fields[f.Name] = append(k.Fields, f), f }

// readDerived links a derived field to the field it is worked out from.
func (p *reader) readDerived(k *Kind, fd *ast.FieldDefinition) error {
	d := fd.Directives.ForName("derived")
	if d == nil {
		return nil
	}
	from := k.fields[argument(d, "from")]
	if from == nil || from.List {
		return at(fd.Position, "%s.%s: @derived(from:) must name a single-valued field of %s", k.Name, fd.Name, k.Name)
	}
	f := k.fields[fd.Name]
	if f.Type != Boolean {
		return at(fd.Position, "%s.%s: a derived field is Boolean!", k.Name, fd.Name)
	}
	f.Derived = &Derived{From: from, In: list(d, "in")}
	return nil
}

// field reads one value field.
func (p *reader) field(owner string, fd *ast.FieldDefinition) (*Field, error) {
	f := &Field{
		Name: fd.Name, Description: fd.Description, Property: fd.Name,
		Required: fd.Type.NonNull, List: fd.Type.Elem != nil,
		Key: fd.Directives.ForName("key") != nil, Searchable: fd.Directives.ForName("searchable") != nil,
	}
	switch name := fd.Type.Name(); name {
	case "ID":
		f.Type = ID
	case "String":
		f.Type = String
	case "Int":
		f.Type = Int
	case "Float":
		f.Type = Float
	case "Boolean":
		f.Type = Boolean
	case "Date":
		f.Type = Date
	default:
		if e := p.m.enums[name]; e != nil {
			f.Type, f.Enum = EnumType, e
			break
		}
		embedded, err := p.embedded(fd)
		if err != nil || embedded == nil {
			return nil, at(fd.Position, "%s.%s: cannot read type %s: %v", owner, fd.Name, name, err)
		}
		f.Type, f.Embedded = EmbeddedType, embedded
	}
	if f.List && f.Type != String && f.Type != EnumType {
		return nil, at(fd.Position, "%s.%s: only text and enumerations may be lists", owner, fd.Name)
	}
	return f, p.limits(owner, f, fd)
}

// limits reads @range and @default.
func (p *reader) limits(owner string, f *Field, fd *ast.FieldDefinition) error {
	if d := fd.Directives.ForName("range"); d != nil {
		f.Min, f.Max = number(argument(d, "min")), number(argument(d, "max"))
	}
	d := fd.Directives.ForName("default")
	if d == nil {
		return nil
	}
	value, err := ParseText(f, argument(d, "value"))
	if err != nil {
		return at(fd.Position, "%s.%s: @default: %v", owner, fd.Name, err)
	}
	f.Default = value
	return nil
}

func number(text string) *float64 {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil
	}
	return &n
}

// embedded reads the group of fields a field stands for, with the names the store keeps them under.
func (p *reader) embedded(fd *ast.FieldDefinition) (*Embedded, error) {
	def := p.doc.Definitions.ForName(fd.Type.Name())
	if def == nil || def.Directives.ForName("embedded") == nil {
		return nil, nil
	}
	e := &Embedded{Name: def.Name, Description: def.Description}
	for _, member := range def.Fields {
		f, err := p.field(def.Name, member)
		if err != nil {
			return nil, err
		}
		first := []rune(f.Name)
		first[0] = unicode.ToUpper(first[0])
		f.Property = fd.Name + string(first)
		e.Fields = append(e.Fields, f)
	}
	p.m.Embeddeds = append(p.m.Embeddeds, e)
	return e, nil
}
