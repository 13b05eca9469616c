package compile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// readNeeds parses the selections that computed fields are worked out from, and makes sure that they can be compiled.
func (c *Compiler) readNeeds() error {
	all := slices.Clone(c.model.Answers)
	for _, k := range c.model.Kinds {
		all = append(all, k.Computed...)
	}
	for _, field := range all {
		declared, err := declaredIn(field)
		if err != nil {
			return fmt.Errorf("what %s.%s needs: %w", field.Owner(), field.Name, err)
		}
		around := "{ node(id: \"\") { ...Needs } }"
		if field.Kind == nil {
			around = "{ ...Needs }"
		}
		load := func(needs string, by *rules.Rules) (*ast.QueryDocument, error) {
			text := fmt.Sprintf("fragment Needs on %s %s query Ask%s %s", field.Owner(), needs, declared, around)
			doc, errs := gqlparser.LoadQueryWithRules(c.schema, text, by)
			if len(errs) > 0 {
				return nil, fmt.Errorf("what %s.%s needs: %w", field.Owner(), field.Name, errs)
			}
			return doc, nil
		}
		doc, err := load(field.Written(), rules.NewDefaultRules())
		if err == nil && len(field.Conditions) > 0 { // conditions stand for themselves, so that each is compiled once
			doc, err = load(field.Needs, rules.NewRules())
		}
		if err == nil {
			c.meanings.named[field], err = readConditions(field)
		}
		if err != nil {
			return err
		}
		if inner := c.computedIn(doc.Fragments[0].SelectionSet); inner != "" {
			return fmt.Errorf("what %s.%s needs: %s is computed itself", field.Owner(), field.Name, inner)
		}
		c.meanings.needs[field], c.meanings.follows[field] = doc.Fragments[0].SelectionSet, declared != ""
	}
	return nil
}

var variableName = regexp.MustCompile(`\$\w+`)

// What a field needs may depend on more than its arguments, in @include and @skip: on whether an argument was given, and on
// whether a field of that name was asked for anywhere in the answer ("asked_x__y" for either of two, "asked_x__given_y" for
// the field or the argument).
const (
	givenPrefix = "given_"
	askedPrefix = "asked_"
)

// declaredIn declares the arguments that stand as variables in what a field needs, "" where none does.
func declaredIn(field *model.Computed) (string, error) {
	used := variableName.FindAllString(field.Written(), -1)
	slices.Sort(used)
	var declared []string
	for _, name := range slices.Compact(slices.Clone(used)) {
		if strings.HasPrefix(name, "$"+givenPrefix) || strings.HasPrefix(name, "$"+askedPrefix) {
			declared = append(declared, name+": Boolean!")
		}
	}
	for _, a := range field.Args {
		if operandArguments[a.Name] {
			return "", fmt.Errorf("no argument of a computed field is called %s: plans take such values later", a.Name)
		}
		if slices.Contains(used, "$"+a.Name) {
			text := "$" + a.Name + ": " + a.Type
			if a.Default != "" {
				text += " = " + a.Default
			}
			declared = append(declared, text)
		}
	}
	if len(declared) == 0 {
		return "", nil
	}
	return "(" + strings.Join(declared, ", ") + ")", nil
}

// computedIn names a computed field inside a selection, "" where there is none.
func (c *Compiler) computedIn(set ast.SelectionSet) string {
	for _, s := range set {
		var inner ast.SelectionSet
		switch s := s.(type) {
		case *ast.Field:
			if m := c.meanings.fields[s.ObjectDefinition.Name][s.Name]; m != nil && m.sense == computedField {
				return s.Name
			}
			inner = s.SelectionSet
		case *ast.InlineFragment:
			inner = s.SelectionSet
		case *ast.FragmentSpread:
			inner = s.Definition.SelectionSet
		}
		if name := c.computedIn(inner); name != "" {
			return name
		}
	}
	return ""
}

// computed compiles a field that Go works out: what it needs becomes columns of the row that nobody else sees.
func (s *shape) computed(f collected, field *model.Computed, at place) plan.Computed {
	s.work(at)
	out := plan.Computed{Field: field, Needs: s.needs[field], Args: s.given(f, at)}
	if out.Needs == nil || s.c.meanings.follows[field] {
		if s.needs == nil {
			s.needs = map[*model.Computed]*plan.Object{}
		}
		leave := s.enter(field, out.Args, f.Nodes)
		out.Needs = s.hidden(field, at)
		leave()
		s.needs[field] = out.Needs
	}
	out.Select = s.picked(f.Nodes, at)
	s.fresh = s.fresh || field.Fresh
	return out
}

