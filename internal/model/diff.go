package model

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
)

// Content is everything a graph, or one model set of it, holds.
type Content struct {
	Elements []Element
	Links    []Link
}

// linkKey says which relationship a link is.
type linkKey struct {
	relationship int
	from, to     string
}

func (l Link) key() linkKey { return linkKey{l.Type.Index, l.From, l.To} }

// Diff gives the changes that make one content of another: what is gone is deleted, what is new or different is put.
// They come in an order in which they can be made, the same one for the same contents.
func Diff(from, to Content) []Change {
	oldElements, newElements := byID(from.Elements), byID(to.Elements)
	oldLinks, newLinks := byKey(from.Links), byKey(to.Links)
	var changes []Change
	for _, k := range sortedKeys(oldLinks) {
		if _, kept := newLinks[k]; !kept {
			l := oldLinks[k]
			changes = append(changes, DeleteLink{Type: l.Type, From: l.From, To: l.To})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(oldElements)) {
		if _, kept := newElements[id]; !kept {
			changes = append(changes, DeleteElement{ID: id})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(newElements)) {
		if old, had := oldElements[id]; !had || !reflect.DeepEqual(old, newElements[id]) {
			changes = append(changes, PutElement{Element: newElements[id]})
		}
	}
	for _, k := range sortedKeys(newLinks) {
		if old, had := oldLinks[k]; !had || !reflect.DeepEqual(old, newLinks[k]) {
			changes = append(changes, PutLink{Link: newLinks[k]})
		}
	}
	return changes
}

func byID(elements []Element) map[string]Element {
	m := make(map[string]Element, len(elements))
	for _, e := range elements {
		m[e.ID] = e
	}
	return m
}

func byKey(links []Link) map[linkKey]Link {
	m := make(map[linkKey]Link, len(links))
	for _, l := range links {
		m[l.key()] = l
	}
	return m
}

func sortedKeys(links map[linkKey]Link) []linkKey {
	return slices.SortedFunc(maps.Keys(links), func(a, b linkKey) int {
		return cmp.Or(cmp.Compare(a.relationship, b.relationship), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
}
