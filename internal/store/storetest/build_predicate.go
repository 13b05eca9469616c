package storetest

import (
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

func (b Builder) kind(name string) *model.Kind {
	k := b.Model.Kind(name)
	if k == nil {
		panic("no kind " + name)
	}
	return k
}

// Field gives a field by Kind.field, or by Kind.group.field.
func (b Builder) Field(path string) *model.Field {
	kind, field, _ := strings.Cut(path, ".")
	return fieldOf(b.kind(kind), field)
}

func fieldOf(k *model.Kind, name string) *model.Field {
	group, member, grouped := strings.Cut(name, ".")
	f := k.Field(group)
	if f != nil && grouped {
		for _, m := range f.Embedded.Fields {
			if m.Name == member {
				return m
			}
		}
		f = nil
	}
	if f == nil {
		panic(fmt.Sprintf("%s has no field %s", k.Name, name))
	}
	return f
}

// Relation gives a relation by Kind.relation.
func (b Builder) Relation(path string) *model.Relation {
	kind, name, _ := strings.Cut(path, ".")
	r := b.kind(kind).Relation(name)
	if r == nil {
		panic("no relation " + path)
	}
	return r
}

// Property gives a property of a relationship by TYPE.property.
func (b Builder) Property(path string) *model.Field {
	rel, name, _ := strings.Cut(path, ".")
	f := b.Model.Relationship(rel).Property(name)
	if f == nil {
		panic("no property " + path)
	}
	return f
}

// Cmp compares a field of the node.
func (b Builder) Cmp(field string, op plan.Op, to any) plan.Compare {
	return plan.Compare{Field: b.Field(field), Op: op, To: plan.Constant(to)}
}

// Fold compares a field of the node, letter case aside.
func (b Builder) Fold(field string, op plan.Op, to any) plan.Compare {
	return plan.Compare{Field: b.Field(field), Op: op, To: plan.Constant(to), Fold: true}
}

// Edge compares a property of the relationship walked.
func (b Builder) Edge(property string, op plan.Op, to any) plan.Compare {
	return plan.Compare{Field: b.Property(property), Edge: true, Op: op, To: plan.Constant(to)}
}

// Empty holds where a list field has no values.
func (b Builder) Empty(field string) plan.Empty { return plan.Empty{Field: b.Field(field)} }

// IsKind holds for nodes of the kinds.
func (b Builder) IsKind(names ...string) plan.KindIn {
	var kinds []*model.Kind
	for _, n := range names {
		kinds = append(kinds, b.kind(n))
	}
	return plan.KindIn{Kinds: kinds}
}

// Related puts a condition on the nodes reached over a relation.
func (b Builder) Related(relation string, q plan.Quantifier, where plan.Predicate) plan.Related {
	return plan.Related{Relation: b.Relation(relation), Quantifier: q, Where: where}
}

// Count compares the number of nodes reached over a relation.
func (b Builder) Count(relation string, op plan.Op, to any) plan.Count {
	return plan.Count{Relation: b.Relation(relation), Op: op, To: plan.Constant(to)}
}

// And holds where all hold.
func And(all ...plan.Predicate) plan.And { return plan.And{All: all} }

// Or holds where any holds.
func Or(any ...plan.Predicate) plan.Or { return plan.Or{Any: any} }

// Not holds where the condition does not.
func Not(of plan.Predicate) plan.Not { return plan.Not{Of: of} }
