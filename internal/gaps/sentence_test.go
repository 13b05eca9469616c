package gaps

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSentences(t *testing.T) {
	subject := &scope{
		value: map[string]any{
			"id": "s", "name": "Birth", "channel": "NHS_APP", "word": "MESH", "none": []any{}, "nothing": nil, "one": []any{node("a")},
			"four": []any{node("a"), node("b"), node("c"), node("d")}, "five": []any{node("a"), node("b"), node("c"), node("d"), node("e")},
			"six": []any{node("a"), node("b"), node("c"), node("d"), node("e"), node("f")}, "twice": []any{node("a"), node("a")},
			"same": []any{node("a"), map[string]any{"id": "other", "name": "A"}, node("b")}, "nameless": map[string]any{"id": "x"},
		},
		above: &scope{value: map[string]any{"journey": "Having a baby"}},
	}
	because := []any{map[string]any{"id": "n", "name": "N", "day": "2026-01-01"}}
	for text, want := range map[string]string{
		"{name} of {journey}":                    "Birth of Having a baby",
		"{one}":                                  "A",
		"{twice}":                                "A",
		"{four}":                                 "A, B, C and D",
		"{five}":                                 "A, B, C, D and E",
		"{six} are {#six}":                       "A, B, C, D and 2 more are 6",
		"{none|nobody}, {nothing|no} and {none}": "nobody, no and ",
		"{#none}":                                "0",
		"{because} on {because.day}":             "N on 1 January 2026",
		"by {channel} or {word}":                 "by NHS App or MESH",
		"{nameless}":                             "x",
		"a { that is none":                       "a { that is none",
		"{name}[ by {channel}].[ Not {none}.]":   "Birth by NHS App.",
		"{name}[ of {one}, not {nothing}]":       "Birth",
		"{same}":                                 "A and B",
	} {
		s := sentence{text: text, said: map[string]func(any) any{"channel": spelt, "because.day": dayInWords}}
		require.Equal(t, want, s.fill(subject, because, &ids{}), text)
	}
}

func TestWhatASentenceNamesIsProof(t *testing.T) {
	subject := &scope{value: map[string]any{"id": "s", "four": []any{node("a"), node("b"), node("a")}, "name": "S"}}
	var proof ids
	sentence{text: "{name} has {four} and {#because}"}.fill(subject, []any{node("c"), node("b")}, &proof)
	require.Equal(t, []string{"a", "b", "c"}, proof.list)
}
