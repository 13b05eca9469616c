package gaps

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// town is an answer with lists in lists, a connection, null and a value beside nodes.
var town = map[string]any{
	"everybody": []any{node("a"), node("b"), node("c")},
	"houses": []any{
		map[string]any{"id": "h1", "name": "First", "lives": []any{node("a")}, "works": map[string]any{"nodes": []any{node("b"), node("a")}}},
		map[string]any{"id": "h2", "name": "Second", "lives": []any{node("b"), node("c")}, "works": nil},
	},
}

func node(id string) map[string]any { return map[string]any{"id": id, "name": strings.ToUpper(id)} }

func TestExpressions(t *testing.T) {
	for text, want := range map[string]string{
		"houses":                                  "h1 h2",
		"houses.lives":                            "a b c",
		"houses.works.nodes":                      "b a",
		"everybody - houses.works.nodes":          "c",
		"everybody & houses.works.nodes":          "a b",
		"houses.works.nodes + everybody":          "b a c",
		"houses.lives + everybody - houses.lives": "",
		"houses > lives":                          "a b c",
		"houses > works.nodes - lives":            "b",
		"houses > everybody - lives":              "b c a",
		"houses.lives.name":                       "A B C",
		"houses.lives.name.deeper":                "",
		"houses > id":                             "h1 h2",
		"nothing":                                 "",
	} {
		e, err := parseExpression(text)
		require.NoError(t, err, text)
		got := []string{}
		for _, found := range e.find(&scope{value: town}) {
			got = append(got, identity(found.value))
		}
		require.Equal(t, strings.Fields(want), got, text)
	}
}

func TestExpressionsThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		"":          "write a path",
		"a b":       "write a path",
		"a > ":      "write a path",
		"a or b":    "combined with +, -, & or /",
		"a - b - ":  "write a path",
		"a -- b":    "combined with +, -, & or /",
		"a > b c d": "combined with +, -, & or /",
	} {
		_, err := parseExpression(text)
		require.ErrorContains(t, err, want, text)
	}
}

// TestCombiningIsWhatItMeans asks of every node by itself whether it belongs to the result.
func TestCombiningIsWhatItMeans(t *testing.T) {
	r := rand.New(rand.NewPCG(20261126, 1))
	for range 3000 {
		answer := map[string]any{}
		in := map[string][]string{}
		for _, key := range []string{"a", "b", "c", "d"} {
			var nodes []any
			for id := range 6 {
				if r.IntN(2) == 0 {
					in[key] = append(in[key], fmt.Sprint(id))
					nodes = append(nodes, node(fmt.Sprint(id)))
				}
			}
			answer[key] = nodes
		}
		text := "a"
		holds := func(id string) bool { return slices.Contains(in["a"], id) }
		for _, key := range []string{"b", "c", "d"} {
			before, these := holds, in[key]
			switch sign := []string{"+", "-", "&", "/"}[r.IntN(4)]; sign {
			case "+":
				text += " + " + key
				holds = func(id string) bool { return before(id) || slices.Contains(these, id) }
			case "/":
				text += " / " + key
				meet := slices.ContainsFunc(these, before)
				holds = func(id string) bool { return before(id) && !meet }
			case "-":
				text += " - " + key
				holds = func(id string) bool { return before(id) && !slices.Contains(these, id) }
			default:
				text += " & " + key
				holds = func(id string) bool { return before(id) && slices.Contains(these, id) }
			}
		}
		e, err := parseExpression(text)
		require.NoError(t, err)
		want, got := []string{}, []string{}
		for id := range 6 {
			if holds(fmt.Sprint(id)) {
				want = append(want, fmt.Sprint(id))
			}
		}
		for _, found := range e.find(&scope{value: answer}) {
			got = append(got, identity(found.value))
		}
		require.ElementsMatch(t, want, got, "%s of %v", text, in)
	}
}

func TestWhatASubjectDoesNotHaveIsLookedUpAround(t *testing.T) {
	e, err := parseExpression("houses > lives")
	require.NoError(t, err)
	found := e.find(&scope{value: town})[1]
	require.Equal(t, []any{"b"}, found.lookup([]string{"id"}, "").values, "its own")
	require.Len(t, found.lookup([]string{"lives"}, "").values, 2, "of the house")
	require.Len(t, found.lookup([]string{"everybody"}, "").values, 3, "of the answer")
	require.Empty(t, found.lookup([]string{"works", "nodes"}, "").values, "null hides what is further out")
}
