package judge

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// pages is a connection that is read in pages: the cursors of its first answer are put into the operations that follow.
type pages struct {
	graph int
	field string // the connection with $first, $after, $last and $before
	outer string // what stands around it, with %s for it
}

const pageVariables = "($first: Int, $after: String, $last: Int, $before: String)"

func (p pages) request(variables map[string]any) request {
	body := fmt.Sprintf(p.outer, "page: "+p.field+" { edges { cursor node { __typename ... on Element { id name } } } "+
		"pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }")
	return request{Graph: p.graph, Query: "query " + pageVariables + " { " + body + " }", Variables: asJSON(variables)}
}

// pages gives a connection at the root or of a node.
func (g *generator) pages() pages {
	for {
		g.begin()
		g.fixed = true // variables would have to be declared
		def, outer := g.schema.Query, "%s"
		if g.chance(60) {
			w := g.worlds[g.graph]
			e := pick(g.r, w.elements)
			def, outer = g.schema.Types[e.Kind.Name], fmt.Sprintf("node(id: %q) { ... on %s { %%s } }", e.ID, e.Kind.Name)
		}
		f := pick(g.r, def.Fields)
		if !strings.HasSuffix(f.Type.Name(), "Connection") || f.Name == "gaps" {
			continue
		}
		args := []string{"first: $first, after: $after, last: $last, before: $before"}
		for _, a := range f.Arguments {
			switch {
			case a.Name == "where" && g.chance(25), a.Name == "kinds" && g.chance(30):
				args = append(args, a.Name+": "+literal(g.input(a.Type, 1)))
			case a.Name == "orderBy" && g.chance(75):
				args = append(args, "orderBy: "+literal(g.orderBy(a.Type)))
			case a.Name == "text":
				args = append(args, "text: "+literal(g.searchText()))
			}
		}
		return pages{graph: g.graph, field: f.Name + "(" + strings.Join(args, ", ") + ")", outer: outer}
	}
}

// page gives the variables of one page, with cursors of an earlier answer.
func (g *generator) page(cursors []string) map[string]any {
	variables := map[string]any{}
	if len(cursors) > 0 && g.chance(70) {
		variables["after"] = pick(g.r, cursors)
	}
	if len(cursors) > 0 && g.chance(40) {
		variables["before"] = pick(g.r, cursors)
	}
	if size := g.r.IntN(5); g.chance(40) {
		variables["last"] = size
	} else if g.chance(80) {
		variables["first"] = size
	}
	return variables
}

// searching gives a search on its own: words are many, so few of the free operations find anything.
func (g *generator) searching() request {
	g.begin()
	return g.finish("{ search(text: " + literal(g.searchText()) + ") { totalCount edges { cursor node { id name } } } }")
}

// introspection gives an operation that asks for the schema itself. Order among types is not promised, so it asks for
// one type at a time.
func (g *generator) introspection() request {
	g.begin()
	// What GraphQL defines itself is described in other words, and later editions of it have more.
	own := slices.DeleteFunc(slices.Sorted(maps.Keys(g.schema.Types)), func(name string) bool { return g.schema.Types[name].BuiltIn })
	name := pick(g.r, append(own, "Nothing"))
	ofType := "kind name ofType { kind name ofType { kind name ofType { kind name } } }"
	parts := []string{
		"kind name description", "fields { name description isDeprecated type { " + ofType + " } args { name description defaultValue type { " + ofType + " } } }",
		"inputFields { name type { " + ofType + " } defaultValue }", "enumValues { name description isDeprecated deprecationReason }",
		"interfaces { name }", "possibleTypes { name }", "__typename", "fields(includeDeprecated: true) { __typename name }", "specifiedByURL",
	}
	query := "{ __type(name: " + quoted(name) + ") { " + pick(g.r, parts) + " x: name } "
	if g.chance(20) {
		query += "__schema { queryType { name } mutationType { name } subscriptionType { name } } "
	}
	return request{Query: query + "version }"}
}

