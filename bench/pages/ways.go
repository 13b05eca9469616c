package main

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
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

// things are ids of what an invented model has, by kind, and of journeys something that is on them.
type things struct {
	ids   map[string][]string
	group map[string]string // of people, by the journey they take
	needs map[string]string // business capability, by the journey it is met on
}

func thingsOf(made *generate.Graph) things {
	t := things{map[string][]string{}, map[string]string{}, map[string]string{}}
	for _, e := range made.Elements {
		if list := t.ids[e.Kind.Name]; len(list) < 5000 {
			t.ids[e.Kind.Name] = append(list, e.ID)
		}
	}
	enabled := map[string]string{}
	for _, l := range made.Links {
		switch l.Type.Name {
		case "TRAVELS":
			t.group[l.To] = l.From
		case "ENABLES":
			enabled[l.To] = l.From
		}
	}
	for _, l := range made.Links {
		if l.Type.Name == "HAS_STAGE" && enabled[l.To] != "" {
			t.needs[l.From] = enabled[l.To]
		}
	}
	return t
}

// of gives another one each time, spread over all there are.
func (t things) of(kind string, i int) string {
	list := t.ids[kind]
	return list[(i*7919)%len(list)]
}

// area gives another area each time.
func (t things) area(i int) string {
	list := t.ids["Organisation"][:areasOf(len(t.ids["Organisation"]))]
	return list[i%len(list)]
}

// journey is the address of another journey each time, with something behind it.
func (t things) journey(i int, after string) string {
	return "/journeys/" + bare(t.of("Journey", i)) + after
}

// on is the same with something that is on the journey behind it.
func (t things) on(i int, of map[string]string, after string) string {
	return t.journey(i, after+of[t.of("Journey", i)])
}

// ways are all kinds of page, and all kinds of file, over a model that was made.
func ways(m *model.Model, made *generate.Graph) []way {
	t := thingsOf(made)
	list := []way{one("/"), one("/journeys/long"), one("/registers"), one("/status"), one("/schema"), one("/schema/Journey"), one("/licences")}
	list = append(list, asking(t, made)...)
	list = append(list, ofJourneys(t)...)
	list = append(list, comparing(t)...)
	list = append(list, ofKinds(m, t)...)
	list = append(list, exploring(t)...)
	list = append(list, ofGaps(t)...)
	return append(list, files(t)...)
}

// searches is how many different words are searched for.
const searches = 1000

// asking are search and questions.
func asking(t things, made *generate.Graph) []way {
	words := make([]string, searches)
	for i := range words {
		words[i] = word(made.Elements[(i*7919)%len(made.Elements)].Props)
	}
	return []way{
		one("/query"),
		{page: "/search?q=…", next: func(i int, _ []byte) string {
			return "/search?q=" + words[i%searches]
		}},
		{page: "/query/touchpoints?v=…", next: func(i int, _ []byte) string {
			return "/query/touchpoints?v=" + url.QueryEscape(fmt.Sprintf(`{"journey":%q}`, t.of("Journey", i)))
		}},
	}
}

// ofJourneys are the views of a journey, narrowed too, and its stages.
func ofJourneys(t things) []way {
	var list []way
	for _, view := range []string{"", "/steps", "/table", "/matrix", "/flow"} {
		list = append(list, one("/journeys/long"+view), way{page: "/journeys/…" + view, next: func(i int, _ []byte) string { return t.journey(i, view) }})
	}
	return append(list,
		way{page: "/journeys/long/stages/…", next: func(i int, _ []byte) string { return fmt.Sprintf("/journeys/long/stages/%d", 1+i%60) }, once: true},
		way{page: "/journeys/…/stages/…", next: func(i int, _ []byte) string { return t.journey(i, "/stages/2") }},
		way{page: "/stages/… (leads to its journey)", next: func(i int, _ []byte) string { return "/stages/" + bare(t.of("Stage", i)) }},
		one("/journeys/long?group=person-group:long"), one("/journeys/long?trace=business-capability:long/7"), one("/journeys/long?focus=stage:long/30"),
		way{page: "/journeys/long?area=…", next: func(i int, _ []byte) string { return "/journeys/long?area=" + t.area(i) }, once: true},
		way{page: "/journeys/…?area=…", next: func(i int, _ []byte) string { return t.journey(i, "?area="+t.area(i)) }},
		way{page: "/journeys/…?group=…", next: func(i int, _ []byte) string { return t.on(i, t.group, "?group=") }},
		way{page: "/journeys/…?trace=business-capability:…", next: func(i int, _ []byte) string { return t.on(i, t.needs, "?trace=") }},
		way{page: "/journeys/…?trace=application:…", next: func(i int, _ []byte) string { return t.journey(i, "?trace="+t.of("Application", i)) }},
		way{page: "/journeys/…?focus=business-capability:…", next: func(i int, _ []byte) string { return t.on(i, t.needs, "?focus=") }},
		way{page: "/journeys/…?hide=…", next: func(i int, _ []byte) string { return t.journey(i, "?hide=standards") }},
	)
}

