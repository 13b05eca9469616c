package analysis

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// recordsOf reads a journey as journeyOf does. Behind an @ stand the applications of a stage, behind a + what is written
// down there, with ~ where it is typed in again, behind a - what is looked up, behind a # handoffs with a standard: the
// stage and what they carry. An application is a digit; links between them follow behind a bar: "a@1+x:b b@2+x#cx | 1>2".
func recordsOf(t *testing.T, text string) RecordJourney {
	t.Helper()
	var j RecordJourney
	stages, links, _ := strings.Cut(text, "|")
	for word := range strings.FieldsSeq(stages) {
		head, ways, _ := strings.Cut(word, ":")
		s := RecordStage{Stage: journeyOf("x:" + ways).Stages[0], Name: head[:1]}
		s.ID = head[:1]
		for i := 1; i < len(head); {
			sign := head[i]
			end := i + 1
			for end < len(head) && !strings.ContainsRune("@+-#", rune(head[end])) {
				end++
			}
			s.put(t, sign, head[i+1:end])
			i = end
		}
		j.Stages = append(j.Stages, s)
	}
	for digit := range 4 {
		a := RecordApplication{Named: Named{ID: fmt.Sprint(digit), Name: fmt.Sprint(digit)}}
		for link := range strings.FieldsSeq(links) {
			if from, to, ok := strings.Cut(link, ">"); ok && from == a.ID {
				a.InterfacesWith = append(a.InterfacesWith, Ref{to})
			}
			if from, what, ok := strings.Cut(link, "="); ok && from == a.ID {
				a.Records = append(a.Records, Ref{what})
			}
		}
		j.Applications = append(j.Applications, a)
	}
	return j
}

func (s *RecordStage) put(t *testing.T, sign byte, what string) {
	t.Helper()
	switch sign {
	case '@':
		for _, c := range what {
			s.Applications = append(s.Applications, Ref{string(c)})
		}
	case '+':
		for i, c := range what {
			if c != '~' {
				again := i+1 < len(what) && what[i+1] == '~'
				require.NoError(t, json.Unmarshal(fmt.Appendf(nil, `{"edges": [{"properties": {"reKeyed": %v}, "node": {"id": "%c", "name": "%c"}}]}`, again, c, c), &struct {
					Edges *[]struct {
						Properties struct {
							Master  bool `json:"master"`
							ReKeyed bool `json:"reKeyed"`
						} `json:"properties"`
						Node Named `json:"node"`
					} `json:"edges"`
				}{&s.Records.Edges}))
			}
		}
	case '-':
		for _, c := range what {
			s.Reads = append(s.Reads, Named{string(c), string(c)})
		}
	case '#':
		require.NoError(t, json.Unmarshal(fmt.Appendf(nil, `[{"to": {"id": "%c"}, "standards": [{"id": "s", "name": "s"}], "informationObjects": [{"id": "%c"}]}]`, what[0], what[1]), &s.HandoffsOut))
	}
}

func (r *records) shown() string {
	var words []string
	for _, e := range r.reentries() {
		word := fmt.Sprintf("%s:%s>%s", e.Information.ID, r.Stages[e.First].ID, r.Stages[e.Then].ID)
		if e.ReKeyed {
			word += "~"
		}
		words = append(words, word)
	}
	for _, u := range r.unrecorded() {
		word := fmt.Sprintf("%s?%s", u.Information.ID, r.Stages[u.Stage].ID)
		if u.Always {
			word += "!"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestRecordOnce(t *testing.T) {
	for name, test := range map[string]struct{ journey, want string }{
		"nothing takes it along":                     {"a@1+x:b b@2+x", "x:a>b"},
		"the same application":                       {"a@1+x:b b@12+x", ""},
		"an interface":                               {"a@1+x:b b@2+x | 1>2", ""},
		"an interface the other way round":           {"a@1+x:b b@2+x | 2>1", "x:a>b"},
		"applications that are not known to hold it": {"a@12+x:b b@23+x | 1=x 3=x", "x:a>b"},
		"a handoff with a standard":                  {"a@1+x#bx:b b@2+x", ""},
		"a handoff that carries something else":      {"a@1+x#by:b b@2+x", "x:a>b"},
		"somebody types it in again":                 {"a@1+x:b b@1+x~", "x:a>b~"},
		"no application is known":                    {"a+x:b b@2+x", "x:a>b"},
		"the nearest stage before counts":            {"a@1+x:b b@2+x:c c@3+x", "x:a>b x:b>c"},
		"on each way its own":                        {"a@1+x:b,c b@2+x:d c:d d@3+x", "x:a>b x:a>d x:b>d"},
		"a loop is no way":                           {"a@1+x:b b@2:a!", ""},
		"looked up and never written down":           {"a:b b-x", "x?b!"},
		"looked up after it was written down":        {"a+x:b b-x", ""},
		"looked up where it is written down":         {"a:b b+x-x", ""},
		"written down on one way only":               {"a:b,c b+x:d c:d d-x", "x?d"},
		"written down later":                         {"a-x:b b+x", "x?a!"},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, test.want, newRecords(recordsOf(t, test.journey)).shown()) })
	}
}

// everyWay walks all ways to all stages and says what was written down last before each, and what was not at all.
func (r *records) everyWay(visit func(way []int)) {
	var walk func(way []int)
	walk = func(way []int) {
		visit(way)
		for _, next := range r.ways[way[len(way)-1]] {
			walk(append(slices.Clone(way), next))
		}
	}
	for _, start := range r.starts {
		walk([]int{start})
	}
}

