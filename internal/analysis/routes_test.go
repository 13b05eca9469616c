package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// routedOf reads a journey as journeyOf does. A stage whose name begins with T is a treatment, digits behind a dot are
// how many days it takes, and digits behind a % how many in a hundred take a way: "a.5:b%30,T".
func routedOf(text string) RoutedJourney {
	var j RoutedJourney
	for word := range strings.FieldsSeq(text) {
		id, ways, _ := strings.Cut(word, ":")
		id, days, _ := strings.Cut(id, ".")
		s := RoutedStage{ID: id, Name: id}
		s.TypicalDays, _ = strconv.ParseFloat(days, 64)
		if id[0] == 'T' {
			s.StageType = treatment
		}
		for to := range strings.FieldsFuncSeq(ways, comma) {
			var w SharedWay
			w.Node.ID, w.Properties.Loop = strings.CutSuffix(to, "!")
			if to, percent, known := strings.Cut(w.Node.ID, "%"); known {
				n, _ := strconv.ParseFloat(percent, 64)
				n /= 100
				w.Node.ID, w.Properties.Share = to, &n
			}
			s.Next.Edges = append(s.Next.Edges, w)
		}
		j.Stages = append(j.Stages, s)
	}
	return j
}

func (j RoutedJourney) shown(r *Route) string {
	if r == nil {
		return ""
	}
	text := ""
	for _, at := range r.Stages {
		text += j.Stages[at].ID
	}
	return fmt.Sprintf("%s %g days %.2f", text, r.Days, r.Share)
}

func TestRoutes(t *testing.T) {
	for name, test := range map[string]struct{ journey, shortest, longest, likely string }{
		"one way":                                {"a.1:b b.2:T T.9", "abT 3 days 1.00", "abT 3 days 1.00", "abT 3 days 1.00"},
		"two ways, the rest takes the other":     {"a.1:b%80,c b.5:T c.2:T T", "acT 3 days 0.20", "abT 6 days 0.80", "abT 6 days 0.80"},
		"nobody knows, so all alike":             {"a:b,c b.5:T c.2:T T", "acT 2 days 0.50", "abT 5 days 0.50", "abT 5 days 0.50"},
		"the first treatment ends it":            {"a.1:T T.7:U U:T2 T2", "aT 1 days 1.00", "aT 1 days 1.00", "aT 1 days 1.00"},
		"loops are not gone round":               {"a.1:b b.2:a!,T T", "abT 3 days 1.00", "abT 3 days 1.00", "abT 3 days 1.00"},
		"nor ways back that are not marked":      {"a.1:b b.2:a,T T", "abT 3 days 0.50", "abT 3 days 0.50", "abT 3 days 0.50"},
		"two starts":                             {"a.9:T b.1:T T", "bT 1 days 1.00", "aT 9 days 1.00", "aT 9 days 1.00"},
		"it starts with treatment":               {"T.3:a a", "T 0 days 1.00", "T 0 days 1.00", "T 0 days 1.00"},
		"no treatment":                           {"a:b b", "", "", ""},
		"against the order of the file":          {"T b.2:T a.1:b", "abT 3 days 1.00", "abT 3 days 1.00", "abT 3 days 1.00"},
		"no stages":                              {"", "", "", ""},
		"of equal days the one with less stages": {"a:b,T b:T T", "aT 0 days 0.50", "abT 0 days 0.50", "abT 0 days 0.50"},
	} {
		t.Run(name, func(t *testing.T) {
			j := routedOf(test.journey)
			got := j.ToTreatment()
			require.Equal(t, test.shortest, j.shown(got.Shortest), "shortest")
			require.Equal(t, test.longest, j.shown(got.Longest), "longest")
			require.Equal(t, test.likely, j.shown(got.MostLikely), "most likely")
		})
	}
	j := routedOf("a.1:b%80,c b.5:d c.2 d")
	require.Equal(t, "ac 1 days 0.20", j.shown(j.ToEnd().Shortest))
	require.Equal(t, "abd 6 days 0.80", j.shown(j.ToEnd().MostLikely))
}

