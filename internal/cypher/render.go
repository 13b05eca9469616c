package cypher

import (
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/plan"
)

// Statement is one Cypher statement that answers a whole query with one record.
type Statement struct {
	Text   string
	Params map[string]any

	lists []*list
}

// Render writes a valid query as a statement. Every root starts where plan.Choose says with these statistics. The same
// query, arguments of the same form and statistics give the same text.
func Render(m *model.Model, q *plan.Query, st plan.Statistics) *Statement {
	r := &renderer{model: m, args: q.Args, st: st, params: map[string]any{}}
	var before, roots, names []string
	var lists []*list
	for i, sel := range q.Roots {
		name := "root" + strconv.Itoa(i)
		prepared, value, l := r.root(sel)
		before = append(before, r.near...)
		if r.near = nil; prepared != "" {
			before = append(before, strings.TrimSuffix(prepared, "\n"))
		}
		roots, names, lists = append(roots, value+" AS "+name), append(names, name), append(lists, l)
	}
	return &Statement{Text: laidOut(whole(before, roots, names)), Params: r.params, lists: lists}
}

// busy writes that somebody is committing a change now.
const busy = "EXISTS { (writing:" + Writing + ") WHERE writing." + Until + " > timestamp() }"

// whole puts the statement together. It looks at the state of the graph before and after everything else: Neo4j gives no
// snapshots, so that this is how a reader knows that nobody wrote in between.
func whole(before, roots, names []string) string {
	lines := append([]string{
		"OPTIONAL MATCH (graph:" + Graph + ")",
		"WITH coalesce(graph." + Version + ", 1) AS version, " + busy + " AS busy",
	}, before...)
	needs := []string{"version IS NOT NULL"}
	if len(roots) > 0 {
		lines = append(lines, "WITH version, busy,", strings.Join(roots, ",\n"))
		for _, name := range names {
			needs = append(needs, name+" IS NOT NULL")
		}
	}
	state := "OPTIONAL MATCH (graph:" + Graph + ")\nWHERE " + strings.Join(needs, " AND ") +
		"\nRETURN coalesce(graph." + Version + ", 1) = version AND NOT " + busy + " AS still"
	lines = append(lines,
		block("CALL ("+strings.Join(append([]string{"version"}, names...), ", ")+")", state),
		"RETURN "+strings.Join(append([]string{"version", "still AND NOT busy AS whole"}, names...), ", "))
	return strings.Join(lines, "\n")
}

// renderer writes one statement.
type renderer struct {
	model  *model.Model
	args   []any
	st     plan.Statistics
	params map[string]any
	names  int
	near   []string // clauses that collect what is near known nodes, see knownEnd
	asked  []near   // what was collected so far, for all roots

	branches int  // of UNIONs, around what is being written
	cutOff   bool // what was collected is not known where a condition is being written
}

// param makes a parameter of a value.
func (r *renderer) param(value any) string {
	name := "p" + strconv.Itoa(len(r.params)+1)
	r.params[name] = value
	return "$" + name
}

// fresh gives a name that nothing else in the statement has.
func (r *renderer) fresh(prefix string) string {
	r.names++
	return prefix + strconv.Itoa(r.names)
}

// place is a node in the text, and the relationship it was reached by.
type place struct {
	node  string
	rel   string        // "" where there is none to speak of
	kinds []*model.Kind // the node is of one of these
}

// carried gives the variables of the place.
func (p place) carried() string {
	if p.rel == "" {
		return p.node
	}
	return p.node + ", " + p.rel
}

// block writes clauses in braces.
func block(head, body string) string { return head + " {\n" + body + "\n}" }

// laidOut indents what stands between brackets on lines of their own. It is done once for a whole statement.
func laidOut(text string) string {
	var out strings.Builder
	out.Grow(2 * len(text))
	depth := 0
	for line := range strings.Lines(text) {
		if line[0] == '}' || line[0] == ']' || strings.HasPrefix(line, "END") {
			depth--
		}
		for range depth {
			out.WriteString("  ")
		}
		out.WriteString(line)
		if line = strings.TrimSuffix(line, "\n"); strings.HasSuffix(line, "{") || strings.HasSuffix(line, "[") || strings.HasSuffix(line, "CASE") {
			depth++
		}
	}
	return out.String()
}

// where writes a WHERE of all conditions, "" where there are none.
func where(conditions ...string) string {
	if text := and(conditions); text != always {
		return "\nWHERE " + text
	}
	return ""
}
