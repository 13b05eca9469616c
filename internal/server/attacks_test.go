package server_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/server"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// An attack must take the processors at most mostTimes as long as a plain question that is asked for the first time, and its
// answer must be shorter than mostAnswer. Both times are of this program alone, in one run, without a network, the least of
// several, so a busy machine makes no difference to the ratio. With -v the test says what each took: docs/limits.md has it.
const (
	mostTimes  = 100
	mostAnswer = 64 << 10
)

// crowd is a site over a graph in which every stage leads to every other, with nothing about it that is not the default.
func crowd(t *testing.T) http.Handler {
	t.Helper()
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	const stages = 60
	elements := []model.Element{{ID: "journey:crowd", Kind: m.Kind("Journey"), Props: model.Props{"name": "A crowd"}}}
	var links []model.Link
	id := func(i int) string { return fmt.Sprintf("stage:crowd/%d", i) }
	for i := range stages {
		elements = append(elements, model.Element{ID: id(i), Kind: m.Kind("Stage"), Props: model.Props{"name": fmt.Sprint("Stage ", i), "stageType": "CONSULT"}})
		links = append(links, model.Link{Type: m.Relationship("HAS_STAGE"), From: "journey:crowd", To: id(i), Props: model.Props{"order": int64(i)}})
		for j := range stages {
			if i != j {
				links = append(links, model.Link{Type: m.Relationship("NEXT"), From: id(i), To: id(j), Props: model.Props{"loop": true}})
			}
		}
	}
	st, err := embedded.Load(m, elements, links)
	require.NoError(t, err)
	log := slog.New(slog.DiscardHandler)
	engine, err := graph.NewEngine(graph.Options{Model: m, Schema: full, Store: st, Log: log})
	require.NoError(t, err)
	documents, err := server.NewDocuments(nil, false)
	require.NoError(t, err)
	site, err := server.New(server.Config{
		Engine: engine, Log: log, Schema: schema.SDL(), Now: time.Now, Documents: documents,
		Health: func() server.Health { return server.Health{Ready: true} },
	})
	require.NoError(t, err)
	return site
}

// post answers a body without a network.
func post(site http.Handler, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	site.ServeHTTP(w, r)
	return w
}

// wrapped makes a body of a document and variables.
func wrapped(document string, variables map[string]any) string {
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		panic(err) // text and plain values always have a JSON form
	}
	return string(body)
}

// doubling makes fragments that each spread the next one twice.
func doubling(levels int) string {
	var b strings.Builder
	b.WriteString(`{ journey(id: "journey:crowd") { ...F0 } }`)
	for i := range levels {
		fmt.Fprintf(&b, " fragment F%d on Journey { a: stages { journey { ...F%d } } b: stages { journey { ...F%d } } }", i, i+1, i+1)
	}
	fmt.Fprintf(&b, " fragment F%d on Journey { id }", levels)
	return b.String()
}

// numbered repeats a format with the numbers from 0.
func numbered(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func conditions(n int) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = map[string]any{"name": map[string]any{"contains": fmt.Sprint(i)}}
	}
	return list
}

func words(n int) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = fmt.Sprintf("stage:crowd/%d", i)
	}
	return list
}

const plainQuestion = `query Plain%d { journey(id: "journey:crowd") { name stagesConnection(first: 20) { edges { properties { order } node {
	id name stageType description next(first: 5) { id name } touchpoints { name channel } enabledBy { name } services { name organisations { name } } } } } } }`

