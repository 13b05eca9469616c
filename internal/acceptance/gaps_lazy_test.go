package acceptance_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// TestWhatIsOnlyLookedAtIsWhatIsReadAsJSON asks every rule twice: for an answer that is read where somebody looks, as gaps are found,
// and for the whole answer as JSON. Both give the same findings, with all they touch, on the shipped journeys and on invented ones.
func TestWhatIsOnlyLookedAtIsWhatIsReadAsJSON(t *testing.T) {
	for name, st := range map[string]*embedded.Store{"shipped": shippedtest.Store(t), "invented": withHoles(t, 2, 1), "another": withHoles(t, 2, 2)} {
		t.Run(name, func(t *testing.T) {
			engine := newEngine(t, st)
			scope := gaps.Scope{AsOf: asOf}
			var whole []gaps.Finding
			rules := slices.Concat(gapRules(t), oddRules(t))
			for _, rule := range rules {
				if rule.Code == "J03" {
					continue // asks for a region
				}
				whole = append(whole, found(t, engine, rule, scope)...)
			}
			gaps.Rank(whole)
			m, err := schema.Model()
			require.NoError(t, err)
			looked, err := gapEngineOn(t, m, st, asOf, rules...).Gaps(t.Context(), scope)
			require.NoError(t, err)
			require.Empty(t, looked.TooLarge)
			require.Len(t, looked.Findings, len(whole))
			require.Equal(t, gaps.TallyJourneys(whole), gaps.TallyJourneys(looked.Findings))
			require.Equal(t, gaps.TallyStages(whole), gaps.TallyStages(looked.Findings))
			for i := range whole {
				requireSame(t, &whole[i], &looked.Findings[i])
			}
		})
	}
}

// withHoles invents journeys. Some relationships are left out that a node can be without, so that there are gaps of every kind.
func withHoles(t *testing.T, journeys int, seed uint64) *embedded.Store {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	made := &generate.Graph{}
	require.NoError(t, generate.Generate(t.Context(), m, generate.Options{Journeys: journeys, Seed: seed}, made))
	r := rand.New(rand.NewPCG(seed, 7))
	without := []string{"ENABLES", "REALISES", "SUPPORTS", "OFFERS", "USES_STANDARD", "PROVIDES", "RECORDS", "NEXT", "SUPPLIES", "APPLIES_TO"}
	links := slices.DeleteFunc(made.Links, func(l model.Link) bool { return slices.Contains(without, l.Type.Name) && r.IntN(3) == 0 })
	st, err := embedded.Load(m, made.Elements, links)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, st.Close()) })
	return st
}

// oddRules are the rules with which the judge looks at every part of an answer.
func oddRules(t *testing.T) []*gaps.Rule {
	t.Helper()
	full, err := schema.Full()
	require.NoError(t, err)
	rules, err := gaps.Read(full, os.DirFS("../judge/testdata/rules"))
	require.NoError(t, err)
	return rules
}

func requireSame(t *testing.T, want, light *gaps.Finding) {
	t.Helper()
	for _, touched := range slices.Concat(want.Journeys, want.Stages) {
		require.NotEmpty(t, touched.Name, "%s at %s", want.Code, touched.ID)
	}
	got := light.Told()
	require.Equal(t, want.Subject, got.Subject)
	require.Equal(t, want.Why, got.Why, want.Subject.ID)
	require.Equal(t, want.Fix, got.Fix)
	require.Equal(t, want.Path, got.Path)
	require.Equal(t, want.Journeys, got.Journeys)
	require.Equal(t, want.Stages, got.Stages)
	require.Equal(t, want.People, got.People)
	require.Equal(t, want.Size, got.Size)
}
