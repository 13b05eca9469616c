package storetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// matches says whether a condition holds at a place.
func (e evaluation) matches(p plan.Predicate, at place) bool {
	switch p := p.(type) {
	case nil:
		return true
	case plan.And:
		for _, part := range p.All {
			if !e.matches(part, at) {
				return false
			}
		}
		return true
	case plan.Or:
		return slices.ContainsFunc(p.Any, func(part plan.Predicate) bool { return e.matches(part, at) })
	case plan.Not:
		return !e.matches(p.Of, at)
	case plan.Compare:
		return holds(p.Op, value(at, p.Field, p.Edge), p.To.Value(e.args), p.Fold)
	case plan.Empty:
		list, _ := value(at, p.Field, p.Edge).([]string)
		return len(list) == 0
	case plan.KindIn:
		return slices.Contains(p.Kinds, at.node.Kind)
	case plan.Related:
		return e.related(p, at)
	case plan.Count:
		return holds(p.Op, int64(len(e.reached(at.node.ID, p.Relation))), p.To.Value(e.args), false)
	}
	panic(fmt.Sprintf("unknown predicate %T", p))
}

func (e evaluation) related(p plan.Related, at place) bool {
	all := e.reached(at.node.ID, p.Relation)
	matching := 0
	for _, other := range all {
		if e.matches(p.Where, other) {
			matching++
		}
	}
	switch p.Quantifier {
	case plan.Some:
		return matching > 0
	case plan.All:
		return matching == len(all)
	case plan.None:
		return matching == 0
	default:
		return matching == 1
	}
}

// value gives a value of the node, or of the relationship it was reached by.
func value(at place, f *model.Field, edge bool) any {
	if !edge {
		return nodeValue(at.node, f)
	}
	if at.link == nil {
		return nil
	}
	return at.link.Props[f.Property]
}

// nodeValue gives the value of a field, nil where the kind has no such field or the node no value.
func nodeValue(node model.Element, f *model.Field) any {
	if f.Name == "id" {
		return node.ID
	}
	for _, own := range node.Kind.Fields {
		if own == f || own.Embedded != nil && slices.Contains(own.Embedded.Fields, f) {
			return node.Props[f.Property]
		}
	}
	return nil
}

// holds compares a value with an operand, by the rules of plan.Op.
func holds(op plan.Op, have, to any, fold bool) bool {
	if fold {
		have, to = folded(have), folded(to)
	}
	switch op {
	case plan.Eq:
		return same(have, to)
	case plan.Ne:
		return !same(have, to)
	}
	if have == nil || to == nil {
		return false
	}
	switch op {
	case plan.In:
		return slices.ContainsFunc(to.([]any), func(item any) bool { return same(have, item) })
	case plan.Has:
		return slices.ContainsFunc(have.([]string), func(item string) bool { return same(item, to) })
	case plan.Lt, plan.Lte, plan.Gt, plan.Gte:
		c, comparable := compareValues(have, to)
		return comparable && (op == plan.Lt && c < 0 || op == plan.Lte && c <= 0 || op == plan.Gt && c > 0 || op == plan.Gte && c >= 0)
	}
	text, ok := have.(string)
	part, okPart := to.(string)
	return ok && okPart && map[plan.Op]func(string, string) bool{
		plan.Contains: strings.Contains, plan.StartsWith: strings.HasPrefix, plan.EndsWith: strings.HasSuffix,
	}[op](text, part)
}

// folded folds texts and lists of them and leaves all else.
func folded(v any) any {
	switch v := v.(type) {
	case string:
		return model.Fold(v)
	case []string:
		list := make([]string, len(v))
		for i, item := range v {
			list[i] = model.Fold(item)
		}
		return list
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = folded(item)
		}
		return list
	}
	return v
}
