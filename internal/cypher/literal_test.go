package cypher

import (
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// FuzzALiteralIsTheText reads a literal as Neo4j does: first escapes with u are replaced wherever they are, then the text
// ends at a quote with no backslash in front. Cypher 5 and 25 differ in whether a backslash takes part in an escape that
// stands behind another one, so both are tried.
func FuzzALiteralIsTheText(f *testing.F) {
	for _, text := range []string{"", "a", "'", "\\", "\\'", `\u0027 OR true //`, `\\u0027`, `\\\u0027'`, "\u0027😀", "uuu\\u", "\n\r\t\x00", "\\u005C"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("no text of a graph")
		}
		require.NotContains(t, literal(text), "\n")
		for _, pairs := range []bool{false, true} {
			got, ok := readLiteral(replaceEscapes(literal(text), pairs))
			require.True(t, ok, "%q ends too early or not at all", text)
			require.Equal(t, text, got)
		}
	})
}

// replaceEscapes puts the sign in the place of every escape with u. With pairs two backslashes belong together and begin
// none.
func replaceEscapes(text string, pairs bool) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch {
		case pairs && strings.HasPrefix(text[i:], `\\`):
			b.WriteString(`\\`)
			i++
		case strings.HasPrefix(text[i:], `\u`):
			if i+6 > len(text) {
				return ""
			}
			code, err := strconv.ParseUint(text[i+2:i+6], 16, 16)
			if err != nil {
				return ""
			}
			b.WriteRune(rune(code))
			i += 5
		default:
			b.WriteByte(text[i])
		}
	}
	return b.String()
}

// readLiteral gives the text between two quotes, if nothing else is there.
func readLiteral(text string) (string, bool) {
	if len(text) < 2 || text[0] != '\'' {
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\'':
			return b.String(), i == len(text)-1
		case '\\':
			if i++; i == len(text) || text[i] != '\'' && text[i] != '\\' && text[i] != 'n' {
				return "", false
			}
			if text[i] == 'n' {
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return "", false
}
