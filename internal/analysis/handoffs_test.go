package analysis

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// handedJourneyOf reads a journey as journeyOf does. Behind an @ stand the organisations of a stage, behind a # the
// stages it hands off to, each separated by commas; the type of a stage is the capital letter its name begins with.
func handedJourneyOf(text string) HandedJourney {
	var j HandedJourney
	for word := range strings.FieldsSeq(text) {
		word, handed, _ := strings.Cut(word, "#")
		word, at, _ := strings.Cut(word, "@")
		s := HandedStage{Stage: journeyOf(word).Stages[0]}
		s.StageType = map[byte]string{'S': "SYMPTOM", 'C': "CONTACT"}[s.ID[0]]
		for id := range strings.FieldsFuncSeq(at, comma) {
			s.Organisations = append(s.Organisations, Named{ID: id, Name: id})
		}
		for id := range strings.FieldsFuncSeq(handed, comma) {
			s.HandoffsOut = append(s.HandoffsOut, struct {
				To Ref `json:"to"`
			}{Ref{id}})
		}
		j.Stages = append(j.Stages, s)
	}
	return j
}

func comma(r rune) bool { return r == ',' }

func pairs(missing []MissingHandoff) []string {
	found := []string{}
	for _, m := range missing {
		found = append(found, m.From.ID+">"+m.To.ID)
	}
	return found
}

func TestMissingHandoffsOf(t *testing.T) {
	for name, test := range map[string]struct{ journey, want string }{
		"to another organisation":                       {"a:b@x b@y", "a>b"},
		"with a handoff there is none missing":          {"a:b@x#b b@y", ""},
		"a handoff to another stage does not help":      {"a:b@x#c b@y c", "a>b"},
		"an organisation that stays with the person":    {"a:b@x,z b@y,z", ""},
		"nobody knows who is at the next stage":         {"a:b@x b", ""},
		"nobody knows who is at the stage":              {"a:b b@y", ""},
		"a loop is no way on":                           {"a:b!@x b@y", ""},
		"a way to another journey is not looked at":     {"a:x@x", ""},
		"every way by itself":                           {"a:b,c@x#b b:c@y c@z", "a>c b>c"},
		"the person notices something by themselves":    {"S:b@x b@y", ""},
		"the person gets in touch by themselves":        {"a:C@x C@y", ""},
		"from a contact the person is handed on":        {"C:b@x b@y", "C>b"},
		"back to an earlier stage not marked as a loop": {"a:b@x#b b:a@y", "b>a"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, strings.Fields(test.want), pairs(MissingHandoffsOf(handedJourneyOf(test.journey))))
		})
	}
}

// slowMissing asks of every pair of stages each of the conditions by itself.
func slowMissing(j HandedJourney) []string {
	found := []string{}
	for _, a := range j.Stages {
		for _, w := range a.Next.Edges {
			for _, b := range j.Stages {
				shared, handed := 0, 0
				for _, o := range a.Organisations {
					for _, p := range b.Organisations {
						shared += count(o.ID == p.ID)
					}
				}
				for _, h := range a.HandoffsOut {
					handed += count(h.To.ID == b.ID)
				}
				if w.Node.ID == b.ID && !w.Properties.Loop && shared == 0 && handed == 0 && len(a.Organisations)*len(b.Organisations) > 0 &&
					a.StageType != "SYMPTOM" && b.StageType != "CONTACT" {
					found = append(found, a.ID+">"+b.ID)
				}
			}
		}
	}
	return found
}

func TestMissingHandoffsOfRandomJourneysAreWhatTheSlowWayFinds(t *testing.T) {
	const seed = 20261124
	r := rand.New(rand.NewPCG(seed, 1))
	some := 0
	for i := range 3000 {
		var j HandedJourney
		for _, s := range randomJourney(r).Stages {
			h := HandedStage{Stage: s, StageType: []string{"SYMPTOM", "CONTACT", "CONSULT", "TREATMENT"}[r.IntN(4)]}
			for o := range 4 {
				if r.IntN(3) == 0 {
					h.Organisations = append(h.Organisations, Named{ID: fmt.Sprint(o)})
				}
			}
			if r.IntN(3) == 0 {
				h.HandoffsOut = append(h.HandoffsOut, struct {
					To Ref `json:"to"`
				}{Ref{fmt.Sprintf("s%d", r.IntN(8))}})
			}
			j.Stages = append(j.Stages, h)
		}
		want := slowMissing(j)
		some += len(want)
		require.Equal(t, want, pairs(MissingHandoffsOf(j)), "seed %d, journey %d: %+v", seed, i, j)
	}
	require.Greater(t, some, 1000, "the random journeys have hardly any missing handoffs")
}

func TestMissingHandoffsReadsWhatTheSchemaNames(t *testing.T) {
	answer, err := MissingHandoffs(Written(`{"stages": [
		{"id": "a", "name": "A", "stageType": "CONSULT", "organisations": [{"id": "x", "name": "X"}], "handoffsOut": [{"to": {"id": "c"}}],
		 "nextConnection": {"edges": [{"properties": {"loop": false}, "node": {"id": "b"}}, {"properties": {"loop": false}, "node": {"id": "c"}}]}},
		{"id": "b", "name": "B", "stageType": "TREATMENT", "organisations": [{"id": "y", "name": "Y"}], "handoffsOut": [], "nextConnection": {"edges": []}},
		{"id": "c", "name": "C", "stageType": "TREATMENT", "organisations": [{"id": "y", "name": "Y"}], "handoffsOut": [], "nextConnection": {"edges": []}}]}`))
	require.NoError(t, err)
	require.Equal(t, []map[string]any{{
		"from": map[string]any{"id": "a", "name": "A", "organisations": []map[string]any{{"id": "x", "name": "X"}}},
		"to":   map[string]any{"id": "b", "name": "B", "organisations": []map[string]any{{"id": "y", "name": "Y"}}},
	}}, answer)
	_, err = MissingHandoffs(Written(`{"stages": 7}`))
	require.ErrorContains(t, err, "missing handoffs")
}
