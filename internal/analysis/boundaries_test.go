package analysis

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// boundedOf reads a journey as journeyOf does. Behind an @ stand the organisations of a stage, behind a + standards that
// its applications meet, behind a # a handoff: the stage it goes to and its standards.
func boundedOf(t *testing.T, text string) BoundedJourney {
	t.Helper()
	var j BoundedJourney
	for word := range strings.FieldsSeq(text) {
		head, ways, _ := strings.Cut(word, ":")
		head, handoff, handed := strings.Cut(head, "#")
		head, meets, _ := strings.Cut(head, "+")
		id, organisations, _ := strings.Cut(head, "@")
		s := BoundedStage{RoutedStage: routedOf("x:" + ways).Stages[0]}
		s.ID, s.Name, s.StageType = id, id, map[byte]string{'S': startsAlone, 'C': getsInTouch}[id[0]]
		for _, o := range organisations {
			s.Organisations = append(s.Organisations, Named{string(o), string(o)})
		}
		if handed {
			h := BoundedHandoff{Named: Named{"h", "h"}, To: Ref{handoff[:1]}}
			for _, standard := range handoff[1:] {
				h.Standards = append(h.Standards, Named{string(standard), string(standard)})
			}
			s.HandoffsOut = append(s.HandoffsOut, h)
		}
		var edges []string
		for _, standard := range meets {
			edges = append(edges, fmt.Sprintf(`{"node": {"id": "%c", "name": "%c"}}`, standard, standard))
		}
		require.NoError(t, json.Unmarshal(Written(`[{"meets": {"edges": [`+strings.Join(edges, ",")+`]}}]`), &s.Applications))
		j.Stages = append(j.Stages, s)
	}
	return j
}

func (j BoundedJourney) shown() string {
	var words []string
	for _, b := range j.Boundaries() {
		word := j.Stages[b.From].ID + j.Stages[b.To].ID + " " + b.State
		if b.Likely {
			word += " likely"
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

func TestBoundaries(t *testing.T) {
	for name, test := range map[string]struct{ journey, want string }{
		"the same organisation":              {"a@x:b b@xy", ""},
		"no handoff":                         {"a@x:b b@y", "ab NO_HANDOFF likely"},
		"a handoff without a standard":       {"a@x#b:b b@y", "ab NO_STANDARD likely"},
		"a standard that one side meets":     {"a@x+s#bs:b b@y", "ab NOT_CONFORMANT likely"},
		"a standard that both sides meet":    {"a@x+s#bs:b b@y+s", "ab CONFORMANT likely"},
		"each side meets another":            {"a@x+s#bst:b b@y+t", "ab NOT_CONFORMANT likely"},
		"a handoff to another stage":         {"a@x#cs:b b@y c", "ab NO_HANDOFF likely"},
		"nobody knows who is at one of them": {"a:b b@y", ""},
		"the person comes by themselves":     {"S@x:C C@y", ""},
		"not on the way most people take":    {"a@x:b%80,c%20 b@x c@y", "ac NO_HANDOFF"},
		"a loop is no way on":                {"a@x:b b@x:a! a2@y", ""},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, test.want, boundedOf(t, test.journey).shown()) })
	}
}

func TestWhoSeesThePersonIsWhoOffersTheTouchpoints(t *testing.T) {
	j := boundedOf(t, "a@xy:b b@xy")
	for i, organisation := range []string{"x", "y"} {
		require.NoError(t, json.Unmarshal(fmt.Appendf(nil, `[{"providedThrough": [{"organisations": [{"id": %q, "name": %q}]}, {}]}]`, organisation, organisation), &j.Stages[i].Touchpoints))
	}
	require.Equal(t, "ab NO_HANDOFF likely", j.shown())
}

