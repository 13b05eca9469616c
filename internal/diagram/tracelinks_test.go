package diagram_test

import (
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/diagram"
)

// A trace asks only for what decides what a map shows. Its judge reads everything that stands behind a journey, and follows the links
// from the traced thing up and down.

// everythingBehind asks for all links of a journey, and for its services in an area.
const everythingBehind = `query ($journey: ID!, $area: ID!) {
	journey(id: $journey) {
		stages {
			id
			touchpoints { id providedThrough { ... on Element { id } } }
			enabledBy { id }
			insights { id }
			leadsTo { id }
			handoffsOut { id standards { id } }
			clocksStarted { id }
			clocksStopped { id }
		}
		businessCapabilities {
			id
			standards { id }
			realisedBy { ... on Element { id } }
			ancestors { id standards { id } }
			descendants { id standards { id } realisedBy { ... on Element { id } } ancestors { standards { id } } children { id } }
		}
		serviceTypes { id standards { id } }
		services { id serviceType { id } organisations { id organisationType { id } } applications { id } }
		here: services(where: { or: [
			{ level: { eq: NATIONAL } }
			{ organisations: { some: { or: [{ id: { eq: $area } }, { organisationsAbove: { some: { id: { eq: $area } } } }] } } }
		] }) { id }
		applications { id applicationType { id } technologies { id } suppliers { id } }
		applicationTypes { id standards { id } }
	}
}`

// behindJourney is the answer to it.
type behindJourney struct {
	Stages []struct {
		ID          string
		Touchpoints []struct {
			ID              string
			ProvidedThrough []diagram.Ref
		}
		EnabledBy, Insights, LeadsTo, ClocksStarted, ClocksStopped []diagram.Ref
		HandoffsOut                                                []ruled
	}
	BusinessCapabilities []struct {
		realised
		Ancestors   []ruled
		Descendants []struct {
			realised
			Ancestors []ruled
			Children  []diagram.Ref
		}
	}
	ServiceTypes, ApplicationTypes []ruled
	Services                       []struct {
		ID            string
		ServiceType   *diagram.Ref
		Applications  []diagram.Ref
		Organisations []struct {
			ID               string
			OrganisationType *diagram.Ref
		}
	}
	Here         []diagram.Ref
	Applications []struct {
		ID                      string
		ApplicationType         *diagram.Ref
		Technologies, Suppliers []diagram.Ref
	}
}

// ruled is something that standards apply to.
type ruled struct {
	ID        string
	Standards []diagram.Ref
}

type realised struct {
	ruled
	RealisedBy []diagram.Ref
}

func readBehind(t *testing.T, journey, area string) *behindJourney {
	t.Helper()
	e, err := engine()
	require.NoError(t, err)
	resp := e.Do(t.Context(), graph.Request{Query: everythingBehind, Variables: map[string]any{"journey": journey, "area": area}})
	require.Empty(t, resp.Errors)
	var found struct{ Journey behindJourney }
	require.NoError(t, json.Unmarshal(resp.Data, &found))
	return &found.Journey
}

// links are the links of a journey, from what is nearer to the person to what stands behind it.
type links struct {
	down, up map[string][]string
	outside  map[string]bool // services that do not count
}

func (l *links) add(from string, to ...string) {
	for _, id := range to {
		if !l.outside[from] && !l.outside[id] {
			l.down[from] = append(l.down[from], id)
			l.up[id] = append(l.up[id], from)
		}
	}
}

func (l *links) addAll(from string, to []diagram.Ref) {
	for _, n := range to {
		l.add(from, n.ID)
	}
}

// A kind of service stands for its services, and a rule for the kind holds for each of them. So a kind has two places: above its
// services, where contacts and business capabilities lead to it, and below them, where they lead on to the standards of the kind.
// Of the second no way leads back down to the other services. An organisation too has one place where it offers services, as its kind
// does, and one where it supplies applications. A standard that applies to what a business capability is part of is met through that.
func below(id string) string { return id + " " } // no id ends so

