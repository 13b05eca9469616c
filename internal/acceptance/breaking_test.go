package acceptance_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// breaks asks for what breaks where something goes, and for more where it says so.
const breaks = `{ whatIf(remove: [%s]%s) { why people journeysCut { id } groups { personGroup { id } } handoffsWithoutStandard { id }
	stagesLosing stagesBroken { journey { id } stage { id } closed businessCapabilities { id } touchpoints { id } } %s } }`

func TestWhatBreaksIsTheSameWhetherOrNotEveryStageThatLosesAnythingIsRead(t *testing.T) {
	const seed = 20261127
	r := rand.New(rand.NewPCG(seed, 1))
	m, err := schema.Model()
	require.NoError(t, err)
	made := &generate.Graph{}
	require.NoError(t, generate.Generate(t.Context(), m, generate.Options{Journeys: 20, Seed: 5}, made))
	st, err := embedded.Load(m, made.Elements, made.Links)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, st.Close()) })
	engine, broken := newEngine(t, st), 0
	ask := func(query string) map[string]any {
		response := engine.Do(t.Context(), graph.Request{Query: query, QueriesOnly: true})
		require.Empty(t, response.Errors, query)
		var answer map[string]map[string]any
		require.NoError(t, json.Unmarshal(response.Data, &answer))
		return answer["whatIf"]
	}
	for range 150 {
		var gone []string
		for range 1 + r.IntN(12) {
			gone = append(gone, fmt.Sprintf("%q", made.Elements[r.IntN(len(made.Elements))].ID))
		}
		for _, kind := range []string{"ServiceType", "BusinessCapability", "Application", "Technology", "Standard"} {
			for _, e := range made.Elements {
				if e.Kind.Name == kind && r.IntN(8) == 0 {
					gone = append(gone, fmt.Sprintf("%q", e.ID))
				}
			}
		}
		journey := ""
		if r.IntN(3) == 0 {
			journey = `, journey: "journey:000003"`
		}
		remove := strings.Join(gone, ", ")
		const lost = "stages { journey { id name } stage { id name } closed businessCapabilities { id name } touchpoints { id name } "
		whole := ask(fmt.Sprintf(breaks, remove, journey, lost+"losesLast }"))
		all := ask(fmt.Sprintf(breaks, remove, journey, lost+"}"))
		few := ask(fmt.Sprintf(breaks, remove, journey, ""))
		require.Len(t, whole["stages"], int(whole["stagesLosing"].(float64)))
		for _, s := range whole["stages"].([]any) {
			delete(s.(map[string]any), "losesLast")
		}
		require.Equal(t, whole, all, "without %s%s", remove, journey)
		delete(all, "stages")
		require.Equal(t, all, few, "without %s%s", remove, journey)
		broken += len(few["stagesBroken"].([]any))
	}
	require.Greater(t, broken, 1000)
}
