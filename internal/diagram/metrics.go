package diagram

import (
	"strings"
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// unitsPerEm is the resolution in which letters are measured.
const unitsPerEm = 2048

// measured is how many characters are measured one by one; the rest are taken to be as wide as they are high.
const measured = 0x2200

// face holds the widths of the characters of a font.
type face struct{ advance [measured]uint16 }

// faces gives the widths of Liberation Sans, regular and bold. It is as wide as Arial, letter by letter, so a picture
// fits in either.
var faces = sync.OnceValue(func() [2]*face {
	return [2]*face{newFace(liberationsansregular.TTF), newFace(liberationsansbold.TTF)}
})

func newFace(file []byte) *face {
	f := &face{}
	parsed, err := sfnt.Parse(file)
	var buf sfnt.Buffer
	for r := range f.advance {
		f.advance[r] = unitsPerEm
		if err != nil {
			continue
		}
		if glyph, err := parsed.GlyphIndex(&buf, rune(r)); err == nil && glyph != 0 {
			if a, err := parsed.GlyphAdvance(&buf, glyph, fixed.I(unitsPerEm), font.HintingNone); err == nil {
				f.advance[r] = uint16(a.Round())
			}
		}
	}
	return f
}

// width measures a text in pixels, rounded up.
func width(text string, size int, bold bool) int {
	f := faces()[0]
	if bold {
		f = faces()[1]
	}
	units := 0
	for _, r := range text {
		if r < measured {
			units += int(f.advance[r])
		} else {
			units += unitsPerEm
		}
	}
	return (units*size + unitsPerEm - 1) / unitsPerEm
}

// wrap breaks a text into at most so many lines that are no wider than room, between words and behind hyphens. What
// does not fit is cut off behind a last "…".
func wrap(text string, size int, bold bool, room, most int) (lines []string, cut bool) {
	if width(text, size, bold) <= room && !strings.ContainsAny(text, "\t\r\n") && !strings.Contains(text, "  ") {
		return []string{strings.TrimSpace(text)}, false // most texts are short
	}
	line := ""
	rest := pieces(text)
	for len(rest) > 0 {
		longer := rest[0].text
		switch {
		case line != "" && rest[0].glued:
			longer = line + longer
		case line != "":
			longer = line + " " + longer
		}
		if width(longer, size, bold) <= room {
			line, rest = longer, rest[1:]
			continue
		}
		if len(lines) == most-1 {
			return append(lines, shorten(longer, size, bold, room)), true
		}
		if line == "" {
			line, rest[0].text = split(rest[0].text, size, bold, room)
		}
		lines, line = append(lines, line), ""
	}
	return append(lines, line), false
}

// piece is a word, or a part of one behind a hyphen, which is glued to the part before it.
type piece struct {
	text  string
	glued bool
}

// pieces cuts a text where a line may end.
func pieces(text string) []piece {
	var found []piece
	for _, word := range strings.Fields(text) {
		for i, part := range strings.SplitAfter(word, "-") {
			if part != "" {
				found = append(found, piece{part, i > 0})
			}
		}
	}
	return found
}

// split breaks a word that is too long for a line behind as many letters as fit, but at least one.
func split(word string, size int, bold bool, room int) (head, tail string) {
	letters := []rune(word)
	n := 1
	for n < len(letters) && width(string(letters[:n+1])+"-", size, bold) <= room {
		n++
	}
	if n == len(letters) {
		return word, ""
	}
	return string(letters[:n]) + "-", string(letters[n:])
}

// shorten cuts a text so that it fits with "…" behind it.
func shorten(text string, size int, bold bool, room int) string {
	letters := []rune(text)
	for len(letters) > 0 && width(string(letters)+"…", size, bold) > room {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimRight(string(letters), " ") + "…"
}
