package generate_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/modelfile"
	"github.com/carejourney/carejourney/internal/rules"
)

func vocabulary(t *testing.T) *model.Model {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	return m
}

func made(t *testing.T, o generate.Options) *generate.Graph {
	t.Helper()
	g := &generate.Graph{}
	require.NoError(t, generate.Generate(t.Context(), vocabulary(t), o, g))
	return g
}

func counted(t *testing.T, journeys int) *generate.Counts {
	t.Helper()
	c := generate.NewCounts()
	require.NoError(t, generate.Generate(t.Context(), vocabulary(t), generate.Options{Journeys: journeys, Seed: 1}, c))
	return c
}

func sum(counts map[string]int) int {
	all := 0
	for _, n := range counts {
		all += n
	}
	return all
}

func TestWhatIsMadeBreaksNoRule(t *testing.T) {
	for _, o := range []generate.Options{{Journeys: 1, Seed: 1}, {Journeys: 7, Seed: 2}, {Journeys: 100, Seed: 3}} {
		t.Run(fmt.Sprintf("%d journeys", o.Journeys), func(t *testing.T) {
			g := made(t, o)
			var touched rules.Touched
			seen := map[string]bool{}
			for _, e := range g.Elements {
				require.False(t, seen[e.ID], "%s is there twice", e.ID)
				seen[e.ID] = true
				require.Equal(t, true, e.Props["illustrative"], e.ID)
				touched.Elements = append(touched.Elements, e.ID)
			}
			links := map[rules.LinkID]bool{}
			for _, l := range g.Links {
				id := rules.LinkID{Type: l.Type, From: l.From, To: l.To}
				require.False(t, links[id], "%v is there twice", id)
				links[id] = true
				touched.Links = append(touched.Links, id)
			}
			require.Empty(t, rules.Check(vocabulary(t), rules.NewGraph(g.Elements, g.Links), touched))
		})
	}
}

func TestTheSameSeedMakesTheSameModel(t *testing.T) {
	digest := func(seed uint64) string {
		g := made(t, generate.Options{Journeys: 5, Seed: seed})
		return fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%v %v", shown(g), len(g.Links))))
	}
	first := digest(1)
	require.Equal(t, first, digest(1))
	require.NotEqual(t, first, digest(2))
}

// shown writes a graph without addresses of kinds and relationships.
func shown(g *generate.Graph) []string {
	var lines []string
	for _, e := range g.Elements {
		lines = append(lines, fmt.Sprint(e.ID, e.Props))
	}
	for _, l := range g.Links {
		lines = append(lines, fmt.Sprint(l.From, l.Type.Name, l.To, l.Props))
	}
	return lines
}

func TestAModelHasTheProportionsOfACountry(t *testing.T) {
	c := counted(t, 200)
	require.Equal(t, 200, c.Elements["Journey"])
	require.Equal(t, 2_400, c.Elements["Stage"])
	require.Equal(t, 4_000, c.Elements["Organisation"])
	require.Equal(t, 10_000, c.Elements["Service"])
	require.InEpsilon(t, 100_000, sum(c.Links), 0.1, "about 500 relationships for each journey")
}

func TestAModelGrowsWithItsJourneys(t *testing.T) {
	small, large := counted(t, 200), counted(t, 800)
	require.InEpsilon(t, 4*sum(small.Elements), sum(large.Elements), 0.02)
	require.InEpsilon(t, 4*sum(small.Links), sum(large.Links), 0.02)
}

func TestAFewAreMetByVeryMany(t *testing.T) {
	g := made(t, generate.Options{Journeys: 200, Seed: 1})
	for _, of := range []struct{ relationship, kind string }{
		{"ENABLES", "BusinessCapability"}, {"SUPPORTS", "Application"}, {"CONFORMS_TO", "Standard"},
	} {
		degrees, all := map[string]int{}, 0
		for _, e := range g.Elements {
			if e.Kind.Name == of.kind {
				degrees[e.ID] = 0
			}
		}
		for _, l := range g.Links {
			for _, id := range []string{l.From, l.To} {
				if _, wanted := degrees[id]; wanted && l.Type.Name == of.relationship {
					degrees[id]++
					all++
				}
			}
		}
		var sorted []int
		for _, n := range degrees {
			sorted = append(sorted, n)
		}
		slices.Sort(sorted)
		most, median := sorted[len(sorted)-1], sorted[len(sorted)/2]
		require.Greater(t, most, 6*max(median, 1), "%s of %s: %d at most, %d in the middle", of.relationship, of.kind, most, median)
	}
}

func TestAFolderHoldsWhatWasMade(t *testing.T) {
	m, dir, counts := vocabulary(t), t.TempDir(), generate.NewCounts()
	folder := generate.NewFolder(m, dir)
	require.NoError(t, generate.Generate(t.Context(), m, generate.Options{Journeys: 3, Seed: 1}, generate.Both{folder, counts}))
	require.NoError(t, folder.Close(true))
	set, err := modelfile.Read(os.DirFS(dir), m)
	require.NoError(t, err)
	g := made(t, generate.Options{Journeys: 3, Seed: 1})
	require.Len(t, set.Elements, sum(counts.Elements))
	require.Len(t, set.Links, sum(counts.Links))
	for i := range g.Links {
		if g.Links[i].Props == nil {
			g.Links[i].Props = model.Props{}
		}
	}
	require.Empty(t, model.Diff(withoutSet(set), g.Content))
}

func withoutSet(set *modelfile.Set) model.Content {
	c := set.Content()
	for i := range c.Elements {
		c.Elements[i].Set = ""
	}
	for i := range c.Links {
		c.Links[i].Set = ""
	}
	return c
}

// broken is a sink that takes some elements and then no more.
type broken struct {
	generate.Graph
	takes int
}

var errFull = errors.New("full")

func (b *broken) Element(e model.Element) error {
	if b.takes--; b.takes < 0 {
		return errFull
	}
	return b.Graph.Element(e)
}

func TestMakingEndsAtTheFirstError(t *testing.T) {
	sink := &broken{takes: 10}
	require.ErrorIs(t, generate.Generate(t.Context(), vocabulary(t), generate.Options{Journeys: 1, Seed: 1}, sink), errFull)
	require.Len(t, sink.Elements, 10)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, generate.Generate(ctx, vocabulary(t), generate.Options{Journeys: 200, Seed: 1}, &generate.Graph{}), context.Canceled)
	err := generate.Generate(t.Context(), vocabulary(t), generate.Options{}, sink)
	require.Equal(t, model.BadUserInput, model.CodeOf(err))
}

func TestProgressEndsWithAll(t *testing.T) {
	last, total := 0, 0
	o := generate.Options{Journeys: 200, Seed: 1, Progress: func(done, all int) { last, total = done, all }}
	g := made(t, o)
	require.Equal(t, len(g.Elements), last)
	require.Equal(t, len(g.Elements), total)
}
