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

// readFragments reads the fragments that what several computed fields need has in common.
func (p *reader) readFragments() error {
	p.fragments = map[string]string{}
	for _, def := range p.doc.Extensions {
		d := def.Directives.ForName("needs")
		if d == nil {
			continue
		}
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

// needs gives what a computed field is worked out from: with the fragments it spreads that are written elsewhere, and with its
// conditions in the place of their names.
func (p *reader) needs(d *ast.Directive) (string, error) {
	text := argument(d, "needs")
	used := map[string]string{}
	for waiting := []string{text}; len(waiting) > 0; waiting = waiting[1:] {
		for _, s := range spread.FindAllStringSubmatch(waiting[0], -1) {
			if fragment := p.fragments[s[1]]; fragment != "" && used[s[1]] == "" {
				used[s[1]], waiting = fragment, append(waiting, fragment)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(used)) {
		text += "\n" + used[name]
	}
	conditions := map[string]string{}
	put := func(text string) string {
		return placeholder.ReplaceAllStringFunc(text, func(name string) string {
			if condition := conditions[name[1:]]; condition != "" {
				return condition
			}
			return name
		})
	}
	for _, entry := range list(d, "where") {
		name, condition, ok := strings.Cut(entry, ":")
		if !ok {
			return "", at(d.Position, "where takes conditions as \"name: condition\", not %q", entry)
		}
		conditions[name] = put(strings.TrimSpace(condition))
	}
	return put(text), nil
}