// wrong makes an operation that must be refused, in most cases, from one that is fine.
func (g *generator) wrong() request {
	q := g.operation()
	broken := []func() string{
		func() string { return strings.Replace(q.Query, "__typename", "__typenam", 1) + " " },
		func() string { return strings.TrimSuffix(q.Query, "}") },
		func() string { return strings.Replace(q.Query, "name", "nam", 1) },
		func() string { return strings.Replace(q.Query, "id:", "ident:", 1) },
		func() string {
			return strings.Replace(q.Query, "first: ", "first: 1", 1) + "\nfragment Unused on Stage { id }"
		},
		func() string { return strings.Replace(q.Query, "...", "...Missing ...", 1) },
		func() string { return strings.Replace(q.Query, "first: ", "first: -1", 1) },
		func() string { return strings.Replace(q.Query, "first: ", "first: 1.5 #", 1) },
		func() string { return strings.Replace(q.Query, "ASC", "\"ASC\"", 1) },
		func() string { return strings.Replace(q.Query, "ASC", "UP", 1) },
		func() string { return strings.Replace(q.Query, "eq: ", "eq: $gone, ne: ", 1) },
		func() string { return strings.Replace(q.Query, "eq: ", "eq: [{}], ne: ", 1) },
		func() string { return strings.Replace(q.Query, "2025-01-01", "2025-02-30", 1) },
		func() string { return strings.Replace(q.Query, "(if: ", "(unless: ", 1) },
		func() string { return strings.Replace(q.Query, "{", "{ node ", 1) },
		func() string { return strings.Replace(q.Query, "{", "{ node(id: \"a:b\") { name { first } } ", 1) },
		func() string { return strings.Replace(q.Query, "{", "{ x: version x: __typename ", 1) },
		func() string { return strings.Replace(q.Query, "{", "{ journeys ", 1) },
		func() string { return strings.Replace(q.Query, "{", "{ stages(first: 2, last: 2) { totalCount } ", 1) },
		func() string { return strings.Replace(q.Query, "{", "{ stages(last: 1001) { totalCount } ", 1) },
		func() string { return strings.Replace(q.Query, "{", "{ stages(after: \"abc\") { totalCount } ", 1) },
		func() string {
			return strings.Replace(q.Query, "{", "{ stages(orderBy: {name: ASC, id: ASC}) { totalCount } ", 1)
		},
		func() string { return strings.Replace(q.Query, "{", "{ stages(orderBy: {}) { totalCount } ", 1) },
		func() string {
			return strings.Replace(q.Query, "{", "{ stages(where: {name: {eq: 7}}) { totalCount } ", 1)
		},
		func() string {
			return strings.Replace(q.Query, "{", "{ stages(where: {id: {eq: 7}}) { totalCount } ", 1)
		},
		func() string {
			return strings.Replace(q.Query, "{", "{ stages(where: {touchpointsCount: {eq: 3000000000}}) { totalCount } ", 1)
		},
		func() string {
			return strings.Replace(q.Query, "{", "{ stages(where: {name: {eq: \"a\", eq: \"b\"}}) { totalCount } ", 1)
		},
		func() string {
			return strings.Replace(q.Query, "{", "{ stages(where: {and: {typicalDays: {gt: 2}}}) { totalCount } ", 1)
		},
		func() string { return "query ($v: [Int!]! = [1, null]) " + "{ nodes(ids: $v) { id } }" },
		func() string { return "query ($v: Int) { node(id: $v) { id } }" },
		func() string { return "query ($v: ID) { node(id: $v) { id } }" },
		func() string { return "query ($v: ID = \"stage:a1\") { node(id: $v) { id } }" },
		func() string { return "query ($v: ID!, $v: ID!) { node(id: $v) { id } }" },
		func() string { return "query ($v: ID!) { version }" },
		func() string {
			return "{ node(id: \"a:b\") { ...A } } fragment A on Element { ...B } fragment B on Element { ...A }"
		},
		func() string { return "{ node(id: \"a:b\") { ... on Source { url } } }" },
		func() string { return "{ node(id: \"a:b\") { ... on Stage { journey { ... on Stage { id } } } } }" },
		func() string { return "{ node(id: \"a:b\") { a: name a: description } }" },
		func() string { return "subscription { version }" },
		func() string { return "query A { version } query A { version }" },
		func() string { return "query A { version } { version }" },
		func() string { return "{ version @skip(if: true) @skip(if: false) }" },
		func() string { return "{ version @deprecated }" },
		func() string { return "{ __type { name } }" },
		func() string { return "" },
	}
	q.Query = pick(g.r, broken)()
	return q
}

