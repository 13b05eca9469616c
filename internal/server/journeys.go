package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/carejourney/carejourney/graph"
	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/model"
)

// Questions of the library that the pages about journeys are built on.
const (
	listQuestion    = "journeys"
	pictureQuestion = "journey-picture"
)

// journeyPage is what the pages about one journey get.
type journeyPage struct {
	*diagram.Journey
	Path      string // of the journey's pages
	View      string // map or steps
	Picture   template.HTML
	Summary   string
	Reach     string
	Status    string
	Steps     []diagram.Step
	Downloads []string
	Behind    behind
}

// behind is the query behind a page, in every form in which it can be asked again.
type behind struct {
	Question, Name, Query, Variables, Curl, Command, Console string
}

// journeys answers for /journeys/{id}, /journeys/{id}/steps and the files /journeys/{id}.svg and so on. An id may hold
// slashes, so the path is taken apart here.
func (p *pages) journey(w http.ResponseWriter, r *http.Request) {
	id, view := r.PathValue("rest"), "map"
	if short, ok := strings.CutSuffix(id, "/steps"); ok {
		id, view = short, "steps"
	}
	format := ""
	for _, f := range diagram.Formats() {
		if short, ok := strings.CutSuffix(id, "."+f); ok && view == "map" {
			id, format = short, f
		}
	}
	id = strings.TrimPrefix(id, "journey:")
	j, asked, err := p.readJourney(r, "journey:"+id)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	if format != "" {
		p.file(w, r, j, id, format)
		return
	}
	shown := journeyPage{
		Journey: j, Path: journeyPath(j.ID), View: view, Summary: j.Summary(), Reach: j.Reach(), Status: j.Status(),
		Downloads: diagram.Formats(), Behind: asked,
	}
	shown.Behind.Command += fmt.Sprintf("\ncarejourney render %s --file %s.svg", id, strings.ReplaceAll(id, "/", "-"))
	title := j.Name
	if view == "steps" {
		shown.Steps = j.Steps()
		title += ", step by step"
	} else {
		shown.Picture = template.HTML(diagram.Draw(j, diagram.Links{ //nolint:gosec // the writer escapes every text
			Stage:   func(n int) string { return fmt.Sprintf("%s/steps#stage-%d", shown.Path, n) },
			Journey: journeyPath, Bare: true,
		}).SVG())
	}
	p.render(w, http.StatusOK, view, page{Title: title, Wide: view == "map", Body: shown})
}

// journeyPath is the address of a journey's page.
func journeyPath(id string) string {
	return (&url.URL{Path: "/journeys/" + strings.TrimPrefix(id, "journey:")}).EscapedPath()
}

func (p *pages) readJourney(r *http.Request, id string) (*diagram.Journey, behind, error) {
	data, asked, err := p.answerTo(r, pictureQuestion, map[string]any{"journey": id})
	if err != nil {
		return nil, asked, err
	}
	j, err := diagram.Read(data)
	return j, asked, err
}

// file serves a journey in a format: the same bytes as the command line gives.
func (p *pages) file(w http.ResponseWriter, r *http.Request, j *diagram.Journey, id, format string) {
	select {
	case p.drawing <- struct{}{}:
		defer func() { <-p.drawing }()
	case <-r.Context().Done():
		p.fail(w, r, model.Errorf(model.Unavailable, "too many pictures at once"))
		return
	}
	data, contentType, err := diagram.Write(j, format)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	sum := sha256.Sum256(data)
	h := w.Header()
	h.Set("Content-Type", contentType)
	h.Set("Content-Disposition", `inline; filename="`+fileName(id)+"."+format+`"`)
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(string(data)))
}

// fileName keeps letters, digits and dashes of an id.
func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' {
			return r
		}
		return '-'
	}, id)
}

// listed is a row of the table of journeys.
type listed struct {
	ID, Name, Description, JourneyKind, LastReviewed              string
	Illustrative                                                  bool
	Shape                                                         struct{ Stages, Branches, Loops int }
	WithoutDigitalWay, WithoutOtherWay, WithoutBusinessCapability struct{ TotalCount int }
	Path                                                          string
}

func (p *pages) journeys(w http.ResponseWriter, r *http.Request) {
	data, asked, err := p.answerTo(r, listQuestion, nil)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	var found struct{ Journeys struct{ Nodes []listed } }
	if err := json.Unmarshal(data, &found); err != nil {
		p.fail(w, r, err)
		return
	}
	for i := range found.Journeys.Nodes {
		found.Journeys.Nodes[i].Path = journeyPath(found.Journeys.Nodes[i].ID)
	}
	p.render(w, http.StatusOK, "journeys", page{Title: "Journeys", Body: struct {
		Journeys []listed
		Behind   behind
	}{found.Journeys.Nodes, asked}})
}

// answerTo asks a question of the library in process.
func (p *pages) answerTo(r *http.Request, name string, variables map[string]any) ([]byte, behind, error) {
	i := slices.IndexFunc(p.library, func(e Example) bool { return e.Name == name })
	if i < 0 {
		return nil, behind{}, model.Errorf(model.NotFound, "The library has no question %q.", name)
	}
	q := p.library[i]
	resp := p.engine.Do(r.Context(), graph.Request{Query: q.Query, Variables: variables, QueriesOnly: true})
	if len(resp.Errors) > 0 {
		return nil, behind{}, resp.Errors
	}
	return resp.Data, newBehind(r, q, variables), nil
}

func newBehind(r *http.Request, q Example, variables map[string]any) behind {
	b := behind{Question: q.Question, Name: q.Name, Query: q.Query, Console: "/?question=" + url.QueryEscape(q.Name)}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	b.Curl = fmt.Sprintf("curl -G %s://%s/graphql --data-urlencode query@%s.graphql", scheme, r.Host, q.Name)
	b.Command = "carejourney query " + q.Name
	if len(variables) > 0 {
		if text, err := json.Marshal(variables); err == nil {
			b.Variables = string(text)
			b.Curl += " --data-urlencode 'variables=" + b.Variables + "'"
			b.Console += "&variables=" + url.QueryEscape(b.Variables)
		}
		for _, name := range []string{"journey"} {
			b.Command += fmt.Sprintf(" --var %s=%v", name, variables[name])
		}
	}
	b.Console += "#ask"
	return b
}

// fail shows what went wrong: a missing page where something is not there, and else that it could not be read.
func (p *pages) fail(w http.ResponseWriter, r *http.Request, err error) {
	switch codeOf(err) {
	case model.NotFound, model.BadUserInput:
		p.notFound(w, r)
	case model.Unavailable:
		explain(w.Header(), http.StatusServiceUnavailable)
		p.render(w, http.StatusServiceUnavailable, "problem", page{Title: "Not to be had just now", Body: "The journeys cannot be read just now. Try again in a minute."})
	default:
		p.render(w, http.StatusInternalServerError, "problem", page{Title: "Something went wrong", Body: "The page could not be made. " + reason(err)})
	}
}

// codeOf gives the code of an error of our own or of an answer.
func codeOf(err error) model.Code {
	if own := (*model.Error)(nil); errors.As(err, &own) {
		return own.Code
	}
	if list := gqlerror.List(nil); errors.As(err, &list) && len(list) > 0 {
		if code, ok := list[0].Extensions["code"].(string); ok {
			return model.Code(code)
		}
	}
	return model.Internal
}

// reason is what an answer says about an error, which is meant to be read by people; of others it says nothing.
func reason(err error) string {
	if list := gqlerror.List(nil); errors.As(err, &list) && len(list) > 0 {
		return list[0].Message
	}
	return ""
}