// every walks all routes one by one, from every stage that no way on leads into.
func (s *shares) every(at int, r Route, goal func(int) bool, visit func(Route)) {
	r.Stages = append(append([]int(nil), r.Stages...), at)
	if goal(at) {
		visit(r)
		return
	}
	r.Days += s.journey.Stages[at].TypicalDays
	for _, w := range s.ways[at] {
		on := r
		on.Share *= w.share
		s.every(w.to, on, goal, visit)
	}
}

func TestRoutesOfRandomJourneysAreTheBestOfAll(t *testing.T) {
	const seed = 20261127
	r := rand.New(rand.NewPCG(seed, 1))
	some := 0
	for i := range 3000 {
		var j RoutedJourney
		for _, s := range randomJourney(r).Stages {
			stage := RoutedStage{ID: s.ID, TypicalDays: float64(r.IntN(20)), LeadsTo: s.LeadsTo}
			if r.IntN(4) == 0 {
				stage.StageType = treatment
			}
			for _, w := range s.Next.Edges {
				way := SharedWay{Node: w.Node}
				way.Properties.Loop = w.Properties.Loop
				if r.IntN(2) == 0 {
					share := float64(r.IntN(5)) / 8
					way.Properties.Share = &share
				}
				stage.Next.Edges = append(stage.Next.Edges, way)
			}
			j.Stages = append(j.Stages, stage)
		}
		g := newShares(j)
		for name, ask := range map[string]struct {
			goal func(int) bool
			got  Routes
		}{
			"treatment": {func(at int) bool { return j.Stages[at].StageType == treatment }, j.ToTreatment()},
			"end":       {func(at int) bool { return len(g.ways[at]) == 0 }, j.ToEnd()},
		} {
			least, most, likely, found := math.Inf(1), math.Inf(-1), -1.0, 0
			for at := range j.Stages {
				if g.start[at] {
					g.every(at, Route{Share: 1}, ask.goal, func(route Route) {
						least, most, likely = min(least, route.Days), max(most, route.Days), max(likely, route.Share)
						found++
					})
				}
			}
			if found == 0 {
				require.Equal(t, Routes{}, ask.got, "seed %d, journey %d, %s", seed, i, name)
				continue
			}
			some++
			require.Equal(t, least, ask.got.Shortest.Days, "seed %d, journey %d, %s", seed, i, name)
			require.Equal(t, most, ask.got.Longest.Days, "seed %d, journey %d, %s", seed, i, name)
			require.InDelta(t, likely, ask.got.MostLikely.Share, 1e-12, "seed %d, journey %d, %s", seed, i, name)
		}
	}
	require.Greater(t, some, 1000, "hardly any of the random journeys has a route")
}

func TestJourneyRoutesReadsWhatTheSchemaNames(t *testing.T) {
	answer, err := JourneyRoutes(Written(`{"stages": [
		{"id": "a", "name": "A", "stageType": "SYMPTOM", "typicalDays": 2.5, "leadsTo": [],
		 "nextConnection": {"edges": [{"properties": {"loop": false, "share": null}, "node": {"id": "b"}}]}},
		{"id": "b", "name": "B", "stageType": "CONSULT", "typicalDays": null, "leadsTo": [], "nextConnection": {"edges": []}}],
		"waitingTimeTargets": [{"id": "c", "name": "C", "startsAt": [{"id": "b"}], "stopsAt": [{"id": "b"}]}]}`))
	require.NoError(t, err)
	only := map[string]any{"days": 2.5, "share": 1.0, "stages": []map[string]any{
		{"id": "a", "name": "A", "typicalDays": 2.5, "share": 1.0, "clocks": []map[string]any{}},
		{"id": "b", "name": "B", "typicalDays": 0.0, "share": 1.0, "clocks": []map[string]any{{"id": "c", "name": "C"}}},
	}}
	require.Equal(t, map[string]any{
		"toTreatment": nil, "toEnd": map[string]any{"shortest": only, "longest": only, "mostLikely": only},
	}, answer)
	_, err = JourneyRoutes(Written(`{"stages": 7}`))
	require.ErrorContains(t, err, "routes of a journey")
}
