package judge

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// input gives a value for an input type. Depth bounds how far filters nest.
func (g *generator) input(t *ast.Type, depth int) any {
	if !t.NonNull && g.chance(3) {
		return nil
	}
	if t.Elem != nil {
		items := []any{}
		for range g.r.IntN(4) {
			items = append(items, g.input(t.Elem, depth))
		}
		if len(items) == 1 && items[0] != nil && g.chance(30) {
			return items[0]
		}
		return items
	}
	def := g.schema.Types[t.NamedType]
	switch def.Kind {
	case ast.Enum:
		values := def.EnumValues[:min(5, len(def.EnumValues))]
		return enum(pick(g.r, values).Name)
	case ast.InputObject:
		return g.filter(def, depth)
	}
	switch def.Name {
	case "Int":
		return g.r.IntN(6)
	case "Float":
		if g.chance(30) {
			return g.r.IntN(4) // a whole number counts as a Float
		}
		return pick(g.r, floats)
	case "Boolean":
		return g.chance(50)
	case "Date":
		return pick(g.r, dates)
	case "ID":
		if g.chance(20) {
			return pick(g.r, []string{"journey:", "stage", "a", "1", "", ":b2"})
		}
		return g.id("Element")
	default:
		return g.text()
	}
}

// text gives a text that some node has, a part of one, or one of the words.
func (g *generator) text() string {
	text := pick(g.r, words)
	if texts := g.worlds[g.graph].texts; g.chance(70) {
		text = pick(g.r, texts)
	}
	switch g.r.IntN(8) {
	case 0:
		return strings.ToUpper(text)
	case 1:
		return ""
	case 2, 3, 4:
		return g.part(text)
	}
	return text
}

// filter gives an input object: a condition on nodes, rows, groups or values, or a quantifier.
func (g *generator) filter(def *ast.Definition, depth int) any {
	var o object
	n := 1
	if g.chance(25) {
		n = g.r.IntN(4)
	}
	used := map[string]bool{}
	for range n {
		f := g.filterEntry(def, depth)
		if f == nil || used[f.Name] {
			continue
		}
		used[f.Name] = true
		v := g.input(f.Type, depth-1)
		if g.chance(12) && (f.Type.NamedType != "Boolean" || def.Name == "BooleanFilter") {
			v = g.variable(f.Type, v)
		}
		o = append(o, entry{f.Name, v})
	}
	if f := def.Fields.ForName("mode"); f != nil && g.chance(40) && !used["mode"] {
		o = append(o, entry{"mode", enum(pick(g.r, []string{"INSENSITIVE", "INSENSITIVE", "SENSITIVE"}))})
	}
	if o == nil {
		return object{}
	}
	return o
}

// filterEntry chooses an entry: where no depth is left one that holds values only.
func (g *generator) filterEntry(def *ast.Definition, depth int) *ast.FieldDefinition {
	for range 30 {
		f := pick(g.r, def.Fields)
		inner := g.schema.Types[f.Type.Name()]
		leads := inner.Kind == ast.InputObject && !strings.HasSuffix(inner.Name, "Filter")
		if !leads || depth > 0 || strings.HasSuffix(def.Name, "Quantifier") && depth > -2 {
			return f
		}
	}
	return nil
}
