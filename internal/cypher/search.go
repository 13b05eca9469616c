package cypher

import (
	"strings"
	"unicode/utf8"
)

// longestToken is how many UTF-16 units of a word the full-text index keeps together; what is longer is cut.
const longestToken = 255

// matches writes that every word begins some word of the element.
func (r *renderer) matches(at place, words []string) string {
	return every(r.param(padded(words, "")), at.node+"."+Terms)
}

func every(words, text string) string {
	return "all(word IN " + words + " WHERE " + text + " CONTAINS word)"
}

// rank writes how well the element matches: 0 where all are words of its name, 1 where they begin words of its name, 2
// where they are words of any field, 3 for the rest.
func (r *renderer) rank(at place, words []string) string {
	whole, begin := r.param(padded(words, " ")), r.param(padded(words, ""))
	name, all := at.node+"."+NameTerms, at.node+"."+Terms
	return "CASE WHEN " + every(whole, name) + " THEN 0 WHEN " + every(begin, name) + " THEN 1 WHEN " + every(whole, all) + " THEN 2 ELSE 3 END"
}

// padded gives the words as they stand in Terms and NameTerms: with a space in front, and one behind where the word must
// end.
func padded(words []string, behind string) []any {
	texts := make([]any, len(words))
	for i, w := range words {
		texts[i] = " " + w + behind
	}
	return texts
}

// fullText writes the words as a query for the full-text index, all of them as beginnings. Words hold only letters, marks
// and digits in lower case, so nothing in them means anything to the index.
func fullText(words []string) string {
	parts := make([]string, len(words))
	for i, w := range words {
		for utf8.RuneCountInString(w) > longestToken/2 {
			_, size := utf8.DecodeLastRuneInString(w)
			w = w[:len(w)-size]
		}
		parts[i] = w + "*"
	}
	return strings.Join(parts, " AND ")
}

// Words joins words as Terms and NameTerms keep them.
func Words(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ") + " "
}
