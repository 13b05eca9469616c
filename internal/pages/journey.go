package pages

import (
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
)

// pictureQuestion is the question of the library that pictures of a journey are made of.
const pictureQuestion = "journey-picture"

// view is a way to look at a journey.
type view struct{ Name, Label string }

// views are the ways to look at a journey, the first at its own address and the others below it.
var views = []view{{"map", "Map"}, {"steps", "Step by step"}, {"table", "Table"}}

// journeyPage is what the pages about one journey get.
type journeyPage struct {
	*diagram.Journey
	Path      string // of the journey's pages
	View      string
	Tabs      []tab
	Picture   template.HTML
	Summary   string
	Reach     string
	Status    string
	Steps     []diagram.Step
	Downloads []download
}

// tab leads to another view of the same.
type tab struct {
	link
	Current bool
}

// download is a file to take away.
type download struct{ Label, Href string }

// journey answers for /journeys/{id}, its views such as /journeys/{id}/steps, its stages and files such as
// /journeys/{id}.svg. An id may hold slashes, so the path is taken apart here.
func (p *Pages) journey(w http.ResponseWriter, r *http.Request) {
	at := readAddress(r.PathValue("rest"))
	if at.stage > 0 {
		p.stage(w, r, at.id, at.stage)
		return
	}
	j, asked, err := p.readJourney(r, "journey:"+at.id)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	if at.format != "" {
		p.file(w, r, j, at.id, at.format)
		return
	}
	shown := journeyPage{
		Journey: j, Path: journeyPath(j.ID), View: at.view, Summary: j.Summary(), Reach: j.Reach(), Status: j.Status(),
	}
	shown.Tabs = tabs(shown.Path, at.view, r.URL.RawQuery)
	for _, f := range diagram.Formats() {
		shown.Downloads = append(shown.Downloads, download{f, shown.Path + "." + f})
	}
	asked.Command += fmt.Sprintf("\ncarejourney render %s --file %s.svg", quoted(at.id), strings.ReplaceAll(at.id, "/", "-"))
	out := page{Title: j.Name, Section: "/journeys", Crumbs: []link{{"Journeys", "/journeys"}}, Wide: true, Body: &shown, Behind: []behind{asked}}
	switch at.view {
	case "steps":
		out.Title, out.Wide = j.Name+", step by step", false
		shown.Steps = j.Steps()
	case "table":
		out.Title = j.Name + ", as a table"
		shown.Steps = j.Steps()
	default:
		out.Script = "map.js"
		shown.Picture = template.HTML(diagram.Draw(j, diagram.Links{ //nolint:gosec // the writer escapes every text
			Stage:   func(n int) string { return fmt.Sprintf("%s/stages/%d", shown.Path, n) },
			Journey: journeyPath, Bare: true,
		}).SVG())
	}
	p.render(w, http.StatusOK, at.view, out)
}

// tabs are the views of a journey, each with what the address says beside the view.
func tabs(path, current, query string) []tab {
	list := make([]tab, len(views))
	for i, v := range views {
		list[i] = tab{link{v.Label, path}, v.Name == current}
		if i > 0 {
			list[i].Href += "/" + v.Name
		}
		if query != "" {
			list[i].Href += "?" + query
		}
	}
	return list
}

// address is what a path below /journeys/ names.
type address struct {
	id, view, format string
	stage            int // place of a stage, from 1; 0 where it is about the journey
}

func readAddress(rest string) address {
	a := address{id: rest, view: views[0].Name}
	if i := strings.LastIndex(rest, "/stages/"); i > 0 {
		if n, err := strconv.Atoi(rest[i+len("/stages/"):]); err == nil && n > 0 {
			a.id, a.stage = rest[:i], n
		}
	}
	for _, f := range diagram.Formats() {
		if short, ok := strings.CutSuffix(a.id, "."+f); ok {
			a.id, a.format = short, f
		}
	}
	if i := strings.LastIndexByte(a.id, '/'); i > 0 && slices.ContainsFunc(views[1:], func(v view) bool { return v.Name == a.id[i+1:] }) {
		a.id, a.view = a.id[:i], a.id[i+1:]
	}
	a.id = strings.TrimPrefix(a.id, "journey:")
	return a
}

func (p *Pages) readJourney(r *http.Request, id string) (*diagram.Journey, behind, error) {
	data, asked, err := p.answer(r, pictureQuestion, map[string]any{"journey": id})
	if err != nil {
		return nil, asked, err
	}
	j, err := diagram.Read(data)
	return j, asked, err
}
