package storetest

import (
	"math"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func valueCases() []testCase {
	return []testCase{
		{"every type of value comes back as it was put", everyTypeComesBack},
		{"a missing value is nothing and so is an empty list", missingIsNothing},
		{"empty text is a value", emptyTextIsAValue},
		{"whole numbers and floats keep their type and value", numbersKeepTypeAndValue},
		{"text keeps every code point", textKeepsCodePoints},
		{"a list keeps its order and repeats", listsKeepOrder},
		{"properties of a relationship come back with the node it leads to", propertiesComeBack},
		{"one selection gives the properties of either direction", propertiesBothWays},
		{"a field with a default that is not given has the default", defaultsAreFilledIn},
		{"what is put is copied", whatIsPutIsCopied},
	}
}

func everyTypeComesBack(g *bench) {
	g.apply(g.Put("route:a", model.Props{
		"name": "Coast line", "description": "By the sea", "status": "ACTIVE", "sourceUrl": "https://example.org/a",
		"sourceRetrieved": "2026-02-28", "illustrative": false, "code": "C1", "colour": "GREEN",
		"seasons": []string{"SPRING", "WINTER"}, "tags": []string{"slow"}, "length": int64(12), "grade": 0.25,
		"opened": "1899-12-31", "lit": true,
	}))
	got := g.first(g.Root("Route", "id", "name", "description", "status", "source.url", "source.retrieved", "illustrative",
		"code", "colour", "seasons", "tags", "length", "grade", "opened", "lit"))
	require.Equal(g, []any{
		"route:a", "Coast line", "By the sea", "ACTIVE", "https://example.org/a", "2026-02-28", false,
		"C1", "GREEN",
		[]string{"SPRING", "WINTER"},
		[]string{"slow"},
		int64(12), 0.25, "1899-12-31", true,
	}, got)
}

func missingIsNothing(g *bench) {
	g.apply(
		g.Put("route:a", nil),
		g.Put("route:b", model.Props{"colour": nil, "seasons": []string{}, "tags": []string{}, "length": nil, "sourceUrl": nil}),
	)
	l := g.list(g.Root("Route", "description", "source.url", "colour", "seasons", "tags", "length", "grade", "opened", "lit"))
	require.Equal(g, make([]any, 9), l.Rows[0].Values, "not given")
	require.Equal(g, make([]any, 9), l.Rows[1].Values, "given as nothing")
}

func emptyTextIsAValue(g *bench) {
	g.apply(g.Put("route:a", model.Props{"description": ""}), g.Put("route:b", nil))
	require.Equal(g, []any{"", nil}, columnValues(g.list(g.Root("Route", "description")), 0))
}

func numbersKeepTypeAndValue(g *bench) {
	g.apply(
		g.Put("route:a", model.Props{"length": int64(math.MaxInt32), "grade": 3.0}),
		g.Put("route:b", model.Props{"length": int64(math.MinInt32), "grade": int64(3)}),
		g.Put("route:c", model.Props{"length": int64(0), "grade": 0.1}),
		g.Put("route:d", model.Props{"length": int64(-1), "grade": 1e300}),
	)
	l := g.list(g.Root("Route", "length", "grade"))
	require.Equal(g, []any{int64(math.MaxInt32), int64(math.MinInt32), int64(0), int64(-1)}, columnValues(l, 0))
	require.Equal(g, []any{3.0, 3.0, 0.1, 1e300}, columnValues(l, 1), "a whole number in a Float field is a float")
}

func textKeepsCodePoints(g *bench) {
	texts := []any{"😀 emoji", "e\u0301 is not \u00e9", "two\nlines\tand \"quotes\" \\ 'single' `ticks`", "\u202eright to left", "$param {x: 1} //"}
	var changes []model.Change
	for i, text := range texts {
		changes = append(changes, g.Put("route:"+string(rune('a'+i)), model.Props{"name": text}))
	}
	g.apply(changes)
	require.Equal(g, texts, columnValues(g.list(g.Root("Route", "name")), 0))
}

func listsKeepOrder(g *bench) {
	tags := []string{"b", "a", "b", "", "A"}
	g.apply(g.Put("route:a", model.Props{"tags": tags, "seasons": []string{"WINTER", "SPRING"}}))
	require.Equal(g, []any{tags, []string{"WINTER", "SPRING"}}, g.first(g.Root("Route", "tags", "seasons")))
}

func propertiesComeBack(g *bench) {
	g.apply(
		g.Put("route:a", nil), g.stop("route:a", "stop:a", 1, nil), g.stop("route:a", "stop:b", 2, nil), g.stop("route:a", "stop:c", 3, nil),
		g.Link("stop:a", "NEXT_STOP", "stop:b", model.Props{
			"minutes": 2.5, "distance": int64(800), "colour": "RED",
			"express": false, "since": "2026-01-02", "remarks": []string{"steep", "dark"},
		}),
		g.Link("stop:a", "NEXT_STOP", "stop:c", nil),
	)
	s := g.Root("Stop", "id").IDs("stop:a")
	s.Nested("next", "id", "@minutes", "@distance", "@colour", "@express", "@since", "@remarks")
	l := inner(g.list(s), 0, 1)
	require.Equal(g, []any{"stop:b", 2.5, int64(800), "RED", false, "2026-01-02", []string{"steep", "dark"}}, l.Rows[0].Values)
	require.Equal(g, []any{"stop:c", nil, nil, nil, nil, nil, nil}, l.Rows[1].Values)
}

func propertiesBothWays(g *bench) {
	g.apply(
		g.Put("route:a", nil), g.stop("route:a", "stop:a", 1, nil), g.stop("route:a", "stop:b", 2, nil),
		g.Link("stop:a", "NEXT_STOP", "stop:b", model.Props{"minutes": 1.0}),
		g.Link("stop:b", "NEXT_STOP", "stop:a", model.Props{"minutes": 9.0}),
	)
	s := g.Root("Stop", "id")
	s.Nested("next", "id", "@minutes")
	s.Nested("previous", "id", "@minutes")
	l := g.list(s)
	require.Equal(g, []any{"stop:b", 1.0}, inner(l, 0, 1).Rows[0].Values)
	require.Equal(g, []any{"stop:b", 9.0}, inner(l, 0, 2).Rows[0].Values)
	require.Equal(g, []any{"stop:a", 9.0}, inner(l, 1, 1).Rows[0].Values)
	require.Equal(g, []any{"stop:a", 1.0}, inner(l, 1, 2).Rows[0].Values)
}

func defaultsAreFilledIn(g *bench) {
	e := g.Element("route:a", nil)
	delete(e.Props, "illustrative")
	g.apply(model.PutElement{Element: e})
	require.Equal(g, []any{false}, g.first(g.Root("Route", "illustrative")))
	g.apply(g.Merge("route:a", model.Props{"illustrative": true}), g.Merge("route:a", model.Props{"length": int64(1)}))
	require.Equal(g, []any{true}, g.first(g.Root("Route", "illustrative")), "merging keeps what was given")
}

func whatIsPutIsCopied(g *bench) {
	props := model.Props{"tags": []string{"old"}, "description": "old"}
	put := g.Put("route:a", props).(model.PutElement)
	g.apply(put)
	put.Element.Props["description"] = "new"
	props["tags"].([]string)[0] = "new"
	require.Equal(g, []any{"old", []string{"old"}}, g.first(g.Root("Route", "description", "tags")))
}
