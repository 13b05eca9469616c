package gaps

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
)

// The names of the directive and its arguments.
const (
	directive   = "gap"
	codeArg     = "code"
	severityArg = "severity"
	subjectArg  = "subject"
	becauseArg  = "because"
	whyArg      = "why"
	fixArg      = "fix"
)

// The names of what can be wrong with a rule file.
const (
	notGraphQL = "graphql"
	badRule    = "gap-rule"
	sameCode   = "same-code"
)

// extension is how the names of rule files end.
const extension = ".graphql"

// Read reads every rule of some folders and the folders in them, by code. The schema says what a rule can ask. What is
// wrong with any of them is one *model.Error with all problems, at the place they stand.
func Read(schema *ast.Schema, folders ...fs.FS) ([]*Rule, error) {
	r := reader{schema: schema, codes: map[string]string{}}
	for _, files := range folders {
		before := len(r.rules) + len(r.problems)
		if err := r.folder(files); err != nil {
			return nil, err
		}
		if len(r.rules)+len(r.problems) == before {
			return nil, model.Errorf(model.BadUserInput, "There is no gap rule in the folder: write one in a file that ends in %s.", extension)
		}
	}
	if len(r.problems) > 0 {
		return nil, &model.Error{Code: model.BadUserInput, Message: "The gap rules cannot be used as they are.", Problems: r.problems}
	}
	slices.SortFunc(r.rules, func(a, b *Rule) int { return cmp.Compare(a.Code, b.Code) })
	return r.rules, nil
}

// reader reads the files of a folder one after the other.
type reader struct {
	schema   *ast.Schema
	rules    []*Rule
	codes    map[string]string // file by code
	problems []model.Problem
}

func (r *reader) folder(files fs.FS) error {
	return fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != extension {
			return err
		}
		text, err := fs.ReadFile(files, name)
		if err == nil {
			r.read(name, string(text))
		}
		return err
	})
}

func (r *reader) read(file, text string) {
	before := len(r.problems)
	doc, errs := gqlparser.LoadQueryWithRules(r.schema, text, rules.NewDefaultRules())
	if len(errs) > 0 {
		r.refuse(file, errs)
		return
	}
	if len(doc.Operations) != 1 || doc.Operations[0].Operation != ast.Query {
		r.problem(file, &ast.Position{Line: 1, Column: 1}, badRule, "a rule file has one operation, and it is a query")
		return
	}
	op := doc.Operations[0]
	rule := &Rule{Name: ruleName(file), File: file, Query: text, Severity: Low, variables: map[string]bool{}}
	rule.Words, rule.AskedBy = library.Words(text)
	if rule.Words == "" {
		r.problem(file, &ast.Position{Line: 1, Column: 1}, badRule, "begin with a comment that says the rule in words")
	}
	given := op.Directives.ForNames(directive)
	if len(given) == 0 {
		r.problem(file, op.Position, badRule, `the query is no gap rule: give it @gap(code: "…", severity: …, subject: "…")`)
		return
	}
	for _, d := range given {
		for _, a := range d.Arguments {
			if a.Value.Kind == ast.Variable {
				r.problem(file, a.Value.Position, badRule, a.Name+": write it out, a rule is read before any variable has a value")
			}
		}
		r.way(rule, op, d)
	}
	for _, selection := range op.SelectionSet {
		if field, ok := selection.(*ast.Field); ok {
			rule.roots = append(rule.roots, field.Alias)
		}
	}
	r.declare(rule, op)
	if other, taken := r.codes[rule.Code]; taken {
		r.problem(file, given[0].Position, sameCode, fmt.Sprintf("%s has the code %s too", other, rule.Code))
	}
	if len(r.problems) == before {
		r.codes[rule.Code] = file
		r.rules = append(r.rules, rule)
	}
}

// ruleName is the name of the file, or of its folder where all files are called the same.
func ruleName(file string) string {
	name := strings.TrimSuffix(path.Base(file), extension)
	if dir := path.Dir(file); name == "query" && dir != "." {
		return path.Base(dir)
	}
	return name
}

