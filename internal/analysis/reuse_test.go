package analysis

import (
	"context"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// runOf reads a journey as journeyOf does; behind a ! stands what is met at a stage: "a!xy:b b!z".
func runOf(text string) RunJourney {
	var j RunJourney
	for word := range strings.FieldsSeq(text) {
		head, ways, _ := strings.Cut(word, ":")
		id, met, _ := strings.Cut(head, "!")
		s := RunStage{Stage: journeyOf(id + ":" + ways).Stages[0], Name: id}
		for _, m := range met {
			s.Met = append(s.Met, Named{string(m), string(m)})
		}
		j.Stages = append(j.Stages, s)
	}
	return j
}

func runShown(a, b RunJourney, run []RunStep) string {
	text := ""
	for _, s := range run {
		text += a.Stages[s.A].ID + b.Stages[s.B].ID + " "
	}
	return strings.TrimSpace(text)
}

func TestSharedRun(t *testing.T) {
	for name, test := range map[string]struct{ a, b, want string }{
		"nothing is met on both":              {"a!x b!x", "c!y", ""},
		"one stage":                           {"a!x:b b!y", "c!z:d d!y", "bd"},
		"one after the other":                 {"a!x:b b!y", "c!x:d d!y", "ac bd"},
		"a stage between breaks it":           {"a!x:b b!y", "c!x:e e:d d!y", "ac"},
		"the same met on a long run":          {"a!x:b b!x:c c!x", "d!x:e e!x", "ad be"},
		"the longer of two ways":              {"a!x:b,c b!y c!z:d d!w", "e!x:f f!z:g g!w", "ae cf dg"},
		"a loop does not make it longer":      {"a!x:b b!x:a!", "c!x:d d!x:c!", "ac bd"},
		"of equals the one that begins first": {"a!x b!x", "c!x", "ac"},
	} {
		t.Run(name, func(t *testing.T) {
			a, b := runOf(test.a), runOf(test.b)
			require.Equal(t, test.want, runShown(a, b, SharedRun(a, b)))
		})
	}
}

func TestRandomSharedRunsAreAsLongAsTheLongestOfAll(t *testing.T) {
	const seed = 20261206
	r := rand.New(rand.NewPCG(seed, 1))
	random := func() RunJourney {
		var text strings.Builder
		n := 1 + r.IntN(6)
		for s := range n {
			fmt.Fprintf(&text, "s%d!%s:", s, []string{"", "x", "y", "xy", "z"}[r.IntN(5)])
			for to := range n {
				if r.IntN(3) == 0 {
					fmt.Fprintf(&text, "s%d%s,", to, []string{"", "", "!"}[r.IntN(3)])
				}
			}
			text.WriteByte(' ')
		}
		return runOf(text.String())
	}
	longer := 0
	for i := range 2000 {
		a, b := random(), random()
		waysA, waysB := a.ways().ways, b.ways().ways
		var from func(at, also int) int
		from = func(at, also int) int {
			if len(common(a.Stages[at].Met, b.Stages[also].Met)) == 0 {
				return 0
			}
			most := 0
			for _, on := range waysA[at] {
				for _, then := range waysB[also] {
					most = max(most, from(on.to, then.to))
				}
			}
			return 1 + most
		}
		most := 0
		for at := range a.Stages {
			for also := range b.Stages {
				most = max(most, from(at, also))
			}
		}
		run := SharedRun(a, b)
		require.Len(t, run, most, "seed %d, %d: %+v %+v", seed, i, a, b)
		for step := 1; step < len(run); step++ {
			require.Contains(t, a.Stages[run[step-1].A].Next.Edges, Way{Node: Ref{a.Stages[run[step].A].ID}})
			require.Contains(t, b.Stages[run[step-1].B].Next.Edges, Way{Node: Ref{b.Stages[run[step].B].ID}})
			longer++
		}
	}
	require.Greater(t, longer, 200)
}

func TestRandomFewestSetsAreAsSmallAsTryingEverySetShows(t *testing.T) {
	const seed = 20261207
	r := rand.New(rand.NewPCG(seed, 1))
	sizes := map[int]int{}
	for i := range 1500 {
		n := 1 + r.IntN(8)
		supportedBy := make([][]int, r.IntN(8))
		for what := range supportedBy {
			for a := range n {
				if r.IntN(3) == 0 {
					supportedBy[what] = append(supportedBy[what], a)
				}
			}
		}
		covers := func(set int) bool {
			for _, by := range supportedBy {
				some := len(by) == 0
				for _, a := range by {
					some = some || set>>a&1 == 1
				}
				if !some {
					return false
				}
			}
			return true
		}
		least := n
		for set := range 1 << n {
			if covers(set) {
				least = min(least, bits.OnesCount(uint(set)))
			}
		}
		f, err := FewestOf(t.Context(), n, supportedBy)
		require.NoError(t, err)
		set := 0
		for _, a := range f.Keep {
			set |= 1 << a
		}
		require.True(t, f.Exact)
		require.True(t, covers(set), "seed %d, %d: %v keep %v", seed, i, supportedBy, f.Keep)
		require.Len(t, f.Keep, least, "seed %d, %d: %v keep %v", seed, i, supportedBy, f.Keep)
		sizes[least]++
	}
	require.GreaterOrEqual(t, len(sizes), 4)
}

func TestManyApplicationsArePutTogetherGreedily(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	supportedBy := make([][]int, 400)
	for what := range supportedBy {
		supportedBy[what] = r.Perm(60)[:3]
	}
	f, err := FewestOf(t.Context(), 60, supportedBy)
	require.NoError(t, err)
	require.False(t, f.Exact)
	kept := map[int]bool{}
	for _, a := range f.Keep {
		kept[a] = true
	}
	for _, by := range supportedBy {
		require.True(t, kept[by[0]] || kept[by[1]] || kept[by[2]])
	}
	require.Less(t, len(f.Keep), 50)
}

func TestNoSetIsTriedForSomebodyWhoHasGone(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	supportedBy := make([][]int, 120)
	for what := range supportedBy {
		supportedBy[what] = r.Perm(20)[:2+r.IntN(3)]
	}
	whole := &departure{Context: t.Context(), at: 1 << 30}
	_, err := FewestOf(whole, 20, supportedBy)
	require.NoError(t, err)
	require.Greater(t, whole.looks, 30, "once for each application, and while sets are tried")
	gone := &departure{Context: t.Context(), at: 25}
	_, err = FewestOf(gone, 20, supportedBy)
	require.ErrorIs(t, err, context.Canceled)
	require.LessOrEqual(t, gone.looks, 26)
}

func BenchmarkFewestOf20(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	supportedBy := make([][]int, 120)
	for what := range supportedBy {
		supportedBy[what] = r.Perm(20)[:2+r.IntN(3)]
	}
	for b.Loop() {
		if _, err := FewestOf(b.Context(), 20, supportedBy); err != nil {
			b.Fatal(err)
		}
	}
}

func TestReuseReadsWhatTheSchemaNames(t *testing.T) {
	const nodes = `{"businessCapabilities": {"nodes": [
		{"id": "x", "name": "X", "onJourneys": {"totalCount": 2}, "byApplications": {"totalCount": 2}, "journeys": [{"id": "j", "name": "J"}, {"id": "k", "name": "K"}], "applications": [{"id": "p", "name": "P"}, {"id": "q", "name": "Q"}]},
		{"id": "y", "name": "Y", "onJourneys": {"totalCount": 3}, "byApplications": {"totalCount": 1}, "journeys": [{"id": "j", "name": "J"}, {"id": "k", "name": "K"}, {"id": "l", "name": "L"}], "applications": [{"id": "q", "name": "Q"}]},
		{"id": "z", "name": "Z", "onJourneys": {"totalCount": 0}, "byApplications": {"totalCount": 0}, "journeys": [], "applications": []}]},
		"applications": {"nodes": [{"id": "p", "name": "P"}, {"id": "q", "name": "Q"}, {"id": "r", "name": "R"}]}}`
	n := func(id string) map[string]any { return map[string]any{"id": strings.ToLower(id), "name": id} }
	reuse, err := Reuse(Written(nodes))
	require.NoError(t, err)
	require.Equal(t, map[string]any{
		"businessCapability": n("Y"), "journeys": []map[string]any{n("J"), n("K"), n("L")}, "applications": []map[string]any{n("Q")},
		"why": "Y is met on 3 journeys, and supported by 1 separate application.",
	}, reuse[0])
	fewest, err := FewestApplications(t.Context(), Written(nodes), nil)
	require.NoError(t, err)
	require.Equal(t, map[string]any{
		"keep": []map[string]any{n("Q")}, "spare": []map[string]any{n("P")}, "exact": true, "unsupported": []map[string]any{n("Z")},
		"why": "1 application of 2 would still support every business capability that any of them supports.",
	}, fewest)
	run, err := QuerySharedRun(Written(`{"a": {"id": "j", "name": "J", "stages": [{"id": "s", "name": "S", "nextConnection": {"edges": []}, "enabledBy": [{"id": "x", "name": "X"}]}]},
		"b": {"id": "k", "name": "K", "stages": [{"id": "t", "name": "T", "nextConnection": {"edges": []}, "enabledBy": [{"id": "x", "name": "X"}]}]}}`))
	require.NoError(t, err)
	require.Equal(t, map[string]any{"a": n("J"), "b": n("K"), "length": 1, "steps": []map[string]any{{"a": n("S"), "b": n("T"), "businessCapabilities": []map[string]any{n("X")}}}}, run)
	run, err = QuerySharedRun(Written(`{"a": null, "b": null}`))
	require.NoError(t, err)
	require.Nil(t, run)
	for _, err := range []error{second(Reuse(Written(`7`))), second(FewestApplications(t.Context(), Written(`7`), nil)), second(QuerySharedRun(Written(`7`)))} {
		require.ErrorContains(t, err, "read what")
	}
}

func second[T any](_ T, err error) error { return err }
