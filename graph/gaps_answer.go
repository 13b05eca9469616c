package graph

import (
	"sort"
	"sync"

	"github.com/carejourney/carejourney/internal/gaps"
)

// wantedGaps is what the arguments of Query.gaps ask for.
type wantedGaps struct {
	gaps.Wanted
	region *string // nil where nothing is demanded
	first  int
	after  *string
}

// usualGaps is how many gaps a page has where nobody says how many.
const usualGaps = 100

func readWanted(args map[string]any) wantedGaps {
	w := wantedGaps{first: usualGaps}
	where, _ := args["where"].(map[string]any)
	w.Codes, w.Severities, w.Kinds = texts(where["code"]), texts(where["severity"]), texts(where["kind"])
	w.Journey, w.Stage, w.region, w.Subject = given(where["journey"]), given(where["stage"]), given(where["region"]), given(where["subject"])
	if accepted, ok := where["accepted"].(bool); ok {
		w.Accepted = &accepted
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

// answer gives the connection under the names of the schema.
func (w *wantedGaps) answer(finder *gaps.Finder, found *gaps.Found) (any, error) {
	matching, err := found.Choose(w.Wanted)
	if err != nil {
		return nil, err
	}
	start := 0
	if w.after != nil {
		last, err := readGapCursor(*w.after)
		if err != nil {
			return nil, err
		}
		start = sort.Search(matching.Len(), func(i int) bool {
			at := matching.At(i)
			return gaps.Compare(&at, last) > 0
		})
	}
	size := min(w.first, matching.Len()-start)
	nodes, edges := make([]any, size), make([]any, size)
	info := map[string]any{
		"hasNextPage": start+size < matching.Len(), "hasPreviousPage": start > 0, "startCursor": nil, "endCursor": nil,
	}
	for i := range size {
		f := matching.At(start + i)
		nodes[i] = gapAnswer(finder, &f)
		cursor := gapCursor(&f)
		edges[i] = map[string]any{"cursor": cursor, "node": nodes[i]}
		if i == 0 {
			info["startCursor"] = cursor
		}
		info["endCursor"] = cursor
	}
	return map[string]any{
		"nodes": nodes, "edges": edges, "pageInfo": info, "totalCount": matching.Len(),
		"leftOut": append(append([]string{}, found.Skipped...), found.TooLarge...),
		"counts":  func() any { return gapCounts(finder, matching) },
	}, nil
}

func gapAnswer(finder *gaps.Finder, f *gaps.Finding) map[string]any {
	said := sync.OnceValues(f.Said) // what takes reading is done only where somebody asks
	touches := sync.OnceValue(f.Touches)
	answer := map[string]any{
		"id": f.Code + " " + f.Subject.ID, "code": f.Code, "severity": string(f.Severity), "subject": f.Subject.ID,
		"why": func() any { why, _ := said(); return why }, "fix": func() any { _, fix := said(); return fix },
		"path": f.Proof, "people": nil, "accepted": acceptanceAnswer(f.Accepted), "lapsed": acceptanceAnswer(f.Lapsed),
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
