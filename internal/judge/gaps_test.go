package judge

import (
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/shippedtest"
	"github.com/carejourney/carejourney/internal/store"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/queries"
)

// gapsToday is the day on which gaps are asked for: the dates of random worlds lie on both sides of it.
var gapsToday = time.Date(2025, 6, 1, 9, 30, 0, 0, time.UTC)

// TestGapsAreThoseOfTheJudge asks for gaps by random conditions and in pages, with anything selected behind them: on random worlds, on
// the shipped journeys, and on these with relationships missing. The judge asks every rule as the operation it is.
func TestGapsAreThoseOfTheJudge(t *testing.T) {
	needNode(t)
	t.Logf("seed %d: repeat with -seed=%d", *seed, *seed)
	r := rand.New(rand.NewPCG(*seed, 6))
	m, err := schema.Model()
	require.NoError(t, err)
	full, err := schema.Full()
	require.NoError(t, err)
	rules, err := gaps.Read(full, queries.Gaps(), os.DirFS("testdata/rules"))
	require.NoError(t, err)

	s := dump{SDL: schema.SDL(), Model: dumpOf(m, full), Today: gapsToday.Format(time.DateOnly)}
	for _, rule := range rules {
		s.Rules = append(s.Rules, rule.Query)
	}
	worlds, stores := gapWorlds(t, m, r, rules)
	g := &generator{r: r, schema: full, worlds: worlds}
	var put []request
	var mine []verdict
	for i, w := range worlds {
		s.Graphs = append(s.Graphs, w.dump(t, stores[i]))
		engine, err := graph.NewEngine(graph.Options{
			Model: m, Schema: full, Store: stores[i], Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return gapsToday },
			Limits:   compile.Limits{MaxCost: 1 << 40, MaxValues: 1 << 30, MaxBytes: 1 << 30},
			GapRules: func() ([]*gaps.Rule, error) { return rules, nil },
		})
		require.NoError(t, err)
		for range max(*operations/25, 4) {
			q := g.gaps(i, nil)
			answer := gapsAnswer(t, engine, q)
			put, mine = append(put, q), append(mine, answer)
			if cursors := cursorsOf(answer.Data); len(cursors) > 0 {
				next := g.gaps(i, cursors)
				put, mine = append(put, next), append(mine, gapsAnswer(t, engine, next))
			}
		}
	}
	s.Folded = folded(worlds, put)
	report(t, "testdata/found-gaps", put, mine, judged(t, s, put))
}

// gapWorlds gives random worlds in which gaps are accepted, the shipped journeys, and these with relationships missing.
func gapWorlds(t *testing.T, m *model.Model, r *rand.Rand, rules []*gaps.Rule) (worlds []*world, stores []store.Store) {
	t.Helper()
	for range 3 {
		w := newWorld(m, r, false)
		w.acceptGaps(rules)
		worlds, stores = append(worlds, w), append(stores, w.store(t))
	}
	content := shippedtest.Content(t, m)
	for round := range 2 {
		w := &world{m: m, r: r, elements: content.Elements, byKind: map[*model.Kind][]int{}}
		for i, e := range content.Elements {
			w.byKind[e.Kind] = append(w.byKind[e.Kind], i)
			for _, v := range e.Props {
				if text, ok := v.(string); ok {
					w.texts = append(w.texts, text)
				}
			}
		}
		w.links = slices.DeleteFunc(slices.Clone(content.Links), func(l model.Link) bool {
			return round > 0 && slices.Contains(mayBeMissing, l.Type.Name) && w.chance(20)
		})
		st, err := embedded.Load(m, w.elements, w.links)
		require.NoError(t, err)
		worlds, stores = append(worlds, w), append(stores, st)
	}
	for _, st := range stores {
		t.Cleanup(func() { require.NoError(t, st.Close()) })
	}
	return worlds, stores
}

// mayBeMissing are relationships that nothing must have.
var mayBeMissing = []string{
	"ENABLES", "REALISES", "SUPPORTS", "PROVIDES", "CONFORMS_TO", "APPLIES_TO", "RECORDS", "READS", "NEXT", "OFFERS", "LEADS_TO", "RUNS_ON", "DEPLOYS", "TRAVELS",
}

