package analysis

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// reachOf reads a journey as journeyOf does. A stage whose name begins with R is a resolution; capital letters behind an
// @ are channels of its contacts; a way with a ? has the condition "barred": "a@PT:b,c? b@L".
func reachOf(text string) ReachJourney {
	var j ReachJourney
	for word := range strings.FieldsSeq(text) {
		word, ways, _ := strings.Cut(word, ":")
		id, channels, _ := strings.Cut(word, "@")
		s := map[string]any{"id": id, "name": id, "stageType": "CONSULT"}
		if id[0] == 'R' {
			s["stageType"] = resolution
		}
		var touchpoints, edges []any
		for _, c := range channels {
			touchpoints = append(touchpoints, map[string]any{"id": string(c), "name": string(c), "channel": string(c)})
		}
		for to := range strings.FieldsFuncSeq(ways, comma) {
			to, loop := strings.CutSuffix(to, "!")
			to, barred := strings.CutSuffix(to, "?")
			properties := map[string]any{"loop": loop}
			if barred {
				properties["condition"] = "Barred"
			}
			edges = append(edges, map[string]any{"properties": properties, "node": map[string]any{"id": to}})
		}
		s["touchpoints"], s["nextConnection"] = touchpoints, map[string]any{"edges": edges}
		text, err := json.Marshal(s)
		if err == nil {
			var stage ReachStage
			err = json.Unmarshal(text, &stage)
			j.Stages = append(j.Stages, stage)
		}
		if err != nil {
			panic(err)
		}
	}
	return j
}

func groupOf(cannot string) ReachGroup {
	g := ReachGroup{Named: Named{ID: "g", Name: "Group"}, Barriers: []string{"barred"}}
	for _, c := range cannot {
		g.CannotUse = append(g.CannotUse, string(c))
	}
	return g
}

func (j ReachJourney) reached(g ReachGroup) string {
	r := j.Of(g)
	id := func(at []int) string {
		text := ""
		for _, i := range at {
			text += j.Stages[i].ID
		}
		return text
	}
	text := fmt.Sprintf("%v blocked %s", r.Reaches, id(r.Blocked))
	if r.First >= 0 {
		text += " first " + j.Stages[r.First].ID
	}
	if r.Open != nil {
		text += " open " + id(r.Open)
	}
	return text
}

func TestReach(t *testing.T) {
	for name, test := range map[string]struct{ journey, cannot, want string }{
		"every stage is open":                    {"a@P:b b@PT", "T", "true blocked "},
		"one contact that can be used is enough": {"a@PT:b b@T", "P", "true blocked "},
		"a stage is closed":                      {"a@P:b b@T:c c@P", "T", "false blocked b first b open b"},
		"a way round it":                         {"a@P:b,c b@T:d c@P:d d@P", "T", "true blocked b"},
		"the first stage is closed":              {"a@T:b b@P", "T", "false blocked a first a open a"},
		"the end is closed":                      {"a@P:b b@T", "T", "false blocked b first b open b"},
		"the fewest are opened":                  {"a@P:b,c b@T:e e@T:d c@T:d d@P", "T", "false blocked bec first b open c"},
		"of equals the earlier":                  {"a@P:b,c b@T:d c@T:d d@P", "T", "false blocked bc first b open b"},
		"nobody sees the person there":           {"a:b b@P", "T", "true blocked "},
		"a condition that is a barrier":          {"a@P:b? b@P", "", "false blocked "},
		"a condition, and a closed stage":        {"a@T:b? b@P", "T", "false blocked a first a"},
		"a way round a condition":                {"a@P:b?,c b@P c@P:b", "", "true blocked "},
		"it is resolved before the end":          {"a@P:R R@P:b b@T", "T", "true blocked b"},
		"a loop leads nowhere new":               {"a@P:b b@T:a!,c c@P", "T", "false blocked b first b open b"},
		"no stages":                              {"", "T", "false blocked "},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, test.want, reachOf(test.journey).reached(groupOf(test.cannot))) })
	}
}

// gets walks on from the starts through stages that are not closed, and reports whether that leads to a goal.
func (j ReachJourney) gets(g ReachGroup, closed map[int]bool) bool {
	w := newReachWays(j.Stages)
	var walk func(at int) bool
	walk = func(at int) bool {
		if closed[at] {
			return false
		}
		if w.goal[at] {
			return true
		}
		for _, way := range w.ways[at] {
			if way.openTo(g) && walk(way.to) {
				return true
			}
		}
		return false
	}
	for _, start := range w.starts {
		if walk(start) {
			return true
		}
	}
	return false
}

