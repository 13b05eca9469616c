package pages

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/library"
)

// schemaPage is an overview of everything that can be asked.
type schemaPage struct {
	Kinds  []schemaEntry
	Groups []schemaGroup
}

type schemaGroup struct {
	Name, Help string
	Entries    []schemaEntry
}

// schemaEntry is a type in the overview.
type schemaEntry struct{ Name, Help, Register string }

// typePage is one type of the schema.
type typePage struct {
	*ast.Definition
	Kind   string // in words
	Fields []schemaField
	Values []schemaField
	Of     []string // what a union or interface can be
	UsedBy []schemaUse
}

// schemaField is a field, an argument or a value of a type.
type schemaField struct {
	Name, Help, Type, TypeName string
	Args                       []schemaField
	Default                    string
}

// schemaUse is where a type is given.
type schemaUse struct{ Type, Field string }

// builtIn are types that every schema has.
func builtIn(d *ast.Definition) bool { return d.BuiltIn || strings.HasPrefix(d.Name, "__") }

func (p *Pages) schema(w http.ResponseWriter, _ *http.Request) {
	var shown schemaPage
	known := map[string]bool{"Query": true}
	for _, k := range p.model.Kinds {
		known[k.Name] = true
		shown.Kinds = append(shown.Kinds, schemaEntry{k.Name, k.Description, "/" + library.Kebab(k.Plural)})
	}
	groups := map[ast.DefinitionKind]*schemaGroup{
		ast.Enum:        {Name: "Values to choose from", Help: "Enumerations."},
		ast.InputObject: {Name: "Conditions and orderings", Help: "What can be given to a question."},
		ast.Object:      {Name: "Pages, edges and what relationships keep", Help: "What answers are made of beside nodes."},
		ast.Interface:   {Name: "What several kinds share", Help: "Interfaces and unions."},
		ast.Scalar:      {Name: "Single values", Help: "Scalars."},
	}
	types := p.engine.Schema().Types
	for _, d := range types {
		kind := d.Kind
		if kind == ast.Union {
			kind = ast.Interface
		}
		if !builtIn(d) && !known[d.Name] && groups[kind] != nil {
			groups[kind].Entries = append(groups[kind].Entries, schemaEntry{Name: d.Name, Help: d.Description})
		}
	}
	for _, kind := range []ast.DefinitionKind{ast.Interface, ast.Enum, ast.Object, ast.InputObject, ast.Scalar} {
		g := groups[kind]
		slices.SortFunc(g.Entries, func(a, b schemaEntry) int { return cmp.Compare(a.Name, b.Name) })
		shown.Groups = append(shown.Groups, *g)
	}
	p.render(w, http.StatusOK, "schema", page{Title: "Schema reference", Section: "/query", Crumbs: []link{{"Ask", "/query"}}, Body: shown})
}

func (p *Pages) schemaType(w http.ResponseWriter, r *http.Request) {
	d := p.engine.Schema().Types[r.PathValue("name")]
	if d == nil || builtIn(d) {
		p.notFound(w, r)
		return
	}
	shown := typePage{Definition: d, Kind: map[ast.DefinitionKind]string{
		ast.Object: "Type", ast.InputObject: "Input", ast.Enum: "Enumeration", ast.Interface: "Interface", ast.Union: "Union", ast.Scalar: "Scalar",
	}[d.Kind]}
	for _, f := range d.Fields {
		if strings.HasPrefix(f.Name, "__") {
			continue
		}
		out := schemaField{Name: f.Name, Help: f.Description, Type: f.Type.String(), TypeName: f.Type.Name(), Default: value(f.DefaultValue)}
		for _, a := range f.Arguments {
			out.Args = append(out.Args, schemaField{Name: a.Name, Help: a.Description, Type: a.Type.String(), TypeName: a.Type.Name(), Default: value(a.DefaultValue)})
		}
		shown.Fields = append(shown.Fields, out)
	}
	for _, v := range d.EnumValues {
		shown.Values = append(shown.Values, schemaField{Name: v.Name, Help: v.Description})
	}
	if d.IsAbstractType() {
		for _, of := range p.engine.Schema().GetPossibleTypes(d) {
			shown.Of = append(shown.Of, of.Name)
		}
		slices.Sort(shown.Of)
	}
	shown.UsedBy = p.uses(d.Name)
	p.render(w, http.StatusOK, "schematype", page{Title: d.Name, Section: "/query", Crumbs: []link{{"Ask", "/query"}, {"Schema reference", "/schema"}}, Body: shown})
}

func value(v *ast.Value) string {
	if v == nil {
		return ""
	}
	return v.String()
}

// uses gives the fields that give or take a type.
func (p *Pages) uses(name string) []schemaUse {
	var uses []schemaUse
	for _, d := range p.engine.Schema().Types {
		if builtIn(d) {
			continue
		}
		for _, f := range d.Fields {
			takes := slices.ContainsFunc(f.Arguments, func(a *ast.ArgumentDefinition) bool { return a.Type.Name() == name })
			if (f.Type.Name() == name || takes) && !strings.HasPrefix(f.Name, "__") {
				uses = append(uses, schemaUse{d.Name, f.Name})
			}
		}
	}
	slices.SortFunc(uses, func(a, b schemaUse) int { return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Field, b.Field)) })
	return uses
}
