package rules

import (
	"fmt"
	"slices"
	"strings"
)

// Nearest gives the candidate that a misspelt word most likely means. Letter case does not count, and a word may be
// off by one letter in five and one more.
func Nearest(word string, candidates []string) (string, bool) {
	n := newNearest(word)
	for _, candidate := range candidates {
		n.try(candidate)
	}
	return n.best, n.best != ""
}

// DidYouMean is the suggestion for a misspelt word, empty where no candidate is near.
func DidYouMean(word string, candidates []string) string {
	if near, ok := Nearest(word, candidates); ok {
		return fmt.Sprintf("Did you mean %s?", near)
	}
	return ""
}

// maxWord bounds the work for one comparison; longer words get no suggestion.
const maxWord = 200

// nearest remembers the best candidate seen. Ties go to the one first in the alphabet.
type nearest struct {
	word, local string
	best        string
	distance    int // of best; before there is one, one more than what is accepted
	rows        [3][]int
}

func newNearest(word string) *nearest {
	n := &nearest{word: strings.ToLower(word), distance: 2 + len(word)/5}
	if len(word) > maxWord {
		n.distance = 0
	}
	_, n.local, _ = strings.Cut(n.word, ":")
	return n
}

func (n *nearest) try(candidate string) {
	folded := strings.ToLower(candidate)
	d := n.distance + 1
	if difference := len(folded) - len(n.word); max(difference, -difference) <= n.distance {
		d = n.editDistance(folded)
	}
	if n.local != "" && d > 2 && n.distance > 0 {
		// The right name behind the wrong prefix is a likelier slip than two wrong letters.
		if _, local, _ := strings.Cut(folded, ":"); local == n.local {
			d = 2
		}
	}
	if d < n.distance || d == n.distance && n.best != "" && candidate < n.best {
		n.best, n.distance = candidate, d
	}
}

// editDistance counts letters to add, drop, change or swap with their neighbour. What both begin and end with costs none.
func (n *nearest) editDistance(other string) int {
	a, b := n.word, other
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	before, last, row := n.rows[0], n.rows[1], n.rows[2]
	before, last, row = slices.Grow(before[:0], len(b)+1)[:len(b)+1], slices.Grow(last[:0], len(b)+1)[:len(b)+1], slices.Grow(row[:0], len(b)+1)[:len(b)+1]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > n.distance {
			return n.distance + 1
		}
		before, last, row = last, row, before
	}
	n.rows = [3][]int{before, last, row}
	return last[len(b)]
}
