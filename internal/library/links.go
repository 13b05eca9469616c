package library

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// LinksOf names the question about what nodes of a kind are linked to.
func LinksOf(k *model.Kind) string { return "links-of-" + Kebab(k.Plural) }

// links asks for several nodes of a kind at once, so that a walk from node to node takes one question for each kind at each step.
func links(m *model.Model, k *model.Kind) Question {
	var b strings.Builder
	q := Question{
		Name:      LinksOf(k),
		Question:  fmt.Sprintf("What are these %s linked to directly, and how?", model.InWords(k.Plural)),
		AskedBy:   "anyone who goes from one thing to the next",
		Variables: fmt.Sprintf("{ \"ids\": [\"%s:example\"] }\n", k.Prefix),
	}
	heading(&b, q)
	fmt.Fprintf(&b, "query LinksOf%s($ids: [ID!]!, $first: Int = %d) {\n  version\n  nodes(ids: $ids) {\n    id kind name illustrative\n    ... on %s {\n", upper(k.Plural), Near, k.Name)
	for _, r := range k.Relations { // every kind has a stored one to many others, so first is used
		if r.Stored != nil {
			b.WriteString("  " + around(m, r))
		}
	}
	b.WriteString("    }\n  }\n}\n")
	q.Query = b.String()
	return q
}
