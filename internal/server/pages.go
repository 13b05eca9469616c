package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html/template"
	"net/http"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/table"
	"github.com/carejourney/carejourney/web"
)

// pages serves what people see. Every page works without script.
type pages struct {
	engine     *graph.Engine
	library    []Example
	documents  *Documents
	templates  map[string]*template.Template
	stylesheet string            // address of the stylesheet, with a hash of its content so that it can be kept for ever
	icon       string            // the same of the icon
	assets     map[string][]byte // by name with hash
	drawing    chan struct{}     // held while a file is drawn: a large picture takes memory, so one is drawn at a time
}

func newPages(engine *graph.Engine, library []Example) (*pages, error) {
	p := &pages{engine: engine, library: library, templates: map[string]*template.Template{}, assets: map[string][]byte{}, drawing: make(chan struct{}, 1)}
	for _, name := range []string{"home", "notfound", "problem", "journeys", "map", "steps"} {
		t, err := template.New(name).Funcs(template.FuncMap{"short": short, "day": day, "words": words, "path": journeyPath}).ParseFS(web.Files, "templates/page.html", "templates/behind.html", "templates/"+name+".html")
		if err != nil {
			return nil, err
		}
		p.templates[name] = t
	}
	var err error
	if p.stylesheet, err = p.hashed("carejourney", ".css"); err != nil {
		return nil, err
	}
	p.icon, err = p.hashed("icon", ".svg")
	return p, err
}

// hashed makes a file of the assets known under a name with a hash of its content.
func (p *pages) hashed(name, ending string) (string, error) {
	data, err := web.Files.ReadFile("assets/" + name + ending)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	full := name + "-" + hex.EncodeToString(sum[:6]) + ending
	p.assets[full] = data
	return full, nil
}

// longCell is how many characters of a cell are shown at once; the rest opens below.
const longCell = 60

// short gives the beginning of a long cell, cut between words, and nothing for any other.
func short(cell string) string {
	if utf8.RuneCountInString(cell) <= longCell {
		return ""
	}
	start := string([]rune(cell)[:longCell])
	if i := strings.LastIndexAny(start, " ;"); i > 0 {
		start = start[:i]
	}
	return strings.TrimRight(start, " ;")
}

// page is what every template gets.
type page struct {
	Title      string
	Stylesheet string
	Icon       string
	Library    []Example
	Current    Example // the question shown in the form
	Answer     *answer // nil until one was asked
	Wide       bool    // whether the page takes the whole width, as maps do
	Body       any     // what the page is about
}

// answer is the result of the query in the form.
type answer struct {
	Errors  []string
	Table   table.Table
	JSON    string
	Version int64
}

func (p *pages) home(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if err := r.ParseForm(); err != nil {
		http.Error(w, "The form could not be read.", http.StatusBadRequest)
		return
	}
	shown := page{Title: "Care journeys, from symptom to resolution", Library: p.library}
	for i, e := range p.library {
		if i == 0 || e.Name == r.Form.Get("question") {
			shown.Current = e
		}
	}
	if given := r.Form.Get("variables"); given != "" {
		shown.Current.Variables = given
	}
	if r.Method == http.MethodPost {
		shown.Current.Query, shown.Current.Variables = lines(r.PostForm.Get("query")), lines(r.PostForm.Get("variables"))
		shown.Answer = p.ask(r, shown.Current)
	}
	p.render(w, http.StatusOK, "home", shown)
}

// lines undoes the line ends that forms put in.
func lines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

func (p *pages) ask(r *http.Request, e Example) *answer {
	req := graph.Request{Query: e.Query, QueriesOnly: true}
	if strings.TrimSpace(e.Variables) != "" {
		if err := decode(strings.NewReader(e.Variables), &req.Variables); err != nil {
			return &answer{Errors: []string{"The variables must be one JSON object."}}
		}
	}
	req, err := p.documents.resolve(req)
	if err != nil {
		return &answer{Errors: []string{err.Error()}}
	}
	resp := p.engine.Do(r.Context(), req)
	a := &answer{Version: int64(resp.Version)}
	for _, e := range resp.Errors[:min(len(resp.Errors), maxErrors)] {
		a.Errors = append(a.Errors, e.Error())
	}
	if resp.Data == nil {
		return a
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, resp.Data, "", "  ") == nil {
		a.JSON = pretty.String()
	}
	t, err := table.From(resp.Data)
	if err != nil {
		a.Errors = append(a.Errors, "The answer could not be shown as a table.")
	}
	a.Table = t
	return a
}

func (p *pages) notFound(w http.ResponseWriter, _ *http.Request) {
	p.render(w, http.StatusNotFound, "notfound", page{Title: "Page not found"})
}

func (p *pages) render(w http.ResponseWriter, status int, name string, shown page) {
	shown.Stylesheet, shown.Icon = p.stylesheet, p.icon
	var out bytes.Buffer
	if err := p.templates[name].ExecuteTemplate(&out, "page", shown); err != nil {
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = out.WriteTo(w)
}

func (p *pages) asset(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	data, ok := p.assets[name]
	if !ok {
		p.notFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Content-Type", map[string]string{".css": "text/css; charset=utf-8", ".svg": "image/svg+xml; charset=utf-8"}[path.Ext(name)])
	_, _ = w.Write(data)
}

// day writes a date as people do.
func day(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.Format("2 January 2006")
}

// words writes a value of an enumeration as people do.
func words(value string) string {
	text := strings.ToLower(strings.ReplaceAll(value, "_", " "))
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
