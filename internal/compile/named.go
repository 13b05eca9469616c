package compile

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// What a computed field needs has some conditions in many places. Each is brought into the form of a type once, and compiled once, and
// is the same part of the plan wherever it stands, so that whoever executes that can tell.

// uncoerced is the value of a condition before it is brought into the form of a type.
type uncoerced struct {
	value any
	as    map[*ast.Definition]*coerced
}

// coerced is the value of a condition in the form of an input type.
type coerced struct {
	object map[string]any
	made   map[*conditions]plan.Predicate
}

// coerceNamed brings a condition into the form of a type.
func (c *Compiler) coerceNamed(def *ast.Definition, v *uncoerced) (any, *inputError) {
	if known := v.as[def]; known != nil {
		return known, nil
	}
	object, err := c.coerceObject(def, v.value)
	if err != nil {
		return nil, err
	}
	made := &coerced{object.(map[string]any), map[*conditions]plan.Predicate{}}
	v.as[def] = made
	return made, nil
}

// named compiles a condition where it is met first.
func (r *run) named(c *conditions, v *coerced) plan.Predicate {
	p, known := v.made[c]
	if !known {
		p = r.where(c, v.object)
		v.made[c] = p
	}
	return p
}

// readConditions reads the conditions that what a field needs names.
func readConditions(field *model.Computed) (map[string]*ast.Value, error) {
	if len(field.Conditions) == 0 {
		return nil, nil //nolint:nilnil // none of none
	}
	read := map[string]*ast.Value{}
	for _, c := range field.Conditions {
		doc, err := parser.ParseQuery(&ast.Source{Input: "{ f(where: " + c.Text + ") }"})
		if err != nil {
			return nil, fmt.Errorf("the condition %s of %s.%s: %w", c.Name, field.Owner(), field.Name, err)
		}
		read[c.Name] = doc.Operations[0].SelectionSet[0].(*ast.Field).Arguments[0].Value
	}
	return read, nil
}
