package compile

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

const coerceSchema = `
scalar Date
enum Colour { RED GREEN }
input Point { x: Int! y: Int = 3 tags: [String!] next: Point colour: Colour = GREEN }
type Query { f(a: Int): Int }`

func typeOf(t *testing.T, text string) *ast.Type {
	t.Helper()
	doc, err := parser.ParseQuery(&ast.Source{Input: "query($v: " + text + ") { f }"})
	require.NoError(t, err)
	return doc.Operations[0].VariableDefinitions[0].Type
}

func TestValuesAreBroughtIntoTheFormOfTheirType(t *testing.T) {
	s, err := gqlparser.LoadSchema(&ast.Source{Input: coerceSchema})
	require.NoError(t, err)
	c := &Compiler{schema: s}
	point := map[string]any{"x": int64(1), "y": int64(3), "colour": "GREEN"}
	for title, tc := range map[string]struct {
		typ   string
		value any
		want  any
	}{
		"null":                          {"Int", nil, nil},
		"a whole number":                {"Int", json.Number("7"), int64(7)},
		"a whole number from Go":        {"Int", 7, int64(7)},
		"a whole number with a point":   {"Int", json.Number("7.0"), int64(7)},
		"a whole number as a float":     {"Int", 7.0, int64(7)},
		"a whole number as a Float":     {"Float", json.Number("7"), 7.0},
		"a Float":                       {"Float", json.Number("7.5e1"), 75.0},
		"text":                          {"String", "a", "a"},
		"a Boolean":                     {"Boolean", false, false},
		"an id":                         {"ID", "a", "a"},
		"a whole number as an id":       {"ID", json.Number("4"), "4"},
		"a whole number of Go as an id": {"ID", int64(4), "4"},
		"a float of JSON as an id":      {"ID", 4.0, "4"},
		"a date":                        {"Date", "2028-02-29", "2028-02-29"},
		"a value of an enumeration":     {"Colour", "RED", "RED"},
		"a list":                        {"[Int!]", []any{json.Number("1"), 2}, []any{int64(1), int64(2)}},
		"a list with null":              {"[Int]", []any{nil}, []any{nil}},
		"a single value as a list":      {"[Int!]!", 4, []any{int64(4)}},
		"a single value as a deep list": {"[[Int]]", 4, []any{[]any{int64(4)}}},
		"null as a list":                {"[Int!]", nil, nil},
		"texts of Go":                   {"[String!]", []string{"a"}, []any{"a"}},
		"an object with defaults":       {"Point", map[string]any{"x": 1}, point},
		"null instead of a default":     {"Point", map[string]any{"x": 1, "y": nil}, map[string]any{"x": int64(1), "y": nil, "colour": "GREEN"}},
		"an object inside an object":    {"Point", map[string]any{"x": 1, "tags": "a", "next": map[string]any{"x": 1}}, map[string]any{"x": int64(1), "y": int64(3), "colour": "GREEN", "tags": []any{"a"}, "next": point}},
		"a single object as a list":     {"[Point]", map[string]any{"x": 1}, []any{point}},
	} {
		t.Run(title, func(t *testing.T) {
			got, err := c.coerce(typeOf(t, tc.typ), tc.value)
			require.Nil(t, err)
			require.Equal(t, tc.want, got)
			again, err := c.coerce(typeOf(t, tc.typ), got)
			require.Nil(t, err)
			require.Equal(t, got, again, "coercing twice changes nothing")
		})
	}
}

func TestValuesThatDoNotFitAreRefusedWithTheirPlace(t *testing.T) {
	s, err := gqlparser.LoadSchema(&ast.Source{Input: coerceSchema})
	require.NoError(t, err)
	c := &Compiler{schema: s}
	for title, tc := range map[string]struct {
		typ     string
		value   any
		message string
	}{
		"null where it must not be": {"Int!", nil, "it must not be null"},
		"a fraction":                {"Int", json.Number("1.5"), "1.5 is not a whole number of at most 32 bits"},
		"33 bits":                   {"Int", json.Number("2147483648"), "2147483648 is not a whole number of at most 32 bits"},
		"text as a number":          {"Int", "1", `"1" is not a whole number of at most 32 bits`},
		"true as a number":          {"Float", true, "true is not a number"},
		"too large":                 {"Float", json.Number("1e999"), "1e999 is not a number"},
		"no number":                 {"Float", math.NaN(), "This is not a number"},
		"a number as text":          {"String", json.Number("1"), "1 is not text"},
		"broken text":               {"String", "\xff", `"\ufffd" is not text`},
		"a number as a Boolean":     {"Boolean", 1, "1 is neither true nor false"},
		"a fraction as an id":       {"ID", 1.5, "1.5 is not text"},
		"no date":                   {"Date", "2026-02-29", `"2026-02-29" is not a date, write YYYY-MM-DD`},
		"a time":                    {"Date", "2026-01-01T00:00:00Z", `"2026-01-01T00:00:00Z" is not a date, write YYYY-MM-DD`},
		"another letter case":       {"Colour", "red", `"red" is not a value of Colour. Did you mean "RED"?`},
		"an item":                   {"[Int!]", []any{1, nil}, "at 1: it must not be null"},
		"no object":                 {"Point", "x", `"x" is not an object of type Point`},
		"a list as an object":       {"Point", []any{}, "A list is not an object of type Point"},
		"a missing entry":           {"Point", map[string]any{}, "at x: it must not be null"},
		"an unknown entry":          {"Point", map[string]any{"x": 1, "colr": "RED"}, `Point has no entry "colr". Did you mean "colour"?`},
		"an unknown entry, no hint": {"Point", map[string]any{"x": 1, "qwertyuiop": 1}, `Point has no entry "qwertyuiop".`},
		"deep inside":               {"Point", map[string]any{"x": 1, "next": map[string]any{"x": 1, "tags": []any{"a", 1}}}, "at next.tags.1: 1 is not text"},
		"an unknown type":           {"Nothing", 1, "there is no type Nothing"},
	} {
		t.Run(title, func(t *testing.T) {
			_, err := c.coerce(typeOf(t, tc.typ), tc.value)
			require.NotNil(t, err)
			require.Equal(t, tc.message, err.Error())
		})
	}
}
