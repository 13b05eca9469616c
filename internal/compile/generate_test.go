package compile_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/plan"
)

// generator writes random operations that are valid by construction, from nothing but the schema.
type generator struct {
	*rand.Rand
	schema *ast.Schema
	text   strings.Builder
	alias  int
}

func (g *generator) chance(percent int) bool { return g.IntN(100) < percent }

func (g *generator) selection(def *ast.Definition, depth int) {
	g.text.WriteString(" { ")
	if g.chance(20) || def.Kind == ast.Union || depth <= 0 {
		g.text.WriteString("__typename ")
	}
	if def.Kind != ast.Object {
		for _, possible := range g.schema.PossibleTypes[def.Name] {
			if g.chance(15) {
				g.text.WriteString("... on " + possible.Name)
				g.selection(possible, depth-1)
			}
		}
	}
	if depth > 0 && len(def.Fields) > 0 {
		for range 1 + g.IntN(4) {
			g.field(def.Fields[g.IntN(len(def.Fields))], depth)
		}
	}
	g.text.WriteString("__typename } ")
}

// field writes a field under an alias of its own, so that no two of them have to agree.
func (g *generator) field(f *ast.FieldDefinition, depth int) {
	if strings.HasPrefix(f.Name, "__") {
		return
	}
	g.alias++
	fmt.Fprintf(&g.text, "a%d: %s", g.alias, f.Name)
	var args []string
	paged := g.IntN(3) // first, last or neither
	for _, a := range f.Arguments {
		switch {
		case a.Name == "after" || a.Name == "before", a.Name == "last" && paged != 0, a.Name == "first" && paged != 1:
		case a.Type.NonNull || g.chance(50):
			args = append(args, a.Name+": "+g.value(a.Type, 4))
		}
	}
	if len(args) > 0 {
		g.text.WriteString("(" + strings.Join(args, ", ") + ")")
	}
	if inner := g.schema.Types[f.Type.Name()]; len(inner.Fields) > 0 || inner.Kind == ast.Union {
		g.selection(inner, depth-1)
	}
	g.text.WriteString(" ")
}

func (g *generator) value(t *ast.Type, depth int) string {
	if !t.NonNull && g.chance(8) {
		return "null"
	}
	if t.Elem != nil {
		items := make([]string, g.IntN(3))
		for i := range items {
			items[i] = g.value(t.Elem, depth)
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	def := g.schema.Types[t.NamedType]
	switch {
	case def.Kind == ast.Enum:
		return def.EnumValues[g.IntN(len(def.EnumValues))].Name
	case def.Kind == ast.InputObject:
		return g.object(def, depth)
	case def.Name == "Int":
		return fmt.Sprint(g.IntN(9))
	case def.Name == "Float":
		return fmt.Sprint(float64(g.IntN(9)) / 2)
	case def.Name == "Boolean":
		return fmt.Sprint(g.chance(50))
	case def.Name == "Date":
		return `"2026-11-0` + fmt.Sprint(1+g.IntN(9)) + `"`
	default:
		return `"` + string(rune('a'+g.IntN(5))) + `"`
	}
}

// object writes one entry of an ordering, the entries that must be there, or up to three entries of anything else.
func (g *generator) object(def *ast.Definition, depth int) string {
	if def.Fields[0].Type.NonNull {
		var entries []string
		for _, f := range def.Fields {
			entries = append(entries, f.Name+": "+g.value(f.Type, depth-1))
		}
		return "{ " + strings.Join(entries, ", ") + " }"
	}
	n := g.IntN(4)
	if strings.HasSuffix(def.Name, "Order") {
		n = 1
	}
	var entries []string
	taken := map[int]bool{}
	for range n {
		i := g.IntN(len(def.Fields))
		f := def.Fields[i]
		inner := g.schema.Types[f.Type.Name()]
		if n == 1 && depth <= 0 {
			i, f = 0, def.Fields[0]
			inner = g.schema.Types[f.Type.Name()]
		}
		if taken[i] || depth <= 0 && inner.Kind == ast.InputObject && n != 1 {
			continue
		}
		taken[i] = true
		typ := *f.Type
		typ.NonNull = true
		entries = append(entries, f.Name+": "+g.value(&typ, depth-1))
	}
	return "{ " + strings.Join(entries, ", ") + " }"
}

func randomOperation(s *ast.Schema, seed uint64) string {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0)), schema: s}
	g.selection(s.Query, 4)
	return g.text.String()
}

// checkOperation compiles an operation that is valid, twice and by a compiler that has not seen it.
func checkOperation(t *testing.T, c *compile.Compiler, text string) {
	t.Helper()
	doc, errs := c.Parse(text)
	require.Empty(t, errs, text)
	op, errs := c.Operation(doc, "", nil)
	if len(errs) > 0 {
		require.Equal(t, "LIMIT_EXCEEDED", errs[0].Extensions["code"], "%v\n%s", errs, text)
		return
	}
	require.NoError(t, plan.Validate(op.Query), text)
	first := dump(op)
	op, errs = c.Operation(doc, "", nil)
	require.Empty(t, errs)
	require.Equal(t, first, dump(op), text)
	c.Forget()
	op, errs = try(c, text, nil)
	require.Empty(t, errs)
	require.Equal(t, first, dump(op), text)
}

func TestRandomOperationsCompileToPlansThatStoresAccept(t *testing.T) {
	s, err := schema.Full()
	require.NoError(t, err)
	c := fresh(t, compile.Limits{MaxTokens: 20000})
	for seed := range uint64(400) {
		checkOperation(t, c, randomOperation(s, seed))
	}
}

func FuzzOperation(f *testing.F) {
	s, err := schema.Full()
	require.NoError(f, err)
	c := fresh(f, compile.Limits{MaxTokens: 20000})
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { checkOperation(t, c, randomOperation(s, seed)) })
}

// TestEveryFieldAndEveryEntryOfTheSchemaCompiles asks once for everything there is to ask.
func TestEveryFieldAndEveryEntryOfTheSchemaCompiles(t *testing.T) {
	s, err := schema.Full()
	require.NoError(t, err)
	m, err := schema.Model()
	require.NoError(t, err)
	c := fresh(t, compile.Limits{MaxTokens: 100000, MaxFields: 100000, Cached: 1})
	g := &generator{Rand: rand.New(rand.NewPCG(1, 1)), schema: s}
	for _, k := range m.Kinds {
		g.text.Reset()
		g.text.WriteString(`{ node(id: "x") { ... on ` + k.Name + ` { `)
		for _, f := range s.Types[k.Name].Fields {
			g.field(f, 1)
		}
		checkOperation(t, c, g.text.String()+` } } }`)
		for _, part := range []struct{ argument, input string }{{"where", "Where"}, {"orderBy", "Order"}} {
			for _, f := range s.Types[k.Name+part.input].Fields {
				typ := *f.Type
				typ.NonNull = true
				checkOperation(t, c, fmt.Sprintf(`{ %s(%s: { %s: %s }) { totalCount } }`, k.Plural, part.argument, f.Name, g.value(&typ, 3)))
			}
		}
	}
}
