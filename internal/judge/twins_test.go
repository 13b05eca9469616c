package judge

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"
)

// inGo names the computed fields that are not put to the judge: their naive twins are tests in Go, beside what they
// check, on small graphs where every case turns up. The others are in js, each in a file of its own. Relationships and paths, those of
// accepted gaps too, need no twin: the judge walks them as the model declares them.
var inGo = map[string]bool{
	"Journey.encounters": true, "Query.encounters": true, "Query.lifeCourse": true,
	"Query.compare": true, "Query.reuse": true, "Query.sharedRun": true, "Query.fewestApplications": true, "Query.suppliers": true,
	"Query.whatIf": true, "Query.disinvestment": true, "Query.trace": true, "Journey.singlePoints": true,
	"Journey.recordOnce": true, "Journey.boundaries": true, "Journey.reach": true, "Journey.routesBetween": true, "WaitingTimeTarget.targetPath": true,
}

// notOfTheGraph names the fields that depend on more than the graph the judge has here. What gap rules find depends on the rules and the day, and
// is put to the judge with these by a test of its own; changes are compared with a log that every store keeps by hand, where stores are tested.
var notOfTheGraph = map[string]bool{"Query.gaps": true, "Query.changes": true}

func twinInGo(def *ast.Definition, f *ast.FieldDefinition) bool {
	return inGo[def.Name+"."+f.Name] || notOfTheGraph[def.Name+"."+f.Name]
}

// TestComputedFieldsWithATwinInGoAnswerAboutEveryNode asks them for all they have, also where the graph is broken.
func TestComputedFieldsWithATwinInGoAnswerAboutEveryNode(t *testing.T) {
	o := newOurs(t, rand.New(rand.NewPCG(*seed, 1)))
	g := &generator{r: rand.New(rand.NewPCG(*seed, 4)), schema: o.schema, worlds: o.worlds}
	asked := 0
	ask := func(graph int, query string) {
		asked++
		v, _ := o.answer(t, request{Graph: graph, Query: query})
		if graph == 0 {
			require.Empty(t, v.Refused, query)
		}
	}
	for graph, w := range o.worlds {
		for _, f := range o.schema.Query.Fields {
			for range 20 {
				// What has no name in the broken graph is null, and nothing can be compared with it.
				if inGo["Query."+f.Name] && (graph == 0 || f.Name != "compare") {
					g.begin()
					g.graph, g.fixed = graph, true
					ask(graph, "{ "+g.whole(f)+" }")
				}
			}
		}
		for _, e := range w.elements {
			def := o.schema.Types[e.Kind.Name]
			for _, f := range def.Fields {
				if twinInGo(def, f) {
					g.begin()
					g.graph, g.fixed = graph, true
					ask(graph, "{ node(id: \""+e.ID+"\") { ... on "+def.Name+" { "+g.whole(f)+" } } }")
				}
			}
		}
	}
	require.Greater(t, asked, len(inGo))
}

// whole writes a computed field with every argument and everything it gives.
func (g *generator) whole(f *ast.FieldDefinition) string {
	var args []string
	for _, a := range f.Arguments {
		if v := g.computedArgument(a); v != nil {
			args = append(args, a.Name+": "+literal(v))
		}
	}
	text := f.Name
	if len(args) > 0 {
		text += "(" + strings.Join(args, ", ") + ")"
	}
	return text + g.everything(f.Type)
}

// computedArgument gives a value for an argument; one that holds ids gets ids of nodes that are there.
func (g *generator) computedArgument(a *ast.ArgumentDefinition) any {
	switch a.Type.Name() {
	case "ID":
	case "WhatIfLink": // what it joins must make sense
		return nil
	case "Int":
		return 1 + g.r.IntN(5)
	default:
		return g.input(a.Type, 1)
	}
	if w := g.worlds[g.graph]; a.Name == "a" || a.Name == "b" { // two of a kind
		return w.elements[pick(g.r, w.byKind[w.m.Kind("Journey")])].ID
	}
	kind := "Element"
	for _, k := range []string{"Journey", "Organisation", "Application", "PersonGroup"} {
		if strings.Contains(strings.ToLower(a.Description), strings.ToLower(k)) {
			kind = k
			break
		}
	}
	if a.Type.Elem == nil {
		return g.id(kind)
	}
	ids := []any{}
	for range 1 + g.r.IntN(4) {
		ids = append(ids, g.id(kind))
	}
	return ids
}

func (g *generator) everything(t *ast.Type) string {
	def := g.schema.Types[t.Name()]
	if def.IsLeafType() {
		return ""
	}
	var fields []string
	for _, f := range def.Fields {
		if !strings.HasPrefix(f.Name, "__") {
			fields = append(fields, f.Name+g.everything(f.Type))
		}
	}
	return " { " + strings.Join(fields, " ") + " }"
}