func TestBoundariesOfRandomJourneysAreThoseThatAskingForEveryPairFinds(t *testing.T) {
	const seed = 20261202
	r := rand.New(rand.NewPCG(seed, 1))
	states := map[string]int{}
	for i := range 3000 {
		var text strings.Builder
		n := 1 + r.IntN(6)
		for s := range n {
			fmt.Fprintf(&text, "%c@%s+%s", 'a'+s, []string{"", "x", "y", "xy", "z"}[r.IntN(5)], []string{"", "s", "t", "st"}[r.IntN(4)])
			if r.IntN(2) == 0 {
				fmt.Fprintf(&text, "#%c%s", 'a'+r.IntN(n), []string{"", "s", "st"}[r.IntN(3)])
			}
			text.WriteByte(':')
			for to := s + 1; to < n; to++ { // only forwards, so that every way is a way on
				if r.IntN(2) == 0 {
					fmt.Fprintf(&text, "%c,", 'a'+to)
				}
			}
			text.WriteByte(' ')
		}
		j := boundedOf(t, text.String())
		want := []string{}
		for _, from := range j.Stages {
			for _, way := range from.Next.Edges {
				for _, to := range j.Stages {
					if to.ID != way.Node.ID || overlap(ids(from.Organisations), ids(to.Organisations)) || len(from.Organisations)*len(to.Organisations) == 0 {
						continue
					}
					state := "NO_HANDOFF"
					for _, h := range from.HandoffsOut {
						if h.To.ID != to.ID {
							continue
						}
						state = "NO_STANDARD"
						if len(h.Standards) > 0 {
							state = "NOT_CONFORMANT"
						}
						for _, s := range h.Standards {
							if strings.Contains(met(from), s.ID) && strings.Contains(met(to), s.ID) {
								state = "CONFORMANT"
							}
						}
					}
					states[state]++
					want = append(want, from.ID+to.ID+" "+state)
				}
			}
		}
		got := strings.ReplaceAll(j.shown(), " likely", "")
		require.Equal(t, strings.Join(want, ", "), got, "seed %d, %d: %s", seed, i, text.String())
	}
	require.Len(t, states, 4, "every state turned up")
}

func ids(nodes []Named) string {
	text := ""
	for _, n := range nodes {
		text += n.ID
	}
	return text
}

func met(s BoundedStage) string {
	text := ""
	for _, a := range s.Applications {
		for _, e := range a.Meets.Edges {
			text += e.Node.ID
		}
	}
	return text
}

func overlap(a, b string) bool { return strings.ContainsAny(a, b) }

func TestJourneyBoundariesReadsWhatTheSchemaNames(t *testing.T) {
	answer, err := JourneyBoundaries(Written(`{"stages": [
		{"id": "a", "name": "A", "stageType": "CONSULT", "typicalDays": 1, "leadsTo": [], "touchpoints": [],
		 "nextConnection": {"edges": [{"properties": {"loop": false, "share": null}, "node": {"id": "b"}}]},
		 "handoffsOut": [{"id": "h", "name": "H", "transport": "letter", "to": {"id": "b"}, "standards": [{"id": "s", "name": "S"}]}]},
		{"id": "b", "name": "B", "stageType": "REFER", "typicalDays": null, "leadsTo": [], "touchpoints": [], "nextConnection": {"edges": []}, "handoffsOut": []}],
		"seenByAny": [{"id": "a", "organisations": [{"id": "x", "name": "X"}]}, {"id": "b", "organisations": [{"id": "y", "name": "Y"}]}],
		"handing": [{"id": "a", "applications": [{"meets": {"edges": [{"node": {"id": "s"}}]}}]}, {"id": "b", "applications": []}]}`))
	require.NoError(t, err)
	end := func(id, organisation string) map[string]any {
		return map[string]any{"id": strings.ToLower(id), "name": id, "organisations": []map[string]any{{"id": strings.ToLower(organisation), "name": organisation}}}
	}
	require.Equal(t, map[string]any{
		"crossed": 1, "crossedOnMostLikelyWay": 1, "withoutHandoff": 0, "withoutStandard": 0, "withoutConformance": 1,
		"crossings": []map[string]any{{
			"from": end("A", "X"), "to": end("B", "Y"), "state": "NOT_CONFORMANT", "onMostLikelyWay": true,
			"handoffs": []map[string]any{{"id": "h", "name": "H", "transport": "letter", "standards": []map[string]any{{"id": "s", "name": "S"}}}},
			"why":      `From "A" to "B" S is to be used, and it is not known that applications on both sides meet it.`,
		}},
	}, answer)
	_, err = JourneyBoundaries(Written(`7`))
	require.ErrorContains(t, err, "boundaries on a journey")
}
