package acceptance_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// thinned are the relationships that are taken away at random: none that something must have.
var thinned = []string{
	"ENABLES", "REALISES", "SUPPORTS", "PROVIDES", "CONFORMS_TO", "APPLIES_TO", "RECORDS", "READS", "NEXT", "OFFERS",
	"USES_STANDARD", "REPLACED_BY", "LEADS_TO", "RUNS_ON", "DEPLOYS",
}

// TestRulesFindWhatASlowWayFinds takes relationships of the shipped journeys away at random and asks rules and their
// twins, which know no query and walk from node to node.
func TestRulesFindWhatASlowWayFinds(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	content := shippedtest.Content(t, m)
	rules := gapRules(t)
	const seed = 20261125
	for round := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, round))
		var links []model.Link
		for _, l := range content.Links {
			if round == 0 || !slices.Contains(thinned, l.Type.Name) || r.IntN(10) > int(round) {
				links = append(links, l)
			}
		}
		st, err := embedded.Load(m, content.Elements, links)
		require.NoError(t, err)
		engine := newEngine(t, st)
		slow := newWorld(content.Elements, links)
		for _, rule := range rules {
			twin := twins[rule.Code]
			if twin == nil {
				continue
			}
			var want []string
			for _, e := range content.Elements {
				if twin(slow, e.ID) {
					want = append(want, e.ID)
				}
			}
			var got []string
			for _, f := range found(t, engine, rule, gaps.Scope{AsOf: asOf}) {
				got = append(got, f.Subject.ID)
			}
			slices.Sort(got)
			require.True(t, round > 0 || len(want) > 0, "%s finds nothing", rule.Code)
			require.Equal(t, want, got, "%s, seed %d, round %d", rule.Code, seed, round)
		}
		require.NoError(t, st.Close())
	}
}

// twins say of a node whether a rule should find it.
var twins = map[string]func(w *world, id string) bool{
	"G01": func(w *world, id string) bool { return w.is(id, "Stage") && len(w.into(id, "ENABLES")) == 0 },
	"G02": func(w *world, id string) bool { return w.is(id, "Stage") && w.supportingOnly(id) },
	"G03": func(w *world, id string) bool { return w.met(id) && len(w.realisers(id)) == 0 },
	"G05": func(w *world, id string) bool { return w.met(id) && w.notInFull(id) },
	"G06": func(w *world, id string) bool { return w.serves(id) && len(w.into(id, "SUPPORTS")) == 0 },
	"G07": func(w *world, id string) bool {
		return w.met(id) && w.withoutApplication(id) && len(w.realisers(id)) > 0
	},
	"G08": (*world).singlePoint,
	"G09": (*world).providedTwice,
	"G10": func(w *world, id string) bool {
		return w.standardsMissing(id, func(passed bool, results []string) bool {
			return !passed && len(results) > 0 && !slices.Contains(results, "CONFORMANT")
		})
	},
	"G11": func(w *world, id string) bool {
		return w.standardsMissing(id, func(passed bool, results []string) bool { return !passed && len(results) == 0 })
	},
	"G12": func(w *world, id string) bool {
		return w.standardsMissing(id, func(passed bool, results []string) bool { return passed && !slices.Contains(results, "CONFORMANT") })
	},
	"G14": (*world).handoffAcross,
	"G15": (*world).handoffMissing,
	"G16": (*world).recordedTwice,
	"G17": (*world).readBeforeRecorded,
	"G19": (*world).deadEnd,
	"G22": (*world).insideClockWithGap,
	"G23": (*world).restsOnLeft,
}
