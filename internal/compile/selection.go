package compile

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/plan"
)

// Operation compiles a query operation of a document with the variables as they came from the client. Errors mean
// that nothing may be executed; they carry a code and, where there is one, a place in the document and a path of
// response keys. The plan is shared between executions and must not be changed.
func (c *Compiler) Operation(doc *Document, name string, variables map[string]any) (*plan.Operation, gqlerror.List) {
	op, err := doc.operation(name)
	if err != nil {
		return nil, gqlerror.List{err}
	}
	if op.def.Operation != ast.Query {
		return nil, gqlerror.List{bad(place{pos: op.def.Position}, "This operation is a %s, not a query.", op.def.Operation)}
	}
	vals, errs := c.values(op, variables)
	if len(errs) > 0 {
		return nil, errs
	}
	key, keep := op.key(vals)
	keep = keep && doc.kept && !op.uncached
	if keep {
		if p, ok := c.plans.Get(key); ok {
			return p.bind(vals)
		}
		if p, ok := c.large.Get(key); ok {
			return p.bind(vals)
		}
	}
	r := &run{c: c, lookup: op.lookup(vals)}
	p, errs := r.compile(op.def.Name, op.def.SelectionSet, r.asOf(op.def))
	if len(errs) > 0 {
		return nil, errs
	}
	if keep && !r.mixed {
		cache := c.plans
		if r.text > largeText {
			cache = c.large
		}
		cache.Add(key, p)
	}
	return p.bind(vals)
}

// lookup gives the values of variables by name, leaves as such.
func (op *operation) lookup(vals []value) func(string) (any, bool) {
	return func(name string) (any, bool) {
		i := op.index(name)
		if i < 0 || !vals[i].given {
			return nil, false
		}
		if op.variables[i].leaf && vals[i].v != nil {
			return &leaf{variable: i, value: vals[i].v}, true
		}
		return vals[i].v, true
	}
}

// Selection compiles a selection on the type Query that stands inside another operation, with the values its
// variables have there. It is compiled anew every time. Paths of errors start at the selection.
func (c *Compiler) Selection(set ast.SelectionSet, variables map[string]any) (*plan.Operation, gqlerror.List) {
	r := &run{c: c, lookup: func(name string) (any, bool) {
		v, ok := variables[name]
		return v, ok
	}}
	p, errs := r.compile("", set, nil)
	if len(errs) > 0 {
		return nil, errs
	}
	return p.plan, nil
}

func (r *run) compile(name string, set ast.SelectionSet, asOf *plan.Operand) (*compiled, gqlerror.List) {
	op := &plan.Operation{Name: name, AsOf: asOf, Query: &plan.Query{MaxValues: r.c.limits.MaxValues, MaxCost: r.c.limits.MaxCost}, MaxBytes: r.c.limits.MaxBytes}
	op.Output = r.root(op.Query, r.collect(r.c.schema.Query.Name, set))
	op.Prepared = r.prepared
	if len(r.errs) > 0 {
		return nil, r.errs
	}
	op.Fresh = r.fresh
	return &compiled{plan: op, slots: r.slots}, nil
}
