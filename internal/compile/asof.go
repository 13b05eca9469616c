package compile

import (
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/plan"
)

// asOfDirective says on an operation at which version to read.
const asOfDirective = "asOf"

// asOf compiles the version that an operation wants to be read at, nil for the current one.
func (r *run) asOf(def *ast.OperationDefinition) *plan.Operand {
	d := def.Directives.ForName(asOfDirective)
	if d == nil {
		return nil
	}
	args := r.arguments(&ast.Field{
		Name: "@" + d.Name, Position: d.Position, Arguments: d.Arguments,
		Definition: &ast.FieldDefinition{Arguments: d.Definition.Arguments},
	}, place{pos: d.Position})
	version := r.operand(args["version"])
	return &version
}
