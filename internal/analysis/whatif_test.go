package analysis

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

// supported is a journey with what it rests on.
type supported struct {
	*SupportJourney
	*Support
}

// supportOf reads a journey and its support: stages as "a:b!AB=tu" (ways on, business capabilities met, capital for the ones it is
// about, contacts), then behind a bar what provides each: "t>s,u" for a contact or a business capability, "s@o+p^k" for
// a service with its organisations, applications and kind, "p*t%v" for an application with what it runs on and who supplies it.
// Contacts are t to v, business capabilities A to C, services s1 to s3, kinds k, organisations o, applications p, all with digits.
func supportOf(t *testing.T, text string) supported {
	t.Helper()
	j := supported{&SupportJourney{Named: Named{"journey:j", "J"}}, &Support{}}
	stages, rest, _ := strings.Cut(text, "|")
	providers := map[string][]Ref{}
	for word := range strings.FieldsSeq(rest) {
		if what, by, ok := strings.Cut(word, ">"); ok {
			for id := range strings.FieldsFuncSeq(by, comma) {
				providers[what] = append(providers[what], Ref{id})
			}
		} else if strings.HasPrefix(word, "s") {
			j.Services = append(j.Services, serviceOf(word))
		} else {
			a := SupportApplication{Named: Named{word[:2], word[:2]}}
			for _, part := range strings.FieldsFunc(word[2:], func(r rune) bool { return r == '+' }) {
				if n := (Named{part, part}); part[0] == 'h' {
					a.Technologies = append(a.Technologies, n)
				} else {
					a.Suppliers = append(a.Suppliers, n)
				}
			}
			j.Applications = append(j.Applications, a)
		}
	}
	for word := range strings.FieldsSeq(stages) {
		head, contacts, _ := strings.Cut(word, "=")
		head, met, _ := strings.Cut(head, "!")
		s := SupportStage{ReachStage: reachOf(head).Stages[0]}
		s.ReachStage.Touchpoints = nil
		for _, c := range contacts {
			s.Touchpoints = append(s.Touchpoints, SupportTouchpoint{ReachTouchpoint{Named{string(c), string(c)}, "P", nil}, providers[string(c)]})
		}
		edges := []string{}
		for _, m := range met {
			role := map[bool]string{true: "PRIMARY", false: "SUPPORTING"}[strings.ToUpper(string(m)) == string(m)]
			edges = append(edges, fmt.Sprintf(`{"properties": {"role": %q}, "node": {"id": %q}}`, role, strings.ToUpper(string(m))))
		}
		require.NoError(t, json.Unmarshal(Written(`{"enabledByConnection": {"edges": [`+strings.Join(edges, ",")+`]}}`), &struct {
			EnabledBy any `json:"enabledByConnection"`
		}{&s.EnabledBy}))
		j.Stages = append(j.Stages, s)
	}
	for _, id := range []string{"A", "B", "C"} {
		j.Met = append(j.Met, SupportMet{Named: Named{id, id}, RealisedBy: total{len(providers[id])}})
		for _, by := range providers[id] {
			j.realisedBy(by.ID, id)
		}
	}
	return j
}

func (j supported) realisedBy(id, met string) {
	if strings.HasPrefix(id, serviceTypePrefix) {
		j.toKind(id, func(k *SupportKind) { k.Realises = append(k.Realises, Ref{met}) })
		return
	}
	j.toService(id, true, func(s *SupportService) { s.Realises = append(s.Realises, Ref{met}) })
}

func serviceOf(word string) SupportService {
	s := SupportService{Named: Named{word[:2], word[:2]}}
	for _, part := range strings.FieldsFunc(word[2:], func(r rune) bool { return r == '+' }) {
		switch part[0] {
		case 'o':
			s.Organisations = append(s.Organisations, Named{part, part})
		case 'p':
			s.Applications = append(s.Applications, SupportApplication{Named: Named{part, part}})
		default:
			s.ServiceType = &Ref{"service-type:" + part}
		}
	}
	return s
}