// comparing are comparisons and what if.
func comparing(t things) []way {
	list := []way{
		one("/compare"), one("/what-if"),
		{page: "/compare?first=…&second=…", next: func(i int, _ []byte) string {
			return "/compare?first=" + t.of("Journey", i) + "&second=" + t.of("Journey", i+1)
		}},
		one("/compare?first=journey:long&second=journey:long"),
		{page: "/compare?what=areas&… (areas)", next: func(i int, _ []byte) string {
			return "/compare?what=areas&journey=" + t.of("Journey", i) + "&first=" + t.area(i) + "&second=" + t.area(i+1)
		}},
		{page: "/compare?what=areas&… (any organisations)", next: func(i int, _ []byte) string {
			return "/compare?what=areas&journey=" + t.of("Journey", i) + "&first=" + t.of("Organisation", i) + "&second=" + t.of("Organisation", i+1)
		}},
		{page: "/compare?what=products&…", next: func(i int, _ []byte) string {
			return "/compare?what=products&first=" + t.of("Application", i) + "&second=" + t.of("Application", i+1)
		}},
	}
	for _, kind := range []string{"Application", "Service", "Organisation"} {
		list = append(list,
			way{page: "/what-if?remove=" + strings.ToLower(kind) + ":…", next: func(i int, _ []byte) string { return "/what-if?remove=" + t.of(kind, i) }},
			way{page: "/what-if?remove=" + strings.ToLower(kind) + ":…&journey=…", next: func(i int, _ []byte) string {
				return "/what-if?remove=" + t.of(kind, i) + "&journey=" + t.of("Journey", i)
			}})
	}
	return list
}

// ofKinds are the registers and the pages of single things, whole too.
func ofKinds(m *model.Model, t things) []way {
	list := []way{leaf("/journeys?sort=-stagesCount"), leaf("/services?sort=-name"), leaf("/services?q=mid"), leaf("/business-capabilities?sort=-journeysCount")}
	for _, k := range m.Kinds {
		path := "/" + library.Kebab(k.Plural)
		if len(t.ids[k.Name]) == 0 {
			continue
		}
		list = append(list, leaf(path))
		if k.Name == "Journey" || k.Name == "Stage" {
			continue
		}
		for _, show := range []string{"", "?show=all", "?show=reached"} {
			list = append(list, way{page: path + "/…" + show, next: func(i int, _ []byte) string { return path + "/" + bare(t.of(k.Name, i)) + show }})
		}
	}
	return list
}

// exploring are what is around things, and ways between two.
func exploring(t things) []way {
	list := []way{one("/explore?node=journey:long"), one("/explore?node=journey:long&depth=3")}
	for _, kind := range []string{"Journey", "Stage", "Touchpoint", "BusinessCapability", "Service", "ServiceType", "Organisation", "Application", "Technology", "Standard", "PersonGroup"} {
		if len(t.ids[kind]) == 0 {
			continue
		}
		for _, depth := range []string{"", "&depth=2", "&depth=3"} {
			list = append(list, way{page: "/explore?node=" + prefix(t.ids[kind][0]) + ":…" + depth, next: func(i int, _ []byte) string { return "/explore?node=" + t.of(kind, i) + depth }})
		}
	}
	return append(list,
		way{page: "/explore?node=journey:…&to=journey:…", next: func(i int, _ []byte) string {
			return "/explore?node=" + t.of("Journey", i) + "&to=" + t.of("Journey", i+1)
		}},
		way{page: "/explore?node=stage:…&to=standard:…", next: func(i int, _ []byte) string {
			return "/explore?node=" + t.of("Stage", i) + "&to=" + t.of("Standard", i)
		}})
}

// ofGaps are the pages of gaps. What the rules find is kept for a version of the graph, so they are asked for in one.
func ofGaps(t things) []way {
	return []way{
		leaf("/gaps"), leaf("/gaps?severity=HIGH"),
		{page: "/gaps/matrix?region=…", next: func(i int, _ []byte) string { return "/gaps/matrix?region=" + t.area(i) }},
		{page: "/gaps?journey=…", next: func(i int, _ []byte) string { return "/gaps?journey=" + t.of("Journey", i) }},
		{page: "/gaps?region=…", next: func(i int, _ []byte) string { return "/gaps?region=" + t.area(i) }},
		{page: "/gaps?subject=…", next: func(i int, _ []byte) string { return "/gaps?subject=" + t.of("Stage", i) }},
		{page: "/gaps/matrix?journey=…", next: func(i int, _ []byte) string { return "/gaps/matrix?journey=" + t.of("Journey", i) }},
	}
}

// files are all that can be downloaded.
func files(t things) []way {
	var list []way
	add := func(page, end string, once bool, next func(i int, _ []byte) string) {
		list = append(list, way{page: page + end, next: next, once: once, file: true})
	}
	for _, picture := range []string{"map", "matrix", "flow"} {
		for _, f := range diagram.FormatsOf(picture) {
			end := "/" + picture + "." + f
			if picture == "map" {
				end = "." + f
			}
			add("/journeys/long", end, true, func(int, []byte) string { return "/journeys/long" + end })
			add("/journeys/…", end, false, func(i int, _ []byte) string { return t.journey(i, end) })
		}
	}
	for _, f := range []string{"svg", "png", "drawio", "pptx", "xlsx", "csv", "json"} {
		add("/compare?first=journey:long&second=journey:long&format=", f, true, func(int, []byte) string { return "/compare?first=journey:long&second=journey:long&format=" + f })
		add("/compare?first=…&second=…&format=", f, false, func(i int, _ []byte) string {
			return "/compare?first=" + t.of("Journey", i) + "&second=" + t.of("Journey", i+1) + "&format=" + f
		})
		add("/explore."+f, "?node=organisation:…", false, func(i int, _ []byte) string { return "/explore." + f + "?node=" + t.of("Organisation", i) })
	}
	for _, f := range []string{"csv", "json"} {
		list = append(list, way{page: "/gaps." + f + "?journey=…", next: func(i int, _ []byte) string { return "/gaps." + f + "?journey=" + t.of("Journey", i) }, file: true},
			way{page: "/gaps." + f + "?region=…", next: func(i int, _ []byte) string { return "/gaps." + f + "?region=" + t.area(i) }, file: true})
	}
	return list
}
