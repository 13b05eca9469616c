package pages_test

import (
	"compress/gzip"
	"context"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/pages"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/queries"
)

// small is a graph with one journey of two stages, whose names try to be more than text.
func small(t *testing.T, m *model.Model) store.Store {
	t.Helper()
	st, err := embedded.Load(m,
		[]model.Element{
			{ID: "journey:asthma", Kind: m.Kind("Journey"), Props: model.Props{"name": "Asthma in a child", "journeyKind": "LONG_TERM"}},
			{ID: "stage:asthma/review", Kind: m.Kind("Stage"), Props: model.Props{"name": "Review <b>", "stageType": "CONSULT"}},
			{ID: "stage:asthma/plan", Kind: m.Kind("Stage"), Props: model.Props{"name": "Make a plan", "stageType": "TREATMENT"}},
			{ID: "standard:x", Kind: m.Kind("Standard"), Props: model.Props{"name": "A \"standard\" & more", "ref": "X<1>", "standardStatus": "ACTIVE"}},
		},
		[]model.Link{
			{Type: m.Relationship("HAS_STAGE"), From: "journey:asthma", To: "stage:asthma/review", Props: model.Props{"order": int64(1)}},
			{Type: m.Relationship("HAS_STAGE"), From: "journey:asthma", To: "stage:asthma/plan", Props: model.Props{"order": int64(2)}},
			{Type: m.Relationship("NEXT"), From: "stage:asthma/review", To: "stage:asthma/plan", Props: model.Props{"share": 0.5}},
		},
	)
	require.NoError(t, err)
	return st
}

// site makes the pages over a store, the small graph where none is given. They wait for their answers however long it takes.
func site(t *testing.T, stores ...store.Store) *pages.Pages {
	t.Helper()
	return siteWith(t, func(*pages.Config) {}, stores...)
}

// siteWith is site with something else in its settings.
func siteWith(t *testing.T, change func(*pages.Config), stores ...store.Store) *pages.Pages {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	st := append(stores, nil)[0]
	if st == nil {
		st = small(t, m)
	}
	log := slog.New(slog.DiscardHandler)
	engine, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: log, GapRules: func() ([]*gaps.Rule, error) { return gaps.Read(full, queries.Gaps()) }})
	require.NoError(t, err)
	questions, err := library.Read(queries.Files)
	require.NoError(t, err)
	c := pages.Config{
		Engine: engine, Library: questions, Log: log, Now: time.Now, After: func(time.Duration) <-chan time.Time { return nil },
		State: func() pages.State { return pages.State{Ready: true, Version: 2} },
	}
	change(&c)
	p, err := pages.New(c)
	require.NoError(t, err)
	return p
}

// get asks for a page.
func get(t *testing.T, p http.Handler, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	return w
}

