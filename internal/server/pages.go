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
	"unicode/utf8"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/table"
	"github.com/carejourney/carejourney/web"
)

// pages serves what people see. Every page works without script.
type pages struct {
	engine     *graph.Engine
	library    []Example
	templates  map[string]*template.Template
	stylesheet string            // address of the stylesheet, with a hash of its content so that it can be kept for ever
	assets     map[string][]byte // by name with hash
}

func newPages(engine *graph.Engine, library []Example) (*pages, error) {
	p := &pages{engine: engine, library: library, templates: map[string]*template.Template{}, assets: map[string][]byte{}}
	for _, name := range []string{"home", "notfound"} {
		t, err := template.New(name).Funcs(template.FuncMap{"short": short}).ParseFS(web.Files, "templates/page.html", "templates/"+name+".html")
		if err != nil {
			return nil, err
		}
		p.templates[name] = t
	}
	css, err := web.Files.ReadFile("assets/carejourney.css")
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(css)
	p.stylesheet = "carejourney-" + hex.EncodeToString(sum[:6]) + ".css"
	p.assets[p.stylesheet] = css
	return p, nil
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
	Library    []Example
	Current    Example // the question shown in the form
	Answer     *answer // nil until one was asked
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
	shown.Stylesheet = p.stylesheet
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
	if path.Ext(name) == ".css" {
		h.Set("Content-Type", "text/css; charset=utf-8")
	}
	_, _ = w.Write(data)
}
