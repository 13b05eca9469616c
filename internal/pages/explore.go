package pages

import (
	"cmp"
	"html/template"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/model"
)

// explorePage is a node with what is around it, or the way from it to another, as a picture and as a table.
type explorePage struct {
	exploring
	Node, Other     *linked // nil where none was chosen
	Kinds           []choice
	Depths          []choice
	Open            bool // whether the choice of kinds is
	Intro           string
	Picture         template.HTML
	Links           []exploredLink
	Table           tablePage
	More            []moreOf
	Way             *shortest
	Illustrative    bool // whether something that was read is
	Empty           string
	Wider, AllKinds string // addresses with another step, and of all kinds; "" where there is no more
	Around, Swap    string // addresses of what is around the node, and of the way back
	Meant           []*meant
	Downloads       []link
}

// tablePage is where in a long table a page of it is.
type tablePage struct {
	First, Last, All int // rows, numbered from 1
	Previous, Next   string
}

// rowsAtOnce is how many links a page of the table has.
const rowsAtOnce = 100

// exploredLink is a row of the table, with the addresses of both ends as a centre.
type exploredLink struct {
	diagram.NearLink
	FromHref, ToHref string
}

// moreOf is a relationship of which not all was read.
type moreOf struct {
	Name, Href string
	Count      int
}

func (p *Pages) explore(w http.ResponseWriter, r *http.Request) {
	if path.Ext(r.URL.Path) != "" {
		r = unhurried(r) // a file
	}
	e, problems := p.readExploring(r.URL.Query())
	shown := &explorePage{exploring: e, Open: len(e.kinds) > 0 || slices.ContainsFunc(problems, func(f fieldError) bool { return f.Field == "types" })}
	for _, k := range p.model.Kinds {
		shown.Kinds = append(shown.Kinds, choice{k.Prefix, label(k.Plural), -1, slices.Contains(e.kinds, k)})
	}
	for n := 1; n <= mostSteps; n++ {
		shown.Depths = append(shown.Depths, choice{strconv.Itoa(n), plural(n, "step", "steps"), -1, n == e.Depth})
	}
	out := page{Title: "Explore", Section: "/explore", Wide: true, Body: shown, Errors: problems}
	if len(problems) == 0 && e.To != "" && e.ID == "" {
		out.Errors = []fieldError{{"node", "Say where the way begins."}}
	}
	if len(problems) == 0 && e.ID == "" && path.Ext(r.URL.Path) != "" {
		out.Errors = []fieldError{{"node", "Say what the file is to be about."}}
	}
	if len(out.Errors) > 0 && path.Ext(r.URL.Path) == "" {
		var err error
		if shown.Meant, err = p.meantEnds(r, e, &out); err != nil {
			p.fail(w, r, err)
			return
		}
	}
	if len(out.Errors) > 0 {
		p.render(w, http.StatusBadRequest, "explore", out)
		return
	}
	if e.ID == "" || len(shown.Meant) > 0 {
		p.render(w, http.StatusOK, "explore", out)
		return
	}
	walk := &walk{p: p, r: r, kinds: e.kinds}
	picture, err := p.explored(walk, shown)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	if ending := path.Ext(r.URL.Path); ending != "" {
		if picture == nil {
			p.notFound(w, r)
			return
		}
		format, _ := diagram.FormatOfFile(ending[1:])
		p.file(w, r, picture, address{id: e.ID + map[bool]string{true: "-to-" + e.To}[e.To != ""], view: view{picture: "map"}, format: format})
		return
	}
	p.showExplored(shown, picture, walk.illustrative)
	out.Behind, out.Script, out.Crumbs = walk.asked, "map.js", []link{{"Explore", "/explore"}}
	out.Title = "Explore " + shown.Node.Name
	if shown.Other != nil {
		out.Title = "From " + shown.Node.Name + " to " + shown.Other.Name
	}
	p.render(w, http.StatusOK, "explore", out)
}

