package compile

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// operation is an operation with what is known of its variables before any value is.
type operation struct {
	def       *ast.OperationDefinition
	variables []variable
	// uncached says that a plan would hold an answer to an introspection that depends on variables.
	uncached bool
}

// variable is a variable of an operation. A leaf stands only where a plan takes an operand, so that a plan need not
// know its value; values of all others shape the plan.
type variable struct {
	def  *ast.VariableDefinition
	leaf bool
}

func (op *operation) index(name string) int {
	return slices.IndexFunc(op.variables, func(v variable) bool { return v.def.Variable == name })
}

// prepare finds out which variables of an operation are leaves.
func (c *Compiler) prepare(def *ast.OperationDefinition) *operation {
	op := &operation{def: def}
	for _, v := range def.VariableDefinitions {
		op.variables = append(op.variables, variable{def: v, leaf: true})
	}
	if len(op.variables) > 0 {
		u := usage{op: op, seen: map[string]bool{}}
		u.selections(def.SelectionSet)
	}
	return op
}

// usage walks an operation, each fragment once, and looks where variables stand.
type usage struct {
	op   *operation
	seen map[string]bool
}

func (u *usage) selections(set ast.SelectionSet) {
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			u.directives(s.Directives)
			for _, a := range s.Arguments {
				u.argument(s, a)
			}
			u.selections(s.SelectionSet)
		case *ast.InlineFragment:
			u.directives(s.Directives)
			u.selections(s.SelectionSet)
		case *ast.FragmentSpread:
			u.directives(s.Directives)
			if !u.seen[s.Name] {
				u.seen[s.Name] = true
				u.selections(s.Definition.SelectionSet)
			}
		}
	}
}

func (u *usage) directives(list ast.DirectiveList) {
	for _, d := range list {
		for _, a := range d.Arguments {
			u.value(a.Value, false)
		}
	}
}

func (u *usage) argument(f *ast.Field, a *ast.Argument) {
	if strings.HasPrefix(f.ObjectDefinition.Name, "__") || strings.HasPrefix(f.Name, "__") {
		u.op.uncached = u.op.uncached || a.Value.Kind == ast.Variable
	}
	u.value(a.Value, operandArguments[a.Name])
}

// value notes the variables of a value; operand says whether a variable in its place is a leaf.
func (u *usage) value(v *ast.Value, operand bool) {
	switch v.Kind {
	case ast.Variable:
		if i := u.op.index(v.Raw); i >= 0 && !operand {
			u.op.variables[i].leaf = false
		}
	case ast.ObjectValue:
		for _, child := range v.Children {
			u.value(child.Value, v.Definition != nil && operandEntry(v.Definition.Name, child.Name))
		}
	case ast.ListValue:
		for _, child := range v.Children {
			u.value(child.Value, false)
		}
	}
}

// operandArguments are the arguments that become operands of a plan.
var operandArguments = map[string]bool{
	"id": true, "ids": true, "text": true, "first": true, "last": true, "offset": true, "after": true, "before": true,
}

// operandOperators are the operators of a filter whose value becomes an operand of a plan.
var operandOperators = map[string]bool{
	"eq": true, "ne": true, "in": true, "notIn": true, "lt": true, "lte": true, "gt": true, "gte": true,
	"contains": true, "startsWith": true, "endsWith": true, "includes": true,
}

// operandEntry reports whether an entry of an input type becomes an operand. Kinds become part of the plan, and so do
// Booleans, which may belong to a derived field.
func operandEntry(inputType, entry string) bool {
	return strings.HasSuffix(inputType, "Filter") && inputType != "KindFilter" && inputType != "BooleanFilter" && operandOperators[entry]
}