func TestPages(t *testing.T) {
	p := site(t)
	tests := []struct {
		name, path string
		status     int
		want       []string
	}{
		{"the first page leads to the journeys", "/", 200, []string{`href="/journeys/asthma"`, "Long-term conditions"}},
		{"journeys are a table", "/journeys", 200, []string{"Asthma in a child", `href="/journeys/asthma"`, "carejourney query journeys"}},
		{"journeys can be sorted by stages", "/journeys?sort=-stagesCount", 200, []string{`aria-sort="descending"`}},
		{"a map shows the stages and leads to them", "/journeys/asthma", 200, []string{"<svg", "Review &lt;b&gt;", `href="/journeys/asthma/stages/1"`, "no service", "Skip the map"}},
		{"a map can leave lanes out, and says so", "/journeys/asthma?hide=standards&hide=clocks", 200, []string{
			"Not shown: clocks, standards.", `value="standards" checked`, `href="/journeys/asthma.svg?hide=clocks,standards"`,
			`href="/journeys/asthma/steps?hide=clocks,standards"`, "carejourney render asthma --hide clocks,standards --file",
		}},
		{"other views keep what the map leaves out", "/journeys/asthma/flow?hide=standards", 200, []string{`href="/journeys/asthma?hide=standards"`, `href="/journeys/asthma/flow.svg"`}},
		{"a lane that is none is refused", "/journeys/asthma?hide=colours", 400, []string{"There is a problem", "A map can leave out"}},
		{"a journey may be named by its whole id", "/journeys/journey:asthma", 200, []string{"<svg", `href="/journeys/asthma/steps"`}},
		{"the query behind a map can be asked again", "/journeys/asthma", 200, []string{
			"query JourneyPicture($journey: ID!", "carejourney query journey-picture --var journey=journey:asthma", "carejourney render asthma", "curl -G http://example.com",
			"/query/journey-picture?v=%7B%22journey%22%3A%22journey%3Aasthma%22%7D",
		}},
		{"the steps say everything in words", "/journeys/asthma/steps", 200, []string{`id="stage-1"`, "Review &lt;b&gt;", "Gap:", "no business capability", "The journey can end here."}},
		{"the table has a row for each stage", "/journeys/asthma/table", 200, []string{"Review &lt;b&gt;", "Make a plan", `scope="row"`}},
		{"the matrix is a table", "/journeys/asthma/matrix", 200, []string{`<table class="matrix">`, "Review &lt;b&gt;", `href="/journeys/asthma/matrix.csv"`}},
		{"a measure that is none is refused", "/journeys/asthma/matrix?measure=colour", 400, []string{"There is a problem"}},
		{"the flow is a picture and tables", "/journeys/asthma/flow", 200, []string{"<svg", "Begin here", "Review &lt;b&gt;", "carejourney render asthma --view flow"}},
		{"a group that is none is not found", "/journeys/asthma/flow?group=person-group:none", 404, []string{"Page not found"}},
		{"a stage has a page of its own", "/journeys/asthma/stages/1", 200, []string{"Stage 1 of 2", "Review &lt;b&gt;", "Make a plan", "50% of people", "There is no digital way in."}},
		{"the last stage ends the journey", "/journeys/asthma/stages/2", 200, []string{"The journey can end here."}},
		{"a stage that is not there is not found", "/journeys/asthma/stages/3", 404, []string{"Page not found"}},
		{"a journey that is not there is not found", "/journeys/nothing", 404, []string{"Page not found"}},
		{"nor are its steps", "/journeys/nothing/steps", 404, []string{"Page not found"}},
		{"nor is its file", "/journeys/nothing.svg", 404, []string{"Page not found"}},
		{"a format that is not there is not found", "/journeys/asthma.gif", 404, []string{"Page not found"}},
		{"gaps are listed, the worst first", "/gaps", 200, []string{"Review &lt;b&gt;", "What to do:", "G01", `href="/gaps.csv"`, "carejourney gaps -o csv"}},
		{"gaps can be narrowed", "/gaps?severity=HIGH&journey=journey:asthma", 200, []string{"with these filters", `href="/gaps.csv?journey=journey%3Aasthma&amp;severity=HIGH"`}},
		{"and to nothing", "/gaps?code=G99", 200, []string{"No gap fits these filters"}},
		{"a severity that is none is refused", "/gaps?severity=BAD", 400, []string{`href="#severity"`}},
		{"gaps by journey are a table", "/gaps/matrix", 200, []string{`<table class="matrix rules">`, "cannot be reached from the start of its journey", "/gaps?code=G01&amp;journey=journey%3Aasthma"}},
		{"rows that are none are refused", "/gaps/matrix?by=colour", 400, []string{`href="#by"`}},
		{"registers are listed", "/registers", 200, []string{`href="/business-capabilities"`, "1 entry"}},
		{"a register lists and counts", "/standards", 200, []string{"A &#34;standard&#34; &amp; more", "X&lt;1&gt;", `href="/standards/x"`}},
		{"a register can be narrowed to nothing", "/standards?q=nowhere", 200, []string{"Nothing fits these filters", `href="/standards"`}},
		{"an empty register says what to do", "/insights", 200, []string{"There is nothing of this kind yet"}},
		{"a value that is none is refused with the field", "/standards?standardStatus=GONE", 400, []string{"There is a problem", `href="#standardStatus"`, "cannot be “GONE”"}},
		{"a column that is none is refused", "/standards?sort=colour", 400, []string{"cannot be sorted by “colour”"}},
		{"a cursor that is none is refused", "/standards?after=x", 400, []string{"There is a problem"}},
		{"a node has a page", "/standards/x", 200, []string{"X&lt;1&gt;", "Nothing is linked to it yet", "carejourney query about-standard"}},
		{"a node that is not there is not found", "/standards/y", 404, []string{"Page not found"}},
		{"exploring begins with an id", "/explore", 200, []string{`name="node"`}},
		{"a node is explored as a picture and a table", "/explore?node=stage:asthma/review", 200, []string{"<svg", `href="/explore?node=journey:asthma"`, "share: 50%"}},
		{"further away too", "/explore?node=standard:x&depth=3", 200, []string{"is linked to nothing", `href="/standards/x"`}},
		{"two steps from a journey are its stages and what follows them", "/explore?node=journey:asthma&depth=2", 200, []string{"Showing 2 things.", "Make a plan", `href="/explore?depth=2&amp;node=stage:asthma/plan"`, `href="/explore.svg?depth=2&amp;node=journey:asthma"`, "links-of-stages"}},
		{"of the kinds that are chosen", "/explore?node=stage:asthma/review&types=journey", 200, []string{"Showing 1 thing.", `value="journey" checked`, `href="/explore?node=journey:asthma&amp;types=journey"`}},
		{"with nothing of these kinds", "/explore?node=stage:asthma/review&types=standard", 200, []string{"Nothing of the chosen kinds is linked to", "Show all kinds"}},
		{"steps that are none are refused", "/explore?node=journey:asthma&depth=9", 400, []string{`href="#depth"`, `id="depth"`, "Steps can be 1 to 3"}},
		{"a kind that is none is refused", "/explore?node=journey:asthma&types=colour", 400, []string{`href="#types"`, `id="types"`}},
		{"a way is drawn and told", "/explore?node=journey:asthma&to=stage:asthma/plan", 200, []string{"<svg", "1 link:", "→ has stage →", "The way back"}},
		{"a way there is not is said", "/explore?node=journey:asthma&to=standard:x", 200, []string{"There is no way of at most 6 links"}},
		{"a way to what is no id is refused", "/explore?node=journey:asthma&to=zebra", 400, []string{`href="#to"`}},
		{"a way from nowhere is refused", "/explore?to=journey:asthma", 400, []string{`href="#node"`}},
		{"a way to what is not there is not found", "/explore?node=journey:asthma&to=stage:none", 404, []string{"Page not found"}},
		{"but not where there is none", "/explore.svg?node=journey:asthma&to=standard:x", 404, []string{"Page not found"}},
		{"what is no id is refused", "/explore?node=zebra", 400, []string{"is no id"}},
		{"an id that is not there is not found", "/explore?node=stage:none", 404, []string{"Page not found"}},
		{"comparing begins with a choice", "/compare", 200, []string{"Choose two journeys above", "Asthma in a child"}},
		{"two journeys are compared", "/compare?first=journey:asthma&second=journey:asthma", 200, []string{"0 in both", "carejourney query compare-journeys", "<svg", "0 changed, 2 the same", "format=png", "--view compare --with asthma"}},
		{"a comparison is not written as what it cannot be", "/compare?first=journey:asthma&second=journey:asthma&format=mermaid", 400, []string{"There is a problem", "mermaid"}},
		{"a file of a journey that is not there is not found", "/compare?first=journey:asthma&second=journey:none&format=svg", 404, []string{"Page not found"}},
		{"areas that are not there have no file", "/compare?what=areas&journey=journey:asthma&first=organisation:a&second=organisation:b&format=svg", 404, []string{"Page not found"}},
		{"areas need a journey", "/compare?what=areas&first=organisation:a&second=organisation:b", 200, []string{"Choose a journey and two areas"}},
		{"a journey that is not there is refused", "/compare?first=journey:asthma&second=journey:none", 400, []string{"One of the two is not there"}},
		{"what cannot be compared is refused", "/compare?what=zebras", 400, []string{"not “zebras”"}},
		{"what if begins with a name or an id", "/what-if", 200, []string{`name="remove"`, "Name or id of what goes", `href="/registers"`}},
		{"what would be lost is said", "/what-if?remove=standard:x", 200, []string{"What would be lost", "put back", "carejourney query what-if"}},
		{"what is not there cannot be taken away", "/what-if?remove=standard:none", 400, []string{"There is nothing with the id “standard:none”"}},
		{"search finds", "/search?q=standard", 200, []string{`href="/standards/x"`, "1 result"}},
		{"search that finds nothing says what to do", "/search?q=zebra", 200, []string{"Nothing has all of these words"}},
		{"search by a kind that is none is refused", "/search?q=x&kind=Zebra", 400, []string{"There is a problem"}},
		{"the console lists the library", "/query", 200, []string{`href="/query/touchpoints"`, `href="/query/register-stages"`}},
		{"the console can be opened with a question", "/query?question=touchpoints&v=%7B%22id%22%3A1%7D", 200, []string{"{&#34;id&#34;:1}", "query Touchpoints("}},
		{"a question shows its variables", "/query/touchpoints", 200, []string{`name="var-journey"`, "journey:maternity"}},
		{"a question can be asked by its address", "/query/stage-place?v=%7B%22stage%22%3A%22stage%3Aasthma%2Freview%22%7D", 200, []string{"journey:asthma", "/query/stage-place.csv?v="}},
		{"and by a form", "/query/stage-place?run=1&var-stage=stage:asthma/plan", 200, []string{"stage:asthma/plan"}},
		{"a number that is none is refused", "/query/stage?run=1&var-place=x", 400, []string{"There is a problem", `href="#var-place"`, "must be a number"}},
		{"a value that is needed is asked for", "/query/stage?run=1&var-place=", 400, []string{"Place needs a value"}},
		{"variables that are none are refused", "/query/stage?v=x", 400, []string{"must be one JSON object"}},
		{"a question that is not there is not found", "/query/nothing", 404, []string{"Page not found"}},
		{"the schema is explained", "/schema", 200, []string{`href="/schema/Journey"`, `href="/business-capabilities"`}},
		{"a type is explained", "/schema/Stage", 200, []string{"touchpoints", "Contacts the person has at this stage"}},
		{"a type that is not there is not found", "/schema/Zebra", 404, []string{"Page not found"}},
		{"the status says the version", "/status", 200, []string{"Answering", "4 nodes"}},
		{"accessibility is stated", "/accessibility", 200, []string{"version 2.2, level AA"}},
		{"licences of others are shown", "/licences", 200, []string{"nhsuk-frontend", "SIL OPEN FONT LICENSE"}},
		{"anything else is not found", "/nothing", 404, []string{"Page not found"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, p, tt.path)
			require.Equal(t, tt.status, w.Code, w.Body.String())
			for _, want := range tt.want {
				require.Contains(t, w.Body.String(), want)
			}
			soundPage(t, w.Body.String())
		})
	}
}

