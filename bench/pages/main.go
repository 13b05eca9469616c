// Command pages measures how long the server takes for every kind of page, on an invented model with 10,000 journeys and
// on a journey of 60 stages with something in all its lanes, against a page of words. It asks for another page of the kind
// each time, so that no answer is kept, and again for the same ones. Where there is one such page only, the graph is changed
// in between.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strconv"
	"syscall"
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

// filesLess is how many times less often files are asked for: some take more than a second.
const filesLess = 20

// fast is what 99 of 100 pages should take at most.
const fast = 50 * time.Millisecond

// settings say what is measured.
type settings struct {
	journeys int
	only     *regexp.Regexp // the kinds of page that are measured
	rounds   int
	profile  string // a file for where the time goes, "" for none
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	s := settings{journeys: 10_000}
	flag.IntVar(&s.rounds, "rounds", 200, "how often each kind of page is asked for; at 200 one in a hundred is more than one")
	flag.StringVar(&s.profile, "profile", "", "a `file` to write into where the processor's time goes")
	flag.Parse()
	if flag.NArg() > 0 {
		s.journeys, _ = strconv.Atoi(flag.Arg(0)) // what is no number is refused as 0 journeys
	}
	var err error
	if s.only, err = regexp.Compile(flag.Arg(1)); err == nil {
		err = run(ctx, s)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/pages:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, want settings) error {
	debug.SetGCPercent(400) // as the program sets it
	m, err := schema.Model()
	if err != nil {
		return err
	}
	made := &generate.Graph{}
	if err := generate.Generate(ctx, m, generate.Options{Journeys: want.journeys, Seed: 1}, made); err != nil {
		return err
	}
	list := ways(m, made)
	long(m, made)
	areas(made)
	s, err := newSite(m, made, want.rounds)
	if err != nil {
		return err
	}
	runtime.GC() // what the model was made of is no part of a server
	words, err := s.measure(ctx, way{page: "/accessibility", next: func(int, []byte) string { return "/accessibility" }})
	if err != nil {
		return err
	}
	done, err := profile(want.profile)
	if err != nil {
		return err
	}
	defer done()
	fmt.Printf("Server time, %d times each, files %d times, %d journeys. New: another page of the kind each time, or (*) the same in a new version of the graph.\n\n", want.rounds, max(1, want.rounds/filesLess), want.journeys+1)
	fmt.Println(heading)
	slow := 0
	for _, w := range list {
		if !want.only.MatchString(w.page) {
			continue
		}
		took, err := s.measure(ctx, w)
		if err != nil {
			return err
		}
		if !w.file && middle(took.fresh, 99) > fast {
			slow++
		}
		fmt.Println(row(w, took, middle(words.again, 50)))
	}
	fmt.Printf("\nKinds of page of which 99 of 100 new ones take longer than %v: %d.\n", fast, slow)
	return nil
}

// site is the pages over a graph, as the program serves them: answers are kept until the graph changes.
type site struct {
	http.Handler
	store  *embedded.Store
	change model.Element // is changed for a new version
	rounds int
}

func newSite(m *model.Model, made *generate.Graph, rounds int) (*site, error) {
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
	return &site{Handler: p, store: st, change: made.Elements[changed], rounds: rounds}, err
}

// times are how long pages took, in order, and how many said that it is too much for one answer.
type times struct {
	fresh, again []time.Duration
	processor    []time.Duration // that the program took for the fresh ones
	later        []time.Duration // until those were there that were said to be worked out at first
	refused      int
	wrong        int // that said what was wrong with what was asked
}

// measure asks for pages of a kind, each for the first time and then again.
func (s *site) measure(ctx context.Context, w way) (times, error) {
	var took times
	var last []byte
	rounds := s.rounds
	if w.file {
		rounds = max(1, rounds/filesLess)
	}
	for i := range rounds {
		if w.once && i > 0 {
			if err := s.newVersion(ctx, i); err != nil {
				return took, err
			}
		}
		address := w.next(i, last)
		begin, before := time.Now(), processor()
		answer := s.get(ctx, address, "")
		took.fresh = append(took.fresh, time.Since(begin))
		if answer.Code == http.StatusAccepted {
			for answer.Code == http.StatusAccepted {
				answer = s.get(ctx, address, "wait=5")
			}
			took.later = append(took.later, time.Since(begin))
		}
		took.processor = append(took.processor, processor()-before)
		again := time.Now()
		s.get(ctx, address, "")
		took.again = append(took.again, time.Since(again))
		if err := took.note(answer, address); err != nil {
			return took, err
		}
		last = answer.Body.Bytes()
	}
	slices.Sort(took.fresh)
	slices.Sort(took.again)
	slices.Sort(took.processor)
	slices.Sort(took.later)
	return took, nil
}

// get asks for a page as somebody does who prefers to wait for so long, or does not say.
func (s *site) get(ctx context.Context, address, prefer string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if prefer != "" {
		r.Header.Set("Prefer", prefer)
	}
	answer := httptest.NewRecorder()
	s.ServeHTTP(answer, r)
	return answer
}

// note counts pages that say why they are not what was asked for, and fails where there is no page.
func (t *times) note(answer *httptest.ResponseRecorder, address string) error {
	switch {
	case refused(answer.Body.Bytes()):
		t.refused++
	case answer.Code == http.StatusBadRequest:
		t.wrong++
	case answer.Code > http.StatusBadRequest:
		text := answer.Body.Bytes()
		return fmt.Errorf("%s answers %d: %.900s", address, answer.Code, text[max(0, bytes.Index(text, []byte("<main"))):])
	}
	return nil
}

// profile begins to write where the processor's time goes, and gives what ends it.
func profile(name string) (func(), error) {
	if name == "" {
		return func() {}, nil
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	return func() { pprof.StopCPUProfile(); _ = f.Close() }, pprof.StartCPUProfile(f)
}

// refused says whether a page says that something would take more than one answer may.
func refused(page []byte) bool {
	return bytes.Contains(page, []byte("Ask for less at once")) || bytes.Contains(page, []byte("too long to work out"))
}

// newVersion changes something small, as an editor does, so that no answer is kept.
func (s *site) newVersion(ctx context.Context, i int) error {
	s.change.Props["description"] = "Change " + strconv.Itoa(i)
	_, err := s.store.Apply(ctx, model.Changes{Ops: []model.Change{model.PutElement{Element: s.change, Merge: true}}})
	s.store.Settle()
	return err
}

// processor is how much of the processor's time the program has taken, the garbage collector's too: that says more than the clock
// where other programs run beside it.
func processor() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func middle(times []time.Duration, percent int) time.Duration {
	return times[min(len(times)-1, len(times)*percent/100)].Round(10 * time.Microsecond)
}
