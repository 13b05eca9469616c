package pages

import (
	"net/http"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/model"
)

// details tell about one thing on a map, beside it.
type details struct {
	*diagram.Trace
	Stage     *diagram.Stage // where the thing is a stage of the journey
	Trail     []link         // from the journey over the first stage to the thing
	Gaps      []gap          // the worst
	GapsMore  int
	GapsLater bool   // they cannot be told just now
	Path      string // of the journey
	Href      string
	TraceHref string
	Followed  bool // it is what is traced
	Close     string
}

// detailGaps is how many gaps of a thing are named beside a map.
const detailGaps = 3

// details tells about the thing with an id; nil where there is no id.
func (p *Pages) details(r *http.Request, j *diagram.Journey, shown *journeyPage, id string) (*details, []behind, error) {
	if id == "" {
		return nil, nil, nil
	}
	if p.kindOf(id) == nil {
		return nil, nil, model.Errorf(model.BadUserInput, "“%s” is no id of anything. Choose something on the map.", id)
	}
	f := shown.Options.TraceOf(j.ID, id)
	data, asked, err := p.answer(r, f.Question, f.Variables)
	if err != nil {
		return nil, nil, err
	}
	found, err := j.ReadTrace(data, id)
	if err != nil {
		return nil, nil, err
	}
	o := shown.Options
	d := &details{Trace: found, Path: shown.Path, Href: p.href(id), Close: shown.Path + chosen(o, mapNames...), Followed: o.Trace == id}
	o.Trace = id
	if d.Followed {
		o.Trace = ""
	}
	d.TraceHref = shown.Path + focused(chosen(o, mapNames...), id)
	d.Trail = []link{{j.Name, d.Close}}
	for i := range j.Stages {
		if j.Stages[i].ID == id {
			d.Stage = &j.Stages[i]
			d.Href = p.links(shown.Path).Stage(i + 1)
		}
	}
	if d.Stage == nil && len(found.Stages) > 0 {
		first := found.Stages[0]
		d.Trail = append(d.Trail, link{first.Name, p.links(shown.Path).Stage(first.Number)})
	}
	behinds := []behind{asked}
	more, err := p.gapsOf(r, d, id)
	if err == nil && !d.GapsLater {
		behinds = append(behinds, more)
	}
	return d, behinds, err
}

// gapsOf reads the worst gaps about a thing. That the rules take too long, or would in so large a graph, is no reason to show nothing
// else: there is a link to them then.
func (p *Pages) gapsOf(r *http.Request, d *details, id string) (behind, error) {
	var size struct{ Stages counted }
	if asked, err := p.ask(r, areasQuestion, nil, &size); err != nil || size.Stages.TotalCount > countsGaps {
		d.GapsLater = true
		return asked, err
	}
	var found gapAnswer
	variables := map[string]any{"where": map[string]any{"accepted": false, "subject": id}, "first": detailGaps, "byJourney": false, "touches": false}
	asked, err := p.ask(r, "gap-list", variables, &found)
	if notNow(err) {
		d.GapsLater = true
		return asked, nil
	}
	d.Gaps, d.GapsMore = found.Gaps.Nodes, found.Gaps.TotalCount-len(found.Gaps.Nodes)
	return asked, err
}

// Ways are the ways in of a stage, digital ones or the others, in words.
func (d *details) Ways(digital bool) string {
	var list []string
	for _, c := range d.Stage.Contacts {
		if c.Seen && c.Digital == digital {
			list = append(list, c.Name+" ("+c.Channel+")")
		}
	}
	return strings.Join(list, ", ")
}

// mapLinks are where a map leads: everything on it to what is told about it, beside the map.
func (p *Pages) mapLinks(j *diagram.Journey, shown *journeyPage, focus string) diagram.Links {
	links := p.links(shown.Path)
	query := chosen(shown.Options, mapNames...)
	links.Node = func(id string) string { return shown.Path + focused(query, id) + "#details" }
	links.Stage = func(n int) string { return links.Node(j.Stages[n-1].ID) }
	links.Current = focus
	return links
}
