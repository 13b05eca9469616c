package model

import (
	"strconv"
	"strings"
)

// Thousands writes a number with commas: 12,345.
func Thousands(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// Roughly writes a number as a person would say it: 52.9 million, 390,000.
func Roughly(n int) string {
	if n < 1_000_000 {
		return Thousands(n)
	}
	return strings.TrimSuffix(strconv.FormatFloat(float64(n)/1e6, 'f', 1, 64), ".0") + " million"
}
