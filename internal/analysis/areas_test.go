package analysis_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/internal/analysis"
)

func TestAJourneyInTwoAreas(t *testing.T) {
	answer, err := analysis.BetweenAreas(analysis.Written(`{"stages":[
		{"id":"stage:a","name":"A","enabledBy":[
			{"id":"c:both","name":"Both","inArea":[{"id":"s:1","name":"S1"}],"inOther":[{"id":"s:2","name":"S2"}]},
			{"id":"c:here","name":"Here","inArea":[{"id":"s:1","name":"S1"}],"inOther":[]},
			{"id":"c:none","name":"None","inArea":[],"inOther":[]}]},
		{"id":"stage:b","name":"B","enabledBy":[
			{"id":"c:none","name":"None","inArea":[],"inOther":[]}]},
		{"id":"stage:c","name":"C","enabledBy":[]}]}`))
	require.NoError(t, err)
	require.Equal(t, []any{1, 1, 0, 1}, []any{answer["inBoth"], answer["onlyInArea"], answer["onlyInOther"], answer["inNeither"]}, "each once")
	stages := answer["stages"].([]any)
	require.Len(t, stages, 3)
	first := stages[0].(map[string]any)
	require.Equal(t, true, first["differs"])
	require.Equal(t, []any{map[string]any{
		"id": "c:here", "name": "Here", "inArea": []map[string]any{{"id": "s:1", "name": "S1"}}, "inOther": []map[string]any{},
	}}, first["onlyInArea"])
	require.Equal(t, false, stages[1].(map[string]any)["differs"], "missing in both is no difference")
	require.Empty(t, stages[2].(map[string]any)["inNeither"])

	_, err = analysis.BetweenAreas(analysis.Written(`{`))
	require.Error(t, err)
}

// TestEveryBusinessCapabilityIsInOnePlace says of random ones, by counting alone, where they are.
func TestEveryBusinessCapabilityIsInOnePlace(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 3))
		services := func() []analysis.Named {
			all := []analysis.Named{}
			for i := range r.IntN(3) {
				all = append(all, analysis.Named{ID: fmt.Sprint("service:", i)})
			}
			return all
		}
		want := map[string]int{}
		var in analysis.InAreas
		stage := analysis.StageInAreas{}
		for i := range r.IntN(9) {
			c := analysis.RealisedInAreas{Named: analysis.Named{ID: fmt.Sprint("c:", i)}, InArea: services(), InOther: services()}
			place := []string{"inNeither", "onlyInArea", "onlyInOther", "inBoth"}[min(len(c.InArea), 1)+2*min(len(c.InOther), 1)]
			want[place]++
			stage.EnabledBy = append(stage.EnabledBy, c)
		}
		in.Stages = append(in.Stages, stage, stage)
		needs, err := json.Marshal(in)
		require.NoError(t, err)
		answer, err := analysis.BetweenAreas(analysis.Written(needs))
		require.NoError(t, err)
		for _, place := range []string{"inNeither", "onlyInArea", "onlyInOther", "inBoth"} {
			require.Equal(t, want[place], answer[place], "seed %d: %s", seed, place)
			for _, s := range answer["stages"].([]any) {
				require.Len(t, s.(map[string]any)[place], want[place], "seed %d: %s", seed, place)
			}
		}
	}
}
