package gaps

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// Rule is a file with an operation that finds one gap.
type Rule struct {
	Name      string // directory or file name, without .graphql
	File      string
	Code      string
	Severity  Severity // the worst a finding of it can have
	Words     string   // the rule in words
	AskedBy   string
	Query     string
	variables map[string]bool // declared; true where a value is needed
	ways      []way
	roots     []string // response keys at the root of the query
}

// Title is the name in words, without the code it may begin with.
func (r *Rule) Title() string {
	name := strings.ReplaceAll(strings.TrimPrefix(r.Name, strings.ToLower(r.Code)+"-"), "-", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

// way is one @gap of a rule.
type way struct {
	severity Severity
	subject  expression
	because  expression // nil where every subject is an offender
	names    bool       // of because nothing is asked but ids and names
	aside    bool       // because is a sum, and nothing in it is touched or leads to what is: one of it is enough to know that there is a gap
	why, fix sentence
}

// Answer is what one rule found.
type Answer struct {
	Findings []Finding // one for each subject, in the order of the answer
	Left     int       // nodes that the query did not get to see, because it asked for fewer than there are

	tooLarge bool // nothing was found because the answer would be larger than it may
}

// Read turns the data of the answer to the rule's query, as JSON, into findings that are told, with who takes the journeys they touch
// where on is not nil.
func (r *Rule) Read(m *model.Model, data []byte, on *PeopleOn) (Answer, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var answer map[string]any
	if err := d.Decode(&answer); err != nil {
		return Answer{}, fmt.Errorf("read the answer of rule %s: %w", r.Code, err)
	}
	if on == nil {
		on = peopleOn(nil)
	}
	found, err := r.read(context.Background(), m, answer, on)
	for i := range found.Findings {
		found.Findings[i] = found.Findings[i].Told()
		found.Findings[i].story = nil
	}
	return found, err
}

// read turns the answer to the rule's query into findings that are still to be told.
func (r *Rule) read(ctx context.Context, m *model.Model, answer any, on *PeopleOn) (Answer, error) {
	of := &answered{rule: r, answer: answer, on: on}
	of.forget()
	defer of.forget()
	found := newGathering(m, of)
	var unread sets
	for i := range r.ways {
		w := &r.ways[i]
		for place, value := range w.subject[0].combine(of.whole) {
			for _, subject := range w.subject[1:].find(&scope{value: value, above: of.whole}) {
				if err := ctx.Err(); err != nil {
					return Answer{}, err
				}
				p := evidence{way: w, subject: subject}
				holds, err := p.holds(&unread)
				if err != nil {
					return Answer{}, err
				}
				if holds {
					found.add(p, spot{int32(i), int32(place)})
				}
			}
		}
	}
	findings, err := found.findings()
	return Answer{Findings: findings, Left: r.left(answer)}, err
}

// left counts what the connections at the root have beyond their nodes.
func (r *Rule) left(answer any) int {
	missing := 0
	for _, key := range r.roots {
		connection, _ := get(answer, key)
		total, known := get(connection, "totalCount")
		nodes, _ := get(connection, "nodes")
		if !known {
			continue
		}
		there, _ := items(nodes)
		if n := size(total); n != nil {
			missing += max(0, *n-len(there))
		}
	}
	return missing
}