func TestEveryAttackIsCheapAndItsAnswerShort(t *testing.T) {
	longNames := strings.Repeat("StageType", 10)
	attacks := []struct{ name, body, want string }{
		{"fragments that double, 24 levels", wrapped(doubling(24), nil), "LIMIT_EXCEEDED"},
		{"fragments that double, 26 levels", wrapped(doubling(26), nil), "LIMIT_EXCEEDED"},
		{"fragments that double in a mutation", wrapped(strings.Replace(doubling(26), "{ journey(id: \"journey:crowd\") { ...F0 } }", "mutation { apply(changes: []) { query { journey(id: \"a\") { ...F0 } } } }", 1), nil), "LIMIT_EXCEEDED"},
		{"a fragment that leads to itself", wrapped(`{ journey(id: "journey:crowd") { ...F } } fragment F on Journey { stages { journey { ...F } } }`, nil), "GRAPHQL_VALIDATION_FAILED"},
		{"one field ten thousand times", wrapped("{ "+strings.Repeat("version ", 10_000)+"}", nil), "LIMIT_EXCEEDED"},
		{"one field as often as there is room for", wrapped("{ version "+strings.Repeat("version ", 1990)+"}", nil), "LIMIT_EXCEEDED"},
		{"one field as often as it may be", wrapped(`{ journey(id: "journey:crowd") { `+strings.Repeat("id ", 490)+"} }", nil), `"data"`},
		{"an unknown directive ten thousand times", wrapped("{ version "+strings.Repeat("@x ", 10_000)+"}", nil), "LIMIT_EXCEEDED"},
		{"an unknown directive as often as there is room for", wrapped("{ version "+strings.Repeat("@x ", 900)+"}", nil), "LIMIT_EXCEEDED"},
		{"the schema five hundred times", wrapped("{ "+numbered(500, "a%d: __schema { types { name } } ")+"}", nil), "LIMIT_EXCEEDED"},
		{"the schema twenty times", wrapped("{ "+numbered(20, "a%d: __schema { types { name } } ")+"}", nil), "LIMIT_EXCEEDED"},
		{"all types of the schema a hundred times", wrapped("{ __schema { "+numbered(100, "a%d: types { name description } ")+"} }", nil), "LIMIT_EXCEEDED"},
		{"fields of fields of fields of the schema", wrapped("{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }", nil), "GRAPHQL_VALIDATION_FAILED"},
		{"twelve steps where each has sixty ways on", wrapped(`{ journey(id: "journey:crowd") { stages { `+strings.Repeat("next { ", 12)+"id"+strings.Repeat(" }", 12)+" } } }", nil), `"cost"`},
		{"four steps in pages of a thousand", wrapped(`{ stages(first: 1000) { nodes { nextConnection(first: 1000) { nodes { nextConnection(first: 1000) { nodes { nextConnection(first: 1000) { nodes { id } } } } } } } } }`, nil), `"cost"`},
		{"one step under many names", wrapped(`{ journey(id: "journey:crowd") { stages { next { next { `+numbered(400, "a%d: name ")+" } } } } }", nil), "LIMIT_EXCEEDED"},
		{"work for algorithms under many names", wrapped(`{ journeys { nodes { `+numbered(240, "a%d: shape { branches } ")+" } } }", nil), "LIMIT_EXCEEDED"},
		{"a long text beside a short question", wrapped(`{ search(text: "`+strings.Repeat("x", 200<<10)+`") { totalCount } }`, nil), "LIMIT_EXCEEDED"},
		{"a request of 64 MiB", strings.Repeat(" ", 64<<20), "too large"},
		{"brackets ten thousand deep", wrapped(strings.Repeat("{a", 10_000), nil), "LIMIT_EXCEEDED"},
		{"brackets as deep as there is room for", wrapped(strings.Repeat("{a", 990)+strings.Repeat("}", 990), nil), "LIMIT_EXCEEDED"},
		{"lists in a variable ten thousand deep", `{"query":"query($w: StageWhere) { stages(where: $w) { totalCount } }","variables":{"w":` + strings.Repeat("[", 100_000), "must be one JSON object"},
		{"several operations in a list", "[" + strings.TrimSuffix(strings.Repeat(`{"query":"{ version }"},`, 1000), ",") + "]", "must be one JSON object"},
		{"many names of types that are not there", wrapped("{ journey(id: \"a\") { "+numbered(100, "... on "+longNames+"%d { id } ")+"} }", nil), "GRAPHQL_VALIDATION_FAILED"},
		{"many names of fields that are not there", wrapped("{ journey(id: \"a\") { "+numbered(400, "businessCapabilitiesWithout%d ")+"} }", nil), "GRAPHQL_VALIDATION_FAILED"},
		{"one name as long as the document", wrapped("{ journey(id: \"a\") { "+strings.Repeat("x", 15_000)+" } }", nil), "LIMIT_EXCEEDED"},
		{"one long name in a variable", wrapped("query($w: StageWhere) { stages(where: $w) { totalCount } }", map[string]any{"w": map[string]any{strings.Repeat("stage", 40_000): 1}}), "BAD_USER_INPUT"},
		{"fields that contradict each other", wrapped("{ journey(id: \"a\") { "+numbered(150, "y: stages(first: %d) { id } ")+"} }", nil), "GRAPHQL_VALIDATION_FAILED"},
		{"a filter with thousands of conditions", wrapped("query($w: StageWhere) { stages(where: $w) { totalCount } }", map[string]any{"w": map[string]any{"or": conditions(5000)}}), "LIMIT_EXCEEDED"},
		{"a filter with as many conditions as variables may hold", wrapped("query($w: StageWhere) { stages(where: $w) { totalCount } }", map[string]any{"w": map[string]any{"or": conditions(1600)}}), "LIMIT_EXCEEDED"},
		{"as many conditions as may be", wrapped("query($w: StageWhere) { stages(where: $w) { totalCount } }", map[string]any{"w": map[string]any{"or": conditions(249)}}), `"totalCount":60`},
		{"a filter with a list of thousands", wrapped("query($w: StageWhere) { stages(where: $w) { totalCount } }", map[string]any{"w": map[string]any{"next": map[string]any{"some": map[string]any{"name": map[string]any{"in": words(4900)}}}}}), `"totalCount":0`},
		{"thousands of ids", wrapped("query($i: [ID!]!) { nodes(ids: $i) { id } }", map[string]any{"i": words(4999)}), "BAD_USER_INPUT"},
		{"a search for thousands of words", wrapped("query($t: String!) { search(text: $t) { totalCount } }", map[string]any{"t": strings.Repeat("a b c d e f g h i j ", 10_000)}), "BAD_USER_INPUT"},
	}
	site := crowd(t)
	// The least of several is what a request takes; more is what the machine was doing besides.
	least := func(enough time.Duration, ask func(i int)) time.Duration {
		best := time.Hour
		for i := 0; i < 7 || i < 50 && best >= enough && enough > 0; i++ {
			start := processorTime()
			ask(i)
			best = min(best, processorTime()-start)
		}
		return best
	}
	post(site, wrapped(fmt.Sprintf(plainQuestion, 99), nil))
	plain := least(0, func(i int) {
		w := post(site, wrapped(fmt.Sprintf(plainQuestion, i), nil))
		require.Contains(t, w.Body.String(), "Stage 0")
	})
	worst, dearest := time.Duration(0), ""
	for _, attack := range attacks {
		t.Run(attack.name, func(t *testing.T) {
			var w *httptest.ResponseRecorder
			took := least(mostTimes*plain, func(int) { w = post(site, attack.body) })
			require.Contains(t, w.Body.String(), attack.want, "%.300s", w.Body)
			require.Less(t, w.Body.Len(), mostAnswer)
			require.Less(t, took, mostTimes*plain, "%s against %s for a plain question", took, plain)
			t.Logf("%s of processor time, %.1f times a plain question (%s), %d bytes", took, float64(took)/float64(plain), plain, w.Body.Len())
			if took > worst {
				worst, dearest = took, attack.name
			}
		})
	}
	t.Logf("of %d attacks the worst takes %s of processor time: %s", len(attacks), worst, dearest)
}

func TestDistinctDocumentsFillNoMemory(t *testing.T) {
	site := crowd(t)
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	ask := func(n, padding int) {
		for i := range n {
			w := post(site, wrapped(fmt.Sprintf("query Q%d { version } #%s", i, strings.Repeat("x", padding)), nil))
			require.Contains(t, w.Body.String(), `"version"`)
		}
	}
	ask(50, 7000)
	before := heap()
	ask(3000, 7000)  // kept, but no more than so many of them
	ask(3000, 15000) // too long to be kept
	grown := int64(heap()) - int64(before)
	require.Less(t, grown, int64(16<<20), "the %d documents that are kept take a few megabytes", compile.DefaultLimits.Cached)
}
