package cypher

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/plan"
)

// Texts that conditions and values are simplified by.
const (
	always  = "true"
	never   = "false"
	missing = "null"
)

// and writes that all hold.
func and(parts []string) string { return join(parts, " AND ", always, never) }

// or writes that any holds.
func or(parts []string) string { return join(parts, " OR ", never, always) }

// join leaves out the parts that make no difference; one part may decide alone.
func join(parts []string, operator, neutral, decisive string) string {
	var kept []string
	for _, p := range parts {
		switch p {
		case neutral:
		case decisive:
			return decisive
		default:
			kept = append(kept, p)
		}
	}
	switch len(kept) {
	case 0:
		return neutral
	case 1:
		return kept[0]
	}
	return "(" + strings.Join(kept, operator) + ")"
}

func not(condition string) string {
	switch condition {
	case always:
		return never
	case never:
		return always
	}
	return "NOT (" + condition + ")"
}

// condition writes a predicate. Cypher's logic has a third value, null, which counts as false at the top of a WHERE and
// under AND and OR there. With exact the text is never null, as NOT needs; without, an index can serve it.
func (r *renderer) condition(p plan.Predicate, at place, exact bool) string {
	switch p := p.(type) {
	case nil:
		return always
	case plan.And:
		return and(r.conditions(p.All, at, exact))
	case plan.Or:
		return or(r.conditions(p.Any, at, exact))
	case plan.Not:
		return not(r.condition(p.Of, at, true))
	case plan.Compare:
		return r.compare(p, at, exact)
	case plan.Empty:
		return "coalesce(size(" + value(at, p.Field, p.Edge) + "), 0) = 0"
	case plan.KindIn:
		_, test := narrow(at, p.Kinds)
		return test
	case plan.Related:
		return r.related(p, at)
	case plan.Count:
		return r.counted(p, at)
	}
	panic(fmt.Sprintf("cypher: unknown predicate %T", p))
}

func (r *renderer) conditions(parts []plan.Predicate, at place, exact bool) []string {
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = r.condition(part, at, exact)
	}
	return texts
}

// related writes a condition on the nodes reached. It is never null.
func (r *renderer) related(p plan.Related, at place) string {
	if (p.Quantifier == plan.Some || p.Quantifier == plan.None) && p.Where == nil && r.direct(at, p.Relation) {
		text := "EXISTS { (" + at.node + ")" + arrow("", p.Relation.Path.Ways[0][0]) + "() }"
		if p.Quantifier == plan.None {
			return "NOT " + text
		}
		return text
	}
	if ids := knownEnd(p); ids != nil && !r.cutOff {
		text := at.node + " IN " + r.collected(p, ids)
		if p.Quantifier == plan.None {
			return not(text)
		}
		return text
	}
	text, far, conditions := r.reach(at, p.Relation)
	if p.Quantifier == plan.All {
		conditions = append(conditions, not(r.condition(p.Where, far, true)))
	} else {
		conditions = append(conditions, r.condition(p.Where, far, false))
	}
	text += where(conditions...) + "\nRETURN " + far.node
	switch p.Quantifier {
	case plan.Some:
		return block("EXISTS", text)
	case plan.Single:
		return block("COUNT", text) + " = 1"
	}
	return "NOT " + block("EXISTS", text)
}

// counted compares a number that is never missing.
func (r *renderer) counted(p plan.Count, at place) string {
	to := p.To.Value(r.args)
	if to == nil {
		return constant(p.Op == plan.Ne)
	}
	return r.count(at, p.Relation) + " " + operator(p.Op) + " " + r.param(to)
}

func constant(holds bool) string {
	if holds {
		return always
	}
	return never
}
