package analysis

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// listedOnly leaves of the services only those that lose anything without what is gone, and says how many there are of all.
func (j supported) listedOnly(gone map[string]bool) supported {
	o := newOverlay(j.Support).without(gone)
	few := *j.Support
	few.Met, few.Kinds, few.Services = slices.Clone(j.Met), nil, nil
	for i := range few.Met {
		few.Met[i].RealisedBy.Count = len(j.realisers(few.Met[i].ID))
	}
	for _, id := range []string{"service-type:k1", "service-type:k2"} {
		k := SupportKind{ID: id, Services: total{len(o.ofKind[id])}}
		if known := o.kinds[id]; known != nil {
			k.Realises = known.Realises
		}
		few.Kinds = append(few.Kinds, k)
	}
	for _, s := range j.Services {
		if !o.serviceStands(s.ID) || slices.ContainsFunc(s.Organisations, func(n Named) bool { return gone[n.ID] }) ||
			slices.ContainsFunc(s.Applications, func(a SupportApplication) bool { return !o.applicationStands(a.ID) }) {
			few.Services = append(few.Services, s)
		}
	}
	return supported{j.SupportJourney, &few}
}

func TestOnlyServicesThatLoseSomethingNeedToBeListed(t *testing.T) {
	const seed = 20261210
	r := rand.New(rand.NewPCG(seed, 1))
	left, lost := 0, 0
	for i := range 3000 {
		j, text := randomSupport(t, r)
		gone := map[string]bool{}
		for _, id := range randomlyGone(r) {
			gone[id] = true
		}
		few := j.listedOnly(gone)
		all, some := newOverlay(j.Support), newOverlay(few.Support)
		want, got := j.lose(all, all.without(gone), false), few.lose(some, some.without(gone), false)
		require.Equal(t, want, got, "seed %d, %d without %v: %s", seed, i, gone, text)
		left += len(j.Services) - len(few.Services)
		lost += len(want.Stages)
	}
	require.Greater(t, left, 2000, "services that did not have to be listed")
	require.Greater(t, lost, 2000)
}

// askedFor gives the journey as the conditions of a question describe what it loses.
func (j supported) askedFor(gone map[string]bool) SupportJourney {
	asked := *j.SupportJourney
	was, is := fallen(j, nil), fallen(j, gone)
	o := newOverlay(j.Support).without(gone)
	for _, s := range j.Stages {
		b := &BrokenStage{LostStage: LostStage{Named: s.Named}}
		for _, c := range s.Touchpoints {
			if is[c.ID] && !was[c.ID] {
				b.Touchpoints = append(b.Touchpoints, c.Named)
			}
		}
		for _, e := range s.EnabledBy.Edges {
			if is[e.Node.ID] && !was[e.Node.ID] {
				b.EnabledBy.Edges = append(b.EnabledBy.Edges, struct {
					Properties struct {
						Role string `json:"role"`
					} `json:"properties"`
					Node Named `json:"node"`
				}{e.Properties, Named{e.Node.ID, e.Node.ID}})
			}
		}
		if gone[s.ID] || len(b.Touchpoints)+len(b.EnabledBy.Edges) > 0 {
			asked.broken = append(asked.broken, b)
		}
		if o.touches(s) {
			asked.touched = append(asked.touched, &b.LostStage)
		}
	}
	return asked
}

func TestWhatTheConditionsOfAQuestionSayIsLostIsWhatIsWorkedOut(t *testing.T) {
	const seed = 20261212
	r := rand.New(rand.NewPCG(seed, 1))
	broken, cut := 0, 0
	for i := range 3000 {
		j, text := randomSupport(t, r)
		j.mixChannels(r)
		gone := map[string]bool{}
		for _, id := range randomlyGone(r) {
			gone[id] = true
		}
		all, asked := newOverlay(j.Support), j.askedFor(gone)
		want, got := j.lose(all, all.without(gone), false), asked.found(gone)
		require.Equal(t, want, got, "seed %d, %d without %v: %s", seed, i, gone, text)
		for _, l := range got.Stages {
			if l.breaks() {
				broken++
			}
		}
		if want.Cut {
			cut++
		}
	}
	require.Greater(t, broken, 2000)
	require.Greater(t, cut, 500)
}

