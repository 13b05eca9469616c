// Command pages measures how long the server takes for every kind of page, on an invented model with 10,000 journeys and
// on a journey of 60 stages with something in all its lanes, against a page of words.
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/graph/schema"
	"github.com/carejourney/carejourney/internal/gaps"
	"github.com/carejourney/carejourney/internal/generate"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/pages"
	"github.com/carejourney/carejourney/internal/store/embedded"
	"github.com/carejourney/carejourney/queries"
)

// rounds is how often each page is asked for, so that one in a hundred is more than one.
const rounds = 200

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	journeys := 10_000
	if len(os.Args) > 1 {
		journeys, _ = strconv.Atoi(os.Args[1]) // what is no number is refused as 0 journeys
	}
	if err := run(ctx, journeys); err != nil {
		fmt.Fprintln(os.Stderr, "bench/pages:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, journeys int) error {
	debug.SetGCPercent(400) // as the program sets it
	m, err := schema.Model()
	if err != nil {
		return err
	}
	made := &generate.Graph{}
	if err := generate.Generate(ctx, m, generate.Options{Journeys: journeys, Seed: 1}, made); err != nil {
		return err
	}
	addresses := []string{
		"/", "/journeys", "/journeys?sort=-stagesCount", "/registers", "/services", "/organisations", "/business-capabilities", "/search?q=care",
		"/query/journeys?v=%7B%22first%22%3A50%7D", "/explore?node=journey:long",
		"/journeys/long", "/journeys/long/steps", "/journeys/long/table", "/journeys/long/matrix", "/journeys/long/flow", "/journeys/long/stages/30",
		"/compare?first=journey:long&second=journey:long",
	}
	for _, kind := range []string{"Service", "Organisation", "BusinessCapability", "Application", "Standard"} {
		i := slices.IndexFunc(made.Elements, func(e model.Element) bool { return e.Kind.Name == kind })
		if i >= 0 {
			addresses = append(addresses, "/explore?node="+made.Elements[i].ID)
		}
	}
	long(m, made)
	handler, err := site(m, made)
	if err != nil {
		return err
	}
	_, words, err := measure(ctx, handler, "/accessibility")
	if err != nil {
		return err
	}
	fmt.Printf("Server time of pages, %d times each, %d journeys.\n\n", rounds, journeys+1)
	fmt.Println("| page | first time | median | 99 of 100 within | against a page of words |\n|---|---|---|---|---|")
	for _, address := range addresses {
		first, times, err := measure(ctx, handler, address)
		if err != nil {
			return err
		}
		fmt.Printf("| %s | %v | %v | %v | %.1f |\n", address, first.Round(10*time.Microsecond), middle(times, 50), middle(times, 99), float64(middle(times, 50))/float64(middle(words, 50)))
	}
	return nil
}

// site makes the pages over a graph, as the program does: answers are kept until the graph changes.
func site(m *model.Model, made *generate.Graph) (http.Handler, error) {
	full, err := schema.Full()
	if err != nil {
		return nil, err
	}
	st, err := embedded.Load(m, made.Elements, made.Links)
	if err != nil {
		return nil, err
	}
	st.Settle()
	log := slog.New(slog.DiscardHandler)
	engine, err := graph.NewEngine(graph.Options{
		Model: m, Schema: full, Store: st, Log: log,
		GapRules: func() ([]*gaps.Rule, error) { return gaps.Read(full, queries.Gaps()) },
	})
	if err != nil {
		return nil, err
	}
	questions, err := library.Read(queries.Files)
	if err != nil {
		return nil, err
	}
	return pages.New(pages.Config{
		Engine: engine, Library: questions, Log: log, Now: time.Now, State: func() pages.State { return pages.State{Ready: true, Version: 1} },
	})
}

// measure asks for a page again and again. It gives the time of the first, when nothing is kept yet, and all others in order.
func measure(ctx context.Context, handler http.Handler, address string) (first time.Duration, times []time.Duration, err error) {
	for i := range rounds + 1 {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		w := httptest.NewRecorder()
		start := time.Now()
		handler.ServeHTTP(w, r)
		took := time.Since(start)
		if w.Code != http.StatusOK {
			text, _ := io.ReadAll(w.Body)
			return 0, nil, fmt.Errorf("%s answers %d: %.900s", address, w.Code, text[max(0, bytes.Index(text, []byte("<main"))):])
		}
		if i == 0 {
			first = took
		} else {
			times = append(times, took)
		}
	}
	slices.Sort(times)
	return first, times, nil
}

func middle(times []time.Duration, percent int) time.Duration {
	return times[min(len(times)-1, len(times)*percent/100)].Round(10 * time.Microsecond)
}

// long adds a journey of 60 stages with something in every lane.
func long(m *model.Model, made *generate.Graph) {
	add := func(kind, id, name string, props model.Props) {
		props["name"] = name
		made.Elements = append(made.Elements, model.Element{ID: id, Kind: m.Kind(kind), Props: props})
	}
	join := func(kind, from, to string, props model.Props) {
		made.Links = append(made.Links, model.Link{Type: m.Relationship(kind), From: from, To: to, Props: props})
	}
	add("Journey", "journey:long", "A long journey", model.Props{"journeyKind": "LONG_TERM"})
	add("PersonGroup", "person-group:long", "People who take it", model.Props{"size": int64(10_000)})
	join("TRAVELS", "person-group:long", "journey:long", model.Props{"share": 1.0})
	for i := range 60 {
		n := strconv.Itoa(i)
		stage := "stage:long/" + n
		add("Stage", stage, "Stage "+n, model.Props{"stageType": "CONSULT", "phase": "Phase " + strconv.Itoa(i/10), "timing": "week " + n})
		add("Touchpoint", "touchpoint:long/"+n, "Contact "+n, model.Props{"channel": "WEB"})
		add("Insight", "insight:long/"+n, "Finding "+n, model.Props{"insightKind": "NEED"})
		add("BusinessCapability", "business-capability:long/"+n, "Ability "+n, model.Props{})
		add("ServiceType", "service-type:long/"+n, "Kind of service "+n, model.Props{})
		add("Standard", "standard:long/"+n, "Standard "+n, model.Props{})
		join("HAS_STAGE", "journey:long", stage, model.Props{"order": int64(i + 1)})
		join("HAS_TOUCHPOINT", stage, "touchpoint:long/"+n, model.Props{"order": int64(1)})
		join("PROVIDED_THROUGH", "touchpoint:long/"+n, "service-type:long/"+n, nil)
		join("FOUND_AT", "insight:long/"+n, stage, nil)
		join("ENABLES", "business-capability:long/"+n, stage, model.Props{"role": "PRIMARY"})
		join("REALISES", "service-type:long/"+n, "business-capability:long/"+n, model.Props{"coverage": "FULL"})
		join("APPLIES_TO", "standard:long/"+n, "service-type:long/"+n, model.Props{"obligation": "MUST"})
		join("EXPERIENCES", "person-group:long", stage, model.Props{"emotion": int64(i%5 - 2)})
		if i > 0 {
			join("NEXT", "stage:long/"+strconv.Itoa(i-1), stage, model.Props{"share": 0.9, "loop": false})
		}
	}
}
