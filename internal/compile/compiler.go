package compile

import (
	lru "github.com/hashicorp/golang-lru/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/introspect"
	"github.com/carejourney/carejourney/internal/model"
)

// Limits bound what one operation may ask for. A zero bound is the one of DefaultLimits.
type Limits struct {
	MaxPage     int // largest first and last
	DefaultPage int // rows of a connection that gives neither
	MaxTokens   int // words and signs in a document: validation takes time with their square
	MaxDepth    int // how deep selections may nest
	MaxFields   int // keys in one row of every selection together, fragments spread
	MaxRoots    int // root fields
	Cached      int // documents and plans that are kept
}

// DefaultLimits are the bounds where none are given.
var DefaultLimits = Limits{
	MaxPage: 1000, DefaultPage: 100, MaxTokens: 2000, MaxDepth: 15, MaxFields: 1000, MaxRoots: 20, Cached: 500,
}

func (l Limits) withDefaults() Limits {
	for _, b := range []struct{ bound, usual *int }{
		{&l.MaxPage, &DefaultLimits.MaxPage}, {&l.DefaultPage, &DefaultLimits.DefaultPage}, {&l.MaxTokens, &DefaultLimits.MaxTokens},
		{&l.MaxDepth, &DefaultLimits.MaxDepth}, {&l.MaxFields, &DefaultLimits.MaxFields}, {&l.MaxRoots, &DefaultLimits.MaxRoots},
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
	meanings   *meanings
	introspect *introspect.Schema
	documents  *lru.Cache[string, *Document]
	plans      *lru.Cache[planKey, *compiled]
	large      *lru.Cache[planKey, *compiled] // plans that hold a long text, as the answer to an introspection does
}

// New prepares a schema that was generated from the model. It returns an error where the two do not fit together.
func New(m *model.Model, s *ast.Schema, limits Limits) (*Compiler, error) {
	c := &Compiler{model: m, schema: s, limits: limits.withDefaults(), introspect: introspect.New(s)}
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