// soundPage checks what holds for every page: no script in it, no style that the policy refuses, one heading,
// landmarks, a language, a title and names that stay names.
func soundPage(t *testing.T, body string) {
	t.Helper()
	require.NotRegexp(t, `<script[^>]*>[^<]`, body, "scripts are files")
	require.NotContains(t, body, "style=")
	require.NotContains(t, body, "Review <b>")
	require.NotRegexp(t, `<[^>]* on\w+=`, body)
	require.Regexp(t, `<title>.+ – Carejourney</title>`, body)
	for _, once := range []string{`<h1`, `<main `, `id="main"`, `<html lang="en">`, `href="#main"`} {
		require.Equal(t, 1, strings.Count(body, once), once)
	}
	levels := regexp.MustCompile(`<h([1-6])`).FindAllStringSubmatch(body[max(0, strings.Index(body, "<h1")):], -1)
	for i := 1; i < len(levels); i++ {
		require.LessOrEqual(t, levels[i][1][0], levels[i-1][1][0]+1, "headings skip no level")
	}
	ids := map[string]bool{}
	for _, id := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(body, -1) {
		require.False(t, ids[id[1]], "id %s twice", id[1])
		ids[id[1]] = true
	}
}

func TestEveryKindHasARegister(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	p := site(t)
	for _, k := range m.Kinds {
		t.Run(k.Name, func(t *testing.T) {
			w := get(t, p, "/"+library.Kebab(k.Plural))
			require.Equal(t, 200, w.Code, w.Body.String())
			soundPage(t, w.Body.String())
			require.Equal(t, 404, get(t, p, "/"+library.Kebab(k.Plural)+"/nothing").Code)
		})
	}
}

