package pages

import (
	"bytes"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/web"
)

// page is what every template gets.
type page struct {
	Title   string
	Section string // the entry of the navigation that the page belongs to, "" for none
	Crumbs  []link // the way here from the first page
	Wide    bool   // whether the page takes the whole width, as maps and wide tables do
	Script  string // a module that makes the page easier to use, "" for none
	Body    any    // what the page is about
	Behind  []behind
	Skip    *link  // to what most come for, past what stands before it
	Search  string // what was searched for
	Errors  []fieldError

	Assets string // where the files of the page are
	Nav    []link
}

// link is an address with its words.
type link struct{ Text, Href string }

// fieldError says what is wrong with what was filled in or asked for, and where to mend it.
type fieldError struct{ Field, Text string }

// navigation is what stands at the top of every page.
var navigation = []link{
	{"Journeys", "/journeys"},
	{"Gaps", "/gaps"},
	{"Registers", "/registers"},
	{"Compare", "/compare"},
	{"What if", "/what-if"},
	{"Explore", "/explore"},
	{"Ask", "/query"},
	{"Status", "/status"},
}

// readTemplates reads every page together with the shell and the parts that pages share.
func (p *Pages) readTemplates() (map[string]*template.Template, error) {
	files, err := fs.Glob(web.Files, "templates/*.html")
	if err != nil {
		return nil, err
	}
	shared := template.New("shared").Funcs(template.FuncMap{
		"short": short, "day": day, "words": words, "channel": diagram.Channel, "href": p.href, "plural": plural, "percent": percent, "dict": dict, "days": days, "lower": strings.ToLower, "sentence": sentence, "clause": clause, "isID": p.isID, "headingOf": headingOf, "thousands": thousandsOf, "inc": func(n int) int { return n + 1 }, "dec": func(n int) int { return n - 1 }, "feeling": diagram.Feels, "share": func(share *float64) string { return percent(*share) },
	})
	if shared, err = shared.ParseFS(web.Files, "templates/shared/*.html"); err != nil {
		return nil, err
	}
	templates := map[string]*template.Template{}
	for _, file := range files {
		t, err := shared.Clone()
		if err == nil {
			t, err = t.ParseFS(web.Files, file)
		}
		if err != nil {
			return nil, err
		}
		templates[strings.TrimSuffix(path.Base(file), ".html")] = t
	}
	return templates, nil
}

// render writes a page, compressed by compress where the browser takes that.
func (p *Pages) render(w http.ResponseWriter, status int, name string, shown page) {
	shown.Assets, shown.Nav = "/assets/"+p.assets.hash, navigation
	shown.Behind = slices.CompactFunc(slices.Clone(shown.Behind), func(a, b behind) bool { return a.Console == b.Console })
	for i := range shown.Behind {
		shown.Behind[i].Also = i > 0
	}
	var out bytes.Buffer
	if err := p.templates[name].ExecuteTemplate(&out, "page", shown); err != nil {
		p.log.Error("page not made", "template", name, "error", err) //nolint:sloglint // rendering has no context of its own
		http.Error(w, "The page could not be made.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = out.WriteTo(w)
}
