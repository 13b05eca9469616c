package model

import (
	"strings"
	"unicode"
)

// InWords turns businessCapabilities and BusinessCapability into business capabilities and business capability.
func InWords(name string) string { return SplitName(name, ' ') }

// SplitName writes a name of the model in small letters, with a sign between its words.
func SplitName(name string, with rune) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteRune(with)
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
