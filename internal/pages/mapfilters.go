package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/diagram"
	"github.com/carejourney/carejourney/internal/model"
)

// areasQuestion is the question for the areas that a map can be narrowed to.
const areasQuestion = "areas"

// mapFilters is the form that narrows a map, its steps and its table.
type mapFilters struct {
	Action string
	Lanes  []choice // that the map can leave out
	Areas  []choice
	Groups []choice
	Trace  []choiceGroup
	On     bool // whether the map is narrowed by anything
	Open   bool // whether the form is open: where something is wrong in it
	Focus  string
	Clear  string // the same without filters
	Said   []clearable
	Empty  *emptyFilter
}

// choiceGroup are entries of a menu under a heading.
type choiceGroup struct {
	Name    string
	Choices []choice
}

// clearable is what a map was narrowed to, in a sentence, with where it is not.
type clearable struct{ Text, Clear, Href string }

// emptyFilter says that a filter left nothing, and what to do next.
type emptyFilter struct {
	Text string
	Next []link
}

// readOptions reads what the address chooses of a view. What cannot be read is left out and reported.
func readOptions(given url.Values) (diagram.Options, []fieldError) {
	text := func(name string) string { return strings.TrimSpace(given.Get(name)) }
	o := diagram.Options{Measure: given.Get("measure"), Group: text("group"), Area: text("area"), Trace: text("trace"), Focus: text("focus")}
	hidden, err := diagram.Hide(given["hide"]...)
	if err != nil {
		return o, []fieldError{{"hide", reason(err)}}
	}
	o.Hide = hidden
	return o, nil
}

// chosen is the end of an address that chooses the same, of the parameters named.
func chosen(o diagram.Options, names ...string) string {
	all := map[string]string{"area": o.Area, "group": o.Group, "hide": o.Hide.Names(), "measure": o.Measure, "trace": o.Trace}
	v := url.Values{}
	for _, name := range names {
		v.Set(name, all[name])
	}
	text := clean(v)
	if text == "" {
		return ""
	}
	return "?" + readable(text)
}

// asTheyAre are signs that an address need not escape.
var asTheyAre = strings.NewReplacer("%2C", ",", "%3A", ":", "%2F", "/")

// readable leaves signs in an address that may stand there as they are.
func readable(query string) string {
	return asTheyAre.Replace(query)
}

// mapNames are the parameters that choose what a map shows, and viewNames those that any view of a journey knows.
var (
	mapNames  = []string{"area", "group", "hide", "trace"}
	viewNames = append([]string{"measure"}, mapNames...)
)

// without gives the options without one of them.
func without(o diagram.Options, name string) diagram.Options {
	switch name {
	case "area":
		o.Area = ""
	case "group":
		o.Group = ""
	case "trace":
		o.Trace = ""
	case "hide":
		o.Hide = diagram.Hidden{}
	}
	return o
}