func TestAStageIsFoundByItsID(t *testing.T) {
	w := get(t, site(t), "/stages/asthma/plan")
	require.Equal(t, http.StatusFound, w.Code)
	require.Equal(t, "/journeys/asthma/stages/2", w.Header().Get("Location"))
}

func TestTheConsoleAnswersWithoutScript(t *testing.T) {
	p := site(t)
	post := func(form url.Values) string {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/query", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		p.ServeHTTP(w, r)
		soundPage(t, w.Body.String())
		return w.Body.String()
	}
	form := url.Values{"query": {"query S($id: ID!) {\r\n stage(id: $id) { name } }"}, "variables": {`{"id":"stage:asthma/review"}`}}
	require.Contains(t, post(form), "Review &lt;b&gt;", "the answer, escaped")
	form.Set("variables", "{")
	require.Contains(t, post(form), "The variables must be one JSON object")
	form.Set("variables", "")
	require.Contains(t, post(form), "There is a problem")
	form.Set("query", `mutation { apply(changes: []) { version } }`)
	require.Contains(t, post(form), "Only queries are answered here")
}

func TestFilesOfAJourney(t *testing.T) {
	p := site(t)
	require.True(t, strings.HasPrefix(get(t, p, "/journeys/asthma.png").Body.String(), "\x89PNG"))
	for format, contentType := range map[string]string{
		"svg": "image/svg+xml; charset=utf-8", "dot": "text/vnd.graphviz; charset=utf-8", "csv": "text/csv; charset=utf-8", "mmd": "text/plain; charset=utf-8",
	} {
		t.Run(format, func(t *testing.T) {
			w := get(t, p, "/journeys/asthma."+format)
			require.Equal(t, 200, w.Code)
			require.Equal(t, contentType, w.Header().Get("Content-Type"))
			require.Equal(t, `inline; filename="asthma.`+format+`"`, w.Header().Get("Content-Disposition"))
			require.Contains(t, w.Header().Get("Content-Security-Policy"), "sandbox", "a picture by itself runs nothing")
			require.Contains(t, w.Body.String(), "Review")

			again := get(t, p, "/journeys/asthma."+format, "If-None-Match", w.Header().Get("ETag"))
			require.Equal(t, 304, again.Code)
			require.Empty(t, again.Body.String())
		})
	}
}

