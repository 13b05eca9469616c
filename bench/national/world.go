package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"time"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/compile"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/store/embedded"
)

// world is a model of one size in a store, with what questions about it need to know.
type world struct {
	model  *model.Model
	store  *embedded.Store
	engine *graph.Engine // works every answer out
	rand   *rand.Rand

	unlimited *graph.Engine       // the same, whatever it costs
	ids       map[string][]string // by name of the kind
	areas     []string            // organisations that others lie in the area of
	rules     []*gaps.Rule        // asked by gapRules
	middle    []string            // business capabilities whose impact is about the same in models of all sizes
}

// newWorld makes a model and loads it, and measures that.
func newWorld(ctx context.Context, m *model.Model, journeys int, seed uint64, t *table) (*world, error) {
	w := &world{model: m, rand: rand.New(rand.NewPCG(seed, 2)), ids: map[string][]string{}}
	base := inUse()
	made := &generate.Graph{}
	if err := generate.Generate(ctx, m, generate.Options{Journeys: journeys, Seed: seed}, made); err != nil {
		return nil, err
	}
	w.know(made)
	t.count("nodes", len(made.Elements))
	t.count("relationships", len(made.Links))

	alone, err := embedded.Load(m, made.Elements, nil)
	if err != nil {
		return nil, err
	}
	alone.Settle()
	start := time.Now()
	if w.store, err = embedded.Load(m, made.Elements, made.Links); err != nil {
		return nil, err
	}
	loaded := time.Now()
	t.time(loadMemory, loaded.Sub(start))
	nodes, links := len(made.Elements), len(made.Links)
	*made = generate.Graph{}
	w.store.Settle()
	t.time("its indexes of names, codes and words, in the background", time.Since(loaded))
	withBoth := inUse()
	if err := alone.Close(); err != nil {
		return nil, err
	}
	withOne := inUse()
	forNodes := withBoth - withOne
	t.add(memory, float64(withOne-base), fmt.Sprintf("%.1f MB", float64(withOne-base)/1e6))
	t.add(memoryNode, float64(forNodes)/float64(nodes), fmt.Sprintf("%d bytes", forNodes/nodes))
	t.add(memoryLink, float64(withOne-base-forNodes)/float64(links), fmt.Sprintf("%d bytes", (withOne-base-forNodes)/links))
	full, err := schema.Full()
	if err != nil {
		return nil, err
	}
	options := graph.Options{Model: m, Schema: full, Store: w.store, Log: slog.New(slog.DiscardHandler), Forget: true, GapRules: func() ([]*gaps.Rule, error) { return w.rules, nil }}
	if w.engine, err = graph.NewEngine(options); err != nil {
		return nil, err
	}
	options.Limits = compile.Limits{MaxValues: 100_000_000, MaxBytes: 1 << 30, MaxCost: math.MaxInt}
	w.unlimited, err = graph.NewEngine(options)
	return w, err
}

// inUse gives how many bytes are in use after everything unused was let go of.
func inUse() int {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int(stats.HeapAlloc)
}

// know notes which ids there are.
func (w *world) know(made *generate.Graph) {
	for _, e := range made.Elements {
		w.ids[e.Kind.Name] = append(w.ids[e.Kind.Name], e.ID)
	}
	met, above := map[string]int{}, map[string]string{}
	for _, l := range made.Links {
		switch l.Type.Name {
		case "ENABLES":
			met[l.From]++
		case "PART_OF":
			above[l.From] = l.To
		case "IN_GEOGRAPHY_OF":
			if !slices.Contains(w.areas, l.To) {
				w.areas = append(w.areas, l.To)
			}
		}
	}
	w.middle = slices.Clone(w.ids["BusinessCapability"])
	far := map[string]int{}
	for _, id := range w.middle {
		stages := 0
		for at := id; at != ""; at = above[at] {
			stages += met[at]
		}
		far[id] = max(stages-middling, middling-stages)
	}
	slices.SortFunc(w.middle, func(a, b string) int { return cmp.Or(cmp.Compare(far[a], far[b]), cmp.Compare(a, b)) })
	w.middle = w.middle[:5]
}

// middling is about how many stages feel the business capabilities whose impact is asked for, whatever the size.
const middling = 60

// any gives the id of a node of the kind.
func (w *world) any(kind string) string { return w.ids[kind][w.rand.IntN(len(w.ids[kind]))] }
