package compile

import (
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// run is one compilation.
type run struct {
	c      *Compiler
	lookup func(name string) (any, bool) // value of a variable; a *leaf where the plan need not know it
	slots  []slot
	slotOf map[int]int // slots that hold a variable's value as it is, by variable
	errs   gqlerror.List
	fields int  // response keys compiled so far
	asked  int  // conditions compiled so far
	needed int  // conditions compiled so far of what algorithms need
	worked int  // computed fields compiled so far
	depth  int  // selections around the current one
	over   bool // a limit was exceeded: nothing more is compiled
	mixed  bool // a leaf's value shaped the plan after all, so that it must not be kept
	text   int  // bytes of text in the plan
	fresh  bool // the answer depends on more than the graph
	whole  bool // connections without first and last give all rows

	prepared []*plan.Prepared
	sharing  plan.Sharing // conditions, which often come again: whether something is in an area
}

// slot is a value that is bound for every execution: the value of a leaf, checked and turned into what the plan takes.
type slot struct {
	variable int
	bind     func(v any) (any, *gqlerror.Error) // nil for the value as it is
}

func (r *run) fail(e *gqlerror.Error) { r.errs = append(r.errs, e) }

// exceed stops the compilation for good.
func (r *run) exceed(at place, format string, args ...any) {
	if !r.over {
		r.over = true
		r.fail(failure(at, string(model.LimitExceeded), format, args...))
	}
}

// spend counts response keys and reports whether there may be more.
func (r *run) spend(n int, at place) bool {
	if r.fields += n; r.fields > r.c.limits.MaxFields {
		r.exceed(at, "The operation asks for more than %d fields.", r.c.limits.MaxFields)
	}
	return !r.over
}

// neededConditions is how many times as many conditions there may be in what algorithms are worked out from as in filters: the schema has
// written them, but whoever asks decides how often.
const neededConditions = 4

// condition counts conditions, each of which is looked at for every node there is to choose from.
func (r *run) condition(n int) {
	if r.whole {
		if r.needed += n; r.needed > neededConditions*r.c.limits.MaxConditions {
			r.exceed(place{}, "What algorithms are to work out here needs more than %d conditions. Ask for less at once.", neededConditions*r.c.limits.MaxConditions)
		}
		return
	}
	if r.asked += n; r.asked > r.c.limits.MaxConditions {
		r.exceed(place{}, "The operation has more than %d conditions.", r.c.limits.MaxConditions)
	}
}

// work counts fields that an algorithm works out.
func (r *run) work(at place) {
	if r.worked++; r.worked > r.c.limits.MaxComputed {
		r.exceed(at, "The operation asks for more than %d fields that have to be worked out.", r.c.limits.MaxComputed)
	}
}

// deeper enters a selection and reports whether it may be entered. The caller leaves it by r.depth--.
func (r *run) deeper(at place) bool {
	if r.depth++; r.depth > r.c.limits.MaxDepth {
		r.exceed(at, "The operation nests deeper than %d levels.", r.c.limits.MaxDepth)
	}
	return !r.over
}

// force gives a value where the plan depends on it.
func (r *run) force(v any) any {
	switch v := v.(type) {
	case *leaf:
		r.mixed = true
		return v.value
	case *coerced:
		return v.object
	}
	return v
}

// operand makes an operand of a coerced value.
func (r *run) operand(v any) plan.Operand {
	l, ok := v.(*leaf)
	if !ok {
		return plan.Constant(v)
	}
	i, ok := r.slotOf[l.variable]
	if !ok {
		i = r.slot(l, nil)
		if r.slotOf == nil {
			r.slotOf = map[int]int{}
		}
		r.slotOf[l.variable] = i
	}
	return plan.Operand{Param: i}
}

// checked makes an operand of a value that is checked or changed first. The check of a variable's value is made again
// for every execution.
func (r *run) checked(v any, bind func(v any) (any, *gqlerror.Error)) *plan.Operand {
	if l, ok := v.(*leaf); ok {
		return &plan.Operand{Param: r.slot(l, bind)}
	}
	bound, err := bind(v)
	if err != nil {
		r.fail(err)
		return nil
	}
	o := plan.Constant(bound)
	return &o
}

func (r *run) slot(l *leaf, bind func(v any) (any, *gqlerror.Error)) int {
	r.slots = append(r.slots, slot{variable: l.variable, bind: bind})
	return len(r.slots) - 1
}

// arguments coerces the arguments of a field, defaults filled in. Arguments that are not given have no entry.
func (r *run) arguments(f *ast.Field, at place) map[string]any {
	args := make(map[string]any, len(f.Definition.Arguments))
	for _, def := range f.Definition.Arguments {
		a := f.Arguments.ForName(def.Name)
		var raw any
		given, pos := false, f.Position
		if a != nil {
			pos = a.Position
			raw, given = reader{lookup: r.lookup}.value(a.Value)
		}
		if !given && def.DefaultValue != nil {
			raw, given = literal(def.DefaultValue), true
		}
		if !given && !def.Type.NonNull {
			continue
		}
		v, err := r.c.coerce(def.Type, raw)
		if err != nil {
			r.fail(bad(at.at(pos), "The argument %s of %s does not fit: %s", def.Name, f.Name, err.sentence()))
			continue
		}
		args[def.Name] = v
	}
	return args
}

// argumentAt gives the place of an argument, or of the field where it is not written.
func argumentAt(f *ast.Field, name string, at place) place {
	if a := f.Arguments.ForName(name); a != nil {
		return at.at(a.Position)
	}
	return at
}
