package judge

import (
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// The types below are the JSON the judge reads: the schema, what its names stand for, and graphs.

type dump struct {
	SDL    string            `json:"sdl"`
	Model  dumpModel         `json:"model"`
	Graphs []dumpGraph       `json:"graphs"`
	Folded map[string]string `json:"folded"`          // texts beyond ASCII, folded: JavaScript has no case folding
	Rules  []string          `json:"rules,omitempty"` // texts of gap rules
	Today  string            `json:"today,omitempty"`
}

type dumpModel struct {
	Kinds         []dumpKind         `json:"kinds"`
	Relationships []dumpRelationship `json:"relationships"`
}

type dumpKind struct {
	Name      string         `json:"name"`
	Plural    string         `json:"plural"`
	Single    string         `json:"single"`
	Fields    []dumpField    `json:"fields"`
	Relations []dumpRelation `json:"relations"`
	Computed  []dumpComputed `json:"computed"`
}

type dumpField struct {
	Name       string       `json:"name"`
	Property   string       `json:"property"`
	List       bool         `json:"list"`
	Searchable bool         `json:"searchable"`
	Derived    *dumpDerived `json:"derived,omitempty"`
	Group      []dumpField  `json:"group,omitempty"`
}

type dumpDerived struct {
	From string   `json:"from"`
	In   []string `json:"in"`
}

type dumpRelation struct {
	Name       string       `json:"name"`
	Kinds      []string     `json:"kinds"`
	Many       bool         `json:"many"`
	Ways       [][]dumpStep `json:"ways"`
	Stored     string       `json:"stored"`
	Out        bool         `json:"out"`
	OrderBy    string       `json:"orderBy"`
	Keep       *dumpKeep    `json:"keep,omitempty"`
	Properties []dumpField  `json:"properties"`
}

type dumpStep struct {
	Types  []string `json:"types"`
	Out    bool     `json:"out"`
	Repeat string   `json:"repeat"`
}

type dumpKeep struct {
	Field  string   `json:"field"`
	Values []string `json:"values"`
}

type dumpComputed struct {
	Name  string `json:"name"`
	Needs string `json:"needs"`
}

type dumpRelationship struct {
	Name       string      `json:"name"`
	Properties []dumpField `json:"properties"`
}

type dumpGraph struct {
	Version  model.Version `json:"version"`
	Elements []dumpElement `json:"elements"`
	Links    []dumpLink    `json:"links"`
}

type dumpElement struct {
	ID    string      `json:"id"`
	Kind  string      `json:"kind"`
	Props model.Props `json:"props"`
}

type dumpLink struct {
	Type  string      `json:"type"`
	From  string      `json:"from"`
	To    string      `json:"to"`
	Props model.Props `json:"props"`
}

func dumpOf(m *model.Model, s *ast.Schema) dumpModel {
	var d dumpModel
	for _, k := range m.Kinds {
		dk := dumpKind{Name: k.Name, Plural: k.Plural, Fields: dumpFields(k.Fields), Computed: []dumpComputed{}}
		for _, f := range s.Query.Fields {
			if f.Type.Name() == k.Name {
				dk.Single = f.Name
			}
		}
		for _, rel := range k.Relations {
			dk.Relations = append(dk.Relations, dumpRelationOf(rel))
		}
		for _, c := range k.Computed {
			dk.Computed = append(dk.Computed, dumpComputed{c.Name, c.Needs})
		}
		d.Kinds = append(d.Kinds, dk)
	}
	for _, t := range m.Relationships {
		d.Relationships = append(d.Relationships, dumpRelationship{t.Name, dumpFields(t.Properties)})
	}
	return d
}

func dumpFields(fields []*model.Field) []dumpField {
	all := []dumpField{}
	for _, f := range fields {
		d := dumpField{Name: f.Name, Property: f.Property, List: f.List, Searchable: f.Searchable}
		if f.Derived != nil {
			d.Derived = &dumpDerived{f.Derived.From.Property, f.Derived.In}
		}
		if f.Embedded != nil {
			d.Group = dumpFields(f.Embedded.Fields)
		}
		all = append(all, d)
	}
	return all
}

func dumpRelationOf(rel *model.Relation) dumpRelation {
	d := dumpRelation{Name: rel.Name, Many: rel.Many, Out: rel.Out, Properties: dumpFields(rel.Properties())}
	for _, k := range rel.Target.Kinds {
		d.Kinds = append(d.Kinds, k.Name)
	}
	for _, way := range rel.Path.Ways {
		steps := []dumpStep{}
		for _, s := range way {
			step := dumpStep{Out: s.Out, Repeat: [...]string{"", "*", "+"}[s.Repeat]}
			for _, t := range s.Types {
				step.Types = append(step.Types, t.Name)
			}
			steps = append(steps, step)
		}
		d.Ways = append(d.Ways, steps)
	}
	if rel.Stored != nil {
		d.Stored = rel.Stored.Name
	}
	if rel.OrderBy != nil {
		d.OrderBy = rel.OrderBy.Property
	}
	if rel.Keep != nil {
		d.Keep = &dumpKeep{rel.Keep.Field, rel.Keep.Values}
	}
	return d
}

func (w *world) dump(t *testing.T, st store.Store) dumpGraph {
	t.Helper()
	version, err := st.Version(t.Context())
	require.NoError(t, err)
	d := dumpGraph{Version: version}
	for _, e := range w.elements {
		d.Elements = append(d.Elements, dumpElement{e.ID, e.Kind.Name, e.Props})
	}
	for _, l := range w.links {
		d.Links = append(d.Links, dumpLink{l.Type.Name, l.From, l.To, l.Props})
	}
	return d
}
