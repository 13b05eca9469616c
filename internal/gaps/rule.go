package gaps

import (
	"bytes"
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
	why, fix sentence
}

// Answer is what one rule found.
type Answer struct {
	Findings []Finding // one for each subject, in the order of the answer
	Left     int       // nodes that the query did not get to see, because it asked for fewer than there are

	tooLarge bool // nothing was found because the answer would be larger than it may
}

// Read turns the data of the answer to the rule's query into findings.
func (r *Rule) Read(m *model.Model, data []byte) (Answer, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var answer map[string]any
	if err := d.Decode(&answer); err != nil {
		return Answer{}, fmt.Errorf("read the answer of rule %s: %w", r.Code, err)
	}
	var findings []Finding
	for _, w := range r.ways {
		for _, subject := range w.subject.find(&scope{value: answer}) {
			var because []any
			if w.because != nil {
				for _, found := range w.because.find(subject) {
					because = append(because, found.value)
				}
				if len(because) == 0 {
					continue
				}
			}
			findings = append(findings, r.finding(m, w, subject, because))
		}
	}
	findings = merged(findings)
	for i := range findings {
		findings[i].known = ids{} // many findings are kept for long, and nothing is added to them any more
	}
	return Answer{Findings: findings, Left: left(answer)}, nil
}

// left counts what the connections at the root have beyond their nodes.
func left(answer map[string]any) int {
	missing := 0
	for _, v := range answer {
		connection, _ := v.(map[string]any)
		total, _ := connection["totalCount"].(json.Number)
		nodes, _ := connection["nodes"].([]any)
		if n, err := total.Int64(); err == nil {
			missing += max(0, int(n)-len(nodes))
		}
	}
	return missing
}

func (r *Rule) finding(m *model.Model, w way, subject *scope, because []any) Finding {
	f := Finding{Code: r.Code, Severity: w.severity, Touched: Touched{Journeys: []Ref{}, Stages: []Ref{}, People: []People{}}}
	node := subject.object()
	f.Subject.ID, _ = node["id"].(string)
	f.Subject.Name, _ = node["name"].(string)
	prefix, _, _ := strings.Cut(f.Subject.ID, ":")
	for _, k := range m.Kinds {
		if k.Prefix == prefix {
			f.Subject.Kind = k.Name
		}
	}
	var proof ids
	proof.add(node)
	for _, v := range because {
		proof.add(v)
	}
	f.Why = w.why.fill(subject, because, &proof)
	f.Fix = w.fix.fill(subject, because, &ids{})
	for above := subject.above; above != nil; above = above.above {
		proof.add(above.value)
	}
	f.Path = proof.list
	f.add(subject.value)
	f.add(because)
	f.addAbove(subject.above)
	f.Size = f.total()
	return f
}
