package embedded

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store"
)

// tangle gives a snapshot with so many nodes of every kind of the model, and relationships between any of them: of some types few, of
// some many, and more from some nodes than from others.
func tangle(t *testing.T, seed uint64, nodes int) *snapshot {
	t.Helper()
	text, err := os.ReadFile("../../../graph/schema/model.graphqls")
	require.NoError(t, err)
	m, err := model.Parse(&ast.Source{Name: "model.graphqls", Input: string(text)})
	require.NoError(t, err)
	random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // it must be the same every time
	var elements []model.Element
	var links []model.Link
	id := func(k *model.Kind, i int) string { return fmt.Sprintf("%s:%d", k.Prefix, i) }
	for _, k := range m.Kinds {
		for i := range nodes {
			props := model.Props{"name": "Some", "primaryRole": []string{"RO209", "RO261", "RO7"}[i%3]}
			elements = append(elements, model.Element{ID: id(k, i), Kind: k, Props: props})
		}
	}
	for _, r := range m.Relationships {
		for _, pair := range r.Pairs {
			each := []float64{0.02, 0.3, 1, 4}[random.IntN(4)]
			there := map[string]bool{}
			for range int(each * float64(nodes)) {
				from, to := id(pair.From, int(float64(nodes)*random.Float64()*random.Float64())), id(pair.To, random.IntN(nodes))
				if !there[from+" "+to] && from != to {
					there[from+" "+to] = true
					links = append(links, model.Link{Type: r, From: from, To: to})
				}
			}
		}
	}
	s, err := load(m, elements, links)
	require.NoError(t, err)
	return s
}

// oneWay walks a way as it is written, one step after the other.
func (s *snapshot) oneWay(way model.Way, n int32) map[int32]bool {
	at := map[int32]bool{n: true}
	for _, step := range way {
		next := map[int32]bool{}
		follow := func(n int32) (fresh []int32) {
			for _, t := range step.Types {
				to, _ := s.links[t.Index].from(step.Out).at(n)
				for _, other := range to {
					if !next[other] {
						next[other], fresh = true, append(fresh, other)
					}
				}
			}
			return fresh
		}
		var queue []int32
		for n := range at {
			queue = append(queue, follow(n)...)
		}
		for step.Repeat != model.Once && len(queue) > 0 {
			queue = append(queue[1:], follow(queue[0])...)
		}
		if step.Repeat == model.ZeroOrMore {
			maps.Copy(next, at)
		}
		at = next
	}
	return at
}

// A relation leads to what its ways lead to one by one, whatever was asked before in the same answer or an earlier one, however few nodes may
// be looked at for others to find, and from whichever end a step is taken.
func TestRelationsLeadWhereEachOfTheirWaysLeads(t *testing.T) {
	pulled, many := 0, 0
	for seed := range uint64(4) {
		s := tangle(t, seed, []int{40, 300, 700, 1500}[seed])
		random := rand.New(rand.NewPCG(seed, 2)) //nolint:gosec // it must be the same every time
		for round := range 8 {
			if round == 2 { // what changed is on pages of its own
				s = s.changed([]store.Effect{{New: true, Change: model.PutElement{Element: model.Element{ID: "service:new", Kind: s.model.Kind("Service"), Props: model.Props{"name": "New"}}}}}).done()
			}
			for _, k := range s.model.Kinds {
				r := &run{scratch: &scratch{}, room: &room{}, ctx: t.Context(), s: s}
				n := s.node(fmt.Sprintf("%s:%d", k.Prefix, random.IntN(9)))
				relations := slices.Clone(k.Relations)
				random.Shuffle(len(relations), func(i, j int) { relations[i], relations[j] = relations[j], relations[i] })
				for _, rel := range relations {
					kinds := rel.Target.Kinds
					if rel.Path.Single() || len(kinds) == 0 {
						continue
					}
					if random.IntN(4) == 0 {
						kinds = kinds[:1+random.IntN(len(kinds))]
					}
					w, want := s.relation(rel, kinds), map[int32]bool{}
					for _, way := range rel.Path.Ways {
						for other := range s.oneWay(way, n) {
							if r.passes(w, other) && slices.Contains(kinds, s.kind(other)) {
								want[other] = true
							}
						}
					}
					got := r.remembered(w, n)
					require.Len(t, got, len(want), "seed %d: %s of %s", seed, rel.Name, s.id(n))
					for _, other := range got {
						require.True(t, want[other], "seed %d: %s of %s is not %s", seed, rel.Name, s.id(n), s.id(other))
					}
					require.EqualValues(t, len(want), r.count(w, n))
					if len(want) > fewPushed {
						many++
					}
				}
				pulled += len(r.source.bits)
			}
		}
	}
	require.Positive(t, pulled, "steps were taken from their other end")
	require.Greater(t, many, 100)
}

// Asking every node that may be reached costs no more than looking at all relationships did, where it is given up.
func TestAStepThatIsGivenUpFromItsOtherEndIsTakenFromThisOne(t *testing.T) {
	s, givenUp := tangle(t, 1, 700), 0
	services := slices.Collect(s.nodes(s.model.Kind("Service").Index))
	for _, kind := range s.model.Relationships {
		for _, out := range []bool{true, false} {
			ahead, back := s.links[kind.Index].from(out), s.links[kind.Index].from(!out)
			r := &run{scratch: &scratch{}, room: &room{}, ctx: t.Context(), s: s}
			all, set := r.push(ahead, services, &nodeSet{}, nil), &nodeSet{}
			some, done := r.pull(back, services, set, nil, r.work+r.ticks+1)
			if !done {
				givenUp++
			}
			require.ElementsMatch(t, all, r.push(ahead, services, set, some), kind.Name)
		}
	}
	require.Positive(t, givenUp)
}