// narrow asks the questions of the filters and applies their answers. A filter whose value names nothing is left out of the options
// and reported.
func (p *Pages) narrow(r *http.Request, picture diagram.Picture, view, id string, o *diagram.Options) ([]behind, []fieldError, error) {
	var behinds []behind
	var problems []fieldError
	for _, f := range o.Filters(view, id) {
		data, asked, err := p.answer(r, f.Question, f.Variables)
		if err == nil {
			err = f.Apply(picture, data)
		}
		if why := notHere(err); why != "" {
			problems = append(problems, fieldError{f.Name, why})
			*o = without(*o, f.Name)
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		behinds = append(behinds, asked)
	}
	return behinds, problems, nil
}

// notHere says why a map cannot be narrowed so, or something on it not be told about, and what to do instead; "" where that is not the
// matter. The map is shown without it.
func notHere(err error) string {
	switch codeOf(err) {
	case model.BadUserInput:
		return reason(err)
	case model.LimitExceeded:
		return "So much stands behind this journey that this would take too long to work out. Open the page of one stage, or of the thing itself, to see what it is linked to."
	}
	return ""
}

// newMapFilters makes the form, with what there is to choose.
func (p *Pages) newMapFilters(r *http.Request, j *diagram.Journey, path string, o diagram.Options, focus string) (*mapFilters, error) {
	f := &mapFilters{Action: path, On: chosen(o, mapNames...) != "", Focus: focus, Clear: path + focused("", focus)}
	names := strings.Split(o.Hide.Names(), ",")
	for _, l := range diagram.Hideable() {
		f.Lanes = append(f.Lanes, choice{Value: l.Name, Label: l.Label, Chosen: slices.Contains(names, l.Name)})
	}
	var found struct{ Areas struct{ Nodes []ref } }
	if _, err := p.ask(r, areasQuestion, nil, &found); err != nil {
		return nil, err
	}
	f.Areas = chosenOf(found.Areas.Nodes, o.Area)
	if j.Area != nil && !slices.ContainsFunc(f.Areas, func(c choice) bool { return c.Chosen }) {
		f.Areas = append(f.Areas, choice{Value: j.Area.ID, Label: j.Area.Name, Chosen: true})
	}
	for _, g := range j.Groups {
		f.Groups = append(f.Groups, choice{Value: g.ID, Label: g.Name, Chosen: j.Going != nil && j.Going.ID == g.ID})
	}
	f.offerTrace(j)
	f.say(p, j, path, o, focus)
	return f, nil
}

// offerTrace offers everything on the map to be traced.
func (f *mapFilters) offerTrace(j *diagram.Journey) {
	seen := false
	for _, lane := range j.Things() {
		g := choiceGroup{Name: lane.Name}
		for _, n := range lane.Things {
			c := choice{Value: n.ID, Label: n.Name, Chosen: j.Traced != nil && j.Traced.ID == n.ID}
			seen = seen || c.Chosen
			g.Choices = append(g.Choices, c)
		}
		f.Trace = append(f.Trace, g)
	}
	if t := j.Traced; t != nil && !seen {
		f.Trace = append([]choiceGroup{{Name: "Traced now", Choices: []choice{{Value: t.ID, Label: t.Name, Chosen: true}}}}, f.Trace...)
	}
}

// say says what the map was narrowed to, each with a way back, and what to do where nothing is left.
func (f *mapFilters) say(p *Pages, j *diagram.Journey, path string, o diagram.Options, focus string) {
	back := func(name string) string { return path + focused(chosen(without(o, name), viewNames...), focus) }
	if j.Area != nil {
		f.Said = append(f.Said, clearable{j.AreaSaid(), "Show all areas", back("area")})
		if !j.AnyService() {
			f.Empty = &emptyFilter{"No service of " + j.Area.Name + " takes part in this journey.", []link{{"Choose another area", "#area"}, {"Show all areas", back("area")}, {"Look at " + j.Area.Name, p.href(j.Area.ID)}}}
		}
	}
	if j.Going != nil {
		f.Said = append(f.Said, clearable{j.Going.Said(), "Show it for everybody", back("group")})
	}
	if t := j.Traced; t != nil {
		f.Said = append(f.Said, clearable{t.Said(), "Clear trace", back("trace")})
		if len(t.Stages) == 0 {
			f.Empty = &emptyFilter{"“" + t.Name + "” is not met on this journey.", []link{{"Trace something else", "#trace"}, {"Clear trace", back("trace")}, {"See where it appears", p.href(t.ID)}}}
		}
	}
	if o.Hide.Names() != "" {
		f.Said = append(f.Said, clearable{j.HiddenSaid(), "Show all lanes", back("hide")})
	}
}

// focused adds what the details are about to the end of an address.
func focused(query, id string) string {
	if id == "" {
		return query
	}
	mark := "?"
	if query != "" {
		mark = "&"
	}
	return query + mark + "focus=" + readable(url.QueryEscape(id))
}
