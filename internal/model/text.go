package model

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Fold gives the text as case-insensitive filters and search compare it: compatibility-normalised and case-folded.
// Both stores compare folded text, so that no database's own idea of letter case shows.
func Fold(text string) string {
	if isASCII(text) {
		return strings.ToLower(text) // which is the same for ASCII, and much faster
	}
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(text)))
}

// AppendFold adds the same to bytes, without making room for each text where that is ASCII.
func AppendFold(to []byte, text string) []byte {
	if !isASCII(text) {
		return append(to, Fold(text)...)
	}
	for i := range len(text) {
		c := text[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		to = append(to, c)
	}
	return to
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Terms gives the words of a text as search compares them: folded, split at everything but letters, marks and digits.
func Terms(text string) []string {
	return strings.FieldsFunc(Fold(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}
