package cypher

import (
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// reach writes clauses that bind the nodes reached over a relation, each once, and gives the place and what must hold
// there. A WHERE may follow the clauses.
func (r *renderer) reach(from place, rel *model.Relation) (text string, at place, conditions []string) {
	at = place{node: r.fresh("n"), kinds: reachable(rel.Path, from.kinds)}
	if rel.Stored != nil && rel.Path.Single() {
		at.rel = r.fresh("r")
	}
	text = r.walk(from.node, rel.Path, at)
	at, test := narrow(at, rel.Target.Kinds)
	return text, at, []string{test, r.keep(at, rel)}
}

// keep writes the condition of a relation that keeps some of its nodes only.
func (r *renderer) keep(at place, rel *model.Relation) string {
	if rel.Keep == nil {
		return always
	}
	for _, k := range at.kinds {
		if f := k.Field(rel.Keep.Field); f != nil {
			values := make([]any, len(rel.Keep.Values))
			for i, v := range rel.Keep.Values {
				values[i] = v
			}
			return value(at, f, false) + " IN " + r.param(values)
		}
	}
	return never
}

// walk writes clauses that bind each node at the end of the path once.
func (r *renderer) walk(from string, path model.Path, to place) string {
	if len(path.Ways) == 1 {
		return r.way(from, path.Ways[0], to)
	}
	return r.ways(from, path.Ways, to.node)
}

// way writes a MATCH for each step. Relationships differ from each other within a MATCH only, and a way may well lead
// there and back. Nodes come once after every step behind the first, so that no step is walked twice from the same node.
func (r *renderer) way(from string, way model.Way, to place) string {
	var lines []string
	for i, step := range way {
		next := to.node
		if i < len(way)-1 {
			next = r.fresh("s")
		}
		lines = append(lines, "MATCH ("+from+")"+arrow(to.rel, step)+"("+next+")")
		if i > 0 || step.Repeat != model.Once || len(way) == 1 && len(step.Types) > 1 {
			lines = append(lines, "WITH DISTINCT "+next)
		}
		from = next
	}
	return strings.Join(lines, "\n")
}

// arrow writes the relationship of a step.
func arrow(rel string, step model.Step) string {
	text := "-[" + rel + ":" + types(step.Types) + "]-"
	if step.Out {
		text += ">"
	} else {
		text = "<" + text
	}
	return text + [...]string{"", "*", "+"}[step.Repeat]
}

// count writes how many nodes are reached over a relation. Where the relation is one step and fixes what is at its end
// that is the number of relationships, which Neo4j knows without walking them.
func (r *renderer) count(from place, rel *model.Relation) string {
	if r.direct(from, rel) {
		return "COUNT { (" + from.node + ")" + arrow("", rel.Path.Ways[0][0]) + "() }"
	}
	text, at, conditions := r.reach(from, rel)
	return block("COUNT", text+where(conditions...)+"\nRETURN "+at.node)
}

// direct reports whether every relationship of one type at the node leads to a node of the relation.
func (r *renderer) direct(from place, rel *model.Relation) bool {
	return rel.Path.Single() && rel.Keep == nil &&
		len(intersection(reachable(rel.Path, from.kinds), rel.Target.Kinds)) == len(reachable(rel.Path, from.kinds))
}