func (j supported) lost(gone string) string {
	before := newOverlay(j.Support)
	l := j.lose(before, before.without(without(strings.Fields(gone))), false)
	var words []string
	for _, s := range l.Stages {
		word := j.Stages[s.Stage].ID + ":" + strings.Join(idsOf(s.Met), "")
		for _, t := range s.Touchpoints {
			word += t.ID
		}
		if s.Closed {
			word += " closed"
		}
		words = append(words, word)
	}
	if l.Cut {
		words = append(words, "cut")
	}
	return strings.Join(words, ", ")
}

func TestWhatIsLost(t *testing.T) {
	for name, test := range map[string]struct{ journey, gone, want string }{
		"the only service of what a stage is about": {"a:b!A b | A>s1 s1", "s1", "a:A closed, cut"},
		"one of two services":                       {"a:b!A b | A>s1,s2 s1 s2", "s1", "a:"},
		"a service of what only supports a stage":   {"a:b!a b | A>s1 s1", "s1", "a:A"},
		"the last application of a service":         {"a:b!A b | A>s1 s1+p1 p1", "p1", "a:A closed, cut"},
		"one of two applications":                   {"a:b!A b | A>s1 s1+p1+p2 p1 p2", "p1", "a:"},
		"something the application runs on":         {"a:b!A b | A>s1 s1+p1 p1+h1+h2", "h2", "a:A closed, cut"},
		"its only supplier":                         {"a:b!A b | A>s1 s1+p1 p1+v1", "v1", "a:A closed, cut"},
		"one of two suppliers":                      {"a:b!A b | A>s1 s1+p1 p1+v1+v2", "v1", ""},
		"the only organisation":                     {"a:b!A b | A>s1 s1+o1", "o1", "a:A closed, cut"},
		"one of two organisations":                  {"a:b!A b | A>s1 s1+o1+o2", "o1", "a:"},
		"a kind of service with another service":    {"a:b!A b | A>service-type:k1 s1+k1 s2+k1", "s1", "a:"},
		"a kind of service itself":                  {"a:b!A b | A>service-type:k1 s1+k1 s2+k1", "service-type:k1", "a:A closed, cut"},
		"the last contact":                          {"a:b=t b | t>s1 s1", "s1", "a:t closed, cut"},
		"one of two contacts":                       {"a:b=tu b | t>s1 s1", "s1", "a:t"},
		"a contact nobody is known to provide":      {"a:b=t b | ", "s1", ""},
		"a stage, and a way round it":               {"a:b,c b:d c:d d | ", "b", "b: closed"},
		"a stage that everybody passes":             {"a:b b:c c | ", "b", "b: closed, cut"},
		"the business capability itself":            {"a:b!A b | ", "A", "a:A closed, cut"},
		"nothing is known of what realises it":      {"a:b!A b | ", "s1", ""},
		"an application that no service uses":       {"a:b!A b | A>s1 s1 p1", "p1", ""},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, test.want, supportOf(t, test.journey).lost(test.gone)) })
	}
}

// fallen takes nodes away and then, as long as anything changes, everything that had something of a kind and has nothing of
// it left, or runs on something gone: the same as standing or not, from below.
func fallen(j supported, gone map[string]bool) map[string]bool {
	gone = maps.Clone(gone)
	allGone := func(ids []string) bool {
		return len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool { return !gone[id] })
	}
	for changed := true; changed; {
		changed = false
		fall := func(id string, falls bool) {
			if falls && !gone[id] {
				gone[id], changed = true, true
			}
		}
		kinds := map[string][]string{}
		for _, a := range j.Applications {
			for _, t := range a.Technologies {
				fall(a.ID, gone[t.ID])
			}
			fall(a.ID, allGone(idsOf(a.Suppliers)))
		}
		for _, s := range j.Services {
			if s.ServiceType != nil {
				kinds[s.ServiceType.ID] = append(kinds[s.ServiceType.ID], s.ID)
				fall(s.ID, gone[s.ServiceType.ID])
			}
			fall(s.ID, allGone(idsOf(s.Organisations)) || allGone(applicationIDs(s.Applications)))
		}
		for id, services := range kinds {
			fall(id, allGone(services))
		}
		for _, s := range j.Stages {
			for _, t := range s.Touchpoints {
				fall(t.ID, allGone(refIDs(t.ProvidedThrough)))
			}
		}
		for _, m := range j.Met {
			fall(m.ID, allGone(j.realisers(m.ID)))
		}
	}
	return gone
}

