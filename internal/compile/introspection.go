package compile

import (
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/plan"
)

// largeText is the length from which a text that is part of a plan makes it a large one.
const largeText = 64 << 10

// introspection answers a question about the schema while compiling.
func (r *run) introspection(f collected, at place) plan.Output {
	name := ""
	if f.Nodes[0].Name == "__type" {
		name, _ = r.force(r.arguments(f.Nodes[0], at)["name"]).(string)
	}
	text, err := r.c.introspect.Answer(f, name, asker{r, at})
	if err != nil {
		r.exceed(at, "%v", err)
		return plan.Literal{}
	}
	r.large = r.large || len(text) > largeText
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
	return fields
}

// IncludeDeprecated reads the argument.
func (a asker) IncludeDeprecated(f *ast.Field) bool {
	return a.force(a.arguments(f, a.at)["includeDeprecated"]) == true
}
