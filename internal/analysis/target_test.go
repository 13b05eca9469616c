package analysis

import (
	"context"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/model"
)

// targetOf makes a clock on a journey that routedOf reads: days, then the stages that start and stop it.
func targetOf(j RoutedJourney, days float64, starts, stops string) Target {
	t := Target{Days: days}
	for _, s := range j.Stages {
		median := s.TypicalDays
		if len(t.Journeys) == 0 {
			t.Journeys = []TargetJourney{{}}
		}
		t.Journeys[0].Stages = append(t.Journeys[0].Stages, TargetStage{RoutedStage: s, Median: &median})
	}
	for id := range strings.FieldsSeq(starts) {
		t.StartsAt = append(t.StartsAt, Ref{id})
	}
	for id := range strings.FieldsSeq(stops) {
		t.StopsAt = append(t.StopsAt, Ref{id})
	}
	return t
}

func TestPeopleWalkUntilTheClockStops(t *testing.T) {
	for name, test := range map[string]struct {
		journey       string
		days          float64
		starts, stops string
		finished, met float64 // parts of all
		median        float64
	}{
		"one way":                               {"a.3:b b.4:c c.9", 7, "a", "c", 1, 1, 7},
		"too late by a day":                     {"a.3:b b.4:c c.9", 6, "a", "c", 1, 0, 7},
		"a quarter takes the long way":          {"a.1:b%25,c%75 b.9:d c.2:d d", 5, "a", "d", 1, 0.75, 3},
		"some leave":                            {"a.1:b%40 b", 5, "a", "b", 0.4, 0.4, 1},
		"those who go round are late":           {"a.2:b b.1:a%50!,c%50 c", 3, "a", "c", 1, 0.5, 3},
		"it stops at the first stop":            {"a.1:b b.5:c c", 2, "a", "b c", 1, 1, 1},
		"it starts and stops at the same stage": {"a.4:b b", 4, "a", "a", 1, 1, 4},
		"nothing stops it":                      {"a.4:b b c", 4, "a", "c", 0, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			const runs = 4000
			out := targetOf(routedOf(test.journey), test.days, test.starts, test.stops).Walk(runs, 7)
			require.InDelta(t, test.finished, float64(out.Finished)/runs, 0.04)
			require.InDelta(t, test.met, float64(out.Met)/runs, 0.04)
			if out.Finished > 0 {
				require.InDelta(t, test.median, quantile(out.Days, 0.5), 0)
			}
		})
	}
}

func TestTheSameSeedGivesTheSameWalks(t *testing.T) {
	median, p90 := 5.0, 20.0
	target := targetOf(routedOf("a.5:b b"), 6, "a", "b")
	target.Journeys[0].Stages[0].Median, target.Journeys[0].Stages[0].P90 = &median, &p90
	first := target.Walk(500, 1)
	require.Equal(t, first, target.Walk(500, 1))
	require.NotEqual(t, first.Days, target.Walk(500, 2).Days)
}

func TestWaitsAreLogNormal(t *testing.T) {
	const runs = 40_000
	median, p90 := 5.0, 20.0
	target := targetOf(routedOf("a.5:b b"), 12, "a", "b")
	target.Journeys[0].Stages[0].P90 = &p90
	out := target.Walk(runs, 3)
	require.InDelta(t, median, quantile(out.Days, 0.5), 0.2)
	require.InDelta(t, p90, quantile(out.Days, 0.9), 1)
	// The distribution function of a log-normal at 12 days.
	want := 0.5 * math.Erfc(-math.Log(12/median)*zOf90/math.Log(p90/median)/math.Sqrt2)
	require.InDelta(t, want, float64(out.Met)/runs, 0.01)
}

// inTime adds up the shares of all ways to a stop, and of those that take no longer than the days: what the walks of more
// and more people come to where nobody waits longer than the median and nobody goes round.
func inTime(w *walk, at int, days, share float64, finished, met *float64) {
	days += *w.seen[at].Median
	for _, way := range w.ways[at] {
		if !w.stops[way.to] {
			inTime(w, way.to, days, share*way.share, finished, met)
			continue
		}
		*finished += share * way.share
		if days <= w.target.Days {
			*met += share * way.share
		}
	}
}