// shippedSite makes the pages over the journeys that come with the program.
func shippedSite(t *testing.T) *pages.Pages {
	t.Helper()
	return site(t, shippedtest.Store(t))
}

func TestWhatTwoAreasHaveIsComparedAsAPictureToo(t *testing.T) {
	p := shippedSite(t)
	const address = "/compare?what=areas&journey=journey:stroke&first=organisation:QWO&second=organisation:QT6"
	w := get(t, p, address)
	require.Equal(t, 200, w.Code, w.Body.String())
	for _, want := range []string{"<svg", "Stage by stage", "stages differ", "format=pptx", "format=json", "--area organisation:QWO --with-area organisation:QT6 --file", `href="/business-capabilities/`} {
		require.Contains(t, w.Body.String(), want)
	}
	require.NotContains(t, w.Body.String(), "0 in both", "the lists say what the picture says")
	soundPage(t, w.Body.String())
	for _, link := range regexp.MustCompile(`href="(/compare\?[^"]*format=[^"]*)"`).FindAllStringSubmatch(w.Body.String(), -1) {
		file := get(t, p, html.UnescapeString(link[1]))
		require.Equal(t, 200, file.Code, link[1])
		require.Contains(t, file.Header().Get("Content-Disposition"), "stroke-in-QWO-and-QT6-compare.")
	}
}

func TestAssetsAreKeptForEverAndComeCompressed(t *testing.T) {
	p := site(t)
	address := regexp.MustCompile(`/assets/[0-9a-f]+/pages\.css`).FindString(get(t, p, "/").Body.String())
	require.NotEmpty(t, address)
	plain, zipped := get(t, p, address), get(t, p, address, "Accept-Encoding", "gzip")
	require.Equal(t, 200, plain.Code)
	require.Contains(t, plain.Header().Get("Cache-Control"), "immutable")
	require.Equal(t, "gzip", zipped.Header().Get("Content-Encoding"))
	require.Less(t, zipped.Body.Len(), plain.Body.Len())
	require.Equal(t, 404, get(t, p, "/assets/0/pages.css").Code)

	page := get(t, p, "/", "Accept-Encoding", "gzip, br")
	require.Equal(t, "gzip", page.Header().Get("Content-Encoding"))
	unzipped, err := gzip.NewReader(page.Body)
	require.NoError(t, err)
	text, err := io.ReadAll(unzipped)
	require.NoError(t, err)
	require.Equal(t, get(t, p, "/").Body.String(), string(text))
	require.Empty(t, get(t, p, "/journeys/asthma.png", "Accept-Encoding", "gzip").Header().Get("Content-Encoding"))
}

func TestAStoreThatIsAwayLeavesAPageThatSaysSo(t *testing.T) {
	m, err := schema.Model()
	require.NoError(t, err)
	st := small(t, m)
	p := site(t, st)
	require.NoError(t, st.Close())
	for _, path := range []string{"/", "/journeys", "/journeys/asthma", "/standards", "/standards/x", "/search?q=x", "/status"} {
		w := get(t, p, path)
		require.Equal(t, http.StatusServiceUnavailable, w.Code, path)
		soundPage(t, w.Body.String())
	}
}

func TestAPageIsGivenUpWithItsRequest(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	site(t).ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/journeys/asthma.svg", nil))
	require.NotEqual(t, 200, w.Code)
}

func TestWhatWouldBeLostOfAShippedJourneyIsShown(t *testing.T) {
	w := get(t, shippedSite(t), "/what-if?remove=application:example/maternity-record-a")
	require.Equal(t, 200, w.Code, w.Body.String())
	for _, want := range []string{"Stages that lose something", "What could take its place", "put back"} {
		require.Contains(t, w.Body.String(), want)
	}
	soundPage(t, w.Body.String())
}