// requireWaysOfRoutes compares the ways of people with the ways that routes take.
func (j ReachJourney) requireWaysOfRoutes(t *testing.T) {
	t.Helper()
	var stages []Stage
	for _, s := range j.Stages {
		stage := Stage{ID: s.ID}
		for _, e := range s.Next.Edges {
			way := Way{Node: e.Node}
			way.Properties.Loop = e.Properties.Loop
			stage.Next.Edges = append(stage.Next.Edges, way)
		}
		stages = append(stages, stage)
	}
	all, w := waysBetween(stages), newReachWays(j.Stages)
	place := make([]int, len(w.order))
	for i, at := range w.order {
		place[at] = i
	}
	for from := range j.Stages {
		require.Equal(t, all.start[from], slices.Contains(w.starts, from))
		require.Equal(t, j.Stages[from].StageType == resolution || len(all.ways[from]) == 0, w.goal[from])
		require.Len(t, w.ways[from], len(all.ways[from]))
		for i, way := range w.ways[from] {
			require.Equal(t, all.ways[from][i].to, way.to)
			require.Less(t, place[from], place[way.to])
		}
	}
}

func TestReachInRandomJourneysIsWhatOpeningEverySetOfStagesShows(t *testing.T) {
	const seed = 20261130
	r := rand.New(rand.NewPCG(seed, 1))
	opened, never := 0, 0
	for i := range 3000 {
		var text strings.Builder
		n := 1 + r.IntN(7)
		for s := range n {
			fmt.Fprintf(&text, "%c%d@%s:", []rune("abR")[r.IntN(3)%3], s, []string{"", "P", "T", "T", "PT"}[r.IntN(5)])
			for to := range n {
				if r.IntN(4) == 0 {
					fmt.Fprintf(&text, "x%d%s,", to, []string{"", "", "", "?", "!"}[r.IntN(5)])
				}
			}
			text.WriteByte(' ')
		}
		j := reachOf(text.String())
		for s := range j.Stages { // ways lead by number, whatever the first letter
			for e := range j.Stages[s].Next.Edges {
				node := &j.Stages[s].Next.Edges[e].Node
				for _, other := range j.Stages {
					if other.ID[1:] == node.ID[1:] {
						node.ID = other.ID
					}
				}
			}
		}
		j.requireWaysOfRoutes(t)
		g := groupOf("T")
		got := j.Of(g)
		closed := map[int]bool{}
		for _, at := range got.Blocked {
			closed[at] = true
		}
		require.Equal(t, j.gets(g, closed), got.Reaches, "seed %d, %d: %s", seed, i, text.String())
		least := -1
		for set := range 1 << len(got.Blocked) {
			rest, size := map[int]bool{}, 0
			for b, at := range got.Blocked {
				if set>>b&1 == 0 {
					rest[at] = true
				} else {
					size++
				}
			}
			if (least < 0 || size < least) && j.gets(g, rest) {
				least = size
			}
		}
		switch {
		case least < 0:
			never++
			require.Nil(t, got.Open, "seed %d, %d: %s", seed, i, text.String())
		case least > 0:
			opened++
			require.Len(t, got.Open, least, "seed %d, %d: %s", seed, i, text.String())
			for _, at := range got.Open {
				delete(closed, at)
			}
			require.True(t, j.gets(g, closed), "seed %d, %d: %s", seed, i, text.String())
		}
	}
	require.Greater(t, opened, 300)
	require.Greater(t, never, 20)
}

func TestJourneyReachSaysWhy(t *testing.T) {
	answer, err := JourneyReach(Written(`{
		"personGroups": [{"id": "g", "name": "Deaf person", "size": 90000, "cannotUse": ["TELEPHONE"], "barriers": ["phone calls"]}],
		"stages": [
			{"id": "a", "name": "Ask", "stageType": "CONTACT", "touchpoints": [{"id": "t", "name": "Call", "channel": "TELEPHONE", "visibility": "FRONTSTAGE"}, {"id": "u", "name": "Note", "channel": "WEB", "visibility": "BACKSTAGE"}],
			 "nextConnection": {"edges": [{"properties": {"loop": false, "condition": null}, "node": {"id": "b"}}]}},
			{"id": "b", "name": "Seen", "stageType": "RESOLUTION", "touchpoints": [{"id": "v", "name": "Visit", "channel": "FACE_TO_FACE", "visibility": null}], "nextConnection": {"edges": []}}]}`), nil)
	require.NoError(t, err)
	a := map[string]any{"id": "a", "name": "Ask"}
	require.Equal(t, []map[string]any{{
		"personGroup": map[string]any{"id": "g", "name": "Deaf person"}, "size": 90000, "cannotUse": []string{"TELEPHONE"}, "reaches": false,
		"why":          `Deaf person: they get no further than "Ask", which is only by phone. Another kind of contact at "Ask" would open the way.`,
		"firstBlocked": a, "blocked": []map[string]any{a},
		"openBy": []map[string]any{{
			"stage": a, "touchpoints": []map[string]any{{"id": "t", "name": "Call", "channel": "TELEPHONE"}}, "channels": []string{"FACE_TO_FACE"},
		}},
	}}, answer)
	answer, err = JourneyReach(Written(`{"personGroups": [{"id": "g", "name": "G"}], "stages": []}`), map[string]any{"without": []any{"LETTER"}})
	require.NoError(t, err)
	require.Equal(t, []string{"LETTER"}, answer[0]["cannotUse"])
	require.Equal(t, "G: no way they can go leads to the end.", answer[0]["why"])
	_, err = JourneyReach(Written(`7`), nil)
	require.ErrorContains(t, err, "reach of groups")
}
