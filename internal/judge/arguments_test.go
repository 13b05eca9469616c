package judge

import (
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// arguments writes the arguments of a field, in parentheses, or nothing.
func (g *generator) arguments(f *ast.FieldDefinition, depth int) string {
	page := pick(g.r, [][]string{{}, {}, {"first"}, {"first"}, {"first", "offset"}, {"offset"}, {"last"}})
	var args []string
	for _, a := range f.Arguments {
		if v, given := g.argument(f, a, page, depth); given {
			args = append(args, a.Name+": "+literal(g.maybeVariable(a.Type, v)))
		}
	}
	if len(args) == 0 {
		return ""
	}
	return "(" + strings.Join(args, ", ") + ")"
}

func (g *generator) argument(f *ast.FieldDefinition, a *ast.ArgumentDefinition, page []string, depth int) (any, bool) {
	switch a.Name {
	case "where":
		if !g.chance(40) {
			return nil, false
		}
		return g.input(a.Type, 2), true
	case "orderBy":
		if !g.chance(40) {
			return nil, false
		}
		return g.orderBy(a.Type), true
	case "first", "last", "offset":
		if strings.Join(page, " ") == a.Name || strings.HasPrefix(strings.Join(page, " "), a.Name+" ") || strings.HasSuffix(strings.Join(page, " "), " "+a.Name) {
			return g.r.IntN(6), true
		}
		return nil, g.chance(2)
	case "after", "before":
		return nil, g.chance(2)
	case "id":
		return g.id(f.Type.Name()), true
	case "ids":
		ids := []any{}
		for range g.r.IntN(5) {
			ids = append(ids, g.id("Element"))
		}
		return ids, true
	case "text":
		return g.searchText(), true
	case "kinds":
		if !g.chance(40) {
			return nil, false
		}
	}
	return g.input(a.Type, depth), true
}

// id gives the id of a node, mostly one that is there and of the kind.
func (g *generator) id(kind string) string {
	w := g.worlds[g.graph]
	for range 50 {
		e := pick(g.r, w.elements)
		if e.Kind.Name == kind || kind == "Element" || g.chance(1) {
			return e.ID
		}
	}
	return "journey:none"
}

func (g *generator) searchText() string {
	var some []string
	for range 1 + g.r.IntN(2) {
		some = append(some, g.part(pick(g.r, words)))
	}
	return strings.Join(some, pick(g.r, []string{" ", ", ", "-"}))
}

// part gives a beginning of a text, in whole characters, or all of it.
func (g *generator) part(text string) string {
	runes := []rune(text)
	if g.chance(40) {
		return text
	}
	return string(runes[:1+g.r.IntN(len(runes))])
}

// orderBy gives up to three sort keys.
func (g *generator) orderBy(t *ast.Type) any {
	keys := []any{}
	for range g.r.IntN(4) {
		keys = append(keys, g.sortKey(g.schema.Types[t.Name()], 2))
	}
	if len(keys) == 1 && g.chance(30) {
		return keys[0] // a single value counts as a list of one
	}
	return keys
}

func (g *generator) sortKey(def *ast.Definition, depth int) object {
	for {
		f := pick(g.r, def.Fields)
		if f.Type.Name() == "SortDirection" {
			return object{{f.Name, pick(g.r, []any{enum("ASC"), enum("DESC")})}}
		}
		if depth > 0 {
			return object{{f.Name, g.sortKey(g.schema.Types[f.Type.Name()], depth-1)}}
		}
	}
}

// maybeVariable replaces a value, or a value inside it, by a variable that holds it.
func (g *generator) maybeVariable(t *ast.Type, v any) any {
	if !g.chance(25) {
		return v
	}
	return g.variable(t, v)
}

func (g *generator) variable(t *ast.Type, v any) any {
	if g.fixed || holdsVariable(v) {
		return v
	}
	name := fmt.Sprintf("v%d", len(g.definitions))
	definition := "$" + name + ": " + t.String()
	switch {
	case v != nil && g.chance(20): // a default in place of a value
		definition = "$" + name + ": " + strings.TrimSuffix(t.String(), "!") + " = " + literal(v)
	case v != nil && g.chance(10) && !t.NonNull: // a default that is not used
		definition += " = null"
		g.variables[name] = plain(v)
	case v == nil && g.chance(50) && !t.NonNull: // a variable without a value: the argument counts as not given
	default:
		g.variables[name] = plain(v)
	}
	g.definitions = append(g.definitions, definition)
	g.types[name] = t
	return variableRef(name)
}

func holdsVariable(v any) bool {
	switch v := v.(type) {
	case variableRef:
		return true
	case []any:
		for _, item := range v {
			if holdsVariable(item) {
				return true
			}
		}
	case object:
		for _, e := range v {
			if holdsVariable(e.value) {
				return true
			}
		}
	}
	return false
}
