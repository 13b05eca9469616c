package pages

import (
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/model"
	"github.com/carejourney/carejourney/internal/notices"
)

// Config is what New needs. Everything must be given.
type Config struct {
	Engine  *graph.Engine
	Library []library.Question // questions offered in the console; the pages need those they are built on
	Log     *slog.Logger
	Now     func() time.Time
	State   func() State
	Known   func(graph.Request) (graph.Request, error) // refuses what somebody typed where the server answers only what it knows; nil for nothing
	After   func(time.Duration) <-chan time.Time       // time.After where nil
	Stop    <-chan struct{}                            // closed when the program is about to stop: what is being worked out ends then. Never where nil
}

// State is how the graph that is shown is doing.
type State struct {
	Ready   bool
	Version int64
	Problem string        // what is wrong although something is shown
	Copy    bool          // whether it is read from a copy of another graph
	Age     time.Duration // of the copy
	Broken  bool          // the original of the copy cannot be reached
}

// Pages is the handler of all pages.
type Pages struct {
	engine    *graph.Engine
	model     *model.Model
	offered   []library.Question          // in the console
	questions map[string]library.Question // all of them, those derived from the model too
	kinds     map[string]*model.Kind      // by the first part of their pages' addresses
	log       *slog.Logger
	now       func() time.Time
	state     func() State
	known     func(graph.Request) (graph.Request, error)
	templates map[string]*template.Template
	assets    *assets
	notices   []notices.Notice
	drawing   chan struct{} // held while a file is drawn: a large picture takes memory, so one is drawn at a time
	after     func(time.Duration) <-chan time.Time
	stop      <-chan struct{}
	coming    coming
	mux       *http.ServeMux
	handler   http.Handler // mux, with patience and compressed
}

// New makes the pages. It fails where a template or an asset is broken.
func New(c Config) (*Pages, error) {
	p := &Pages{
		engine: c.Engine, model: c.Engine.Model(), offered: c.Library, log: c.Log, now: c.Now, state: c.State, known: c.Known, notices: notices.All(),
		questions: map[string]library.Question{}, kinds: map[string]*model.Kind{}, drawing: make(chan struct{}, 1), after: c.After, stop: c.Stop, coming: coming{answers: map[string]*awaited{}}, mux: http.NewServeMux(),
	}
	if p.after == nil {
		p.after = time.After
	}
	for _, q := range append(library.OfKinds(p.model), c.Library...) {
		p.questions[q.Name] = q
	}
	for _, k := range p.model.Kinds {
		p.kinds[library.Kebab(k.Plural)] = k
	}
	var err error
	if p.assets, err = readAssets(); err != nil {
		return nil, err
	}
	if p.templates, err = p.readTemplates(); err != nil {
		return nil, err
	}
	p.routes()
	p.handler = compressed(p.patient(p.mux))
	return p, nil
}

func (p *Pages) routes() {
	for pattern, handler := range map[string]http.HandlerFunc{
		"GET /{$}":                  p.home,
		"GET /search":               p.search,
		"GET /journeys":             p.journeys,
		"GET /journeys/{rest...}":   p.journey,
		"GET /registers":            p.registers,
		"GET /gaps":                 p.gaps,
		"GET /gaps.csv":             p.gapsFile,
		"GET /gaps.json":            p.gapsFile,
		"GET /gaps/matrix":          p.gapMatrix,
		"GET /compare":              p.compare,
		"GET /explore":              p.explore,
		"GET /what-if":              p.whatIf,
		"GET /query":                p.console,
		"POST /query":               p.console,
		"GET /query/{name}":         p.operation,
		"GET /schema":               p.schema,
		"GET /schema/{name}":        p.schemaType,
		"GET /status":               p.status,
		"GET /accessibility":        p.accessibility,
		"GET /licences":             p.licences,
		"GET /assets/{hash}/{name}": p.asset,
		"/":                         p.notFound,
	} {
		p.mux.HandleFunc(pattern, handler)
	}
	for _, f := range diagram.FormatsOf("neighbourhood") {
		p.mux.HandleFunc("GET /explore."+f, p.explore)
	}
	for path, k := range p.kinds {
		if k.Name != "Journey" {
			p.mux.HandleFunc("GET /"+path, func(w http.ResponseWriter, r *http.Request) { p.register(w, r, k) })
			p.mux.HandleFunc("GET /"+path+"/{rest...}", func(w http.ResponseWriter, r *http.Request) { p.node(w, r, k) })
		}
	}
}

// ServeHTTP answers a request for a page or for what a page loads.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.handler.ServeHTTP(w, r) }
