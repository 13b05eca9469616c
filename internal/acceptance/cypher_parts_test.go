package acceptance_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The analysis of statements takes about half a second of a processor for a thousand characters, and the statements of the
// library have 400,000. Most of that is the same again under other names. So a statement is cut where Cypher itself draws
// lines: at the braces of its subqueries and in front of every clause. What is alike is checked once, with what is known
// there declared in front of it. Put together again, the parts are the statement.

// query is the text between the braces of a subquery, or a whole statement.
type query struct {
	head  string // such as "COLLECT {"
	parts []part
}

// part is a clause, or all clauses of one line. A hole stands for each of its subqueries.
type part struct {
	text  string
	inner []query
}

const hole = "\x00"

var (
	subquery = regexp.MustCompile(`(?:COLLECT|COUNT|EXISTS|CALL \([^()]*\)) \{$`)
	clause   = regexp.MustCompile(`^\s*(?:OPTIONAL|MATCH|WITH|UNWIND|CALL|RETURN|UNION)\b`)
	quoted   = regexp.MustCompile(`^(?:'(?:[^'\\]|\\.)*'|` + "`[^`]*`)")
)

// cutUp gives the parts of a statement.
func cutUp(text string) query {
	q, _ := cutFrom(text, "")
	return q
}

// cutFrom reads a query until its brace is closed, and gives what is behind that.
func cutFrom(text, head string) (q query, rest string) {
	q.head = head
	now, depth := part{}, 0
	next := func() {
		if now.text != "" {
			q.parts = append(q.parts, now)
		}
		now = part{}
	}
	for text != "" {
		n := max(1, len(quoted.FindString(text)))
		c := text[:n]
		switch {
		case c == "\n" && depth == 0 && clause.MatchString(text[1:min(len(text), 60)]):
			next()
		case c == "[" || c == "(":
			depth++
		case c == "]" || c == ")":
			depth--
		case c == "}" && depth == 0:
			next()
			return q, text[1:]
		case c == "}":
			depth--
		}
		now.text, text = now.text+c, text[n:]
		if c != "{" {
			continue
		}
		head := subquery.FindString(now.text)
		if head == "" {
			depth++
			continue
		}
		var inner query
		inner, text = cutFrom(text, head)
		now.text, now.inner = strings.TrimSuffix(now.text, head)+hole, append(now.inner, inner)
	}
	next()
	return q, ""
}

// String puts the parts together again.
func (q query) String() string {
	var b strings.Builder
	for _, p := range q.parts {
		for i, text := range strings.Split(p.text, hole) {
			if i > 0 {
				fmt.Fprint(&b, p.inner[i-1].head, p.inner[i-1], "}")
			}
			b.WriteString(text)
		}
	}
	return b.String()
}

// check calls add for each part, as a statement of its own, and gives the names that the query returns. Some are known around it.
func (q query) check(known []string, add func(text string)) (returned []string) {
	here := known
	for i, p := range q.parts {
		text, another := strings.CutPrefix(strings.TrimSpace(p.text), "UNION")
		if text = strings.TrimSpace(text); another {
			here = known
		}
		switch {
		case text == "":
			continue
		case text == hole: // a CALL
			head := p.inner[0].head
			add(declared(nil, here, head+" RETURN 1 AS part }"))
			given := strings.Split(strings.TrimSuffix(strings.TrimPrefix(head, "CALL ("), ") {"), ", ")
			if given[0] == "*" {
				given = here
			}
			here = slices.Concat(here, p.inner[0].check(given, add))
			continue
		case i == 0 && !clause.MatchString(text):
			text = "MATCH " + text // COUNT and EXISTS take no more than a pattern, too
		}
		filled := text
		for _, inner := range p.inner {
			filled = strings.Replace(filled, hole, standIn(inner.head), 1)
			inner.check(slices.Concat(here, names(text)), add)
		}
		add(declared(known, here, filled))
		switch {
		case strings.HasPrefix(text, "RETURN "):
			returned = passedOn(text)
		case strings.HasPrefix(text, "WITH "):
			here = slices.Concat(known, passedOn(text))
		default:
			here = slices.Concat(here, names(text))
		}
	}
	return returned
}
