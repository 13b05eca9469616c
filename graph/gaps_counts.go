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
func gapCounts(finder *gaps.Finder, chosen *gaps.Chosen) any {
	counts := chosen.Counts()
	severities, kinds, rules := map[string]*gapCount{}, map[string]*gapCount{}, map[string]*gapCount{}
	for _, c := range counts.Severity {
		severities[c.Value] = &gapCount{c.Value, c.Count, c.High}
	}
	for _, c := range counts.Kind {
		kinds[c.Value] = &gapCount{c.Value, c.Count, c.High}
	}
	for _, c := range counts.Code {
		rules[c.Value] = &gapCount{c.Value, c.Count, c.High}
		if r := finder.Rule(c.Value); r != nil {
			rules[c.Value].name = r.Words
		}
	}
	worst := func(a, b string) int {
		return cmp.Compare(slices.Index(gaps.Severities, gaps.Severity(a)), slices.Index(gaps.Severities, gaps.Severity(b)))
	}
	return map[string]any{
		"severity": countLines(severities, worst), "code": countLines(rules, cmp.Compare[string]), "kind": countLines(kinds, nil),
		"accepted": counts.Accepted,
		"journey":  func() any { return tallyLines(gaps.TallyJourneys(chosen.All())) },
		"stage":    func() any { return tallyLines(gaps.TallyStages(chosen.All())) },
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
