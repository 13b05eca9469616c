package journeys_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/shippedtest"
)

// content is the shipped folder as a graph that tests can walk.
type content struct {
	byID    map[string]model.Element
	all     []model.Element
	out, in map[string][]model.Link // by relationship type and id
}

func shipped(t *testing.T) *content {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	set := shippedtest.Content(t, m)
	c := &content{byID: map[string]model.Element{}, all: set.Elements, out: map[string][]model.Link{}, in: map[string][]model.Link{}}
	for _, e := range set.Elements {
		c.byID[e.ID] = e
	}
	for _, l := range set.Links {
		c.out[l.Type.Name+" "+l.From] = append(c.out[l.Type.Name+" "+l.From], l)
		c.in[l.Type.Name+" "+l.To] = append(c.in[l.Type.Name+" "+l.To], l)
	}
	return c
}

func (c *content) kind(name string) []model.Element {
	var found []model.Element
	for _, e := range c.all {
		if e.Kind.Name == name {
			found = append(found, e)
		}
	}
	return found
}

func (c *content) without(kind string, holds func(model.Element) bool) []string {
	ids := []string{}
	for _, e := range c.kind(kind) {
		if !holds(e) {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// values counts how often a field has each of its values.
func (c *content) values(kind, field string) map[string]int {
	counts := map[string]int{}
	for _, e := range c.kind(kind) {
		switch v := e.Props[field].(type) {
		case string:
			counts[v]++
		case []string:
			for _, v := range v {
				counts[v]++
			}
		}
	}
	return counts
}

func TestTheLibraryCoversTheLifeCourse(t *testing.T) {
	c := shipped(t)
	require.GreaterOrEqual(t, len(c.kind("Journey")), 16)
	require.Len(t, c.values("Journey", "lifeStages"), 6, "life stages")
	require.Len(t, c.values("Journey", "journeyKind"), 5, "kinds of journey")
	require.Len(t, c.values("Stage", "stageType"), 12, "types of stage")
	require.Empty(t, c.without("Journey", func(e model.Element) bool {
		return len(c.in["TRAVELS "+e.ID]) > 0 && len(c.out["AIMS_AT "+e.ID]) > 0 && len(c.out["FOLLOWS "+e.ID]) > 0 && e.Props["valueProposition"] != nil
	}), "journeys without person groups, outcomes, ratings or what they are for")
	require.Empty(t, c.without("PersonGroup", func(e model.Element) bool {
		return e.Props["needs"] != nil && e.Props["barriers"] != nil && len(c.out["TRAVELS "+e.ID]) > 0
	}), "person groups without needs, barriers or a journey")
}

func TestTheRegistersAreAsLargeAsTheJourneysNeed(t *testing.T) {
	c := shipped(t)
	levels := map[any]int{}
	for _, e := range c.kind("BusinessCapability") {
		levels[e.Props["level"]]++
	}
	require.GreaterOrEqual(t, levels[int64(1)], 12)
	require.GreaterOrEqual(t, levels[int64(2)], 50)
	require.Positive(t, levels[int64(3)])
	fromCatalogue := func(e model.Element) bool { return strings.Contains(e.ID, ":gp-it/") }
	require.Len(t, slices.DeleteFunc(c.kind("ApplicationCapability"), func(e model.Element) bool { return !fromCatalogue(e) }), 46)
	require.Len(t, slices.DeleteFunc(c.kind("Standard"), func(e model.Element) bool { return !fromCatalogue(e) }), 67)
	boards := map[string]bool{}
	for _, e := range c.kind("Service") {
		for _, offer := range c.in["OFFERS "+e.ID] {
			for _, area := range c.out["IN_GEOGRAPHY_OF "+offer.From] {
				if board, _ := c.byID[area.To].Props["odsCode"].(string); strings.HasPrefix(board, "Q") {
					boards[board] = true
				}
			}
		}
	}
	require.GreaterOrEqual(t, len(boards), 2, "boards with example services")
}

func TestEveryStageIsTypedAndTold(t *testing.T) {
	c := shipped(t)
	for _, field := range []string{"description", "stageType", "phase", "timing", "valueItem", "careSettings", "typicalDays"} {
		require.Empty(t, c.without("Stage", func(e model.Element) bool { return e.Props[field] != nil }), "stages without %s", field)
	}
	for _, end := range []string{"out HAS_TOUCHPOINT", "in HAS_STAGE", "in EXPERIENCES"} {
		way, name, _ := strings.Cut(end, " ")
		links := map[string]map[string][]model.Link{"out": c.out, "in": c.in}[way]
		require.Empty(t, c.without("Stage", func(e model.Element) bool { return len(links[name+" "+e.ID]) > 0 }), "stages without %s", name)
	}
}

func TestEveryStageCanBeReachedFromTheBeginningOfItsJourney(t *testing.T) {
	c := shipped(t)
	for _, journey := range c.kind("Journey") {
		stages := c.out["HAS_STAGE "+journey.ID]
		first := slices.MinFunc(stages, func(a, b model.Link) int { return int(a.Props["order"].(int64) - b.Props["order"].(int64)) })
		reached, todo := map[string]bool{first.To: true}, []string{first.To}
		for len(todo) > 0 {
			for _, next := range c.out["NEXT "+todo[0]] {
				if !reached[next.To] {
					reached[next.To], todo = true, append(todo, next.To)
				}
			}
			todo = todo[1:]
		}
		for _, stage := range stages {
			require.True(t, reached[stage.To], "nobody gets to %s", stage.To)
		}
	}
}

func TestEveryStandardHasItsPlaceAndStatus(t *testing.T) {
	c := shipped(t)
	require.Empty(t, c.without("Standard", func(e model.Element) bool {
		return e.Props["standardStatus"] != nil && (e.Props["url"] != nil || e.Props["sourceUrl"] != nil)
	}), "standards without status or page")
	require.Empty(t, c.without("Standard", func(e model.Element) bool { return e.Props["sourceRetrieved"] != nil }), "standards nobody read about")
}

// The README names these as gaps left in on purpose. Others would be mistakes.
func TestStagesHaveOnlyTheGapsThatAreMeant(t *testing.T) {
	c := shipped(t)
	require.Equal(t, []string{"stage:maternity/feeding-support", "stage:view-results/understand"},
		c.without("Stage", func(e model.Element) bool { return len(c.in["ENABLES "+e.ID]) > 0 }), "without business capability")
	primary := func(l model.Link) bool { return l.Props["role"] == "PRIMARY" }
	require.Equal(t, []string{
		"stage:last-days/bereavement", "stage:maternity/bereavement", "stage:maternity/feeding-support",
		"stage:nhs-app-repeat-prescription/out-of-stock", "stage:talking-therapies/signpost", "stage:view-results/understand",
	}, c.without("Stage", func(e model.Element) bool { return slices.ContainsFunc(c.in["ENABLES "+e.ID], primary) }), "without primary business capability")
	require.Equal(t, []string{
		"stage:asthma-child/cough", "stage:dementia/worry", "stage:nhs-111-to-care/symptoms", "stage:nhs-app-gp-appointment/notice",
		"stage:suspected-cancer/sign", "stage:talking-therapies/worry",
	}, c.without("Stage", func(e model.Element) bool { return len(c.out["RECORDS "+e.ID])+len(c.out["READS "+e.ID]) > 0 }), "without information")
	ends := []any{"RESOLUTION", "ONGOING_MANAGEMENT", "END_OF_LIFE"}
	require.Equal(t, []string{"stage:maternity/feeding-support", "stage:nhs-app-gp-appointment/missed", "stage:talking-therapies/signpost"},
		c.without("Stage", func(e model.Element) bool {
			return len(c.out["NEXT "+e.ID])+len(c.out["LEADS_TO "+e.ID]) > 0 || slices.Contains(ends, e.Props["stageType"])
		}), "dead ends")
	screens := []any{"WEB", "NHS_APP", "SMS", "EMAIL", "VIDEO", "ONLINE_TRIAGE"}
	require.Equal(t, []string{
		"stage:dementia/watch", "stage:nhs-111-to-care/ask-online", "stage:nhs-app-gp-appointment/ask-in-app", "stage:nhs-app-gp-appointment/ask-online",
		"stage:nhs-app-gp-appointment/missed", "stage:nhs-app-repeat-prescription/ask-again", "stage:view-results/see-in-app",
	}, c.without("Stage", func(e model.Element) bool {
		seen := slices.DeleteFunc(slices.Clone(c.out["HAS_TOUCHPOINT "+e.ID]), func(l model.Link) bool { return c.byID[l.To].Props["visibility"] != "FRONTSTAGE" })
		return len(seen) == 0 || slices.ContainsFunc(seen, func(l model.Link) bool { return !slices.Contains(screens, c.byID[l.To].Props["channel"]) })
	}), "only on a screen")
}

func TestFactsNameTheirSourceAndMadeUpThingsDoNotPassForFacts(t *testing.T) {
	c := shipped(t)
	for _, e := range c.all {
		sourced := e.Props["sourceUrl"] != nil && e.Props["sourcePublisher"] != nil && e.Props["sourceLicence"] != nil
		require.Equal(t, sourced, e.Props["illustrative"] == false, e.ID)
		if strings.Contains(e.ID, ":example/") {
			require.Equal(t, true, e.Props["illustrative"], e.ID)
		}
	}
	require.Empty(t, c.without("WaitingTimeTarget", func(e model.Element) bool { return e.Props["sourceRetrieved"] != nil }), "clocks nobody read about")
	require.Empty(t, c.without("Principle", func(e model.Element) bool {
		return e.Props["statement"] != nil && e.Props["rationale"] != nil && e.Props["test"] != nil
	}), "principles without a way to see that they are kept")
}

func TestLabelsOnTheMapAreShort(t *testing.T) {
	c := shipped(t)
	for _, kind := range []string{"Journey", "Stage", "Touchpoint", "Outcome", "BusinessCapability"} {
		require.Empty(t, c.without(kind, func(e model.Element) bool { return utf8.RuneCountInString(e.Props["name"].(string)) <= 24 }), "long names of %s", kind)
	}
}
