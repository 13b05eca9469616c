package main

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
)

// way is a way to ask for a kind of page, each time for another one.
type way struct {
	page string
	next func(i int, last []byte) string // address of the i-th, where last is the page before it
	once bool                            // there is one such page only, so every request meets a new version of the graph
	file bool                            // a file to download
}

// ways are all kinds of page over a model that was made.
func ways(m *model.Model, made *generate.Graph) []way {
	ids := map[string][]string{}
	for _, e := range made.Elements {
		if list := ids[e.Kind.Name]; len(list) < 5000 {
			ids[e.Kind.Name] = append(list, e.ID)
		}
	}
	of := func(kind string, i int) string { // spread over all there are
		list := ids[kind]
		return list[(i*7919)%len(list)]
	}
	list := []way{
		one("/"), one("/registers"), one("/status"), one("/schema"), one("/compare"), one("/what-if"), one("/query"),
		{page: "/search?q=…", next: func(i int, _ []byte) string {
			return "/search?q=" + word(made.Elements[(i*7919)%len(made.Elements)].Props)
		}},
		{page: "/query/touchpoints?v=…", next: func(i int, _ []byte) string {
			return "/query/touchpoints?v=" + url.QueryEscape(fmt.Sprintf(`{"journey":%q}`, of("Journey", i)))
		}},
		{page: "/compare?first=…&second=…", next: func(i int, _ []byte) string {
			return "/compare?first=" + of("Journey", i) + "&second=" + of("Journey", i+1)
		}},
		{page: "/compare?what=areas&…", next: func(i int, _ []byte) string {
			return "/compare?what=areas&journey=" + of("Journey", i) + "&first=" + of("Organisation", i) + "&second=" + of("Organisation", i+1)
		}},
		{page: "/journeys/…/stages/…", next: func(i int, _ []byte) string { return "/journeys/" + bare(of("Journey", i)) + "/stages/2" }},
		{page: "/stages/… (leads to its journey)", next: func(i int, _ []byte) string { return "/stages/" + bare(of("Stage", i)) }},
		one("/compare?first=journey:long&second=journey:long"), one("/explore?node=journey:long"), one("/journeys/long/stages/30"),
	}
	for _, view := range []string{"", "/steps", "/table", "/matrix", "/flow"} {
		list = append(list, one("/journeys/long"+view), way{page: "/journeys/…" + view, next: func(i int, _ []byte) string { return "/journeys/" + bare(of("Journey", i)) + view }})
	}
	for _, removed := range []string{"Application", "Service"} {
		list = append(list, way{page: "/what-if?remove=" + strings.ToLower(removed) + ":…", next: func(i int, _ []byte) string { return "/what-if?remove=" + of(removed, i) }})
	}
	for _, k := range m.Kinds {
		path := "/" + library.Kebab(k.Plural)
		if len(ids[k.Name]) == 0 {
			continue
		}
		list = append(list, leaf(path))
		if k.Name == "Journey" || k.Name == "Stage" {
			list = append(list, way{page: "/explore?node=" + k.Prefix + ":…", next: func(i int, _ []byte) string { return "/explore?node=" + of(k.Name, i) }})
			continue
		}
		list = append(list,
			way{page: path + "/…", next: func(i int, _ []byte) string { return path + "/" + bare(of(k.Name, i)) }},
			way{page: "/explore?node=" + k.Prefix + ":…", next: func(i int, _ []byte) string { return "/explore?node=" + of(k.Name, i) }})
	}
	for _, format := range []string{"svg", "png", "mmd", "dot", "drawio", "pptx", "xlsx", "csv", "json"} {
		f := one("/journeys/long." + format)
		f.file = true
		list = append(list, f)
	}
	return append(list, leaf("/journeys?sort=-stagesCount"))
}

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
	for _, w := range strings.Fields(name) {
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