// explored reads what is asked for and makes a picture of it.
func (p *Pages) explored(w *walk, shown *explorePage) (diagram.Picture, error) {
	whole := shown.exploring
	whole.Page = 1
	asked := diagram.NearAsked{Filters: strings.TrimPrefix(whole.href(""), "/explore?")}
	if shown.To != "" {
		return p.exploredWay(w, shown, asked)
	}
	a, err := w.around(shown.ID, shown.Depth)
	if err != nil {
		return nil, err
	}
	shown.Node, shown.Intro = a.Centre, a.said()
	for i := range a.Centre.By {
		if by := &a.Centre.By[i]; by.More > 0 && w.showsAny(by.rel) {
			shown.More = append(shown.More, moreOf{by.Name, p.href(shown.ID) + "?show=all#" + by.Field, by.More})
		}
	}
	if len(a.Nodes) == 0 {
		shown.Empty = shown.Node.Name + " is linked to nothing."
		if len(shown.kinds) > 0 {
			shown.Empty = "Nothing of the chosen kinds is linked to " + shown.Node.Name + "."
		}
	}
	near := &diagram.Near{
		Centre: diagram.Ref{ID: a.Centre.ID, Name: a.Centre.Name}, Kind: model.InWords(a.Centre.kind.Name), Said: a.said(),
		Left:  a.groups(w, shown.ID, func(rel *model.Relation) bool { return !rel.Out }),
		Right: a.groups(w, shown.ID, func(rel *model.Relation) bool { return rel.Out }),
		Links: a.Links,
	}
	shown.rows(near.Links)
	near.Asked = w.source(asked)
	return near, nil
}

// exploredWay looks for a shortest way between two nodes.
func (p *Pages) exploredWay(w *walk, shown *explorePage, asked diagram.NearAsked) (diagram.Picture, error) {
	ends, err := w.read([]string{shown.ID, shown.To}, firstOnWay)
	if err != nil {
		return nil, err
	}
	for _, id := range []string{shown.ID, shown.To} {
		if ends[id] == nil {
			return nil, model.Errorf(model.NotFound, "There is nothing with the id %q.", id)
		}
	}
	shown.Node, shown.Other = ends[shown.ID], ends[shown.To]
	if shown.Way, err = w.shortest(shown.Node, shown.Other); err != nil {
		return nil, err
	}
	if len(shown.Way.Nodes) == 0 {
		return nil, nil //nolint:nilnil // there is no way, and so no picture
	}
	shown.rows(shown.Way.Links)
	way := &diagram.Chain{Links: shown.Way.Links, Asked: asked}
	for _, n := range shown.Way.Nodes {
		way.Nodes = append(way.Nodes, diagram.Ref{ID: n.ID, Name: n.Name})
		way.Kinds = append(way.Kinds, model.InWords(p.kindOf(n.ID).Name))
	}
	way.Asked = w.source(asked)
	return way, nil
}

// source says with which question a picture begins.
func (w *walk) source(asked diagram.NearAsked) diagram.NearAsked {
	asked.Question, asked.Variables = w.asked[0].Name, w.asked[0].Variables
	asked.Version, asked.Illustrative = w.version, w.illustrative
	return asked
}

// rows makes the page of the table that is asked for, the last where there are fewer.
func (s *explorePage) rows(links []diagram.NearLink) {
	pages := max(1, (len(links)+rowsAtOnce-1)/rowsAtOnce)
	s.Page = min(s.Page, pages)
	first := (s.Page - 1) * rowsAtOnce
	last := min(first+rowsAtOnce, len(links))
	s.Table = tablePage{First: first + 1, Last: last, All: len(links)}
	if s.Page > 1 {
		s.Table.Previous = s.at(s.Page - 1)
	}
	if s.Page < pages {
		s.Table.Next = s.at(s.Page + 1)
	}
	for _, l := range links[first:last] {
		s.Links = append(s.Links, exploredLink{l, s.from(l.From.ID), s.from(l.To.ID)})
	}
}

// showExplored puts a picture on the page, with where to go from there.
func (p *Pages) showExplored(s *explorePage, picture diagram.Picture, illustrative bool) {
	if picture != nil && s.Empty == "" {
		s.Picture = template.HTML(diagram.Draw(picture, diagram.Links{Node: s.from, Bare: true}).SVG()) //nolint:gosec // the writer escapes every text
		for _, f := range diagram.FormatsOf(picture.About().View) {
			s.Downloads = append(s.Downloads, link{formatNames[f], s.href("." + cmp.Or(endings[f], f))})
		}
	}
	next := s.exploring
	next.Page = 1
	next.Depth++
	if next.To == "" && next.Depth <= mostSteps {
		s.Wider = next.href("")
	}
	if len(s.kinds) > 0 {
		next = s.exploring
		next.kinds, next.Page = nil, 1
		s.AllKinds = next.href("")
	}
	s.Around, s.Illustrative = s.from(s.ID), illustrative
	if s.To != "" {
		next = s.exploring
		next.ID, next.To, next.Page = s.To, s.ID, 1
		s.Swap = next.href("")
	}
}
