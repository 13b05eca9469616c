package server

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/rs/cors"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/access"
	"github.com/carejourney/carejourney/internal/library"
	"github.com/carejourney/carejourney/internal/live"
	"github.com/carejourney/carejourney/internal/pages"
	"github.com/carejourney/carejourney/internal/store"
)

// Config is what New needs. Engine, Log, Now and Health must be given.
type Config struct {
	Engine  *graph.Engine
	Log     *slog.Logger
	Schema  string        // the schema in SDL, served at /schema.graphql; not served where empty
	Origins []string      // web origins whose pages may ask; none by default
	Timeout time.Duration // longest one request may take; 10 s where 0
	MaxBody int64         // largest request in bytes; 256 KiB where 0
	Now     func() time.Time
	Health  func() Health      // state of what is served, asked at /readyz
	Library []library.Question // the questions that pages are built on and offer
	Local   bool               // let everybody change the graph, and answer only requests that name this machine
	Tokens  *access.Tokens     // who may do what, nil where nobody needs a token
	Private bool               // answer only who has a token, for reading too
	Stream  live.Limits        // bounds of subscriptions
	Stop    <-chan struct{}    // closed when the program is about to stop: subscriptions end then. Never where nil
	Copy    store.Aged         // the graph where it is a copy that may be old, nil for none

	Documents *Documents // operations known by name; nil for none
	Observer  Observer
}

// Observer is told of requests, for metrics and traces. A nil part is for nobody.
type Observer struct {
	Around    func(http.Handler) http.Handler // put around every request
	Responded func(status int)
	Streams   func(state func() (open, refused int64)) // given how to learn how many streams there are
}

// Health is whether the graph can be served, and in which state.
type Health struct {
	Ready   bool   `json:"ready"`
	Version int64  `json:"version"`
	Problem string `json:"problem,omitempty"` // what is wrong although something is served, such as a broken model file

	Copy *CopyHealth `json:"copy,omitempty"` // filled in from Config.Copy
}

type server struct {
	engine  *graph.Engine
	log     *slog.Logger
	schema  string
	maxBody int64
	health  func() Health
	copy    store.Aged
	local   bool
	tokens  *access.Tokens
	private bool

	documents *Documents

	subscriptions *live.Live
}

// New makes the handler of the whole site.
func New(c Config) (http.Handler, error) {
	s := &server{engine: c.Engine, log: c.Log, schema: c.Schema, maxBody: c.MaxBody, health: c.Health, copy: c.Copy, local: c.Local, tokens: c.Tokens, private: c.Private}
	s.documents = c.Documents
	if s.maxBody == 0 {
		s.maxBody = 256 << 10
	}
	if c.Timeout == 0 {
		c.Timeout = 10 * time.Second
	}
	shown, err := pages.New(pages.Config{Engine: c.Engine, Library: c.Library, Log: c.Log, Now: c.Now, State: s.state, Known: c.Documents.resolve, Stop: c.Stop})
	if err != nil {
		return nil, err
	}
	s.subscriptions = s.streams(c)
	if c.Observer.Streams != nil {
		c.Observer.Streams(func() (open, refused int64) { return s.subscriptions.Open(), s.subscriptions.Refused() })
	}
	mux := http.NewServeMux()
	mux.Handle("/graphql", s.endpoint(within(c.Timeout, http.HandlerFunc(s.graphQL))))
	if c.Schema != "" {
		mux.HandleFunc("GET /schema.graphql", s.schemaText)
	}
	mux.HandleFunc("GET /livez", s.live)
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("/", within(c.Timeout, shown))

	allow := cors.New(cors.Options{
		AllowedOrigins:     c.Origins,
		AllowOriginFunc:    denyAllUnlessListed(c.Origins),
		AllowedMethods:     []string{http.MethodGet, http.MethodPost},
		AllowedHeaders:     []string{"Content-Type", "Accept", "Authorization"},
		MaxAge:             600,
		OptionsPassthrough: false,
	})
	protect := http.NewCrossOriginProtection()
	for _, origin := range c.Origins {
		if err := protect.AddTrustedOrigin(origin); err != nil {
			return nil, err
		}
	}
	site := protect.Handler(s.identified(s.aged(mux)))
	if c.Local {
		site = local(site)
	}
	site = headers(allow.Handler(site))
	if c.Observer.Around != nil {
		site = c.Observer.Around(site)
	}
	return logged(c.Log, c.Now, c.Observer.Responded, site), nil
}

// denyAllUnlessListed keeps rs/cors from reading an empty list as "everyone".
func denyAllUnlessListed(origins []string) func(string) bool {
	if len(origins) > 0 {
		return nil
	}
	return func(string) bool { return false }
}

// within gives every request a deadline.
func within(d time.Duration, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), d)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// headers sets what every answer carries: nothing may be framed, sniffed or loaded from elsewhere.
func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