// badVariable makes an operation whose variables do not fit.
func (g *generator) badVariable() request {
	g.begin()
	type given struct{ definition, use, value string }
	v := pick(g.r, []given{
		{"$v: Int", "stages(first: $v) { totalCount }", `"1"`},
		{"$v: Int", "stages(first: $v) { totalCount }", `1.5`},
		{"$v: Int", "stages(first: $v) { totalCount }", `1.0`},
		{"$v: Int", "stages(first: $v) { totalCount }", `-1`},
		{"$v: Int", "stages(first: $v) { totalCount }", `null`},
		{"$v: Int!", "stages(first: $v) { totalCount }", `null`},
		{"$v: Int", "stages(first: $v) { totalCount }", `3000000000`},
		{"$v: Int", "stages(first: $v) { totalCount }", `true`},
		{"$v: ID!", "node(id: $v) { id }", `7`},
		{"$v: ID!", "node(id: $v) { id }", `7.5`},
		{"$v: ID!", "node(id: $v) { id }", `true`},
		{"$v: [ID!]!", "nodes(ids: $v) { id }", `"stage:a1"`},
		{"$v: [ID!]!", "nodes(ids: $v) { id }", `["stage:a1", null]`},
		{"$v: String", "stages(where: {name: {eq: $v}}) { totalCount }", `7`},
		{"$v: String", "stages(where: {name: {eq: $v}}) { totalCount }", `["a"]`},
		{"$v: StageWhere", "stages(where: $v) { totalCount }", `{"name": {"eq": null}}`},
		{"$v: StageWhere", "stages(where: $v) { totalCount }", `{"nam": {"eq": null}}`},
		{"$v: StageWhere", "stages(where: $v) { totalCount }", `{"or": {"name": {"contains": "a"}}}`},
		{"$v: StageWhere", "stages(where: $v) { totalCount }", `[]`},
		{"$v: StageWhere", "stages(where: $v) { totalCount }", `{"stageType": {"eq": "CONSULT"}}`},
		{"$v: StageWhere", "stages(where: $v) { totalCount }", `{"stageType": {"eq": "NOTHING"}}`},
		{"$v: StageWhere", "stages(where: $v) { totalCount }", `{"stageType": {"in": "CONSULT"}}`},
		{"$v: StageWhere", "stages(where: $v) { totalCount }", `{"stageType": {"in": [null]}}`},
		{"$v: StageWhere", "stages(where: $v) { totalCount }", `{"lastReviewed": {"lt": "yesterday"}}`},
		{"$v: StageWhere", "stages(where: $v) { totalCount }", `{"lastReviewed": {"lt": "2025-06-01"}}`},
		{"$v: [StageOrder!]", "stages(orderBy: $v) { nodes { id } }", `{"name": "DESC"}`},
		{"$v: [StageOrder!]", "stages(orderBy: $v) { nodes { id } }", `[{"name": "DESC", "id": "ASC"}]`},
		{"$v: [StageOrder!]", "stages(orderBy: $v) { nodes { id } }", `[null]`},
		{"$v: [StageOrder!]", "stages(orderBy: $v) { nodes { id } }", `[]`},
		{"$v: Float", "stages(where: {typicalDays: {gt: $v}}) { totalCount }", `2`},
		{"$v: Float", "stages(where: {typicalDays: {gt: $v}}) { totalCount }", `"2"`},
		{"$v: Boolean!", "version @include(if: $v) __typename", `false`},
		{"$v: Boolean!", "version @include(if: $v) __typename", `"false"`},
		{"$v: Boolean!", "version @include(if: $v) __typename", `null`},
		{"$v: Boolean", "stages(where: {illustrative: {eq: $v}}) { totalCount }", `null`},
		{"$v: StageFacetField!", "stages { facets(field: $v) { value count } }", `"stageType"`},
		{"$v: StageFacetField!", "stages { facets(field: $v) { value count } }", `"name"`},
		{"$v: [Kind!]", "search(text: \"a\", kinds: $v) { totalCount }", `"Stage"`},
		{"$v: [Kind!]", "search(text: \"a\", kinds: $v) { totalCount }", `["Stage", "Source"]`},
	})
	return request{Graph: g.graph, Query: "query (" + v.definition + ") { " + v.use + " }", Variables: []byte(`{"v": ` + v.value + `}`)}
}

// generated gives operations of every family.
func generated(t *testing.T, o *ours, g *generator) []request {
	t.Helper()
	all := atTheCorners()
	for range *operations {
		all = append(all, g.operation())
	}
	for range *operations / 10 {
		all = append(all, g.introspection(), g.wrong(), g.badVariable(), g.damaged(), g.damaged(), g.damaged(), g.damagedVariables(), g.damagedVariables())
		all = append(all, g.again()...)
		all = append(all, g.again()...)
		all = append(all, g.searching(), g.searching())
		p := g.pages()
		first := p.request(nil)
		all = append(all, first)
		answer, _ := o.answer(t, first)
		cursors := cursorsOf(answer.Data)
		for range 5 {
			all = append(all, p.request(g.page(cursors)))
		}
	}
	return all
}

var cursorPattern = regexp.MustCompile(`"cursor":"([^"]*)"`)

func cursorsOf(data []byte) []string {
	var cursors []string
	for _, m := range cursorPattern.FindAllSubmatch(data, -1) {
		cursors = append(cursors, string(m[1]))
	}
	return cursors
}

// stringsIn gives the texts a request holds, in the document and in its variables.
func stringsIn(q request) []string {
	var all []string
	for _, text := range textPattern.FindAllString(q.Query, -1) {
		var s string
		if json.Unmarshal([]byte(text), &s) == nil {
			all = append(all, s)
		}
	}
	var variables any
	if json.Unmarshal(q.Variables, &variables) == nil {
		all = append(all, stringsOf(variables)...)
	}
	return all
}

var textPattern = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

func stringsOf(v any) []string {
	var all []string
	switch v := v.(type) {
	case string:
		all = append(all, v)
	case []any:
		for _, item := range v {
			all = append(all, stringsOf(item)...)
		}
	case map[string]any:
		for _, item := range v {
			all = append(all, stringsOf(item)...)
		}
	}
	return all
}
