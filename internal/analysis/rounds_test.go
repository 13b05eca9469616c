package analysis

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

func TestRoutesBetweenGoRoundLoops(t *testing.T) {
	typed := func(text string) RoutedJourney {
		j := routedOf(text)
		for i := range j.Stages {
			if j.Stages[i].ID[0] == 'S' {
				j.Stages[i].StageType = "SYMPTOM"
			}
		}
		return j
	}
	for name, test := range map[string]struct {
		journey                   string
		rounds                    int
		shortest, longest, likely string
	}{
		"a loop is left out":                   {"S.1:b b.2:S%25!,T%75 T", 0, "SbT 3 days 0.75", "SbT 3 days 0.75", "SbT 3 days 0.75"},
		"once round":                           {"S.1:b b.2:S%25!,T%75 T", 1, "SbT 3 days 0.75", "SbSbT 6 days 0.19", "SbT 3 days 0.75"},
		"twice round":                          {"S.1:b b.2:S%25!,T%75 T", 2, "SbT 3 days 0.75", "SbSbSbT 9 days 0.05", "SbT 3 days 0.75"},
		"two loops, once round each":           {"S.1:b b.2:S!,c c.3:b!,T T", 1, "SbcT 6 days 0.25", "SbSbcbcT 14 days 0.03", "SbcT 6 days 0.25"},
		"a loop that is the only way":          {"S.1 x.2:T S2.5:T! T", 1, "S2T 5 days 1.00", "S2T 5 days 1.00", "S2T 5 days 1.00"},
		"it begins in the middle of a journey": {"a.9:S S.2:T T", 0, "ST 2 days 1.00", "ST 2 days 1.00", "ST 2 days 1.00"},
		"the nearest and the farthest start":   {"S.4:S2 S2.1:T T", 0, "S2T 1 days 1.00", "SS2T 5 days 1.00", "SS2T 5 days 1.00"},
		"nothing leads there":                  {"S.4 T", 3, "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			j := typed(test.journey)
			got, err := j.Between("SYMPTOM", treatment, test.rounds)
			require.NoError(t, err)
			require.Equal(t, test.shortest, j.shown(got.Shortest), "shortest")
			require.Equal(t, test.longest, j.shown(got.Longest), "longest")
			require.Equal(t, test.likely, j.shown(got.MostLikely), "most likely")
		})
	}
}

func TestTooManyLoopsToTryAreRefused(t *testing.T) {
	j := routedOf("S:b b:S!,c c:b!,d d:c!,T T")
	_, err := j.Between("SYMPTOM", treatment, 20)
	require.Equal(t, model.LimitExceeded, model.CodeOf(err))
	_, err = JourneyRoutesBetween(Written(`{"stages": []}`), map[string]any{"from": "SYMPTOM", "to": "TREATMENT", "rounds": int64(21)})
	require.Equal(t, model.BadUserInput, model.CodeOf(err))
}

// walker goes every way through a journey, as its file has it, and counts how often it took each way back.
type walker struct {
	j      RoutedJourney
	back   map[[2]int]bool
	gone   map[[2]int]int
	rounds int
	found  func(days, share float64)
}

func (w *walker) walk(at int, days, share float64) {
	s := w.j.Stages[at]
	if s.StageType == treatment {
		w.found(days, share)
		return
	}
	known, unknown := 0.0, len(s.LeadsTo)
	for _, e := range s.Next.Edges {
		if e.Properties.Share != nil {
			known += *e.Properties.Share
		} else if !e.Properties.Loop || w.rounds > 0 {
			unknown++
		}
	}
	for _, e := range s.Next.Edges {
		for to := range w.j.Stages {
			way := [2]int{at, to}
			loop := e.Properties.Loop || w.back[way]
			if w.j.Stages[to].ID != e.Node.ID || loop && w.gone[way] == w.rounds {
				continue
			}
			part := max(0, 1-known) / float64(max(1, unknown))
			if e.Properties.Share != nil {
				part = *e.Properties.Share
			}
			w.gone[way]++
			w.walk(to, days+s.TypicalDays, share*part)
			w.gone[way]--
		}
	}
}

func TestRoutesBetweenInRandomJourneysAreTheBestOfAllWalks(t *testing.T) {
	const seed = 20261128
	r := rand.New(rand.NewPCG(seed, 1))
	some, round := 0, 0
	for i := range 8000 {
		j := randomRouted(r)
		if len(j.Stages) > 6 {
			continue
		}
		w := &walker{j: j, back: backIn(j), gone: map[[2]int]int{}, rounds: r.IntN(3)}
		if len(w.back) > 3 {
			continue
		}
		least, most, likely, found := math.Inf(1), math.Inf(-1), -1.0, false
		w.found = func(days, share float64) {
			least, most, likely, found = min(least, days), max(most, days), max(likely, share), true
		}
		for at, s := range j.Stages {
			if s.StageType == "SYMPTOM" {
				w.walk(at, 0, 1)
			}
		}
		got, err := j.Between("SYMPTOM", treatment, w.rounds)
		if err != nil {
			continue
		}
		if !found {
			require.Nil(t, got.Shortest, "seed %d, journey %d", seed, i)
			continue
		}
		some++
		if w.rounds > 0 && len(w.back) > 0 {
			round++
		}
		require.Equal(t, least, got.Shortest.Days, "seed %d, journey %d, %d rounds: %+v", seed, i, w.rounds, j)
		require.Equal(t, most, got.Longest.Days, "seed %d, journey %d, %d rounds: %+v", seed, i, w.rounds, j)
		require.InDelta(t, likely, got.MostLikely.Share, 1e-12, "seed %d, journey %d", seed, i)
	}
	require.Greater(t, some, 300)
	require.Greater(t, round, 100)
}

// backIn gives the ways that are no ways on: those marked, and those to the same or an earlier stage from which one can
// come back.
func backIn(j RoutedJourney) map[[2]int]bool {
	n := len(j.Stages)
	reach := make([][]bool, n)
	edges := map[[2]int]bool{}
	for i := range reach {
		reach[i] = make([]bool, n)
		reach[i][i] = true
		for _, e := range j.Stages[i].Next.Edges {
			for to := range j.Stages {
				if j.Stages[to].ID == e.Node.ID {
					edges[[2]int{i, to}] = e.Properties.Loop
					reach[i][to] = reach[i][to] || !e.Properties.Loop
				}
			}
		}
	}
	for k := range n {
		for a := range n {
			for b := range n {
				reach[a][b] = reach[a][b] || reach[a][k] && reach[k][b]
			}
		}
	}
	back := map[[2]int]bool{}
	for way, marked := range edges {
		if marked || way[1] <= way[0] && reach[way[1]][way[0]] {
			back[way] = true
		}
	}
	return back
}

func randomRouted(r *rand.Rand) RoutedJourney {
	var j RoutedJourney
	for _, s := range randomJourney(r).Stages {
		stage := RoutedStage{ID: s.ID, Name: s.ID, TypicalDays: float64(r.IntN(20)), LeadsTo: s.LeadsTo}
		stage.StageType = []string{treatment, "SYMPTOM", "CONSULT", "CONSULT"}[r.IntN(4)]
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
	return j
}
