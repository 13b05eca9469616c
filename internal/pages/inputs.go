package pages

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/carejourney/carejourney/internal/library"
)

// input is a variable of a question, to be filled in.
type input struct {
	Name, Label string
	Type        string // as GraphQL writes it
	Required    bool
	Value       string
	Choices     []choice // for a value out of a few
	JSON        bool     // for lists and objects, which are written as JSON
	Error       string
}

// readInputs gives the variables of a question: what the address says in v as one JSON object or in a parameter of its
// own for each, and else the example of the library.
func (p *Pages) readInputs(q library.Question, given url.Values) ([]input, map[string]any, []fieldError) {
	doc, err := parser.ParseQuery(&ast.Source{Input: q.Query})
	if err != nil || len(doc.Operations) == 0 {
		return nil, nil, []fieldError{{Text: "The question cannot be read."}}
	}
	values := map[string]any{}
	from := q.Variables
	if given.Has("v") {
		from = given.Get("v")
	}
	var problems []fieldError
	if err := readJSON(from, &values); err != nil {
		return nil, nil, []fieldError{{Text: "The variables in the address must be one JSON object."}}
	}
	inputs := make([]input, 0, len(doc.Operations[0].VariableDefinitions))
	for _, v := range doc.Operations[0].VariableDefinitions {
		in := input{Name: v.Variable, Label: label(v.Variable), Type: v.Type.String(), Required: v.Type.NonNull && v.DefaultValue == nil}
		in.shape(p, v.Type)
		if text, ok := given["var-"+v.Variable]; ok {
			delete(values, v.Variable)
			value, err := in.read(v.Type, lines(strings.Join(text, "")))
			if err != nil {
				in.Error, in.Value = err.Error(), strings.Join(text, "")
				problems = append(problems, fieldError{"var-" + v.Variable, in.Label + " " + in.Error})
			} else if value != nil {
				values[v.Variable] = value
			}
		}
		if value, ok := values[v.Variable]; ok && value != nil {
			in.show(value)
		}
		inputs = append(inputs, in)
	}
	return inputs, values, problems
}

// shape finds out how a variable is best filled in.
func (in *input) shape(p *Pages, t *ast.Type) {
	def := p.engine.Schema().Types[t.Name()]
	in.JSON = t.Elem != nil || def != nil && def.Kind == ast.InputObject
	if t.Elem != nil || def == nil {
		return
	}
	if def.Kind == ast.Enum {
		for _, v := range def.EnumValues {
			in.Choices = append(in.Choices, choice{Value: v.Name, Label: words(v.Name)})
		}
	}
	if t.NamedType == "Boolean" {
		in.Choices = []choice{{Value: "true", Label: "Yes"}, {Value: "false", Label: "No"}}
	}
}

// read makes a value of what was filled in; nil where nothing was.
func (in *input) read(t *ast.Type, text string) (any, error) {
	if strings.TrimSpace(text) == "" {
		if in.Required {
			return nil, fmt.Errorf("needs a value")
		}
		return nil, nil //nolint:nilnil // nothing was filled in, which is no error
	}
	switch {
	case in.JSON || t.NamedType == "Int" || t.NamedType == "Float" || t.NamedType == "Boolean":
		var value any
		if err := readJSON(text, &value); err != nil {
			if in.JSON {
				return nil, fmt.Errorf("must be written as JSON, for example %s", map[bool]string{true: `["a", "b"]`, false: `{"name": {"contains": "scan"}}`}[t.Elem != nil])
			}
			return nil, fmt.Errorf("must be a number")
		}
		return value, nil
	}
	return text, nil
}

// show puts a value into the field.
func (in *input) show(value any) {
	text, isText := value.(string)
	if !isText || in.JSON {
		data, err := json.Marshal(value)
		if err != nil {
			return
		}
		text = string(data)
	}
	in.Value = text
	for i, c := range in.Choices {
		in.Choices[i].Chosen = c.Value == text
	}
}