// realisers gives the services and kinds of service that realise a business capability.
func (j supported) realisers(met string) []string {
	all := []string{}
	for _, s := range j.Services {
		if slices.Contains(s.Realises, Ref{met}) {
			all = append(all, s.ID)
		}
	}
	for _, k := range j.Kinds {
		if slices.Contains(k.Realises, Ref{met}) {
			all = append(all, k.ID)
		}
	}
	return all
}

func applicationIDs(applications []SupportApplication) []string {
	all := []string{}
	for _, a := range applications {
		all = append(all, a.ID)
	}
	return all
}

func idsOf(nodes []Named) []string {
	all := []string{}
	for _, n := range nodes {
		all = append(all, n.ID)
	}
	return all
}

func refIDs(refs []Ref) []string {
	all := []string{}
	for _, r := range refs {
		all = append(all, r.ID)
	}
	return all
}

// randomlyGone picks some of what random support may be made of.
func randomlyGone(r *rand.Rand) []string {
	var gone []string
	for _, id := range []string{"s1", "s2", "o1", "p1", "p2", "h1", "v1", "service-type:k1", "A", "t", "c"} {
		if r.IntN(5) == 0 {
			gone = append(gone, id)
		}
	}
	return gone
}

func randomSupport(t *testing.T, r *rand.Rand) (supported, string) {
	t.Helper()
	some := func(sign string, of ...string) string {
		text := ""
		for _, one := range of {
			if r.IntN(2) == 0 {
				text += sign + one
			}
		}
		return text
	}
	var text strings.Builder
	for i := range 5 {
		fmt.Fprintf(&text, "%c:", 'a'+i)
		for to := i + 1; to < 5; to++ {
			text.WriteString(some("", string(rune('a'+to))+","))
		}
		text.WriteString("!" + some("", []string{"A", "a"}[r.IntN(2)], []string{"B", "b"}[r.IntN(2)], []string{"C", "c"}[r.IntN(2)]) + "=" + []string{"", "t", "u", "tu", "v"}[r.IntN(5)] + " ")
	}
	text.WriteString("|")
	for _, what := range []string{"A", "B", "C", "t", "u", "v"} {
		if r.IntN(5) > 0 {
			text.WriteString(" " + what + ">" + some(",", "s1", "s2", "s3", "service-type:k1", "service-type:k2"))
		}
	}
	for _, s := range []string{"s1", "s2", "s3"} {
		text.WriteString(" " + s + some("+", "o1", "o2", "p1", "p2") + []string{"", "+k1", "+k2"}[r.IntN(3)])
	}
	text.WriteString(" p1" + some("+", "h1", "h2", "v1") + " p2" + some("+", "h1", "v1", "v2"))
	return supportOf(t, text.String()), text.String()
}

// mixChannels gives the contacts different channels and the ways conditions, and lets people take the journey who cannot use some.
func (j supported) mixChannels(r *rand.Rand) {
	barred := "Barred"
	for i := range j.Stages {
		for at := range j.Stages[i].Touchpoints {
			j.Stages[i].Touchpoints[at].Channel = []string{"P", "T"}[r.IntN(2)]
		}
		for e := range j.Stages[i].Next.Edges {
			if r.IntN(8) == 0 {
				j.Stages[i].Next.Edges[e].Properties.Condition = &barred
			}
		}
	}
	j.Groups = []ReachGroup{{Named: Named{ID: "all"}}, {Named: Named{ID: "p"}, CannotUse: []string{"T"}}, {Named: Named{ID: "b"}, CannotUse: []string{"P"}, Barriers: []string{"barred"}}}
}

// passedBy reports whether a group gets to the end of the journey where some contacts have fallen and some stages are shut.
func (j supported) passedBy(g ReachGroup, fallen map[string]bool, shut map[int]bool) bool {
	plain, closed := ReachJourney{}, maps.Clone(shut)
	if closed == nil {
		closed = map[int]bool{}
	}
	for i, s := range j.Stages {
		stage := s.ReachStage
		for _, c := range s.Touchpoints {
			if !fallen[c.ID] {
				stage.Touchpoints = append(stage.Touchpoints, c.ReachTouchpoint)
			}
		}
		plain.Stages = append(plain.Stages, stage)
		closed[i] = closed[i] || !stage.openTo(g)
	}
	return plain.gets(g, closed)
}

