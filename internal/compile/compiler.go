package compile

import (
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/core"

	"github.com/carejourney/carejourney/internal/introspect"
	"github.com/carejourney/carejourney/internal/model"
)

// Limits bound what one operation may ask for. A zero bound is the one of DefaultLimits.
type Limits struct {
	MaxPage       int // largest first and last
	DefaultPage   int // rows of a connection that gives neither
	MaxDocument   int // bytes of a document
	MaxTokens     int // words and signs in a document: validation takes time with their square
	MaxName       int // letters of a name: telling what it is like takes time with its length
	MaxDirectives int // directives in a document
	MaxSelections int // fields of a document as it is written, fragments spread
	MaxDepth      int // how deep selections may nest
	MaxFields     int // keys in one row of every selection together, for all kinds that may stand there
	MaxRoots      int // root fields
	MaxComputed   int // fields that an algorithm works out
	MaxConditions int // conditions in all filters together, however they are given
	MaxVariables  int // values in all variables together, items of lists and entries of objects counted
	MaxSearch     int // letters of a text to search for
	MaxCost       int // nodes and relationships that may be looked at, see plan.Cost
	MaxValues     int // values that all rows of an answer may have together
	MaxBytes      int // length of an answer
	Cached        int // documents and plans that are kept

	Reticent bool // answer nothing about the schema, and do not suggest names of it either
}

// DefaultLimits are the bounds where none are given.
var DefaultLimits = Limits{
	MaxPage: 1000, DefaultPage: 100,
	MaxDocument: 16 << 10, MaxTokens: 2000, MaxName: 100, MaxDirectives: 50,
	MaxSelections: 500, MaxDepth: 15, MaxFields: 1000, MaxRoots: 20, MaxComputed: 30, MaxConditions: 500, MaxVariables: 5000, MaxSearch: 200,
	MaxCost:   2_000_000,
	MaxValues: 200_000, MaxBytes: 64 << 20, Cached: 500,
}

func (l Limits) withDefaults() Limits {
	for _, b := range []struct{ bound, usual *int }{
		{&l.MaxPage, &DefaultLimits.MaxPage},
		{&l.DefaultPage, &DefaultLimits.DefaultPage},
		{&l.MaxDocument, &DefaultLimits.MaxDocument},
		{&l.MaxTokens, &DefaultLimits.MaxTokens},
		{&l.MaxName, &DefaultLimits.MaxName},
		{&l.MaxDirectives, &DefaultLimits.MaxDirectives},
		{&l.MaxSelections, &DefaultLimits.MaxSelections},
		{&l.MaxComputed, &DefaultLimits.MaxComputed},
		{&l.MaxConditions, &DefaultLimits.MaxConditions},
		{&l.MaxDepth, &DefaultLimits.MaxDepth},
		{&l.MaxFields, &DefaultLimits.MaxFields},
		{&l.MaxRoots, &DefaultLimits.MaxRoots},
		{&l.MaxVariables, &DefaultLimits.MaxVariables},
		{&l.MaxSearch, &DefaultLimits.MaxSearch},
		{&l.MaxCost, &DefaultLimits.MaxCost},
		{&l.MaxValues, &DefaultLimits.MaxValues},
		{&l.MaxBytes, &DefaultLimits.MaxBytes},
		{&l.Cached, &DefaultLimits.Cached},
	} {
		if *b.bound <= 0 {
			*b.bound = *b.usual
		}
	}
	return l
}

// Compiler compiles operations on one schema. It may be used from several goroutines at once.
type Compiler struct {
	model      *model.Model
	schema     *ast.Schema
	limits     Limits
	rules      []core.Rule
	inputs     map[string]*inputType
	meanings   *meanings
	introspect *introspect.Schema
	documents  *lru.Cache[string, *Document]
	plans      *lru.Cache[planKey, *compiled]
	large      *lru.Cache[planKey, *compiled] // plans that hold a long text, as the answer to an introspection does
}

// New prepares a schema that was generated from the model. It returns an error where the two do not fit together.
func New(m *model.Model, s *ast.Schema, limits Limits) (*Compiler, error) {
	c := &Compiler{model: m, schema: s, limits: limits.withDefaults(), rules: validationRules(!limits.Reticent), introspect: introspect.New(s)}
	c.inputs = map[string]*inputType{}
	for name, def := range s.Types {
		if def.Kind == ast.InputObject {
			c.inputs[name] = newInputType(def)
		}
	}
	var err error
	if c.meanings, err = readMeanings(m, s); err != nil {
		return nil, err
	}
	if c.documents, err = lru.New[string, *Document](c.limits.Cached); err != nil {
		return nil, err
	}
	if c.plans, err = lru.New[planKey, *compiled](c.limits.Cached); err != nil {
		return nil, err
	}
	if c.large, err = lru.New[planKey, *compiled](largePlansKept); err != nil {
		return nil, err
	}
	return c, c.readNeeds()
}
