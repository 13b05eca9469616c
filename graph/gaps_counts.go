package graph

import (
	"cmp"
	"slices"

	"github.com/carejourney/carejourney/internal/gaps"
)

// gapCount is one line of counts.
type gapCount struct {
	name        string
	count, high int
}

// gapCounts counts gaps under the names of the schema.
func gapCounts(finder *gaps.Finder, findings []gaps.Finding) any {
	by := map[string]map[string]*gapCount{}
	add := func(what, value, name string, f *gaps.Finding) {
		if by[what] == nil {
			by[what] = map[string]*gapCount{}
		}
		c := by[what][value]
		if c == nil {
			c = &gapCount{name: name}
			by[what][value] = c
		}
		if c.name == "" {
			c.name = name // a rule need not ask for it
		}
		c.count++
		if f.Severity == gaps.High {
			c.high++
		}
	}
	accepted := 0
	for i := range findings {
		f := &findings[i]
		rule := f.Code
		if r := finder.Rule(f.Code); r != nil {
			rule = r.Words
		}
		add("severity", string(f.Severity), string(f.Severity), f)
		add("code", f.Code, rule, f)
		add("kind", f.Subject.Kind, f.Subject.Kind, f)
		if f.Accepted != nil {
			accepted++
		}
	}
	worst := func(a, b string) int {
		return cmp.Compare(slices.Index(gaps.Severities, gaps.Severity(a)), slices.Index(gaps.Severities, gaps.Severity(b)))
	}
	return map[string]any{
		"severity": countLines(by["severity"], worst), "code": countLines(by["code"], cmp.Compare[string]), "kind": countLines(by["kind"], nil),
		"accepted": accepted,
		"journey":  func() any { return tallyLines(gaps.TallyJourneys(findings)) },
		"stage":    func() any { return tallyLines(gaps.TallyStages(findings)) },
	}
}

// tallyLines gives counts of what gaps touch, which takes walking and is worked out only where somebody asks.
func tallyLines(tallies []gaps.Tally) []any {
	counts := make(map[string]*gapCount, len(tallies))
	for _, t := range tallies {
		counts[t.ID] = &gapCount{name: t.Name, count: t.Count, high: t.High}
	}
	return countLines(counts, nil)
}

// countLines puts counts into an order, or the largest first where there is none.
func countLines(counts map[string]*gapCount, order func(a, b string) int) []any {
	values := make([]string, 0, len(counts))
	for value := range counts {
		values = append(values, value)
	}
	slices.SortFunc(values, func(a, b string) int {
		if order != nil {
			return order(a, b)
		}
		return cmp.Or(cmp.Compare(counts[b].count, counts[a].count), cmp.Compare(counts[a].name, counts[b].name), cmp.Compare(a, b))
	})
	lines := make([]any, len(values))
	for i, value := range values {
		c := counts[value]
		lines[i] = map[string]any{"value": value, "name": c.name, "count": c.count, "high": c.high}
	}
	return lines
}
