package rules

import "strings"

const nhsSuggestion = "No patient data belongs in a model: take it out"

// HoldsNHSNumber reports whether the text has ten digits, together or written 3-3-4, that are a valid NHS number. The
// path of a web address does not count: one page number in eleven looks like one.
func HoldsNHSNumber(text string) bool {
	for i := 0; i < len(text); {
		run := digitsAt(text, i)
		if run == 0 {
			i += max(1, pathAt(text, i))
			continue
		}
		if run == 10 && checkDigitFits(text[i:i+10]) || run == 3 && spacedAt(text, i) {
			return true
		}
		i += run
	}
	return false
}

// digitsAt counts the digits from a place on.
func digitsAt(text string, i int) int {
	n := 0
	for i+n < len(text) && '0' <= text[i+n] && text[i+n] <= '9' {
		n++
	}
	return n
}

// spacedAt reports whether a valid number written 3-3-4 starts at the place, where three digits stand.
func spacedAt(text string, i int) bool {
	number := text[i : i+3]
	i += 3
	for _, want := range [...]int{3, 4} {
		i += separatorAt(text, i)
		if digitsAt(text, i) != want {
			return false
		}
		number += text[i : i+want]
		i += want
	}
	return checkDigitFits(number)
}

// separatorAt gives the length of a space or hyphen, also of the kinds that do not break a line.
func separatorAt(text string, i int) int {
	for _, separator := range [...]string{" ", "-", "\u00a0", "\u2011", "\u202f", "\u2013"} {
		if len(text)-i >= len(separator) && text[i:i+len(separator)] == separator {
			return len(separator)
		}
	}
	return 0
}

// checkDigitFits works out Modulus 11 over ten digits.
func checkDigitFits(number string) bool {
	sum := 0
	for i := range 9 {
		sum += int(number[i]-'0') * (10 - i)
	}
	return (11-sum%11)%11 == int(number[9]-'0')
}

// pathAt gives the length of a web address that starts at the place, up to its query.
func pathAt(text string, i int) int {
	rest := text[i:]
	if rest[0] != 'h' || !strings.HasPrefix(rest, "https://") && !strings.HasPrefix(rest, "http://") {
		return 0
	}
	if end := strings.IndexAny(rest, "? \t\r\n"); end >= 0 {
		return end
	}
	return len(rest)
}
