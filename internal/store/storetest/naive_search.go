package storetest

import (
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// rank says whether a node matches the words of a search, and how well: 0 is best.
func rank(node model.Element, words []string) (int64, bool) {
	name := model.Terms(node.Props["name"].(string))
	everything := searchable(node)
	switch {
	case len(words) == 0 || !each(words, everything, strings.HasPrefix):
		return 0, false
	case each(words, name, equal):
		return 0, true
	case each(words, name, strings.HasPrefix):
		return 1, true
	case each(words, everything, equal):
		return 2, true
	default:
		return 3, true
	}
}

// each says whether every word is found among the terms.
func each(words, terms []string, found func(term, word string) bool) bool {
	for _, w := range words {
		if !slices.ContainsFunc(terms, func(t string) bool { return found(t, w) }) {
			return false
		}
	}
	return true
}

func equal(a, b string) bool { return a == b }

// searchable gives the words of all fields that search looks at.
func searchable(node model.Element) []string {
	var terms []string
	for _, f := range node.Kind.Fields {
		if !f.Searchable {
			continue
		}
		switch v := node.Props[f.Property].(type) {
		case string:
			terms = append(terms, model.Terms(v)...)
		case []string:
			for _, item := range v {
				terms = append(terms, model.Terms(item)...)
			}
		}
	}
	return terms
}
