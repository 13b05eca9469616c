package pages

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
)

// view is a way to look at a journey: what it is called, and the picture it is made of.
type view struct{ name, label, picture, title string }

// views are the ways to look at a journey, the first at its own address and the others below it.
var views = []view{
	{"map", "Map", "map", ""},
	{"steps", "Step by step", "map", ", step by step"},
	{"table", "Table", "map", ", as a table"},
	{"matrix", "Matrix", "matrix", ", business capabilities by stage"},
	{"flow", "Flow", "flow", ", how many people go which way"},
}

// journeyPage is what the pages about one journey get.
type journeyPage struct {
	About             diagram.About
	ID, Name, Heading string
	Description       string
	Path              string // of the journey's pages
	Tabs              []tab
	Picture           template.HTML
	Summary, Status   string
	Journey           *diagram.Journey // in the map, the steps and the table
	Steps             []diagram.Step   // in the table
	Told              *stepPages       // step by step
	Matrix            *matrixTable
	Flow              *flowTable
	Downloads         []link
	Slides            string // where the slides are
	Options           diagram.Options
	Measures          []choice
	Filters           *mapFilters // of the map, the steps and the table
	Details           *details    // of one thing on the map, nil for none
}

// tab leads to another view of the same.
type tab struct {
	link
	Current bool
}

// address is what a path below /journeys/ names.
type address struct {
	id     string
	view   view
	format string
	stage  int // place of a stage, from 1; 0 where it is about the journey
}

// readAddress takes a path below /journeys/ apart: /journeys/{id}, its views such as /journeys/{id}/steps, its stages and
// files such as /journeys/{id}.svg and /journeys/{id}/matrix.csv. An id may hold slashes.
func readAddress(rest string) address {
	a := address{id: strings.TrimPrefix(rest, "journey:"), view: views[0]}
	if i := strings.LastIndex(a.id, "/stages/"); i > 0 {
		if n, err := strconv.Atoi(a.id[i+len("/stages/"):]); err == nil && n > 0 {
			a.id, a.stage = a.id[:i], n
			return a
		}
	}
	if ending := path.Ext(a.id); ending != "" {
		if format, ok := diagram.FormatOfFile(ending[1:]); ok {
			a.id, a.format = strings.TrimSuffix(a.id, ending), format
		}
	}
	if i := strings.LastIndexByte(a.id, '/'); i > 0 {
		if k := slices.IndexFunc(views, func(v view) bool { return v.name == a.id[i+1:] }); k > 0 {
			a.id, a.view = a.id[:i], views[k]
		}
	}
	return a
}

func (p *Pages) journey(w http.ResponseWriter, r *http.Request) {
	at := readAddress(r.PathValue("rest"))
	if at.stage > 0 {
		p.stage(w, r, at.id, at.stage)
		return
	}
	if at.format != "" {
		r = unhurried(r)
	}
	options, problems := readOptions(r.URL.Query())
	picture, asked, err := p.picture(r, "journey:"+at.id, at.view.picture, options)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	behinds, wrong, err := p.narrow(r, picture, at.view.picture, "journey:"+at.id, &options)
	problems = append(problems, wrong...)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	if at.format != "" {
		if len(problems) > 0 {
			p.badRequest(w, problems)
			return
		}
		p.file(w, r, picture, at)
		return
	}
	asked.Command += "\n" + renderCommand(at, options)
	shown := journeyPage{About: picture.About(), Path: journeyPath(at.id), Options: options}
	out := page{Section: "/journeys", Crumbs: []link{{"Journeys", "/journeys"}}, Wide: true, Body: &shown, Behind: append([]behind{asked}, behinds...), Errors: problems}
	shown.Tabs = tabs(shown.Path, at.view.name, options)
	switch picture := picture.(type) {
	case *diagram.Journey:
		shown.ID, shown.Name, shown.Description = picture.ID, picture.Name, picture.Description
		if err := p.showJourney(r, &shown, &out, at, picture); err != nil {
			p.fail(w, r, err)
			return
		}
	case *diagram.Matrix:
		shown.ID, shown.Name, shown.Description, shown.Summary = picture.ID, picture.Name, picture.Description, picture.Summary()
		shown.Matrix = newMatrixTable(picture)
		for _, m := range diagram.Measures() {
			shown.Measures = append(shown.Measures, choice{Value: m, Label: title(m), Chosen: m == cmp.Or(options.Measure, picture.Measure)})
		}
	case *diagram.Flow:
		shown.ID, shown.Name, shown.Description, shown.Summary = picture.ID, picture.Name, picture.Description, picture.Summary()
		shown.Flow = newFlowTable(picture)
		out.Script = "zoom.js"
		shown.Picture = template.HTML(diagram.Draw(picture, p.links(shown.Path)).SVG()) //nolint:gosec // the writer escapes every text
	}
	shown.Status = cmp.Or(shown.Status, shown.About.Status)
	shown.Heading = shown.Name + at.view.title
	out.Title = shown.Heading
	shown.Downloads = downloads(shown.Path, at.view, options)
	shown.Slides = shown.Downloads[slices.Index(diagram.FormatsOf(at.view.picture), "pptx")].Href
	status := http.StatusOK
	if len(out.Errors) > 0 {
		status = http.StatusBadRequest
	}
	p.render(w, status, at.view.name, out)
}

