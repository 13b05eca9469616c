package model

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

var (
	fragmentHead = regexp.MustCompile(`(?m)^\s*fragment\s+(\w+)\s+on\b`)
	spread       = regexp.MustCompile(`\.\.\.\s*(\w+)`)
	placeholder  = regexp.MustCompile(`\$\w+`)
)

// readFragments reads the fragments and conditions that what several computed fields need has in common.
func (p *reader) readFragments() error {
	p.fragments = map[string]string{}
	for _, def := range p.doc.Extensions {
		d := def.Directives.ForName("needs")
		if d == nil {
			continue
		}
		p.conditions = append(p.conditions, list(d, "where")...)
		text := argument(d, "fragments")
		heads := fragmentHead.FindAllStringSubmatchIndex(text, -1)
		for i, head := range heads {
			end := len(text)
			if i+1 < len(heads) {
				end = heads[i+1][0]
			}
			name := text[head[2]:head[3]]
			if p.fragments[name] != "" {
				return at(d.Position, "the fragment %s is there twice", name)
			}
			p.fragments[name] = strings.TrimSpace(text[head[0]:end])
		}
	}
	return nil
}

// needs reads what a computed field is worked out from, with the fragments it spreads that are written elsewhere, and the conditions it
// names.
func (p *reader) needs(c *Computed, d *ast.Directive) error {
	c.Needs = argument(d, "needs")
	used := map[string]string{}
	for waiting := []string{c.Needs}; len(waiting) > 0; waiting = waiting[1:] {
		for _, s := range spread.FindAllStringSubmatch(waiting[0], -1) {
			if fragment := p.fragments[s[1]]; fragment != "" && used[s[1]] == "" {
				used[s[1]], waiting = fragment, append(waiting, fragment)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		c.Needs += "\n" + used[name]
	}
	for _, entry := range slices.Concat(list(d, "where"), p.conditions) {
		name, condition, ok := strings.Cut(entry, ":")
		if !ok {
			return at(d.Position, "where takes conditions as \"name: condition\", not %q", entry)
		}
		c.Conditions = append(c.Conditions, Condition{name, strings.TrimSpace(condition)})
	}
	c.Conditions = named(c.Needs, c.Conditions)
	return nil
}

// named gives those of the conditions that a text names, or that one of these names.
func named(text string, conditions []Condition) []Condition {
	names := map[string]bool{}
	note := func(text string) {
		for _, name := range placeholder.FindAllString(text, -1) {
			names[name[1:]] = true
		}
	}
	note(text)
	var used []Condition
	for _, c := range slices.Backward(conditions) {
		if names[c.Name] {
			note(c.Text)
			used = append(used, c)
		}
	}
	slices.Reverse(used)
	return used
}

// Written gives what the field needs with its conditions in the place of their names.
func (c *Computed) Written() string {
	conditions := map[string]string{}
	put := func(text string) string {
		return placeholder.ReplaceAllStringFunc(text, func(name string) string {
			if condition := conditions[name[1:]]; condition != "" {
				return condition
			}
			return name
		})
	}
	for _, one := range c.Conditions {
		conditions[one.Name] = put(one.Text)
	}
	return put(c.Needs)
}
