package storetest

import (
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// Asc sorts by a field of the node at the end of the to-one relations.
func (b Builder) Asc(field string, through ...string) plan.Order {
	return plan.Order{Field: b.Field(field), Through: b.relations(through)}
}

// Desc sorts backwards by a field of the node at the end of the to-one relations.
func (b Builder) Desc(field string, through ...string) plan.Order {
	o := b.Asc(field, through...)
	o.Desc = true
	return o
}

// ByEdge sorts by a property of the relationship walked.
func (b Builder) ByEdge(property string, desc bool) plan.Order {
	return plan.Order{Property: b.Property(property), Desc: desc}
}

// ByCount sorts by the number of nodes reached over a relation, from the end of the to-one relations.
func (b Builder) ByCount(relation string, desc bool, through ...string) plan.Order {
	return plan.Order{Count: b.relations([]string{relation}), Through: b.relations(through), Desc: desc}
}

func (b Builder) relations(paths []string) []*model.Relation {
	var rels []*model.Relation
	for _, p := range paths {
		rels = append(rels, b.Relation(p))
	}
	return rels
}
