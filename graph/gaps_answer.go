package graph

import (
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/carejourney/carejourney/internal/gaps"
)

// wantedGaps is what the arguments of Query.gaps ask for.
type wantedGaps struct {
	codes, severities, kinds []string
	journey, stage, subject  *string // nil where nothing is demanded
	region                   *string
	accepted                 *bool
	first                    int
	after                    *string
}

// usualGaps is how many gaps a page has where nobody says how many.
const usualGaps = 100

func readWanted(args map[string]any) wantedGaps {
	w := wantedGaps{first: usualGaps}
	where, _ := args["where"].(map[string]any)
	w.codes, w.severities, w.kinds = texts(where["code"]), texts(where["severity"]), texts(where["kind"])
	w.journey, w.stage, w.region, w.subject = given(where["journey"]), given(where["stage"]), given(where["region"]), given(where["subject"])
	if accepted, ok := where["accepted"].(bool); ok {
		w.accepted = &accepted
	}
	if first, ok := args["first"].(int64); ok {
		w.first = int(first)
	}
	w.after = given(args["after"])
	return w
}

// given gives a text that was given, even an empty one, and nil where there is none.
func given(v any) *string {
	if text, ok := v.(string); ok {
		return &text
	}
	return nil
}

// scope gives what the rules are asked about.
func (w *wantedGaps) scope() (gaps.Scope, error) {
	switch {
	case w.region == nil:
		return gaps.Scope{}, nil
	case *w.region == "":
		return gaps.Scope{}, gaps.UnknownRegion("")
	default:
		return gaps.Scope{Region: *w.region}, nil
	}
}

// texts gives the texts of a list; nil where there is none, which is not the same as an empty one.
func texts(v any) []string {
	list, ok := v.([]any)
	if !ok {
		return nil
	}
	all := make([]string, 0, len(list))
	for _, item := range list {
		if text, ok := item.(string); ok {
			all = append(all, text)
		}
	}
	return all
}

func (w *wantedGaps) holds(f *gaps.Finding) bool {
	is := func(values []string, value string) bool {
		return values == nil || slices.ContainsFunc(values, func(v string) bool { return strings.EqualFold(v, value) })
	}
	return is(w.codes, f.Code) && is(w.severities, string(f.Severity)) && is(w.kinds, f.Subject.Kind) &&
		(w.subject == nil || *w.subject == f.Subject.ID) && (w.stage == nil || f.TouchesStage(*w.stage)) &&
		(w.accepted == nil || *w.accepted == (f.Accepted != nil))
}

// matching gives the findings that are asked for, ranked.
func (w *wantedGaps) matching(found *gaps.Found) []gaps.Finding {
	findings := found.Findings
	if w.journey != nil {
		findings = found.On(*w.journey)
	}
	for i := range findings {
		if !w.holds(&findings[i]) {
			matching := slices.Clone(findings[:i])
			for j := range findings[i:] {
				if f := &findings[i+j]; w.holds(f) {
					matching = append(matching, *f)
				}
			}
			return matching
		}
	}
	return findings
}

// answer gives the connection under the names of the schema.
func (w *wantedGaps) answer(finder *gaps.Finder, found *gaps.Found) (any, error) {
	matching := w.matching(found)
	start := 0
	if w.after != nil {
		last, err := readGapCursor(*w.after)
		if err != nil {
			return nil, err
		}
		start = sort.Search(len(matching), func(i int) bool { return gaps.Compare(&matching[i], last) > 0 })
	}
	page := matching[start:min(start+w.first, len(matching))]
	nodes, edges := make([]any, len(page)), make([]any, len(page))
	info := map[string]any{
		"hasNextPage": start+len(page) < len(matching), "hasPreviousPage": start > 0, "startCursor": nil, "endCursor": nil,
	}
	for i := range page {
		nodes[i] = gapAnswer(finder, &page[i])
		cursor := gapCursor(&page[i])
		edges[i] = map[string]any{"cursor": cursor, "node": nodes[i]}
		if i == 0 {
			info["startCursor"] = cursor
		}
		info["endCursor"] = cursor
	}
	return map[string]any{
		"nodes": nodes, "edges": edges, "pageInfo": info, "totalCount": len(matching),
		"leftOut": append(append([]string{}, found.Skipped...), found.TooLarge...),
		"counts":  func() any { return gapCounts(finder, matching) },
	}, nil
}

func gapAnswer(finder *gaps.Finder, light *gaps.Finding) map[string]any {
	f := light.Said()
	touches := sync.OnceValue(light.Touches) // which may be most of a country, so only where somebody asks
	answer := map[string]any{
		"id": f.Code + " " + f.Subject.ID, "code": f.Code, "severity": string(f.Severity), "subject": f.Subject.ID, "why": f.Why, "fix": f.Fix,
		"path": f.Path, "people": nil, "accepted": acceptanceAnswer(f.Accepted), "lapsed": acceptanceAnswer(f.Lapsed),
		"journeys": func() []string { return idsOf(touches().Journeys) },
		"stages":   func() []string { return idsOf(touches().Stages) },
		"personGroups": func() []string {
			groups := make([]string, len(touches().People))
			for i, p := range touches().People {
				groups[i] = p.ID
			}
			return groups
		},
	}
	if rule := finder.Rule(f.Code); rule != nil {
		answer["rule"] = rule.Words
	}
	if f.Size != nil {
		answer["people"] = *f.Size
	}
	return answer
}

func acceptanceAnswer(a *gaps.Acceptance) any {
	if a == nil {
		return nil
	}
	return map[string]any{"node": a.ID, "reason": a.Reason, "owner": a.Owner, "until": a.Until}
}

func idsOf(refs []gaps.Ref) []string {
	ids := make([]string, len(refs))
	for i, r := range refs {
		ids[i] = r.ID
	}
	return ids
}
