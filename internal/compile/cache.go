package compile

import (
	"encoding/json"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/plan"
)

const (
	largePlansKept = 8
	// keptKey is the longest key that is kept: long values of variables come back too rarely.
	keptKey = 4 << 10
	// keptValues is how many values such variables may have to be worth writing down.
	keptValues = 500
)

// planKey is what a plan depends on. An operation of a kept document stands for the text and the name.
type planKey struct {
	op   *operation
	vars string
}

// compiled is a plan whose leaves are not bound yet.
type compiled struct {
	plan  *plan.Operation
	slots []slot
}

// key writes what a plan depends on: of leaves only whether there is a value, of all others the value itself.
func (op *operation) key(vals []value) (planKey, bool) {
	k := planKey{op: op}
	var short [64]byte
	text := short[:0]
	for i, v := range vals {
		switch {
		case !v.given:
			text = append(text, '~')
		case v.v == nil:
			text = append(text, '!')
		case op.variables[i].leaf:
			text = append(text, '+')
		case count(v.v, keptValues) < 0:
			return k, false
		default:
			written, err := json.Marshal(v.v) // keys of objects are sorted
			if err != nil {
				return k, false
			}
			text = append(text, written...)
		}
		text = append(text, ',')
	}
	k.vars = string(text)
	return k, len(text) <= keptKey
}

// bind gives the plan with the values of this execution.
func (p *compiled) bind(vals []value) (*plan.Operation, gqlerror.List) {
	if len(p.slots) == 0 {
		return p.plan, nil
	}
	args := make([]any, len(p.slots))
	var errs gqlerror.List
	for i, s := range p.slots {
		args[i] = vals[s.variable].v
		if s.bind == nil {
			continue
		}
		bound, err := s.bind(args[i])
		if err != nil {
			errs = append(errs, err)
			continue
		}
		args[i] = bound
	}
	if len(errs) > 0 {
		return nil, errs
	}
	op := *p.plan
	op.Query = &plan.Query{Roots: p.plan.Query.Roots, Args: args, MaxValues: p.plan.Query.MaxValues, MaxCost: p.plan.Query.MaxCost}
	return &op, nil
}