func TestRandomTargetsAreMetAsOftenAsAllWaysTogetherSay(t *testing.T) {
	const seed, runs = 20261129, 1500
	r := rand.New(rand.NewPCG(seed, 1))
	some := 0
	for i := range 6000 {
		j := randomRouted(r)
		if len(j.Stages) < 3 || len(backIn(j)) > 0 {
			continue
		}
		start, stop := j.Stages[r.IntN(len(j.Stages))].ID, j.Stages[r.IntN(len(j.Stages))].ID
		if start == stop {
			continue
		}
		target := targetOf(j, float64(r.IntN(40)), start, stop)
		w := newWalk(target)
		finished, met, sum := 0.0, 0.0, 0.0
		for _, ways := range w.ways {
			total := 0.0
			for _, way := range ways {
				total += way.share
			}
			sum = max(sum, total)
		}
		if sum > 1 {
			continue // the rules forbid it
		}
		inTime(w, w.starts[0], 0, 1, &finished, &met)
		out := target.Walk(runs, uint64(i))
		some++
		require.InDelta(t, finished, float64(out.Finished)/runs, 0.07, "seed %d, journey %d: %+v", seed, i, j)
		require.InDelta(t, met, float64(out.Met)/runs, 0.07, "seed %d, journey %d: %+v", seed, i, j)
	}
	require.Greater(t, some, 100)
}

func TestTargetPathReadsWhatTheSchemaNames(t *testing.T) {
	needs := Written(`{"days": 9, "thresholdPercent": null, "startsAt": [{"id": "a"}], "stopsAt": [{"id": "c"}], "journeys": [{"stages": [
		{"id": "a", "name": "A", "stageType": "REFER", "median": 4, "p90Days": null, "leadsTo": [], "nextConnection": {"edges": [{"properties": {"loop": false, "share": null}, "node": {"id": "b"}}]}},
		{"id": "b", "name": "B", "stageType": "REFER", "median": 7, "p90Days": 6, "leadsTo": [], "nextConnection": {"edges": [{"properties": {"loop": false, "share": 1}, "node": {"id": "c"}}]}},
		{"id": "c", "name": "C", "stageType": "TREATMENT", "median": null, "p90Days": null, "leadsTo": [], "nextConnection": {"edges": []}}]}]}`)
	answer, err := TargetPath(t.Context(), needs, map[string]any{"runs": int64(10), "seed": int64(1)})
	require.NoError(t, err)
	require.Equal(t, map[string]any{
		"runs": 10, "leaving": 0.0, "probability": 0.0, "meetsThreshold": false, "medianDays": 11.0, "p90Days": 11.0,
		"slackDays": -2.0, "slackDaysOf90": -2.0, "firstToBreach": map[string]any{"id": "b", "name": "B"},
		"stages": []map[string]any{
			{"id": "a", "name": "A", "medianDays": 4.0, "p90Days": nil, "passedBy": 1.0, "inTime": 1.0, "runsOut": 0.0},
			{"id": "b", "name": "B", "medianDays": 7.0, "p90Days": 6.0, "passedBy": 1.0, "inTime": 0.0, "runsOut": 1.0},
			{"id": "c", "name": "C", "medianDays": nil, "p90Days": nil, "passedBy": 0.0, "inTime": nil, "runsOut": 0.0},
		},
		"stagesWithoutDays": []map[string]any{{"id": "c", "name": "C"}},
	}, answer)
	for _, runs := range []int64{0, -1, mostRuns + 1} {
		_, err = TargetPath(t.Context(), needs, map[string]any{"runs": runs, "seed": int64(1)})
		require.Equal(t, model.BadUserInput, model.CodeOf(err))
	}
	_, err = TargetPath(t.Context(), Written(`7`), nil)
	require.ErrorContains(t, err, "way to a target")
}

// departure is a context that ends at the nth look at it, and counts the looks.
type departure struct {
	context.Context
	looks, at int
}

func (l *departure) Err() error {
	if l.looks++; l.looks >= l.at {
		return context.Canceled
	}
	return nil
}

func TestPeopleStopWalkingWhenNobodyWaitsForThem(t *testing.T) {
	target := targetOf(routedOf("a.5:b,c b.6:d c.7:b!,d d.3:e e"), 20, "a", "e")
	whole := &departure{Context: t.Context(), at: 1 << 30}
	_, err := target.walk(whole, 10_000, 1)
	require.NoError(t, err)
	require.Equal(t, 10_000/peopleBetween, whole.looks)
	stopped := &departure{Context: t.Context(), at: 3}
	_, err = target.walk(stopped, 10_000, 1)
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, 3, stopped.looks, "nobody looks again")
}

func BenchmarkTargetPath(b *testing.B) {
	target := targetOf(routedOf("a.5:b,c b.6:d c.7:b!,d d.3:e e"), 20, "a", "e")
	for b.Loop() {
		target.Walk(10_000, 1)
	}
}
