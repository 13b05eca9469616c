package library

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Page is how many nodes the register of a kind gives at once, and Near how many nodes of each relation are named with a
// node.
const (
	Page = 50
	Near = 12
)

// OfKinds gives three questions for every kind of the model: register-organisations lists, filters, orders and counts
// them, about-organisation gives one with everything around it, links-of-organisations gives what several are linked to; and those that count all
// kinds. They follow from the model, so a new kind or field needs no new question.
func OfKinds(m *model.Model) []Question {
	var questions []Question
	for _, k := range m.Kinds {
		questions = append(questions, register(k), about(m, k), links(m, k))
	}
	return append(questions, Sizes(m)...)
}

// maxRoots is how many kinds one question counts: a question may have 20 fields at its root.
const maxRoots = 20

// Sizes gives the questions that count the nodes of every kind, together: library-size, library-size-2 and so on.
func Sizes(m *model.Model) []Question {
	var questions []Question
	for from := 0; from < len(m.Kinds); from += maxRoots {
		q := Question{Name: "library-size", Question: "How many of each kind of thing are there?", AskedBy: "everybody", Variables: "{}\n"}
		operation := "LibrarySize"
		if from > 0 {
			q.Name += fmt.Sprintf("-%d", from/maxRoots+1)
			q.Question = "How many of each further kind of thing are there?"
			operation += strconv.Itoa(from/maxRoots + 1)
		}
		var b strings.Builder
		heading(&b, q)
		fmt.Fprintf(&b, "query %s {\n", operation)
		for _, k := range m.Kinds[from:min(from+maxRoots, len(m.Kinds))] {
			fmt.Fprintf(&b, "  %s(first: 0) { totalCount }\n", k.Plural)
		}
		b.WriteString("}\n")
		q.Query = b.String()
		questions = append(questions, q)
	}
	return questions
}

// RegisterOf names the question that lists a kind.
func RegisterOf(k *model.Kind) string { return "register-" + Kebab(k.Plural) }

// AboutOf names the question about one node of a kind.
func AboutOf(k *model.Kind) string { return "about-" + Kebab(k.Name) }

// FacetFields gives the fields by which the register of a kind can be narrowed: those with few values.
func FacetFields(k *model.Kind) []*model.Field {
	var fields []*model.Field
	for _, f := range k.Fields {
		if f.Derived == nil && (f.Type == model.EnumType || f.Type == model.Boolean) {
			fields = append(fields, f)
		}
	}
	return fields
}

// Kebab turns businessCapabilities and BusinessCapability into business-capabilities and business-capability.
func Kebab(name string) string { return model.SplitName(name, '-') }

func register(k *model.Kind) Question {
	var b strings.Builder
	q := Question{
		Name:      RegisterOf(k),
		Question:  fmt.Sprintf("Which %s are there, page by page, and how many are there of each sort?", model.InWords(k.Plural)),
		AskedBy:   "anyone who looks something up",
		Variables: "{}\n",
	}
	heading(&b, q)
	fmt.Fprintf(&b, "query Register%s($where: %sWhere, $orderBy: [%sOrder!] = [{ name: ASC }], $first: Int, $after: String, $last: Int, $before: String, $counts: Boolean! = true%s) {\n",
		upper(k.Plural), k.Name, k.Name, map[bool]string{true: ", $countJourneys: Boolean! = true"}[CountsJourneys(k)])
	fmt.Fprintf(&b, "  %s(where: $where, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {\n    totalCount @include(if: $counts)\n", k.Plural)
	for _, f := range FacetFields(k) {
		fmt.Fprintf(&b, "    %s: facets(field: %s) @include(if: $counts) { value count }\n", f.Name, f.Name)
	}
	b.WriteString("    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }\n    nodes {\n")
	for _, f := range k.Fields {
		if f.Type != model.EmbeddedType {
			fmt.Fprintf(&b, "      %s\n", f.Name)
		}
	}
	if CountsJourneys(k) {
		b.WriteString("      journeysConnection(first: 0) @include(if: $countJourneys) { totalCount }\n")
	}
	b.WriteString("    }\n  }\n}\n")
	q.Query = b.String()
	return q
}

// CountsJourneys says whether the register of a kind says on how many journeys each node is. On a very large model that can
// be too much for one question, so it can be left out.
func CountsJourneys(k *model.Kind) bool {
	r := k.Relation("journeys")
	return r != nil && r.Many
}

// Reaches says whether a kind has relations over several links. Where they lead far, they can be left out too.
func Reaches(k *model.Kind) bool {
	return slices.ContainsFunc(k.Relations, func(r *model.Relation) bool { return r.Stored == nil })
}

func about(m *model.Model, k *model.Kind) Question {
	var b strings.Builder
	q := Question{
		Name:      AboutOf(k),
		Question:  fmt.Sprintf("What is known about one %s, what is it related to, and where does it appear?", model.InWords(k.Name)),
		AskedBy:   "anyone who looks something up",
		Variables: fmt.Sprintf("{ \"id\": \"%s:example\" }\n", k.Prefix),
	}
	heading(&b, q)
	fmt.Fprintf(&b, "query About%s($id: ID!, $first: Int = %d%s) {\n  version\n  %s(id: $id) {\n", k.Name, Near, map[bool]string{true: ", $reached: Boolean! = true"}[Reaches(k)], lower(k.Name))
	for _, f := range k.Fields {
		if f.Type != model.EmbeddedType {
			fmt.Fprintf(&b, "    %s\n", f.Name)
			continue
		}
		fmt.Fprintf(&b, "    %s {", f.Name)
		for _, part := range f.Embedded.Fields {
			b.WriteString(" " + part.Name)
		}
		b.WriteString(" }\n")
	}
	for _, r := range k.Relations { // every kind has one to many others, so first is used
		b.WriteString(around(m, r))
	}
	b.WriteString("  }\n}\n")
	q.Query = b.String()
	return q
}

// around writes the selection of a relation: how many nodes it has, and the first of them.
func around(m *model.Model, r *model.Relation) string {
	node := "{ id kind name }"
	if r.Target.Abstract && r.Target != m.Element() {
		node = "{ ... on Element { id kind name } }" // a union has no fields of its own
	}
	only := ""
	if r.Stored == nil {
		only = " @include(if: $reached)"
	}
	if !r.Many {
		return fmt.Sprintf("    %s%s %s\n", r.Name, only, node)
	}
	order := ", orderBy: [{ name: ASC }]"
	switch properties := r.Properties(); {
	case r.OrderBy != nil:
		order = "" // the relationship says in which order
	case len(properties) > 0:
		order = ", orderBy: [{ node: { name: ASC } }]"
	}
	var edge strings.Builder
	if properties := r.Properties(); len(properties) > 0 {
		edge.WriteString("properties {")
		for _, p := range properties {
			edge.WriteString(" " + p.Name)
		}
		edge.WriteString(" } ")
	}
	return fmt.Sprintf("    %sConnection(first: $first%s)%s { totalCount edges { %snode %s } }\n", r.Name, order, only, edge.String(), node)
}

func heading(b *strings.Builder, q Question) {
	fmt.Fprintf(b, "# %s\n# Asked by: %s\n", q.Question, q.AskedBy)
}

func upper(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

func lower(name string) string { return strings.ToLower(name[:1]) + name[1:] }
