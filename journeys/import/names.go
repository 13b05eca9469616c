package main

import (
	"strings"
	"unicode"
)

// clean removes what spreadsheets leave behind: byte order marks, non-breaking and repeated spaces, error values.
func clean(s string) string {
	s = strings.NewReplacer("\ufeff", "", "\u00a0", " ", "\ufffd", " ").Replace(s)
	if s = strings.Join(strings.Fields(s), " "); s == "#N/A" {
		return ""
	}
	return s
}

// withoutCode removes a code in brackets at the end: "Midlands (Y60)" is the region "Midlands".
func withoutCode(name, code string) string {
	return strings.TrimSpace(strings.TrimSuffix(name, "("+code+")"))
}

// small are words that stay in lower case inside a name, acronyms those that stay in capitals.
var (
	small    = words("and for in of on the upon with")
	acronyms = words("nhs icb")
)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// readable turns a name in capitals into one that reads well: "BARTS HEALTH NHS TRUST" is "Barts Health NHS Trust".
// Names that already have small letters are left alone.
func readable(name string) string {
	name = clean(name)
	if name != strings.ToUpper(name) {
		return name
	}
	name = strings.NewReplacer(" & ", " and ", "st. ", "st ").Replace(strings.ToLower(name))
	parts := strings.Split(name, " ")
	for i, word := range parts {
		hyphenated := strings.Split(word, "-")
		for j, w := range hyphenated {
			hyphenated[j] = capital(w, i == 0 && j == 0)
		}
		parts[i] = strings.Join(hyphenated, "-")
	}
	return strings.Join(parts, " ")
}

func capital(word string, first bool) string {
	bare := strings.TrimRight(word, ",.")
	switch {
	case acronyms[bare]:
		return strings.ToUpper(word)
	case small[bare] && !first:
		return word
	}
	r := []rune(word)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}
