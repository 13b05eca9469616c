package cypher

import (
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// candidates writes clauses that bind a variable to each node an anchor finds, once, and gives what is still to be
// checked there. A WHERE may follow the clauses; in front of it they stand for themselves, and use no other variables.
func (r *renderer) candidates(a *plan.Anchor, node string) (text string, at place, conditions []string) {
	at = place{node: node, kinds: a.Kinds}
	test := always
	switch a.Start {
	case plan.AtIDs:
		text, at.kinds = r.byID(node, a.IDs.Value(r.args)), r.model.Element().Kinds
		at, test = narrow(at, a.Kinds)
	case plan.AtSearch:
		words, _ := a.Search.Value(r.args).(string)
		text, at.kinds = r.bySearch(node, model.Terms(words)), r.model.Element().Kinds
		at, test = narrow(at, a.Kinds)
	case plan.AtField:
		text = r.byField(a, node)
	case plan.AtRelated:
		text, at, test = r.backwards(a, node)
	case plan.AtAny:
		if len(a.Any) == 0 {
			text, test = r.scan(node, nil)
			break
		}
		branches := make([]string, len(a.Any))
		r.branches++
		for i, one := range a.Any {
			inner, _, checks := r.candidates(one, node)
			branches[i] = inner + where(checks...) + "\nRETURN " + node
		}
		r.branches--
		text = block("CALL (*)", strings.Join(branches, "\nUNION\n")) + "\nWITH " + node
	default:
		text, test = r.scan(node, a.Kinds)
	}
	return text, at, []string{test, r.check(a.Check, at, text)}
}

// check writes what is still to be checked of candidates. In a branch of a UNION the database does not know the lists that
// were collected in front of everything once another subquery stands before in that branch.
func (r *renderer) check(p plan.Predicate, at place, behind string) string {
	before := r.cutOff
	defer func() { r.cutOff = before }()
	r.cutOff = before || r.branches > 0 && strings.Contains(behind, "CALL (*)")
	return r.condition(p, at, false)
}

// scan writes a MATCH of all nodes of the kinds.
func (r *renderer) scan(node string, kinds []*model.Kind) (text, test string) {
	switch len(kinds) {
	case 0:
		return "MATCH (" + node + ":" + Element + ")", never
	case len(r.model.Element().Kinds):
		return "MATCH (" + node + ":" + Element + ")", always
	}
	return "MATCH (" + node + ":" + labels(kinds) + ")", always
}

// byID writes a MATCH of nodes by id, for which there is a constraint and so an index. The hint keeps the database from
// reading all nodes of a kind instead, which it does for the sake of the order as long as it believes that there are few.
func (r *renderer) byID(node string, ids any) string {
	text := "MATCH (" + node + ":" + Element + ")\nUSING INDEX SEEK " + node + ":" + Element + "(id)\nWHERE " + node + ".id "
	if id, one := ids.(string); one {
		return text + "= " + r.param(id) + "\nWITH " + node
	}
	list := []any{}
	for _, id := range plan.Texts(ids) {
		list = append(list, id)
	}
	return text + "IN " + r.param(list) + "\nWITH " + node
}

// bySearch writes a search. What the index finds is checked again, as it cuts long words.
func (r *renderer) bySearch(node string, words []string) string {
	if len(words) == 0 {
		return r.byID(node, nil)
	}
	return "CALL db.index.fulltext.queryNodes('" + SearchIndex + "', " + r.param(fullText(words)) + ") YIELD node AS " + node +
		"\nWHERE " + r.matches(place{node: node}, words) + "\nWITH " + node
}

// byField writes a MATCH for each kind, so that each is found by its own index.
func (r *renderer) byField(a *plan.Anchor, node string) string {
	if len(a.Kinds) == 1 {
		return r.seek(a, node, a.Kinds[0])
	}
	branches := make([]string, len(a.Kinds))
	for i := range a.Kinds {
		at := place{node: node, kinds: a.Kinds[i : i+1]}
		branches[i] = r.seek(a, node, a.Kinds[i]) + where(r.compare(*a.Compare, at, false)) + "\nRETURN " + node
	}
	return block("CALL (*)", strings.Join(branches, "\nUNION\n")) + "\nWITH " + node
}

// seek writes a MATCH of nodes of a kind that the index on the field compared finds, with the hint to use it.
func (r *renderer) seek(a *plan.Anchor, node string, k *model.Kind) string {
	label := node + ":" + Quote(k.Name)
	return "MATCH (" + label + ")\nUSING INDEX SEEK " + label + "(" + Quote(a.Compare.Field.Property) + ")"
}

// backwards walks a relation back from its far end. A WITH stands in front of the walk: the database plans up to there
// first, so that it starts where the plan says.
func (r *renderer) backwards(a *plan.Anchor, node string) (text string, at place, test string) {
	far := r.fresh("f")
	inner, there, conditions := r.candidates(a.Inner, far)
	conditions = append(conditions, r.keep(there, a.Related.Relation))
	back := a.Related.Relation.Path.Reversed()
	at = place{node: node, kinds: reachable(back, there.kinds)}
	text = inner + where(conditions...) + "\nWITH DISTINCT " + far + "\n" + r.walk(far, back, at) + "\nWITH DISTINCT " + node
	at, test = narrow(at, a.Kinds)
	return text, at, test
}