// links puts the links together. Only services of the area count, where there is one.
func (j *behindJourney) links(area string) *links {
	l := &links{down: map[string][]string{}, up: map[string][]string{}, outside: map[string]bool{}}
	for _, s := range j.Services {
		l.outside[s.ID] = area != "" && !slices.ContainsFunc(j.Here, func(n diagram.Ref) bool { return n.ID == s.ID })
	}
	for _, s := range j.Stages {
		for _, t := range s.Touchpoints {
			l.add(s.ID, t.ID)
			l.addAll(t.ID, t.ProvidedThrough)
		}
		for _, list := range [][]diagram.Ref{s.EnabledBy, s.Insights, s.LeadsTo, s.ClocksStarted, s.ClocksStopped} {
			l.addAll(s.ID, list)
		}
		for _, h := range s.HandoffsOut {
			l.add(s.ID, h.ID)
			l.addAll(h.ID, h.Standards)
		}
	}
	for _, b := range j.BusinessCapabilities {
		l.addAll(b.ID, b.Standards)
		l.addAll(b.ID, b.RealisedBy)
		for _, above := range b.Ancestors {
			l.addAll(b.ID, above.Standards)
		}
		for _, part := range b.Descendants {
			l.add(b.ID, part.ID)
			l.addAll(part.ID, part.Standards)
			l.addAll(part.ID, part.RealisedBy)
			l.addAll(part.ID, part.Children)
			for _, above := range part.Ancestors {
				l.addAll(part.ID, above.Standards)
			}
		}
	}
	for _, t := range j.ServiceTypes {
		l.add(t.ID, below(t.ID))
		l.addAll(below(t.ID), t.Standards)
	}
	for _, t := range j.ApplicationTypes {
		l.addAll(t.ID, t.Standards)
	}
	j.addServices(l)
	return l
}

func (j *behindJourney) addServices(l *links) {
	for _, s := range j.Services {
		if l.outside[s.ID] {
			continue
		}
		if s.ServiceType != nil {
			l.add(s.ServiceType.ID, s.ID)
			l.add(s.ID, below(s.ServiceType.ID))
		}
		l.addAll(s.ID, s.Applications)
		for _, o := range s.Organisations {
			l.add(s.ID, o.ID)
			if o.OrganisationType != nil {
				l.add(o.ID, o.OrganisationType.ID)
			}
		}
	}
	for _, app := range j.Applications {
		if app.ApplicationType != nil {
			l.add(app.ID, app.ApplicationType.ID)
		}
		l.addAll(app.ID, app.Technologies)
		for _, o := range app.Suppliers {
			l.add(app.ID, below(o.ID))
		}
	}
}

// around gives what something rests on and what rests on it, itself too: nothing else where it is met at no stage.
func (l *links) around(id string) map[string]bool {
	found := map[string]bool{}
	for _, to := range []map[string][]string{l.down, l.up} {
		seen := map[string]bool{}
		// What is traced is in both of its places.
		for queue := []string{id, below(id)}; len(queue) > 0; queue = queue[1:] {
			at := queue[0]
			if seen[at] {
				continue
			}
			seen[at] = true
			found[strings.TrimSuffix(at, " ")] = true
			queue = append(queue, to[at]...)
		}
	}
	for at := range found {
		if strings.HasPrefix(at, "stage:") {
			return found
		}
	}
	return map[string]bool{id: true}
}

// everything gives the ids of all that has a link.
func (l *links) everything() []string {
	ids := map[string]bool{}
	for _, of := range []map[string][]string{l.down, l.up} {
		for id := range of {
			ids[strings.TrimSuffix(id, " ")] = true
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

// drawnOn gives the ids of all that a map shows.
func drawnOn(j *diagram.Journey) map[string]bool {
	ids := map[string]bool{}
	add := func(lists ...[]diagram.Ref) {
		for _, list := range lists {
			for _, n := range list {
				ids[n.ID] = true
			}
		}
	}
	for _, s := range j.Stages {
		ids[s.ID] = true
		add(s.Main, s.Supporting, s.Absent, s.Services, s.Organisations, s.Applications, s.Standards)
		for _, c := range s.Contacts {
			ids[c.ID] = true
		}
		for _, in := range s.Insights {
			ids[in.ID] = true
		}
	}
	for _, x := range j.Exits {
		ids[x.To.ID] = true
	}
	for _, h := range j.Handoffs {
		ids[h.ID] = true
		add(h.Standards)
	}
	for _, c := range j.Clocks {
		ids[c.ID] = true
	}
	return ids
}

// only gives those of the ids that are on the map, in order.
func only(onMap map[string]bool, ids iter.Seq[string]) []string {
	var list []string
	for id := range ids {
		if onMap[id] {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

func TestATraceOfAnythingFindsWhatFollowingAllLinksFinds(t *testing.T) {
	traced := 0
	for k, journey := range all(t) {
		for _, area := range []string{"", "organisation:Y63", "organisation:QWO"} {
			o := diagram.Options{Area: area}
			onMap, l := drawnOn(narrowed(t, journey, o)), readBehind(t, journey, area).links(area)
			for i, id := range l.everything() {
				// What is behind one journey is behind others, too.
				if area == "" && !onMap[id] && (i+k)%5 != 0 || area != "" && (i+k)%17 != 0 {
					continue
				}
				f := o.TraceOf(journey, id)
				var found struct{ Trace struct{ Connected []string } }
				require.NoError(t, json.Unmarshal(ask(t, f.Question, f.Variables), &found))
				require.Equal(t, only(onMap, maps.Keys(l.around(id))), only(onMap, slices.Values(found.Trace.Connected)), "%s on %s in %q", id, journey, area)
				traced++
			}
		}
	}
	require.Greater(t, traced, 1500)
}