// answer compiles a field of Query that Go works out: what it needs becomes further roots that nobody else sees.
func (r *run) answer(q *plan.Query, f collected, field *model.Computed, at place) plan.Computed {
	r.work(at)
	out := plan.Computed{Field: field, Args: r.given(f, at)}
	before := len(q.Roots)
	leave := r.enter(field, out.Args, f.Nodes)
	out.Needs = r.members(q, r.collect(model.QueryName, r.c.meanings.needs[field]))
	leave()
	for _, sel := range q.Roots[before:] {
		sel.Key = f.Key + "_" + sel.Key
	}
	out.Select = r.picked(f.Nodes, at)
	r.fresh = r.fresh || field.Fresh
	return out
}

// given coerces the arguments of a computed field, all of them: what is worked out depends on them.
func (r *run) given(f collected, at place) map[string]any {
	args := r.arguments(f.Nodes[0], at)
	for name, v := range args {
		args[name] = r.force(v)
	}
	return args
}

// enter begins to compile what a computed field needs: its arguments are the variables, null counting as left out, and
// connections give whole lists. It gives the way back.
func (r *run) enter(field *model.Computed, args map[string]any, nodes []*ast.Field) (leave func()) {
	depth, whole, lookup := r.depth, r.whole, r.lookup
	r.depth, r.whole = 0, true
	conditions := r.c.meanings.named[field]
	made := map[string]*uncoerced{}
	r.lookup = func(name string) (any, bool) {
		given := func(name string) bool {
			arg, ok := strings.CutPrefix(name, givenPrefix)
			return ok && args[arg] != nil
		}
		if strings.HasPrefix(name, givenPrefix) {
			return given(name), true
		}
		if asked, ok := strings.CutPrefix(name, askedPrefix); ok {
			names := strings.Split(asked, "__")
			if slices.ContainsFunc(names, given) {
				return true, true
			}
			inner := r.lookup
			r.lookup = lookup // what is asked for depends on the variables of whoever asks
			asks := slices.ContainsFunc(nodes, func(f *ast.Field) bool { return r.asksFor(f.SelectionSet, names) })
			r.lookup = inner
			return asks, true
		}
		if text := conditions[name]; text != nil {
			if made[name] == nil {
				raw, _ := reader{lookup: r.lookup}.value(text)
				made[name] = &uncoerced{raw, map[*ast.Definition]*coerced{}}
			}
			return made[name], true
		}
		v := args[name]
		return v, v != nil
	}
	return func() { r.depth, r.whole, r.lookup = depth, whole, lookup }
}

// asksFor reports whether a selection asks for a field of any of the names, at any depth.
func (r *run) asksFor(set ast.SelectionSet, names []string) bool {
	return slices.ContainsFunc(set, func(s ast.Selection) bool {
		switch s := s.(type) {
		case *ast.Field:
			return r.included(s.Directives) && (slices.Contains(names, s.Name) || r.asksFor(s.SelectionSet, names))
		case *ast.InlineFragment:
			return r.included(s.Directives) && r.asksFor(s.SelectionSet, names)
		case *ast.FragmentSpread:
			return r.included(s.Directives) && r.asksFor(s.Definition.SelectionSet, names)
		}
		return false
	})
}

// hidden compiles what a computed field needs. The keys of its selections begin with the field's name, for nobody asked
// for them.
func (s *shape) hidden(field *model.Computed, at place) *plan.Object {
	before := len(s.list)
	o := s.object(s.collect(field.Kind.Name, s.c.meanings.needs[field]), at)
	for _, c := range s.list[before:] {
		if c.Select != nil {
			s.rename(c.Select, field.Name+"_"+c.Select.Key)
		}
	}
	return o
}

func (s *shape) rename(sel *plan.Select, key string) {
	delete(s.keys, sel.Key)
	for s.keys[key] {
		key += "_"
	}
	sel.Key, s.keys[key] = key, true
}

// picked compiles a selection from an answer of Go; nil for a value without fields.
func (r *run) picked(nodes []*ast.Field, at place) *plan.Picked {
	if len(nodes[0].SelectionSet) == 0 {
		return nil
	}
	typeName := nodes[0].Definition.Type.Name()
	p := &plan.Picked{}
	fields := r.below(typeName, nodes)
	if !r.deeper(at) || !r.spend(len(fields), at) {
		return p
	}
	defer func() { r.depth-- }()
	for _, f := range fields {
		m := plan.PickedMember{Key: f.Key, From: f.Nodes[0].Name, Required: true}
		if m.From == typeNameField {
			m.Literal = quoted(typeName)
		} else {
			m.Required = f.Nodes[0].Definition.Type.NonNull
			m.Sub = r.picked(f.Nodes, at)
		}
		p.Members = append(p.Members, m)
	}
	return p
}
