package pages

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/carejourney/carejourney/internal/model"
)

// whatIfPage says what would be lost if something went.
type whatIfPage struct {
	Removed  []removed
	Journey  string
	Journeys []choice
	Products []ref // to begin with
	Meant    []*meant
	Loss     *loss  // nil until something was chosen
	Counted  bool   // whether what every stage rested on and what is left of it is counted
	Count    string // address that counts it, "" where it is counted or too much
	Broken   bool   // only what breaks is listed, and what loses anything is counted
	All      string // address that lists all that breaks, "" where that is listed
}

// removed is what is taken away, with the address of the same without taking it.
type removed struct {
	ref
	Without string
}

// support counts what a stage rests on.
type support struct{ Services, Applications, Organisations int }

// loss is the answer to what would be lost.
type loss struct {
	Why                     string
	Removed                 []ref
	Unknown                 []string
	People                  int
	JourneysCut             []ref
	Groups                  []struct{ Journey, PersonGroup ref }
	HandoffsWithoutStandard []ref
	Substitutes             []struct {
		For, By    ref
		Covers, Of int
		Successor  bool
	}
	Stages, StagesBroken []lostStage
	StagesLosing         int

	// How many there are in all where only what breaks is asked for, 0 otherwise.
	StagesBrokenCount, JourneysCutCount, GroupsCount int
}

// mostListed is how many journeys, groups and stages are listed of those that break, until somebody asks for all.
const mostListed = 100

// count makes up what was not counted, because all is listed.
func (l *loss) count() {
	l.JourneysCutCount, l.GroupsCount = max(l.JourneysCutCount, len(l.JourneysCut)), max(l.GroupsCount, len(l.Groups))
}

// lostStage is what a stage loses.
type lostStage struct {
	Journey, Stage                    ref
	Closed                            bool
	LosesLast                         []string
	BusinessCapabilities, Touchpoints []ref
	Before, Left                      support
}

func (p *Pages) whatIf(w http.ResponseWriter, r *http.Request) {
	given := r.URL.Query()
	var removing []string
	for _, id := range given["remove"] {
		if id = strings.TrimSpace(id); id != "" && !slices.Contains(removing, id) {
			removing = append(removing, id)
		}
	}
	shown := whatIfPage{Journey: given.Get("journey")}
	out := page{Title: "What if", Section: "/what-if"}
	var choices struct{ Journeys, Products struct{ Nodes []ref } }
	asked, err := p.ask(r, "compare-choices", nil, &choices)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	shown.Journeys = chosenOf(choices.Journeys.Nodes, shown.Journey)
	shown.Products = choices.Products.Nodes[:min(len(choices.Products.Nodes), mostProducts)]
	if removing, err = p.meantGone(r, removing, &shown, &out); err != nil {
		p.fail(w, r, err)
		return
	}
	if len(removing) > 0 {
		err := p.lose(r, removing, given.Get("show"), &shown, &out)
		if codeOf(err) == model.LimitExceeded {
			p.tooMuchAtOnce(w, &shown, &out, removing)
			return
		}
		if err != nil {
			p.fail(w, r, err)
			return
		}
	}
	out.Body, out.Behind = shown, append(out.Behind, asked)
	status := http.StatusOK
	if len(out.Errors) > 0 {
		status = http.StatusBadRequest
	}
	p.render(w, status, "whatif", out)
}

// lose asks what would be lost without some things: in a large model for less, unless somebody wants all of what breaks ("all"), or what is
// left of everything ("reached").
func (p *Pages) lose(r *http.Request, removing []string, show string, shown *whatIfPage, out *page) error {
	ids := make([]any, len(removing))
	for i, id := range removing {
		ids[i] = id
	}
	variables := map[string]any{"remove": ids}
	if shown.Journey != "" {
		variables["journey"] = shown.Journey
	}
	less := p.large(r) && show != "reached"
	shown.Broken = less && shown.Journey == "" // on all journeys of a country nearly every stage loses one service of many
	question, part := "what-if", "left"
	switch {
	case shown.Broken:
		question, part = "what-breaks", ""
		if show != "all" {
			variables["most"] = mostListed
		}
	case less:
		variables["left"] = false
	}
	var found struct{ WhatIf loss }
	behind, err := p.askLess(r, question, variables, part, &found)
	if err != nil {
		return err
	}
	out.Behind = append(out.Behind, behind)
	shown.Loss = &found.WhatIf
	if shown.Broken {
		shown.Loss.Stages = shown.Loss.StagesBroken
	}
	shown.Loss.count()
	if l := shown.Loss; shown.Broken && max(l.StagesBrokenCount-len(l.Stages), l.JourneysCutCount-len(l.JourneysCut), l.GroupsCount-len(l.Groups)) > 0 {
		shown.All = "/what-if?" + clean(url.Values{"remove": removing, "show": {"all"}})
	}
	shown.Counted = !less && !behind.without
	if less {
		shown.Count = "/what-if?" + clean(url.Values{"remove": removing, "journey": {shown.Journey}, "show": {"reached"}})
	}
	for _, n := range found.WhatIf.Removed {
		left := slices.DeleteFunc(slices.Clone(removing), func(id string) bool { return id == n.ID })
		shown.Removed = append(shown.Removed, removed{n, "/what-if?" + clean(url.Values{"remove": left, "journey": {shown.Journey}})})
	}
	for _, id := range found.WhatIf.Unknown {
		out.Errors = append(out.Errors, fieldError{"remove", "There is nothing with the id “" + id + "”."})
	}
	return nil
}

// tooMuchAtOnce shows the form again with what was chosen, and says how to ask for less.
func (p *Pages) tooMuchAtOnce(w http.ResponseWriter, shown *whatIfPage, out *page, removing []string) {
	say := fieldError{"journey", "So many journeys rest on this that it would take too long to work out. Choose one journey."}
	if shown.Journey != "" {
		say = fieldError{"remove", "So much of this journey rests on this that it would take too long to work out. Take away something smaller, such as one service."}
	}
	for _, id := range removing {
		shown.Removed = append(shown.Removed, removed{ref{ID: id, Name: id}, "/what-if?" + clean(url.Values{"journey": {shown.Journey}})})
	}
	out.Errors, out.Body = append(out.Errors, say), *shown
	p.render(w, http.StatusBadRequest, "whatif", *out)
}

// mostProducts is how many applications are offered where nothing was chosen yet.
const mostProducts = 30

// canGo are the kinds of thing that are looked for by their names.
var canGo = []any{"Application", "Service", "Organisation", "Technology"}

// meantGone offers choices for what was given in words, and gives the ids that are left.
func (p *Pages) meantGone(r *http.Request, removing []string, shown *whatIfPage, out *page) ([]string, error) {
	var ids []string
	for _, text := range removing {
		if p.kindOf(text) != nil {
			ids = append(ids, text)
			continue
		}
		others := slices.DeleteFunc(slices.Clone(removing), func(id string) bool { return id == text })
		m, asked, err := p.meant(r, text, canGo, func(id string) string {
			return "/what-if?" + clean(url.Values{"remove": append(slices.Clone(others), id), "journey": {shown.Journey}})
		})
		if err != nil {
			return nil, err
		}
		if m == nil {
			out.Errors = append(out.Errors, fieldError{"remove", "Nothing that could go is called “" + text + "”."})
			continue
		}
		shown.Meant, out.Behind = append(shown.Meant, m), append(out.Behind, asked)
	}
	return ids, nil
}
