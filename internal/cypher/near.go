package cypher

import (
	"reflect"

	"github.com/carejourney/carejourney/internal/plan"
)

// near is a condition on what is near known nodes, and the name of the list of all nodes that satisfy it.
type near struct {
	related plan.Related
	name    string
}

// knownEnd gives the ids of the nodes at the far end of a path of several steps, where the condition names them; nil
// otherwise. What is near them is the same for every row, so it is walked once from there and not from every row: a
// question about one journey may else look at all there are, again and again.
func knownEnd(p plan.Related) *plan.Operand {
	if p.Quantifier != plan.Some && p.Quantifier != plan.None || p.Relation.Path.Single() {
		return nil
	}
	return namedIDs(p.Where)
}

// namedIDs gives the ids of the one comparison that must hold and says which nodes are meant, nil where there is none.
func namedIDs(p plan.Predicate) *plan.Operand {
	switch p := p.(type) {
	case plan.And:
		for _, part := range p.All {
			if ids := namedIDs(part); ids != nil {
				return ids
			}
		}
	case plan.Compare:
		if p.Field.Name == "id" && !p.Edge && !p.Fold && (p.Op == plan.Eq || p.Op == plan.In) {
			return &p.To
		}
	}
	return nil
}

// collected gives the name of the list of all nodes from which the relation leads to the nodes with the ids that satisfy
// its condition. It is collected in front of everything else, once for all places that ask for it.
func (r *renderer) collected(p plan.Related, ids *plan.Operand) string {
	for _, c := range r.asked {
		if reflect.DeepEqual(c.related, p) {
			return c.name
		}
	}
	node, name := r.fresh("n"), r.fresh("near")
	anchor := &plan.Anchor{
		Start: plan.AtRelated, Kinds: r.model.Element().Kinds, Related: &p,
		Inner: &plan.Anchor{Start: plan.AtIDs, Kinds: p.Relation.Target.Kinds, IDs: ids, Check: p.Where},
	}
	text, _, _ := r.backwards(anchor, node)
	r.near = append(r.near, block("CALL (*)", text+"\nRETURN collect("+node+") AS "+name))
	r.asked = append(r.asked, near{p, name})
	return name
}