func TestRandomJourneysAskAgainWhatWalkingEveryWayFinds(t *testing.T) {
	const seed = 20261201
	r := rand.New(rand.NewPCG(seed, 1))
	again, before := 0, 0
	for i := range 3000 {
		var text strings.Builder
		n := 1 + r.IntN(6)
		for s := range n {
			fmt.Fprintf(&text, "%c@%s", 'a'+s, []string{"", "0", "1", "01", "2"}[r.IntN(5)])
			text.WriteString([]string{"", "+x", "+x", "+xy", "+x~", "+y"}[r.IntN(6)])
			text.WriteString([]string{"", "", "-x", "-y"}[r.IntN(4)])
			text.WriteByte(':')
			for to := range n {
				if r.IntN(3) == 0 {
					fmt.Fprintf(&text, "%c%s,", 'a'+to, []string{"", "", "", "!"}[r.IntN(4)])
				}
			}
			text.WriteByte(' ')
		}
		text.WriteString("| 0>1")
		records := newRecords(recordsOf(t, text.String()))
		type pair struct {
			information string
			first, then int
		}
		pairs, unwritten, written := map[pair]bool{}, map[pair]bool{}, map[pair]bool{}
		records.everyWay(func(way []int) {
			at := way[len(way)-1]
			for _, information := range []string{"x", "y"} {
				last := -1
				for _, s := range way[:len(way)-1] {
					if records.recorded[s][information] {
						last = s
					}
				}
				if last < 0 {
					unwritten[pair{information, 0, at}] = true
				} else {
					written[pair{information, 0, at}] = true
					pairs[pair{information, last, at}] = true
				}
			}
		})
		want := 0
		for p := range pairs {
			for _, e := range records.Stages[p.then].Records.Edges {
				if e.Node.ID == p.information && (e.Properties.ReKeyed || !records.shared(p.first, p.then, p.information)) {
					require.Contains(t, records.reentries(), Reentry{e.Node, p.first, p.then, e.Properties.ReKeyed}, "seed %d, %d: %s", seed, i, text.String())
					want++
				}
			}
		}
		require.Len(t, records.reentries(), want, "seed %d, %d: %s", seed, i, text.String())
		again += want
		want = 0
		for _, u := range records.unrecorded() {
			key := pair{u.Information.ID, 0, u.Stage}
			require.True(t, unwritten[key], "seed %d, %d: %s", seed, i, text.String())
			require.Equal(t, !written[key], u.Always, "seed %d, %d: %s", seed, i, text.String())
			require.Equal(t, u.Stage, u.Way[len(u.Way)-1])
			want++
		}
		for at, s := range records.Stages {
			for _, read := range s.Reads {
				if unwritten[pair{read.ID, 0, at}] && !records.recorded[at][read.ID] {
					want--
				}
			}
		}
		require.Zero(t, want, "seed %d, %d: %s", seed, i, text.String())
		before += len(records.unrecorded())
	}
	require.Greater(t, again, 500)
	require.Greater(t, before, 500)
}

func TestRecordOnceReadsWhatTheSchemaNames(t *testing.T) {
	answer, err := RecordOnce(Written(`{"stages": [
		{"id": "a", "name": "A", "nextConnection": {"edges": [{"properties": {"loop": false}, "node": {"id": "b"}}]}, "reads": [{"id": "y", "name": "Notes"}], "applications": [{"id": "p"}], "handoffsOut": [],
		 "recordsConnection": {"edges": [{"properties": {"master": true, "reKeyed": false}, "node": {"id": "x", "name": "Allergies"}}]}},
		{"id": "b", "name": "B", "nextConnection": {"edges": []}, "reads": [], "applications": [{"id": "q"}], "handoffsOut": [],
		 "recordsConnection": {"edges": [{"properties": {"master": false, "reKeyed": false}, "node": {"id": "x", "name": "Allergies"}}]}}],
		"applications": [
			{"id": "p", "name": "P", "interfacesWith": [], "records": [{"id": "y"}], "reads": [], "meets": {"edges": [{"node": {"id": "s", "name": "FHIR"}}]}},
			{"id": "q", "name": "Q", "interfacesWith": [], "records": [], "reads": [], "meets": {"edges": [{"node": {"id": "s", "name": "FHIR"}}]}}],
		"informationObjects": [{"id": "x", "name": "Allergies", "handoffs": []}]}`))
	require.NoError(t, err)
	a, b := map[string]any{"id": "a", "name": "A"}, map[string]any{"id": "b", "name": "B"}
	require.Equal(t, map[string]any{
		"askedAgain": []map[string]any{{
			"information": map[string]any{"id": "x", "name": "Allergies"}, "first": a, "again": b, "reKeyed": false,
			"interfaces": []map[string]any{{"from": map[string]any{"id": "p", "name": "P"}, "to": map[string]any{"id": "q", "name": "Q"}}},
			"standards":  []map[string]any{{"id": "s", "name": "FHIR"}},
			"why":        `Allergies is written down at "A" and again at "B", and no application, interface or handoff takes it from one to the other. FHIR would let applications pass it on.`,
		}},
		"readBeforeRecorded": []map[string]any{{
			"information": map[string]any{"id": "y", "name": "Notes"}, "stage": a, "onEveryWay": true, "way": []map[string]any{a},
			"heldBy": []map[string]any{{"id": "p", "name": "P"}},
			"why":    `Notes is looked up at "A", and on no way there has anybody written it down. P holds it.`,
		}},
	}, answer)
	_, err = RecordOnce(Written(`7`))
	require.ErrorContains(t, err, "asked again")
}
