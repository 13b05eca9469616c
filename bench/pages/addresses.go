package main

import (
	"net/url"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// one is a page that there is one of.
func one(address string) way {
	return way{page: address, next: func(int, []byte) string { return address }, once: true}
}

// leaf leafs through a list, from its beginning again when it is at the end.
func leaf(path string) way {
	const marker = `rel="next"`
	return way{page: path + ", page by page", next: func(_ int, last []byte) string {
		text := string(last)
		at := strings.Index(text, marker)
		if at < 0 {
			return path
		}
		from := strings.LastIndex(text[:at], `href="`) + len(`href="`)
		address, _, _ := strings.Cut(text[from:], `"`)
		return strings.ReplaceAll(address, "&amp;", "&")
	}}
}

// word is what somebody may search for: the longest word of a name.
func word(props model.Props) string {
	name, _ := props["name"].(string)
	longest := ""
	for w := range strings.FieldsSeq(name) {
		if len(w) > len(longest) {
			longest = w
		}
	}
	return url.QueryEscape(longest)
}

// bare is an id without its kind.
func bare(id string) string {
	_, name, _ := strings.Cut(id, ":")
	return name
}

// prefix is the kind of an id, as it stands there.
func prefix(id string) string {
	kind, _, _ := strings.Cut(id, ":")
	return kind
}