func TestRandomLossesAreWhatFallsPieceByPiece(t *testing.T) {
	const seed = 20261203
	r := rand.New(rand.NewPCG(seed, 1))
	closed, cut, some := 0, 0, 0
	for i := range 3000 {
		j, text := randomSupport(t, r)
		j.mixChannels(r)
		gone := randomlyGone(r)
		before := newOverlay(j.Support)
		got := j.lose(before, before.without(without(gone)), false)
		was, is := fallen(j, nil), fallen(j, without(gone))
		shut := map[int]bool{}
		for at, s := range j.Stages {
			met, contacts, seen, left := []string{}, []string{}, 0, 0
			shut[at] = is[s.ID]
			for _, e := range s.EnabledBy.Edges {
				if is[e.Node.ID] && !was[e.Node.ID] {
					met = append(met, e.Node.ID)
					shut[at] = shut[at] || e.Properties.Role == "PRIMARY"
				}
			}
			for _, c := range s.Touchpoints {
				if !was[c.ID] {
					seen++
					if is[c.ID] {
						contacts = append(contacts, c.ID)
					} else {
						left++
					}
				}
			}
			shut[at] = shut[at] || seen > 0 && left == 0
			var found Loss
			for _, l := range got.Stages {
				if l.Stage == at {
					found = l
				}
			}
			place := fmt.Sprintf("seed %d, %d, stage %s without %v: %s", seed, i, s.ID, gone, text)
			require.Equal(t, shut[at], found.Closed, place)
			require.ElementsMatch(t, met, idsOf(found.Met), place)
			require.ElementsMatch(t, contacts, idsOf(found.Touchpoints), place)
			if shut[at] {
				closed++
			}
		}
		require.Equal(t, j.passedBy(ReachGroup{}, was, nil) && !j.passedBy(ReachGroup{}, is, shut), got.Cut, "seed %d, %d without %v: %s", seed, i, gone, text)
		for _, g := range j.Groups {
			lost := j.passedBy(g, was, nil) && !j.passedBy(g, is, shut)
			require.Equal(t, lost, slices.ContainsFunc(got.Groups, func(one ReachGroup) bool { return one.ID == g.ID }), "seed %d, %d, %s without %v: %s", seed, i, g.ID, gone, text)
			if lost && !got.Cut {
				some++
			}
		}
		if got.Cut {
			cut++
		}
	}
	require.Greater(t, closed, 500)
	require.Greater(t, cut, 200)
	require.Greater(t, some, 50, "groups that have no way left where others have one")
}

func TestSinglePointsAreWhatTakingEachAwayShows(t *testing.T) {
	const seed = 20261204
	r := rand.New(rand.NewPCG(seed, 1))
	found := 0
	for i := range 300 {
		j, text := randomSupport(t, r)
		points, err := j.singlePoints(t.Context(), newOverlay(j.Support))
		require.NoError(t, err)
		got := map[string]SinglePoint{}
		for _, p := range points {
			got[p.ID] = p
		}
		was := fallen(j, nil)
		for _, id := range []string{"s1", "s2", "s3", "o1", "o2", "p1", "p2", "h1", "h2", "v1", "v2"} {
			is := fallen(j, map[string]bool{id: true})
			met := []string{}
			for _, m := range j.Met {
				here := slices.ContainsFunc(j.Stages, func(s SupportStage) bool {
					for _, e := range s.EnabledBy.Edges {
						if e.Node.ID == m.ID {
							return true
						}
					}
					return false
				})
				if here && is[m.ID] && !was[m.ID] {
					met = append(met, m.ID)
				}
			}
			require.ElementsMatch(t, met, got[id].Met, "seed %d, %d, %s: %s", seed, i, id, text)
			found += len(met)
		}
	}
	require.Greater(t, found, 200)
}

