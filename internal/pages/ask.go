package pages

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
)

// behind is the query behind a page, in every form in which it can be asked again.
type behind struct {
	Question, Name, Query, Variables, Curl, Command, Console string
	Also                                                     bool // a further one of the page
	without                                                  bool // less was asked for, because the whole would have been too much
}

// ask asks a named question in process and reads the answer into a value.
func (p *Pages) ask(r *http.Request, name string, variables map[string]any, into any) (behind, error) {
	return p.askLess(r, name, variables, "", into)
}

// askLess asks a question, and where that is too much for one question, asks it again without the part that a variable
// leaves out.
func (p *Pages) askLess(r *http.Request, name string, variables map[string]any, part string, into any) (behind, error) {
	data, asked, err := p.answerLess(r, name, variables, part)
	if err != nil {
		return asked, err
	}
	return asked, json.Unmarshal(data, into)
}

// answer asks a named question in process.
func (p *Pages) answer(r *http.Request, name string, variables map[string]any) ([]byte, behind, error) {
	return p.answerLess(r, name, variables, "")
}

// answerLess asks a named question in process, or for less as askLess does.
func (p *Pages) answerLess(r *http.Request, name string, variables map[string]any, part string) ([]byte, behind, error) {
	q, ok := p.questions[name]
	if !ok {
		return nil, behind{}, model.Errorf(model.NotFound, "The library has no question %q.", name)
	}
	resp, answered, err := p.inTime(r.Context(), graph.Request{Query: q.Query, Variables: variables, QueriesOnly: true, Known: true}, part)
	asked := newBehind(r, q, answered)
	asked.without = part != "" && answered[part] == false && variables[part] != false
	if err == nil && len(resp.Errors) > 0 {
		err = resp.Errors
	}
	if err != nil {
		return nil, asked, err
	}
	return resp.Data, asked, nil
}

func newBehind(r *http.Request, q library.Question, variables map[string]any) behind {
	b := behind{Question: q.Question, Name: q.Name, Query: q.Query, Console: "/query/" + q.Name}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	b.Curl = fmt.Sprintf("curl -G %s://%s/graphql --data-urlencode query@%s.graphql", scheme, r.Host, q.Name)
	b.Command = "carejourney query " + q.Name
	if len(variables) == 0 {
		return b
	}
	text, err := json.Marshal(variables)
	if err != nil {
		return b
	}
	b.Variables = string(text)
	b.Curl += " --data-urlencode " + quoted("variables="+b.Variables)
	b.Console += "?v=" + url.QueryEscape(b.Variables)
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		value, isText := variables[name].(string)
		if !isText {
			text, _ := json.Marshal(variables[name])
			value = string(text)
		}
		b.Command += " --var " + quoted(name+"="+value)
	}
	return b
}

// quoted writes a word so that a shell takes it as it is.
func quoted(word string) string {
	plain := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-_./:=,@%+", r)
	}
	if word != "" && strings.IndexFunc(word, func(r rune) bool { return !plain(r) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
