package judge

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// request is an operation put to both sides.
type request struct {
	Graph         int             `json:"graph"` // 0 for the sound world, 1 for the broken one
	Query         string          `json:"query"`
	OperationName string          `json:"operationName,omitempty"`
	Variables     json.RawMessage `json:"variables,omitempty"`
}

// generator writes operations from the schema, with values from the worlds.
type generator struct {
	r      *rand.Rand
	schema *ast.Schema
	worlds []*world

	*draft
}

// draft is the operation being written.
type draft struct {
	graph       int
	aliases     int
	fields      int // left to spend
	definitions []string
	variables   map[string]any
	types       map[string]*ast.Type // of the variables
	fixed       bool                 // no further variables
	fragments   []string
	condition   string // the Boolean variable that skips and includes, once there is one
}

func (g *generator) chance(percent int) bool { return g.r.IntN(100) < percent }

func (g *generator) begin() {
	g.draft = &draft{graph: g.r.IntN(2), fields: 40, variables: map[string]any{}, types: map[string]*ast.Type{}}
}

// operation writes a random operation.
func (g *generator) operation() request {
	g.begin()
	var roots []string
	top := scope{}
	for range 1 + g.r.IntN(3) {
		roots = append(roots, g.field(g.schema.Query, g.rootField(), top, 4))
	}
	if g.chance(15) {
		roots = append(roots, "version")
	}
	if g.chance(10) {
		roots = append(roots, "__typename")
	}
	return g.finish("{ " + strings.Join(roots, " ") + " }")
}

func (g *generator) rootField() *ast.FieldDefinition {
	for {
		if f := pick(g.r, g.schema.Query.Fields); !strings.HasPrefix(f.Name, "__") && f.Name != "version" && !twinInGo(g.schema.Query, f) {
			return f
		}
	}
}

// finish puts a document together around the selection of its operation.
func (g *generator) finish(selection string) request {
	q := request{Graph: g.graph, Query: selection}
	if len(g.definitions) > 0 {
		q.Query = "query (" + strings.Join(g.definitions, ", ") + ") " + selection
		q.Variables = asJSON(g.variables)
	}
	q.Query = strings.Join(append([]string{q.Query}, g.fragments...), "\n")
	if g.chance(4) {
		q.OperationName = "Asked"
		if strings.HasPrefix(q.Query, "query ") {
			q.Query = strings.Replace(q.Query, "query ", "query Asked ", 1)
		} else {
			q.Query = "query Asked " + q.Query
		}
		q.Query += "\nquery Other { version }"
	}
	return q
}

// scope remembers which keys a selection has without an alias, over all selections that are merged into one.
type scope map[string]bool

// selection writes a selection set for a type.
func (g *generator) selection(def *ast.Definition, sc scope, depth int) string {
	var parts []string
	possible := g.schema.GetPossibleTypes(def)
	for range 1 + g.r.IntN(4) {
		switch {
		case g.chance(6):
			parts = append(parts, g.key("__typename", sc, false)+g.directive())
		case def.IsAbstractType() && (def.Kind == ast.Union || g.chance(60)):
			parts = append(parts, g.inline(pick(g.r, possible), sc, depth))
		case g.chance(6) && def.Kind == ast.Object && len(def.Interfaces) > 0:
			parts = append(parts, g.inline(g.schema.Types[pick(g.r, def.Interfaces)], sc, depth))
		case g.chance(5) && len(g.fragments) < 4:
			parts = append(parts, g.spread(def, sc, depth))
		case g.chance(4):
			parts = append(parts, "..."+g.directive()+" "+g.braces(g.selection(def, sc, depth)))
		default:
			if f := g.someField(def, depth); f != nil {
				parts = append(parts, g.field(def, f, sc, depth))
			}
		}
	}
	if len(parts) == 0 {
		return "__typename"
	}
	return strings.Join(parts, " ")
}

func (g *generator) braces(s string) string { return "{ " + s + " }" }

func (g *generator) inline(on *ast.Definition, sc scope, depth int) string {
	return "... on " + on.Name + g.directive() + " " + g.braces(g.selection(on, sc, depth))
}

func (g *generator) spread(on *ast.Definition, sc scope, depth int) string {
	name := fmt.Sprintf("F%d", g.aliases)
	g.aliases++
	g.fragments = append(g.fragments, "") // keeps the place, so that nested fragments are counted
	place := len(g.fragments) - 1
	g.fragments[place] = "fragment " + name + " on " + on.Name + " " + g.braces(g.selection(on, sc, depth))
	spread := "..." + name + g.directive()
	if g.chance(20) {
		spread += " ..." + name
	}
	return spread
}

// someField chooses a field that the depth and the fields left allow, nil if that takes too long.
func (g *generator) someField(def *ast.Definition, depth int) *ast.FieldDefinition {
	for range 20 {
		f := pick(g.r, def.Fields)
		if strings.HasPrefix(f.Name, "__") || twinInGo(def, f) {
			continue
		}
		leaf := g.schema.Types[f.Type.Name()].IsLeafType()
		if leaf || depth > 0 && g.fields > 0 && (g.chance(70) || g.connectionLike(def)) {
			return f
		}
	}
	return nil
}

func (g *generator) connectionLike(def *ast.Definition) bool {
	return strings.HasSuffix(def.Name, "Connection") || strings.HasSuffix(def.Name, "Edge")
}

// field writes a field with arguments and selection. Now and then it is written twice, to be merged.
func (g *generator) field(def *ast.Definition, f *ast.FieldDefinition, sc scope, depth int) string {
	g.fields--
	inner := g.schema.Types[f.Type.Name()]
	if inner.IsLeafType() && len(f.Arguments) == 0 {
		return g.key(f.Name, sc, len(g.schema.GetPossibleTypes(def)) == 1) + g.directive()
	}
	name := g.key(f.Name, sc, false) + g.arguments(f, depth)
	if inner.IsLeafType() {
		return name + g.directive()
	}
	if g.connectionLike(inner) {
		depth++ // a connection and its edges are one level of the graph
	}
	own := scope{}
	text := name + g.directive() + " " + g.braces(g.selection(inner, own, depth-1))
	if g.chance(8) {
		text += " " + name + " " + g.braces(g.selection(inner, own, depth-1))
	}
	return text
}

// key gives a field its response key: its own name where that is free, or an alias.
func (g *generator) key(name string, sc scope, free bool) string {
	if (free || !sc[name]) && !g.chance(25) {
		sc[name] = true
		return name
	}
	g.aliases++
	return fmt.Sprintf("a%d: %s", g.aliases, name)
}

// directive sometimes gives @skip or @include.
func (g *generator) directive() string {
	if !g.chance(4) {
		return ""
	}
	name := pick(g.r, []string{"skip", "include"})
	if g.chance(50) {
		return fmt.Sprintf(" @%s(if: %v)", name, g.chance(50))
	}
	if g.condition == "" {
		g.condition = "yes"
		g.definitions = append(g.definitions, "$yes: Boolean = true")
		if g.chance(60) {
			g.variables["yes"] = g.chance(50)
		}
		g.definitions[len(g.definitions)-1] = pick(g.r, []string{"$yes: Boolean = true", "$yes: Boolean = false"})
	}
	return fmt.Sprintf(" @%s(if: $%s)", name, g.condition)
}