func TestTooManyPointsToTryAreRefused(t *testing.T) {
	j := supportOf(t, "a b")
	for i := range mostTried {
		id := fmt.Sprint("s", i)
		j.Services = append(j.Services, SupportService{Named: Named{id, ""}})
		j.Stages[0].Touchpoints = append(j.Stages[0].Touchpoints, SupportTouchpoint{ProvidedThrough: []Ref{{id}}})
	}
	_, err := j.singlePoints(t.Context(), newOverlay(j.Support))
	require.Equal(t, model.LimitExceeded, model.CodeOf(err))
}

func TestNoPointIsTriedForSomebodyWhoHasGone(t *testing.T) {
	j := supportOf(t, "a b")
	for i := range 9 {
		id := fmt.Sprint("s", i)
		j.Services = append(j.Services, SupportService{Named: Named{id, ""}})
		j.Stages[0].Touchpoints = append(j.Stages[0].Touchpoints, SupportTouchpoint{ProvidedThrough: []Ref{{id}}})
	}
	whole := &departure{Context: t.Context(), at: 1 << 30}
	_, err := j.singlePoints(whole, newOverlay(j.Support))
	require.NoError(t, err)
	require.Equal(t, 9, whole.looks, "once for each that is taken away")
	gone := &departure{Context: t.Context(), at: 4}
	_, err = j.singlePoints(gone, newOverlay(j.Support))
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 4, gone.looks)
}

func TestNoFurtherJourneyIsLookedAtForSomebodyWhoHasGone(t *testing.T) {
	gone := &departure{Context: t.Context(), at: 1}
	_, err := QueryWhatIf(gone, Written(fmt.Appendf(nil, whatIfNeeds, "services")), map[string]any{"remove": []any{"application:p"}})
	require.ErrorIs(t, err, context.Canceled)
}

const whatIfNeeds = `{
	"nodes": [null, {"id": "application:p", "name": "Record A",
		"replacedBy": [{"id": "application:new", "name": "New", "kind": "Application"}],
		"applicationCapabilitiesConnection": {"edges": [
			{"node": {"id": "x", "name": "X", "providedByConnection": {"edges": [
				{"node": {"id": "application:p", "name": "Record A", "kind": "Application"}},
				{"node": {"id": "application:b", "name": "B", "kind": "Application", "lifecycleStatus": "LIVE", "investmentSignal": null}},
				{"node": {"id": "application:old", "name": "Old", "kind": "Application", "lifecycleStatus": "RETIRED"}},
				{"node": {"id": "application-type:t", "name": "T", "kind": "ApplicationType"}}]}}},
			{"node": {"id": "y", "name": "Y", "providedByConnection": {"edges": [{"node": {"id": "application:b", "name": "B", "kind": "Application"}}]}}}]}}],
	"journey": {"nodes": [{"id": "journey:j", "name": "J", "personGroups": [{"id": "person-group:g", "name": "G", "size": 10, "cannotUse": [], "barriers": []}],
		"stages": [{"id": "stage:s", "name": "S", "stageType": "CONSULT", "touchpoints": [], "nextConnection": {"edges": []},
			"enabledByConnection": {"edges": [{"properties": {"role": "PRIMARY"}, "node": {"id": "business-capability:c"}}]}}]}]},
	"handoffs": {"nodes": [{"id": "handoff:h", "name": "H"}]},
	"businessCapabilities": {"nodes": [{"id": "business-capability:c", "name": "C", "realisedByConnection": {"totalCount": 0}},
		{"id": "business-capability:d", "name": "D", "parent": {"id": "business-capability:c"}, "realisedByConnection": {"totalCount": 1}}]},
	"%s": {"nodes": [{"id": "service:v", "serviceType": null, "realises": [{"id": "business-capability:d"}], "organisations": [{"id": "organisation:o"}], "applications": [{"id": "application:p"}]}]},
	"failing": {"nodes": [{"id": "application:p", "technologies": [], "suppliers": []}]}}`

