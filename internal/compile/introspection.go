package compile

import (
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/plan"
)

const (
	// largeText is the length from which the texts that are part of a plan make it a large one.
	largeText = 64 << 10
	// mostText is the longest that they may be together: enough to ask for the whole schema once.
	mostText = 4 << 20
)

// introspection answers a question about the schema while compiling.
func (r *run) introspection(f collected, at place) plan.Output {
	if r.c.limits.Reticent {
		r.fail(bad(at, "This server does not answer questions about its schema."))
		return plan.Literal{}
	}
	name := ""
	if f.Nodes[0].Name == "__type" {
		name, _ = r.force(r.arguments(f.Nodes[0], at)["name"]).(string)
	}
	text, err := r.c.introspect.Answer(f, name, asker{r, at}, mostText-r.text)
	if err != nil {
		r.exceed(at, "%v", err)
		return plan.Literal{}
	}
	r.text += len(text)
	return plan.Literal{JSON: text}
}

// asker gives introspection what it needs to know of the operation.
type asker struct {
	*run
	at place
}

// Below collects fields, and counts them.
func (a asker) Below(typeName string, nodes []*ast.Field) []collected {
	fields := a.below(typeName, nodes)
	a.spend(len(fields), a.at)
	lists := 0
	for _, f := range fields {
		if typeName == "__Schema" && f.Nodes[0].Name == "types" {
			lists++
		}
	}
	if lists > 1 {
		a.exceed(a.at, "The operation asks for all types of the schema more than once.")
		return nil
	}
	return fields
}

// IncludeDeprecated reads the argument.
func (a asker) IncludeDeprecated(f *ast.Field) bool {
	return a.force(a.arguments(f, a.at)["includeDeprecated"]) == true
}