func (r *reader) way(rule *Rule, op *ast.OperationDefinition, d *ast.Directive) {
	w := way{severity: Severity(argument(d, severityArg)), why: sentence{text: argument(d, whyArg)}, fix: sentence{text: argument(d, fixArg)}}
	if w.severity.AtLeast(rule.Severity) {
		rule.Severity = w.severity
	}
	code := argument(d, codeArg)
	if code == "" || rule.Code != "" && code != rule.Code {
		r.problem(rule.File, place(d, codeArg), badRule, "a rule has one code, the same in every @gap")
	}
	rule.Code = code
	if subject := r.expression(rule.File, d, subjectArg, &shape{set: op.SelectionSet}, &w.subject); subject != nil {
		if subject.field("id") == nil || subject.field("name") == nil {
			r.problem(rule.File, place(d, subjectArg), badRule, "the subject needs its id and name: ask for them there")
		}
		var because *shape
		if argument(d, becauseArg) != "" {
			if because = r.expression(rule.File, d, becauseArg, subject, &w.because); because != nil {
				w.names, w.aside = because.names(w.because), subject.aside(w.because, r.schema)
			}
		}
		w.why.said = r.holes(rule.File, d, whyArg, subject, because)
		w.fix.said = r.holes(rule.File, d, fixArg, subject, because)
	}
	if w.why.text == "" {
		w.why.text = rule.Words
	}
	rule.ways = append(rule.ways, w)
}

// expression reads an expression and gives the shape of what it finds, nil where it cannot be used.
func (r *reader) expression(file string, d *ast.Directive, arg string, from *shape, into *expression) *shape {
	e, err := parseExpression(argument(d, arg))
	var found *shape
	if err == nil {
		found, err = from.after(e)
	}
	if err != nil {
		r.problem(file, place(d, arg), badRule, fmt.Sprintf("%s: %v", arg, err))
		return nil
	}
	*into = e
	return found
}

// holes makes sure that there is something for every hole of a sentence, and gives how the values there are said.
func (r *reader) holes(file string, d *ast.Directive, arg string, subject, because *shape) map[string]func(any) any {
	said := map[string]func(any) any{}
	for _, found := range hole.FindAllStringSubmatch(argument(d, arg), -1) {
		path, from := strings.Split(found[2], "."), subject
		if path[0] == becauseKey {
			path, from = path[1:], because
		}
		if argument(d, becauseArg) == "" && from != subject {
			r.problem(file, place(d, arg), badRule, arg+": there is no because to fill in")
			continue
		}
		if from == nil {
			continue
		}
		field, err := from.of, error(nil)
		if len(path) > 0 {
			field, err = from.at(path)
		}
		if err != nil {
			r.problem(file, place(d, arg), badRule, fmt.Sprintf("%s: %v", arg, err))
			continue
		}
		said[found[2]] = saying(field, r.schema)
	}
	return said
}

// declare notes the variables of a rule. Nobody can be asked for others than the known ones.
func (r *reader) declare(rule *Rule, op *ast.OperationDefinition) {
	for _, v := range op.VariableDefinitions {
		needed := v.Type.NonNull && v.DefaultValue == nil
		rule.variables[v.Variable] = needed
		if needed && !slices.Contains(known, v.Variable) {
			r.problem(rule.File, v.Position, badRule, fmt.Sprintf("give $%s a default: only $%s are given from outside", v.Variable, strings.Join(known, ", $")))
		}
	}
}

func (r *reader) refuse(file string, errs gqlerror.List) {
	for _, e := range errs {
		at := &ast.Position{Line: 1, Column: 1}
		if len(e.Locations) > 0 {
			at = &ast.Position{Line: e.Locations[0].Line, Column: e.Locations[0].Column}
		}
		r.problem(file, at, notGraphQL, e.Message)
	}
}

func (r *reader) problem(file string, at *ast.Position, rule, message string) {
	r.problems = append(r.problems, model.Problem{File: file, Line: at.Line, Column: at.Column, Rule: rule, Message: message})
}

// argument gives the text of an argument, "" where it is not given.
func argument(d *ast.Directive, name string) string {
	if a := d.Arguments.ForName(name); a != nil && a.Value != nil {
		return a.Value.Raw
	}
	return ""
}

func place(d *ast.Directive, name string) *ast.Position {
	if a := d.Arguments.ForName(name); a != nil && a.Value != nil {
		return a.Value.Position
	}
	return d.Position
}