func TestWhatIfReadsWhatTheSchemaNames(t *testing.T) {
	answer, err := QueryWhatIf(t.Context(), Written(fmt.Appendf(nil, whatIfNeeds, "services")), map[string]any{"remove": []any{"application:p", "application:none"}})
	require.NoError(t, err)
	n := func(id, name string) map[string]any { return map[string]any{"id": id, "name": name} }
	record := n("application:p", "Record A")
	stage := map[string]any{
		"journey": n("journey:j", "J"), "stage": n("stage:s", "S"), "closed": true, "businessCapabilities": []map[string]any{n("business-capability:c", "C")},
		"touchpoints": []map[string]any{}, "losesLast": []string{"Service", "Application", "Organisation"},
		"before": map[string]any{"services": 1, "applications": 1, "organisations": 1}, "left": map[string]any{"services": 0, "applications": 0, "organisations": 0},
	}
	require.Equal(t, map[string]any{
		"why":     "Without Record A, 1 stage loses something, and nobody can pass 1 of them. 1 journey no longer leads to an end. 1 group of people has no way left, up to 10 people.",
		"removed": []map[string]any{record}, "unknown": []string{"application:none"}, "people": 10,
		"journeysCut":             []map[string]any{n("journey:j", "J")},
		"groups":                  []map[string]any{{"journey": n("journey:j", "J"), "personGroup": n("person-group:g", "G"), "size": 10}},
		"handoffsWithoutStandard": []map[string]any{n("handoff:h", "H")},
		"substitutes": []map[string]any{
			{"for": record, "by": n("application:new", "New"), "covers": 0, "of": 2, "successor": true},
			{"for": record, "by": n("application:b", "B"), "covers": 2, "of": 2, "successor": false},
		},
		"stages": []map[string]any{stage}, "stagesBroken": []map[string]any{stage}, "stagesLosing": 1,
		"stagesBrokenCount": 1, "journeysCutCount": 1, "groupsCount": 1,
	}, answer)
	_, err = QueryWhatIf(t.Context(), Written(`7`), nil)
	require.ErrorContains(t, err, "what a loss needs")
	_, err = Disinvestment(t.Context(), Written(`7`), nil)
	require.ErrorContains(t, err, "disinvestment")
	_, err = SinglePoints(t.Context(), Written(`7`), nil)
	require.ErrorContains(t, err, "single points")
}

func TestListsOfWhatIsLostMayBeCutShortAndAreCountedWhole(t *testing.T) {
	ask := func(most any) (map[string]any, error) {
		return QueryWhatIf(t.Context(), Written(fmt.Appendf(nil, whatIfNeeds, "services")), map[string]any{"remove": []any{"application:p"}, "most": most})
	}
	whole, err := ask(nil)
	require.NoError(t, err)
	one, err := ask(int64(1))
	require.NoError(t, err)
	require.Equal(t, whole, one)
	none, err := ask(int64(0))
	require.NoError(t, err)
	for _, list := range []string{"stages", "stagesBroken", "journeysCut", "groups"} {
		require.Len(t, whole[list], 1)
		require.Empty(t, none[list])
		whole[list] = none[list]
	}
	require.Equal(t, whole, none)
	_, err = ask(int64(-1))
	require.Equal(t, model.BadUserInput, model.CodeOf(err))
}

func TestWhatIsPutInPlaceKeepsAStageOpen(t *testing.T) {
	for name, link := range map[string][2]string{
		"another application":       {"application:new", "service:v"},
		"another service":           {"service:new", "business-capability:c"},
		"another service of a part": {"service:new", "business-capability:d"},
		"another organisation":      {"organisation:new", "service:v"},
	} {
		answer, err := QueryWhatIf(t.Context(), Written(fmt.Appendf(nil, whatIfNeeds, "touched")), map[string]any{
			"remove": []any{"application:p"}, "add": []any{map[string]any{"from": link[0], "to": link[1]}},
		})
		require.NoError(t, err)
		require.Equal(t, link[0] == "organisation:new", len(answer["journeysCut"].([]map[string]any)) == 1, name)
	}
	_, err := QueryWhatIf(t.Context(), Written(fmt.Appendf(nil, whatIfNeeds, "touched")), map[string]any{"remove": []any{}, "add": []any{map[string]any{"from": "stage:a", "to": "stage:b"}}})
	require.Equal(t, model.BadUserInput, model.CodeOf(err))
	require.ErrorContains(t, err, "Entry 1 of add joins stage:a to stage:b")
}
