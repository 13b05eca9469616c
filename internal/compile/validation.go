package compile

import (
	"maps"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/core"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// mostMistakes is how many mistakes in a document are looked for. Telling what a misspelt name is like takes comparing it
// with every name of the schema, so a document of nothing but mistakes would cost a thousand times what it should.
const mostMistakes = 6

// enough stops the validation: the library has no other way to.
type enough struct{}

// validate gives the first mistakes in a document.
func (c *Compiler) validate(doc *ast.QueryDocument) (errs gqlerror.List) {
	defer func() {
		if cause := recover(); cause != nil {
			if _, ours := cause.(enough); !ours {
				panic(cause)
			}
		}
	}()
	observers := &core.Events{}
	for _, rule := range c.rules {
		rule.RuleFunc(observers, func(options ...core.ErrorOption) {
			e := &gqlerror.Error{Rule: rule.Name}
			for _, option := range options {
				option(e)
			}
			if errs = append(errs, e); len(errs) >= mostMistakes {
				panic(enough{})
			}
		})
	}
	validator.Walk(c.schema, doc, observers)
	return errs
}

// validationRules are the rules of GraphQL, by name. Without suggestions no mistake is answered with a name of the schema.
func validationRules(suggestions bool) []core.Rule {
	usual := rules.NewDefaultRules()
	if !suggestions {
		for _, quiet := range []core.Rule{
			rules.FieldsOnCorrectTypeRuleWithoutSuggestions, rules.KnownArgumentNamesRuleWithoutSuggestions,
			rules.KnownTypeNamesRuleWithoutSuggestions, rules.ScalarLeafsRuleWithoutSuggestions, rules.ValuesOfCorrectTypeRuleWithoutSuggestions,
		} {
			usual.ReplaceRule(strings.TrimSuffix(quiet.Name, "WithoutSuggestions"), quiet.RuleFunc)
		}
	}
	funcs := usual.GetInner()
	var list []core.Rule
	for _, name := range slices.Sorted(maps.Keys(funcs)) {
		list = append(list, core.Rule{Name: name, RuleFunc: funcs[name]})
	}
	return list
}

// mostCompared is the length of a name from which it is like no other: comparing takes time with the length.
const mostCompared = 100

// didYouMean gives a sentence with the names that are most like one that is not known, where there are any and where the
// schema may be spoken of.
func (c *Compiler) didYouMean(name string, known []string) string {
	if c.limits.Reticent || len(name) > mostCompared {
		return ""
	}
	near := core.SuggestionList(name, known)
	if len(near) == 0 {
		return ""
	}
	return " Did you mean " + core.QuotedOrList(near...) + "?"
}
