package acceptance_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// reused walks link by link from every business capability to its journeys and applications.
func (w *world) reused(journeys, applications int) []string {
	type candidate struct {
		id, name               string
		journeys, applications int
	}
	var found []candidate
	for id, e := range w.elements {
		if e.Kind.Name != "BusinessCapability" {
			continue
		}
		supporting := w.only(w.applications(id), "Application")
		on := w.each(w.each([]string{id}, "ENABLES", true), "HAS_STAGE", false)
		if len(on) >= journeys && len(supporting) >= applications {
			found = append(found, candidate{id, w.prop(id, "name"), len(on), len(supporting)})
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.journeys, a.journeys), cmp.Compare(b.applications, a.applications), cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id))
	})
	var shown []string
	for _, c := range found {
		shown = append(shown, fmt.Sprint(c.id, c.journeys, c.applications))
	}
	return shown
}

func TestCandidatesForReuseAreWhatWalkingLinkByLinkFinds(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	candidates := 0
	for seed := range uint64(20) {
		made := &generate.Graph{}
		require.NoError(t, generate.Generate(t.Context(), m, generate.Options{Journeys: 4 + int(seed)%5, Seed: seed}, made))
		w := newWorld(made.Elements, made.Links)
		st, err := embedded.Load(m, made.Elements, made.Links)
		require.NoError(t, err)
		for _, least := range [][2]int{{1, 1}, {2, 2}, {2, 4}, {4, 3}} {
			query := fmt.Sprintf(`{ reuse(journeys: %d, applications: %d) { businessCapability { id } journeys { id } applications { id } } }`, least[0], least[1])
			response := newEngine(t, st).Do(t.Context(), graph.Request{Query: query, QueriesOnly: true})
			require.Empty(t, response.Errors)
			var answer struct {
				Reuse []struct {
					BusinessCapability     struct{ ID string }
					Journeys, Applications []struct{}
				}
			}
			require.NoError(t, json.Unmarshal(response.Data, &answer))
			var shown []string
			for _, c := range answer.Reuse {
				shown = append(shown, fmt.Sprint(c.BusinessCapability.ID, len(c.Journeys), len(c.Applications)))
			}
			require.Equal(t, w.reused(least[0], least[1]), shown, "seed %d, %v", seed, least)
			candidates += len(shown)
		}
		require.NoError(t, st.Close())
	}
	require.Greater(t, candidates, 200)
}

func TestHealthAdviceIsWhatMostJourneysCouldShare(t *testing.T) {
	// Counted in the files: it is met on more journeys than anything else that three applications or more support.
	first := answered(t, `{ reuse(journeys: 3, applications: 3) { businessCapability { id } journeys { id } } }`, "reuse", 0).(map[string]any)
	require.Equal(t, map[string]any{"id": "business-capability:give-health-advice"}, first["businessCapability"])
	require.Contains(t, first["journeys"], map[string]any{"id": "journey:asthma-child"})
}
