package gaps

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/execute"
)

// expression is what subject and because of a rule say: steps, each looked up in what the step before gave.
type expression []step

// step combines what stands at several paths, from left to right.
type step []term

// term is a path and how it is combined with what stands in front of it: '+', '-', '&', or '/' for all of it unless they meet.
type term struct {
	sign byte
	path []string
	name string // the path as it is written
}

func newTerm(sign byte, path string) term { return term{sign, strings.Split(path, "."), path} }

// parseExpression reads an expression such as `journeys.nodes > stages - reached`.
func parseExpression(text string) (expression, error) {
	var e expression
	for part := range strings.SplitSeq(text, ">") {
		words := strings.Fields(part)
		if len(words)%2 == 0 {
			return nil, fmt.Errorf("write a path, or several with +, -, & or / between them, not %q", strings.TrimSpace(part))
		}
		s := step{newTerm('+', words[0])}
		for i := 1; i < len(words); i += 2 {
			if sign := words[i]; sign != "+" && sign != "-" && sign != "&" && sign != "/" {
				return nil, fmt.Errorf("paths are combined with +, -, & or /, not %q", sign)
			}
			s = append(s, newTerm(words[i][0], words[i+1]))
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

// place gives the value at a place of what combine gives, without reading more than it takes.
func (s step) place(at *scope, place int) any {
	if len(s) == 1 && at.above == nil {
		if list, ok := straight(at.value, s[0].path).(*execute.Views); ok && list.Has("id") {
			return list.At(place)
		}
	}
	return s.combine(at)[place]
}

// straight gives what stands at a path that leads through objects alone.
func straight(v any, path []string) any {
	for _, key := range path {
		view, ok := v.(*execute.View)
		if !ok {
			return nil
		}
		v = view.Get(key)
	}
	return v
}

// combine gives the values of a step, each once, in the order in which they were found.
func (s step) combine(at *scope) []any {
	found := &these{}
	for _, t := range s {
		if t.sign == '+' || len(found.values) > 0 { // of nothing nothing can be taken away
			found = t.combine(found, at.lookup(t.path, t.name))
		}
	}
	return found.values
}

// these are some values, and where each of them stands once somebody has asked for that.
type these struct {
	values []any
	places map[string]int // of the first value with that identity
	once   *these         // each of them once
}

func (t *these) place() map[string]int {
	if t.places == nil {
		t.places = make(map[string]int, len(t.values))
		for i, v := range t.values {
			if id := identity(v); !t.has(id) {
				t.places[id] = i
			}
		}
	}
	return t.places
}

func (t *these) has(id string) bool {
	_, known := t.places[id]
	return known
}

// distinct leaves out what came before.
func (t *these) distinct() *these {
	if t.once != nil || len(t.values) < 2 {
		return cmp.Or(t.once, t)
	}
	if places := t.place(); len(places) == len(t.values) {
		t.once = t
	} else {
		t.once = &these{}
		for i, v := range t.values {
			if places[identity(v)] == i {
				t.once.values = append(t.once.values, v)
			}
		}
	}
	return t.once
}

func (t term) combine(before, found *these) *these {
	kept := &these{}
	switch {
	case t.sign == '+' && len(before.values) == 0:
		return found.distinct()
	case t.sign == '+':
		return (&these{values: slices.Concat(before.values, found.values)}).distinct()
	case t.sign == '/':
		if places := found.place(); !slices.ContainsFunc(before.values, func(v any) bool { _, meets := places[identity(v)]; return meets }) {
			return before
		}
	case t.sign == '&' && len(found.values) < len(before.values):
		places := before.place()
		var at []int
		for _, v := range found.values {
			if i, known := places[identity(v)]; known {
				at = append(at, i)
			}
		}
		slices.Sort(at)
		for _, i := range slices.Compact(at) {
			kept.values = append(kept.values, before.values[i])
		}
	case len(before.values) > 0:
		places := found.place()
		for _, v := range before.values {
			if _, known := places[identity(v)]; known == (t.sign == '&') {
				kept.values = append(kept.values, v)
			}
		}
	}
	return kept
}

// identity is the id of a node, and the value itself for anything else.
func identity(v any) string {
	if id := text(v, "id"); id != "" {
		return id
	}
	if words, ok := v.(string); ok {
		return words
	}
	return fmt.Sprint(v)
}
