package storetest

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// predicate writes a condition in one line.
func (p *printer) predicate(of plan.Predicate) string {
	switch c := of.(type) {
	case nil:
		return "anything"
	case plan.And:
		return "all(" + p.predicates(c.All) + ")"
	case plan.Or:
		return "any(" + p.predicates(c.Any) + ")"
	case plan.Not:
		return "not(" + p.predicate(c.Of) + ")"
	case plan.Compare:
		fold := ""
		if c.Fold {
			fold = " folded"
		}
		return fmt.Sprintf("%s %s%s %s", fieldName(c.Field, c.Edge), c.Op, fold, p.operand(&c.To))
	case plan.Empty:
		return fieldName(c.Field, c.Edge) + " is empty"
	case plan.KindIn:
		return "kind is " + kindNames(c.Kinds)
	case plan.Related:
		return fmt.Sprintf("%s %s.%s [%s] (%s)", c.Quantifier, c.Relation.Kind.Name, c.Relation.Name, c.Relation.Path, p.predicate(c.Where))
	case plan.Count:
		return fmt.Sprintf("number of %s.%s [%s] %s %s", c.Relation.Kind.Name, c.Relation.Name, c.Relation.Path, c.Op, p.operand(&c.To))
	}
	return fmt.Sprintf("%T", of)
}

func (p *printer) predicates(parts []plan.Predicate) string {
	texts := make([]string, len(parts))
	for i, part := range parts {
		texts[i] = p.predicate(part)
	}
	return strings.Join(texts, "; ")
}

func fieldName(f *model.Field, edge bool) string {
	if edge {
		return "edge." + f.Property
	}
	return f.Property
}
