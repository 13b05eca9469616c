package pages_test

import (
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// longJourney gives a graph with a journey of so many stages in phases of ten, each leading to the next and the last back to the first.
func longJourney(t *testing.T, stages int) *embedded.Store {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	nodes := []model.Element{{ID: "journey:long", Kind: m.Kind("Journey"), Props: model.Props{"name": "Long", "journeyKind": "LONG_TERM"}}}
	var links []model.Link
	id := func(i int) string { return fmt.Sprintf("stage:long/%d", i) }
	for i := range stages {
		nodes = append(nodes, model.Element{ID: id(i), Kind: m.Kind("Stage"), Props: model.Props{"name": fmt.Sprintf("Step %d", i+1), "stageType": "CONSULT", "phase": fmt.Sprintf("Phase %d", i/10)}})
		links = append(links, model.Link{Type: m.Relationship("HAS_STAGE"), From: "journey:long", To: id(i), Props: model.Props{"order": int64(i + 1)}},
			model.Link{Type: m.Relationship("NEXT"), From: id(i), To: id((i + 1) % stages), Props: model.Props{"loop": i+1 == stages}})
	}
	st, err := embedded.Load(m, nodes, links)
	require.NoError(t, err)
	return st
}

// Every step of a long journey is told on one of its pages, and every link to a step leads to the page it is told on.
func TestTheStepsOfALongJourneyComeInPages(t *testing.T) {
	p := site(t, longJourney(t, 40))
	told := regexp.MustCompile(`<section class="step" id="(stage-\d+)"`)
	link := regexp.MustCompile(`href="([^"]*#stage-\d+)"`)
	next := regexp.MustCompile(`href="([^"#]*)#stages-title" rel="next"`)
	where := map[string]string{} // the page on which a step is told
	bodies := map[string]string{}
	for address := "/journeys/long/steps"; address != ""; {
		body := get(t, p, address).Body.String()
		bodies[address] = body
		for _, found := range told.FindAllStringSubmatch(body, -1) {
			require.Empty(t, where[found[1]], found[1])
			where[found[1]] = address
		}
		address = ""
		if found := next.FindStringSubmatch(body); found != nil {
			address = html.UnescapeString(found[1])
		}
	}
	require.Len(t, where, 40)
	require.Len(t, bodies, 3)
	for address, body := range bodies {
		links := link.FindAllStringSubmatch(body, -1)
		require.Greater(t, len(links), 41, "the contents have all, and every step leads on")
		for _, found := range links {
			page, step, _ := strings.Cut(html.UnescapeString(found[1]), "#")
			if page == "" {
				page = address
			}
			require.Equal(t, where[step], page, found[1])
		}
	}
	require.Contains(t, bodies["/journeys/long/steps"], "Steps 1 to 15 of 40")
	require.Contains(t, bodies["/journeys/long/steps"], "<h3>Phase 3</h3>")

	whole := get(t, p, "/journeys/long/steps?page=all").Body.String()
	require.Len(t, told.FindAllString(whole, -1), 40)
	require.NotContains(t, whole, `rel="next"`)
	require.Contains(t, whole, "Show them page by page")
	require.Contains(t, get(t, p, "/journeys/long/steps?hide=standards").Body.String(), `href="/journeys/long/steps?hide=standards&amp;page=2#stage-16"`, "what is chosen is kept")
	wrong := get(t, p, "/journeys/long/steps?page=9")
	require.Equal(t, 400, wrong.Code)
	require.Contains(t, wrong.Body.String(), "There is no page “9”")

	short := get(t, site(t, longJourney(t, 25)), "/journeys/long/steps").Body.String()
	require.Len(t, told.FindAllString(short, -1), 25)
	require.NotContains(t, short, "page=")
}

// A contact and a feeling have the same words in the steps, on the page of a stage and on the map.
func TestAStageIsToldInTheSameWordsOnEveryPage(t *testing.T) {
	p := shippedSite(t)
	plain := func(address string) string {
		text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(html.UnescapeString(get(t, p, address).Body.String()), " ")
		return strings.Join(strings.Fields(text), " ")
	}
	steps, stage, drawn := plain("/journeys/maternity/steps"), plain("/journeys/maternity/stages/3"), plain("/journeys/maternity")
	for _, in := range []struct{ page, says string }{
		{steps, "Meet the midwife (In person); Talk with an interpreter (Phone); Get paper notes (Other way)"},
		{steps, "First-time parent: good (+1); Person with a learning disability: bad (−1); Pregnant, little English: neither good nor bad"},
		{stage, "Meet the midwife In person"},
		{stage, "Talk with an interpreter Phone"},
		{stage, "Get paper notes Other way"},
		{stage, "First-time parent good (+1)"},
		{stage, "Person with a learning disability bad (−1)"},
		{stage, "Pregnant, little English neither good nor bad"},
		{drawn, "Booking visit: First-time parent: good (+1); Person with a learning disability: bad (−1); Pregnant, little English: neither good nor bad"},
		{drawn, "Pain point: History typed again, and 2 more"}, // the map has room for one
	} {
		require.Contains(t, in.page, in.says)
	}
}

func TestTheKeyOfAMatrixSaysWhatItsFiguresAndBandsMean(t *testing.T) {
	p := shippedSite(t)
	for address, says := range map[string][]string{
		"/journeys/maternity/matrix":                  {"kinds of service that carry it", "nobody carries it", "carried in part", "carried in full by one", "carried in full, and by others too"},
		"/journeys/maternity/matrix?measure=maturity": {"from 1, tried out, to 3, normal practice", "not begun", "tried out in a few places", "growing, not yet everywhere", "normal practice"},

		"/gaps/matrix": {"A gap that touches several is counted in each", "1 or 2", "3 to 5", "6 or more"},
	} {
		body := get(t, p, address).Body.String()
		_, after, found := strings.Cut(body, `<p class="figures-say"`)
		require.True(t, found, address)
		key, _, _ := strings.Cut(after, "</ul>")
		for _, words := range says {
			require.Contains(t, key, words, address)
		}
		require.Less(t, strings.Index(body, `<ul class="key"`), strings.Index(body, `<table class="matrix`), "a key stands before what it explains")
	}
}