// acceptGaps makes what is accepted speak of rules that are there, on days around today.
func (w *world) acceptGaps(rules []*gaps.Rule) {
	for _, i := range w.byKind[w.m.Kind("AcceptedGap")] {
		code := pick(w.r, rules).Code
		if w.chance(30) {
			code = strings.ToLower(code)
		}
		w.elements[i].Props["code"] = code
		w.elements[i].Props["until"] = pick(w.r, []string{"2025-01-01", "2025-05-31", "2025-06-01", "2025-06-02", "2025-12-31"})
	}
}

// gapsAnswer gives the answer of the program in the form in which the judge gives it. A refusal names no data.
func gapsAnswer(t *testing.T, engine *graph.Engine, q request) (v verdict) {
	t.Helper()
	variables := map[string]any{}
	if q.Variables != nil {
		require.NoError(t, json.Unmarshal(q.Variables, &variables))
	}
	answer := engine.Do(t.Context(), graph.Request{Query: q.Query, Variables: variables, OperationName: q.OperationName, QueriesOnly: true})
	if answer.Data == nil {
		require.NotEmpty(t, answer.Errors)
		require.NotEqual(t, string(model.Internal), answer.Errors[0].Extensions["code"], q.Query)
		return verdict{Refused: answer.Errors[0].Message}
	}
	require.Empty(t, answer.Errors, "%s", q.Query)
	return verdict{Data: answer.Data}
}

// gaps writes a question about gaps of a world, behind one of the cursors where there are some.
func (g *generator) gaps(graph int, cursors []string) request {
	g.begin()
	g.graph = graph
	f := g.schema.Query.Fields.ForName("gaps")
	var roots []string
	for range 1 + g.r.IntN(2) {
		var args []string
		give := func(name string, v any) {
			args = append(args, name+": "+literal(g.maybeVariable(f.Arguments.ForName(name).Type, v)))
		}
		if g.chance(80) {
			give("where", g.gapWhere())
		}
		if g.chance(80) {
			give("first", g.r.IntN(8))
		}
		switch {
		case len(cursors) > 0:
			give("after", pick(g.r, cursors))
		case g.chance(3):
			give("after", pick(g.r, []string{"", "abc", "bnVsbA", "WyJpZCIsImEiXQ"}))
		}
		name := g.key("gaps", scope{"gaps": len(roots) > 0}, false)
		if len(args) > 0 {
			name += "(" + strings.Join(args, ", ") + ")"
		}
		roots = append(roots, name+" { edges { cursor } "+g.gapSelection()+" }")
	}
	return g.finish("{ " + strings.Join(roots, " ") + " }")
}

// gapSelection selects all of a finding that is not a node, and something at random.
func (g *generator) gapSelection() string {
	const facts = `totalCount leftOut pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
		nodes { id code rule severity why fix people subject { id name } path { id } journeys { id } stages { id } personGroups { id }
		accepted { node { id } reason owner until } lapsed { node { id } until } }`
	const counts = `counts { severity { ...C } code { ...C } journey { ...C } stage { ...C } kind { ...C } accepted }`
	text := facts
	if g.chance(30) {
		text += " " + strings.ReplaceAll(counts, "...C", "value name count high")
	}
	if g.chance(50) {
		text += " " + g.selection(g.schema.Types["GapConnection"], scope{
			"totalCount": true, "leftOut": true, "pageInfo": true, "nodes": true, "counts": true, "edges": true,
		}, 4)
	}
	return text
}

// gapWhere gives conditions, mostly on what is there.
func (g *generator) gapWhere() any {
	def := g.schema.Types["GapWhere"]
	var o object
	for _, f := range def.Fields {
		if !g.chance(25) {
			continue
		}
		var v any
		switch {
		case f.Type.Name() == "ID" && g.chance(4): // an id of something else, or none
			v = pick(g.r, []any{"", "journey", g.id("Journey"), g.id("Stage"), g.id("Element"), nil})
		case f.Name == "code":
			codes := []any{}
			for range g.r.IntN(6) {
				codes = append(codes, pick(g.r, []string{"G03", "G05", "G08", "g08", "G11", "G12", "G16", "G17", "G21", "G22", "G23", "J01", "J02", "J03", "J04", "G99"}))
			}
			v = codes
		case f.Name == "journey":
			v = g.id("Journey")
		case f.Name == "stage":
			v = g.id("Stage")
		case f.Name == "region":
			v = g.id("Organisation")
		default:
			v = g.input(f.Type, 1)
		}
		if g.chance(10) {
			v = g.variable(f.Type, v)
		}
		o = append(o, entry{f.Name, v})
	}
	if o == nil {
		return object{}
	}
	return o
}
