package diagram_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/diagram"
)

// narrowed reads the map of a journey that comes with the program, narrowed as the options say.
func narrowed(t testing.TB, id string, o diagram.Options) *diagram.Journey {
	t.Helper()
	p := picture(t, "map", id, o)
	for _, f := range o.Filters("map", id) {
		require.NoError(t, f.Apply(p, ask(t, f.Question, f.Variables)), "%s of %s", f.Name, id)
	}
	return p.(*diagram.Journey)
}

// refused gives why a filter cannot be applied.
func refused(t *testing.T, o diagram.Options) error {
	t.Helper()
	p := picture(t, "map", "journey:maternity", o)
	for _, f := range o.Filters("map", "journey:maternity") {
		if err := f.Apply(p, ask(t, f.Question, f.Variables)); err != nil {
			return err
		}
	}
	return nil
}

// stagesByPath gives the stages of a journey with which something is connected, by the paths that the model declares for its kind: the
// judge of what a trace finds by following links.
func stagesByPath(t testing.TB, journey, id string) []string {
	t.Helper()
	e, err := engine()
	require.NoError(t, err)
	resp := e.Do(t.Context(), graph.Request{Variables: map[string]any{"id": id, "journey": journey}, Query: `query ($id: ID!, $journey: ID!) {
		journey(id: $journey) { stages { id } }
		node: nodes(ids: [$id]) {
			... on Stage { id }
			... on BusinessCapability { stages: stagesTouched(first: 1000) { id } }
			... on ServiceType { stages(first: 1000) { id } }
			... on Service { stages(first: 1000) { id } }
			... on OrganisationType { services(first: 1000) { stages(first: 1000) { id } } }
			... on Organisation { stages(first: 1000) { id } supplied: stagesSupplied(first: 1000) { id } }
			... on ApplicationType { stages(first: 1000) { id } }
			... on Application { stages(first: 1000) { id } }
			... on Standard { stages(first: 1000) { id } handoffs(first: 1000) { from { id } } }
		}
	}`})
	require.Empty(t, resp.Errors)
	type node struct{ ID string }
	var found struct {
		Journey struct{ Stages []node }
		Node    []struct {
			ID               string
			Stages, Supplied []node
			Services         []struct{ Stages []node }
			Handoffs         []struct{ From node }
		}
	}
	require.NoError(t, json.Unmarshal(resp.Data, &found))
	on := map[string]bool{}
	n := found.Node[0]
	for _, s := range append(append(n.Stages, n.Supplied...), node{n.ID}) {
		on[s.ID] = true
	}
	for _, service := range n.Services {
		for _, s := range service.Stages {
			on[s.ID] = true
		}
	}
	for _, h := range n.Handoffs {
		on[h.From.ID] = true
	}
	var ids []string
	for _, s := range found.Journey.Stages {
		if on[s.ID] {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func TestATraceFindsTheStagesThatThePathsOfTheModelFind(t *testing.T) {
	for _, journey := range []string{"journey:maternity", "journey:breast-screening", "journey:stroke"} {
		for _, area := range []string{"", "organisation:Y63"} {
			for _, lane := range narrowed(t, journey, diagram.Options{Area: area}).Things() {
				for _, n := range lane.Things {
					if area != "" && !strings.HasPrefix(n.ID, "service:") {
						continue // with an area only its services count, which the paths of other kinds do not know
					}
					want := stagesByPath(t, journey, n.ID)
					var got []string
					for _, s := range narrowed(t, journey, diagram.Options{Area: area, Trace: n.ID}).Traced.Stages {
						got = append(got, s.ID)
					}
					require.Equal(t, want, got, "%s on %s", n.ID, journey)
				}
			}
		}
	}
}

func TestATraceMovesNothingAndFadesTheRest(t *testing.T) {
	o := diagram.Options{Trace: "business-capability:book-appointments"}
	whole, traced := diagram.Draw(shipped(t, "journey:maternity"), diagram.Links{Bare: true}), diagram.Draw(narrowed(t, "journey:maternity", o), diagram.Links{Bare: true})
	require.Equal(t, whole.Boxes, traced.Boxes)
	strong, thin := 0, 0
	for _, d := range drawn(traced) {
		if d.text != nil && d.group != nil && d.group.Class == "bar" {
			if d.group.Faint {
				thin++
				require.False(t, d.text.Bold, d.text.S)
			} else {
				strong++
			}
		}
	}
	require.Positive(t, strong)
	require.Greater(t, thin, strong)
	svg := string(diagram.Draw(narrowed(t, "journey:maternity", o), diagram.Links{}).SVG())
	for _, words := range []string{"Traced: Book appointments (business capability), in 7 of 19 stages.", "traced: Book appointments", "not connected: thin and grey"} {
		require.Contains(t, svg, ">"+words+"<")
	}
}

func TestAnAreaHasItsOwnServicesAndItsGaps(t *testing.T) {
	j := narrowed(t, "journey:maternity", diagram.Options{Area: "organisation:Y63"})
	var between struct {
		Journey struct {
			BetweenAreas struct {
				Stages []struct {
					ID                        string
					InBoth, OnlyInArea, Lacks []diagram.Ref
					InNeither, OnlyInOther    []diagram.Ref
				}
			}
		}
	}
	data := ask(t, "compare-regions", map[string]any{"journey": j.ID, "first": "organisation:Y63", "second": "organisation:Y63"})
	require.NoError(t, json.Unmarshal(data, &between))
	for i, s := range between.Journey.BetweenAreas.Stages {
		require.ElementsMatch(t, s.InBoth, append(slices.Clone(j.Stages[i].Main), j.Stages[i].Supporting...), s.ID)
		require.ElementsMatch(t, s.InNeither, j.Stages[i].Absent, s.ID)
	}
	require.Equal(t, "Having a baby in North East and Yorkshire", diagram.Draw(j, diagram.Links{}).Title)
	for _, s := range j.Stages {
		for _, n := range s.Services {
			require.True(t, strings.HasPrefix(n.ID, "service:"), "%s is a real service", n.ID)
		}
	}
	svg := string(diagram.Draw(j, diagram.Links{}).SVG())
	require.Contains(t, svg, "Plan a pregnancy: not here")
	require.Contains(t, svg, "only what is in North East and Yorkshire")
	require.NotContains(t, svg, "kinds of service")
}

func TestAGroupOfPeopleSeesWhatItCannotUse(t *testing.T) {
	j := narrowed(t, "journey:breast-screening", diagram.Options{Group: "rough-sleeper"})
	require.False(t, j.Going.Reaches)
	require.Equal(t, "Invitation", j.Going.First)
	scene := diagram.Draw(j, diagram.Links{})
	closed := 0
	for _, d := range drawn(scene) {
		if d.text != nil && d.text.S == "closed to them" {
			closed++
		}
	}
	require.Equal(t, len(j.Going.Closed), closed)
	require.Contains(t, string(scene.SVG()), "The first stage closed to them is “Invitation”.")
	for _, s := range j.Stages {
		for _, c := range s.Contacts {
			require.Equal(t, c.Seen && slices.Contains(j.Going.CannotUse, c.Channel), c.Closed, c.Name)
		}
	}
	table, _, err := diagram.Write(j, "csv")
	require.NoError(t, err)
	require.Contains(t, string(table), "cannot be used by Person without a home")
	require.Contains(t, string(table), "closed to Person without a home")
}

func TestFiltersThatNameNothingAreRefused(t *testing.T) {
	require.ErrorContains(t, refused(t, diagram.Options{Trace: "service:none"}), `nothing with the id "service:none"`)
	require.ErrorContains(t, refused(t, diagram.Options{Area: "organisation:none"}), "Choose a region")
	require.ErrorContains(t, refused(t, diagram.Options{Group: "none"}), "Choose among: Deaf person")
	require.NoError(t, refused(t, diagram.Options{Trace: "business-capability:mammography"}), "what is only met elsewhere is there")
	require.Empty(t, diagram.Options{Trace: "x", Group: "y"}.Filters("flow", "journey:maternity"), "a flow asks one question")
}

func TestWordsOfNarrowedMapsCanBeRead(t *testing.T) {
	for _, id := range []string{"journey:maternity", "journey:breast-screening", "journey:stroke"} {
		j := shipped(t, id)
		for _, o := range []diagram.Options{
			{Area: "organisation:Y63"},
			{Area: "organisation:Y58"},
			{Group: j.Groups[len(j.Groups)-1].ID},
			{Trace: j.Stages[1].ID},
			{Area: "organisation:Y63", Group: j.Groups[0].ID, Trace: j.Stages[0].Main[0].ID},
		} {
			n := narrowed(t, id, o)
			for _, scene := range append(diagram.Sheets(n, diagram.Links{}), diagram.Draw(n, diagram.Links{})) {
				for _, c := range append(clashes(scene), crossings(scene)...) {
					t.Errorf("%s, %+v: %s", id, o, c)
				}
			}
		}
	}
}
