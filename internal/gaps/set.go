package gaps

import (
	"fmt"
	"slices"
	"strings"
)

// expression is what subject and because of a rule say: steps, each looked up in what the step before gave.
type expression []step

// step combines what stands at several paths, from left to right.
type step []term

// term is a path and how it is combined with what stands in front of it: '+', '-' or '&'.
type term struct {
	sign byte
	path []string
}

// parseExpression reads an expression such as `journeys.nodes > stages - reached`.
func parseExpression(text string) (expression, error) {
	var e expression
	for part := range strings.SplitSeq(text, ">") {
		words := strings.Fields(part)
		if len(words)%2 == 0 {
			return nil, fmt.Errorf("write a path, or several with +, - or & between them, not %q", strings.TrimSpace(part))
		}
		s := step{{'+', strings.Split(words[0], ".")}}
		for i := 1; i < len(words); i += 2 {
			if sign := words[i]; sign != "+" && sign != "-" && sign != "&" {
				return nil, fmt.Errorf("paths are combined with +, - or &, not %q", sign)
			}
			s = append(s, term{words[i][0], strings.Split(words[i+1], ".")})
		}
		e = append(e, s)
	}
	return e, nil
}

// find gives what the expression stands for, seen from a scope: each value with the scopes it was found in.
func (e expression) find(from *scope) []*scope {
	found := []*scope{from}
	for _, s := range e {
		var next []*scope
		for _, at := range found {
			for _, v := range s.combine(at) {
				next = append(next, &scope{value: v, above: at})
			}
		}
		found = next
	}
	return found
}

// combine gives the values of a step, each once, in the order in which they were found.
func (s step) combine(at *scope) []any {
	var values []any
	for _, t := range s {
		values = t.combine(values, at.lookup(t.path))
	}
	return values
}

func (t term) combine(before, these []any) []any {
	known := make(map[string]bool, len(these))
	var kept []any
	if t.sign == '+' {
		for _, v := range slices.Concat(before, these) {
			if !known[identity(v)] {
				known[identity(v)] = true
				kept = append(kept, v)
			}
		}
		return kept
	}
	for _, v := range these {
		known[identity(v)] = true
	}
	for _, v := range before {
		if known[identity(v)] == (t.sign == '&') {
			kept = append(kept, v)
		}
	}
	return kept
}

// identity is the id of a node, and the value itself for anything else.
func identity(v any) string {
	if o, ok := v.(map[string]any); ok {
		if id, ok := o["id"].(string); ok {
			return id
		}
	}
	return fmt.Sprint(v)
}