// showJourney fills in what the map, the steps and the table have.
func (p *Pages) showJourney(r *http.Request, shown *journeyPage, out *page, at address, j *diagram.Journey) error {
	shown.Journey, shown.Summary, shown.Status = j, j.Summary(), j.Status()
	if j.Area != nil {
		shown.Name += " in " + j.Area.Name
	}
	here, focus := shown.Path, ""
	if at.view.name == "map" {
		focus = strings.TrimSpace(r.URL.Query().Get("focus"))
		details, asked, err := p.details(r, j, shown, focus)
		if why := notHere(err); why != "" {
			out.Errors, focus = append(out.Errors, fieldError{"map", why}), ""
		} else if err != nil {
			return err
		}
		shown.Details, out.Behind = details, append(out.Behind, asked...)
		shown.Picture = template.HTML(diagram.Draw(j, p.mapLinks(j, shown, focus)).SVG()) //nolint:gosec // the writer escapes every text
		out.Script, out.Skip = "map.js", &link{"Skip to the map", "#map"}
	} else {
		here += "/" + at.view.name
		shown.Steps = j.Steps()
		if at.view.name == "steps" {
			var wrong []fieldError
			shown.Told, wrong = newStepPages(shown.Steps, here+chosen(shown.Options, mapNames...), r.URL.Query().Get("page"))
			out.Errors = append(out.Errors, wrong...)
		}
	}
	filters, err := p.newMapFilters(r, j, here, shown.Options, focus)
	if err == nil {
		shown.Filters, filters.Open = filters, len(out.Errors) > 0
	}
	return err
}

// links are where a picture leads.
func (p *Pages) links(path string) diagram.Links {
	return diagram.Links{
		Stage:   func(n int) string { return fmt.Sprintf("%s/stages/%d", path, n) },
		Journey: journeyPath, Node: p.href, Bare: true,
	}
}

// picture asks the question that a picture of a journey is made of.
func (p *Pages) picture(r *http.Request, id, name string, options diagram.Options) (diagram.Picture, behind, error) {
	v, err := diagram.ViewNamed(name)
	if err != nil {
		return nil, behind{}, err
	}
	data, asked, err := p.answer(r, v.Question, map[string]any{"journey": id})
	if err != nil {
		return nil, asked, err
	}
	picture, err := v.Read(data, options)
	return picture, asked, err
}

// renderCommand is the command line that writes the same picture into a file.
func renderCommand(at address, options diagram.Options) string {
	command := "carejourney render " + quoted(at.id)
	if at.view.picture != "map" {
		command += " --view " + at.view.picture
	}
	if options.Measure != "" {
		command += " --measure " + quoted(options.Measure)
	}
	if options.Group != "" {
		command += " --group " + quoted(options.Group)
	}
	if at.view.picture == "map" {
		for _, o := range [][2]string{{"area", options.Area}, {"trace", options.Trace}, {"hide", options.Hide.Names()}} {
			if o[1] != "" {
				command += " --" + o[0] + " " + quoted(o[1])
			}
		}
	}
	return command + " --file " + fileName(at.id) + ".svg"
}

// tabs are the views of a journey.
func tabs(path, current string, options diagram.Options) []tab {
	after := chosen(options, viewNames...)
	list := make([]tab, len(views))
	for i, v := range views {
		list[i] = tab{link{v.label, path}, v.name == current}
		if i > 0 {
			list[i].Href += "/" + v.name
		}
		list[i].Href += after
	}
	return list
}

// endings are how the names of files of a format end, where that is not the name of the format.
var endings = map[string]string{"mermaid": "mmd"}

// downloads are the files there are of a view.
func downloads(path string, v view, options diagram.Options) []link {
	if v.picture != "map" {
		path += "/" + v.picture
	}
	after := chosen(options, map[string][]string{"map": mapNames, "matrix": {"measure"}, "flow": {"group"}}[v.picture]...)
	var list []link
	for _, f := range diagram.FormatsOf(v.picture) {
		list = append(list, link{formatNames[f], path + "." + cmp.Or(endings[f], f) + after})
	}
	return list
}

// formatNames say what a file of a format is for.
var formatNames = map[string]string{
	"svg": "SVG picture", "png": "PNG picture", "mermaid": "Mermaid text", "dot": "Graphviz text", "drawio": "draw.io drawing",
	"pptx": "Slides (PowerPoint)", "xlsx": "Workbook (Excel)", "csv": "CSV table", "json": "JSON data",
}
