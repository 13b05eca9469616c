package acceptance_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// Which findings somebody wants is found through an index. Here each is told and looked at.
func TestFindingsThatAreChosenAreThoseThatLookingAtEachGives(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	r := rand.New(rand.NewPCG(3, 5))
	for name, st := range map[string]*embedded.Store{"shipped": shippedtest.Store(t), "invented": withHoles(t, 4, 3)} {
		t.Run(name, func(t *testing.T) {
			found, err := gapEngineOn(t, m, st, asOf, gapRules(t)...).Gaps(t.Context(), gaps.Scope{AsOf: asOf})
			require.NoError(t, err)
			told := make([]gaps.Finding, len(found.Findings))
			for i := range told {
				told[i] = found.Findings[i].Told()
			}
			some := func(text string) *string { return &text }
			yes, no := true, false
			chosen := 0
			check := func(w gaps.Wanted) {
				t.Helper()
				chosen += requireChosen(t, found, told, w)
			}
			check(gaps.Wanted{})
			check(gaps.Wanted{Accepted: &yes})
			check(gaps.Wanted{Accepted: &no, Severities: []string{"high", "LOW"}})
			check(gaps.Wanted{Codes: []string{}})
			check(gaps.Wanted{Codes: []string{"g18", "G06"}, Kinds: []string{"Stage"}})
			check(gaps.Wanted{Journey: some("journey:nowhere"), Stage: some("")})
			for range 200 {
				f := &told[r.IntN(len(told))]
				w := gaps.Wanted{Subject: some(f.Subject.ID)}
				check(w)
				for _, j := range f.Journeys {
					check(gaps.Wanted{Journey: some(j.ID), Severities: []string{string(f.Severity)}})
					w.Journey = some(j.ID)
					check(w)
				}
				for _, s := range f.Stages {
					check(gaps.Wanted{Stage: some(s.ID), Journey: w.Journey})
					check(gaps.Wanted{Journey: some(s.ID)}) // a stage is no journey
				}
			}
			require.Greater(t, chosen, 1000)
		})
	}
}

// requireChosen looks at each finding, and gives how many are wanted.
func requireChosen(t *testing.T, found *gaps.Found, told []gaps.Finding, w gaps.Wanted) int {
	t.Helper()
	is := func(wanted []string, value string) bool {
		return wanted == nil || slices.ContainsFunc(wanted, func(text string) bool {
			return text == value || text == "high" && value == "HIGH" || text == "g18" && value == "G18"
		})
	}
	on := func(id *string, refs []gaps.Ref) bool {
		return id == nil || slices.ContainsFunc(refs, func(r gaps.Ref) bool { return r.ID == *id })
	}
	var want []gaps.Finding
	counts := map[string]int{}
	for _, f := range told {
		if !is(w.Codes, f.Code) || !is(w.Severities, string(f.Severity)) || !is(w.Kinds, f.Subject.Kind) || w.Accepted != nil && *w.Accepted != (f.Accepted != nil) ||
			w.Subject != nil && *w.Subject != f.Subject.ID || !on(w.Journey, f.Journeys) || !on(w.Stage, f.Stages) {
			continue
		}
		counts[string(f.Severity)]++
		counts[f.Code]++
		counts["a "+f.Subject.Kind]++
		if w.Journey != nil {
			f.Size = nil // the same for all of them
		}
		want = append(want, f)
	}
	gaps.Rank(want)
	chosen, err := found.Choose(w)
	require.NoError(t, err)
	require.Equal(t, len(want), chosen.Len())
	for i, f := range chosen.All() {
		require.Equal(t, want[i].Code+want[i].Subject.ID, f.Code+f.Subject.ID)
		at := chosen.At(i)
		require.Equal(t, f.Size, at.Size)
		if w.Journey == nil {
			require.Equal(t, want[i].Size, f.Size)
		}
	}
	all := chosen.Counts()
	for _, c := range slices.Concat(all.Severity, all.Code) {
		require.Equal(t, counts[c.Value], c.Count)
		delete(counts, c.Value)
	}
	for _, c := range all.Kind {
		require.Equal(t, counts["a "+c.Value], c.Count)
		delete(counts, "a "+c.Value)
	}
	require.Empty(t, counts)
	return len(want)
}
