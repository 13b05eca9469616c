// Command pages measures how long the server takes for every kind of page, on an invented model with 10,000 journeys and
// on a journey of 60 stages with something in all its lanes, against a page of words. It asks for another page of the kind
// each time, so that no answer is kept, and again for the same ones. Where there is one such page only, the graph is changed
// in between.
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
	"strings"
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

// rounds is how often each kind of page is asked for, so that one in a hundred is more than one.
const rounds = 200

// fast is what 99 of 100 pages should take at most.
const fast = 50 * time.Millisecond

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	journeys, only := 10_000, ""
	if len(os.Args) > 1 {
		journeys, _ = strconv.Atoi(os.Args[1]) // what is no number is refused as 0 journeys
	}
	if len(os.Args) > 2 {
		only = os.Args[2]
	}
	if err := run(ctx, journeys, only); err != nil {
		fmt.Fprintln(os.Stderr, "bench/pages:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, journeys int, only string) error {
	debug.SetGCPercent(400) // as the program sets it
	m, err := schema.Model()
	if err != nil {
		return err
	}
	made := &generate.Graph{}
	if err := generate.Generate(ctx, m, generate.Options{Journeys: journeys, Seed: 1}, made); err != nil {
		return err
	}
	list := ways(m, made)
	long(m, made)
	s, err := newSite(m, made)
	if err != nil {
		return err
	}
	words, err := s.measure(ctx, way{page: "/accessibility", next: func(int, []byte) string { return "/accessibility" }})
	if err != nil {
		return err
	}
	fmt.Printf("Server time, %d times each, %d journeys. New: another page of the kind each time, or (*) the same in a new version of the graph.\n\n", rounds, journeys+1)
	fmt.Println("| page | new: median | 99 of 100 within | slowest | again: median | against a page of words |\n|---|---|---|---|---|---|")
	slow := 0
	for _, w := range list {
		if !strings.HasPrefix(w.page, only) {
			continue
		}
		took, err := s.measure(ctx, w)
		if err != nil {
			return err
		}
		name := w.page
		if w.once {
			name += " *"
		}
		if w.file {
			name += " (a file)"
		} else if middle(took.fresh, 99) > fast {
			slow++
		}
		if took.refused > 0 {
			name += fmt.Sprintf(" (%d of %d refused as too much)", took.refused, 2*rounds)
		}
		fmt.Printf("| %s | %v | %v | %v | %v | %.1f |\n", name, middle(took.fresh, 50), middle(took.fresh, 99), middle(took.fresh, 100), middle(took.again, 50), float64(middle(took.again, 50))/float64(middle(words.again, 50)))
	}
	fmt.Printf("\nKinds of page of which 99 of 100 new ones take longer than %v: %d.\n", fast, slow)
	return nil
}

// site is the pages over a graph, as the program serves them: answers are kept until the graph changes.
type site struct {
	http.Handler
	store  *embedded.Store
	change model.Element // is changed for a new version
}

func newSite(m *model.Model, made *generate.Graph) (*site, error) {
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
	p, err := pages.New(pages.Config{
		Engine: engine, Library: questions, Log: log, Now: time.Now, State: func() pages.State { return pages.State{Ready: true, Version: 1} },
	})
	changed := slices.IndexFunc(made.Elements, func(e model.Element) bool { return e.ID == "stage:long/3" })
	return &site{Handler: p, store: st, change: made.Elements[changed]}, err
}

// times are how long pages took, in order, and how many said that it is too much for one answer.
type times struct {
	fresh, again []time.Duration
	refused      int
}

// measure asks for pages of a kind, each for the first time and then again.
func (s *site) measure(ctx context.Context, w way) (times, error) {
	var took times
	var last []byte
	for i := range rounds {
		if w.once && i > 0 {
			if err := s.newVersion(ctx, i); err != nil {
				return took, err
			}
		}
		address := w.next(i, last)
		for _, into := range []*[]time.Duration{&took.fresh, &took.again} {
			r := httptest.NewRequestWithContext(ctx, http.MethodGet, address, nil)
			answer := httptest.NewRecorder()
			start := time.Now()
			s.ServeHTTP(answer, r)
			*into = append(*into, time.Since(start))
			if bytes.Contains(answer.Body.Bytes(), []byte(tooMuch)) {
				took.refused++
			} else if answer.Code != http.StatusOK && answer.Code != http.StatusFound {
				text, _ := io.ReadAll(answer.Body)
				return took, fmt.Errorf("%s answers %d: %.900s", address, answer.Code, text[max(0, bytes.Index(text, []byte("<main"))):])
			}
			last = answer.Body.Bytes()
		}
	}
	slices.Sort(took.fresh)
	slices.Sort(took.again)
	return took, nil
}

// tooMuch is what a page says that would take more than one answer may.
const tooMuch = "Ask for less at once"

// newVersion changes something small, as an editor does, so that no answer is kept.
func (s *site) newVersion(ctx context.Context, i int) error {
	s.change.Props["description"] = "Change " + strconv.Itoa(i)
	_, err := s.store.Apply(ctx, model.Changes{Ops: []model.Change{model.PutElement{Element: s.change, Merge: true}}})
	s.store.Settle()
	return err
}

func middle(times []time.Duration, percent int) time.Duration {
	return times[min(len(times)-1, len(times)*percent/100)].Round(10 * time.Microsecond)
}
