package rules_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/rules"
)

func TestHoldsNHSNumber(t *testing.T) {
	tests := []struct {
		name, text string
		want       bool
	}{
		{"ten digits with the right check digit", "9434765919", true},
		{"among words", "see 9434765919, please", true},
		{"3-3-4 with blanks", "943 476 5919", true},
		{"3-3-4 with hyphens", "943-476-5919", true},
		{"3-3-4 with blanks that do not break", "943\u00a0476\u00a05919", true},
		{"3-3-4 with en dashes", "943–476–5919", true},
		{"a check digit of 0 for a remainder of 11", "0000000000", true},
		{"at the end of the text", "number:9434765919", true},
		{"after a shorter number", "12 943 476 5919", true},
		{"in the query of a web address", "https://example.org/?n=9434765919", true},
		{"after a web address", "https://example.org/1 9434765919", true},
		{"a wrong check digit", "9434765918", false},
		{"no check digit exists for a remainder of 10", "9434765960", false},
		{"eleven digits", "94347659190", false},
		{"a longer number around it", "194347659191", false},
		{"4-3-3", "9434 765 919", false},
		{"3-3-5", "943 476 59190", false},
		{"a telephone number", "0300 123 4567", false},
		{"a page number in a web address", "https://example.org/pages/9434765919/Title", false},
		{"nothing", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, rules.HoldsNHSNumber(tt.text))
		})
	}
}

func TestNearest(t *testing.T) {
	words := []string{"name", "names", "stageType", "typicalDays", "service:a/booking", "stage:a/booking", "stage:a/b"}
	tests := []struct{ name, word, want string }{
		{"a letter is missing", "nme", "name"},
		{"two letters are swapped", "stageTpye", "stageType"},
		{"letter case is wrong", "STAGETYPE", "stageType"},
		{"of two as near the first in the alphabet", "namer", "name"},
		{"the prefix is wrong", "stagee:a/booking", "stage:a/booking"},
		{"the prefix is quite another", "touchpoint:a/booking", "service:a/booking"},
		{"nothing is near", "zzz", ""},
		{"everything is too far from a short word", "x", ""},
		{"the word is empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, found := rules.Nearest(tt.word, words)
			require.Equal(t, tt.want, got)
			require.Equal(t, tt.want != "", found)
		})
	}
}