func TestSinglePointsInAnAreaAreThoseWhereOnlyItsServicesAre(t *testing.T) {
	const seed = 20261211
	r := rand.New(rand.NewPCG(seed, 1))
	found, fewer := 0, 0
	for i := range 2000 {
		j, text := randomSupport(t, r)
		here := map[string]bool{}
		for _, s := range j.Services {
			here[s.ID] = r.IntN(2) == 0
		}
		area := *j.Support
		area.Elsewhere, area.Kinds, area.Services = true, nil, nil
		for _, id := range []string{"service-type:k1", "service-type:k2"} {
			k := SupportKind{ID: id}
			for _, s := range j.Services {
				if s.ServiceType != nil && s.ServiceType.ID == id {
					k.Services.Count++
				}
			}
			for _, known := range j.Kinds {
				if known.ID == id {
					k.Realises = known.Realises
				}
			}
			area.Kinds = append(area.Kinds, k)
		}
		for _, s := range j.Services {
			if here[s.ID] {
				area.Services = append(area.Services, s)
			}
		}
		points, err := j.SupportJourney.singlePoints(t.Context(), newOverlay(&area))
		require.NoError(t, err)
		got := map[string][]string{}
		for _, p := range points {
			got[p.ID] = p.Met
		}
		for _, id := range []string{"s1", "s2", "s3", "o1", "o2", "p1", "p2", "h1", "h2", "v1", "v2"} {
			want := []string{}
			for _, m := range []string{"A", "B", "C"} {
				// What is elsewhere is as good as gone from the start, so it is lost where all that is here falls, if there is any.
				elsewhere := map[string]bool{}
				for service, is := range here {
					elsewhere[service] = !is
				}
				was := fallen(j, elsewhere)
				elsewhere[id] = true
				is := fallen(j, elsewhere)
				if j.meets(m) && !was[m] && is[m] {
					want = append(want, m)
				}
			}
			require.ElementsMatch(t, want, got[id], "seed %d, %d, %s, here %v: %s", seed, i, id, here, text)
			found += len(want)
		}
		whole, err := j.SupportJourney.singlePoints(t.Context(), newOverlay(j.Support))
		require.NoError(t, err)
		if len(points) > len(whole) {
			fewer++
		}
	}
	require.Greater(t, found, 1000)
	require.Greater(t, fewer, 100, "where the area has single points that the country does not have")
}

// meets reports whether the business capability is met at any stage.
func (j supported) meets(id string) bool {
	return slices.ContainsFunc(j.Stages, func(s SupportStage) bool {
		for _, e := range s.EnabledBy.Edges {
			if e.Node.ID == id {
				return true
			}
		}
		return false
	})
}

// inArea is a journey whose only stage is about something that a service of the area and one of another area realise, with
// a national one beside them where it says so.
const inArea = `{"id": "journey:j", "name": "J", "personGroups": [],
	"stages": [{"id": "stage:s", "name": "S", "stageType": "RESOLUTION", "touchpoints": [], "nextConnection": {"edges": []},
		"enabledByConnection": {"edges": [{"properties": {"role": "PRIMARY"}, "node": {"id": "business-capability:c"}}]}}],
	"businessCapabilities": [{"id": "business-capability:c", "name": "C", "kinds": [], "descendants": []}],
	"here": [{"id": "service:near", "name": "Near", "level": "LOCAL", "serviceType": null, "realises": [{"id": "business-capability:c"}],
		"organisations": [{"id": "organisation:here", "name": "Here"}, {"id": "organisation:there", "name": "There"}], "inArea": [{"id": "organisation:here"}], "applications": []}%s]}`

func TestAServiceOfAnotherAreaDoesNotHelpTheArea(t *testing.T) {
	// Only the near service is offered here, and only one of the two who offer it is here: without either nobody gets through.
	ids := func(needs string) []any {
		points, err := SinglePoints(t.Context(), Written(needs), nil)
		require.NoError(t, err)
		all := []any{}
		for _, p := range points {
			all = append(all, p["on"].(map[string]any)["id"])
			require.Equal(t, true, p["cuts"])
		}
		return all
	}
	require.Equal(t, []any{"organisation:here", "service:near"}, ids(fmt.Sprintf(inArea, "")))
	require.Empty(t, ids(fmt.Sprintf(inArea, `, {"id": "service:line", "name": "Line", "level": "NATIONAL", "serviceType": null,
		"realises": [{"id": "business-capability:c"}], "organisations": [{"id": "organisation:far", "name": "Far"}], "inArea": [], "applications": []}`)))
}
