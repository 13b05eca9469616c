package pages

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"

	"github.com/carejourney/carejourney/internal/diagram"
)

// comparePage sets two things beside each other.
type comparePage struct {
	What          string
	Tabs          []tab
	Journey       string // with areas: the journey that is looked at
	Journeys      []choice
	First, Second []choice
	A, B          ref // what is compared, empty where nothing was chosen yet
	Intro         string
	Parts         []comparison
	Swap          string
	Picture       template.HTML // of two journeys or areas
	Summary       string
	Downloads     []link
}

// comparison is one sort of thing that both sides can have.
type comparison struct {
	Name                                 string
	OnlyFirst, Both, OnlySecond, Neither []ref
}

// comparisons are what can be compared, each with the question it is made of.
var comparisons = []struct{ what, label, question string }{
	{"journeys", "Two journeys", "compare-journeys"}, {"areas", "Two areas on a journey", "compare-regions"}, {"products", "Two products", "compare-products"},
}

func (p *Pages) compare(w http.ResponseWriter, r *http.Request) {
	given := r.URL.Query()
	what := cmp.Or(given.Get("what"), "journeys")
	i := slices.IndexFunc(comparisons, func(c struct{ what, label, question string }) bool { return c.what == what })
	if i < 0 {
		p.badRequest(w, []fieldError{{"", "Journeys, areas and products can be compared, not “" + what + "”."}})
		return
	}
	chosen := pair{what, given.Get("journey"), given.Get("first"), given.Get("second")}
	if format := given.Get("format"); format != "" && chosen.drawn() {
		p.comparedFile(w, r, chosen, format)
		return
	}
	shown := comparePage{What: what, Journey: given.Get("journey")}
	for _, c := range comparisons {
		shown.Tabs = append(shown.Tabs, tab{link{c.label, "/compare?what=" + c.what}, c.what == what})
	}
	var choices struct{ Journeys, Areas, Products struct{ Nodes []ref } }
	asked, err := p.ask(r, "compare-choices", nil, &choices)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	behinds := []behind{asked}
	from := map[string][]ref{"journeys": choices.Journeys.Nodes, "areas": choices.Areas.Nodes, "products": choices.Products.Nodes}[what]
	shown.First, shown.Second, shown.Journeys = chosenOf(from, chosen.first), chosenOf(from, chosen.second), chosenOf(choices.Journeys.Nodes, shown.Journey)
	if chosen.complete() {
		behind, err := p.compared(r, comparisons[i].question, &shown, chosen.first, chosen.second)
		if err == nil && (shown.A.ID == "" || shown.B.ID == "") {
			p.badRequest(w, []fieldError{{"first", "One of the two is not there. Choose from the menus."}})
			return
		}
		if err != nil {
			p.fail(w, r, err)
			return
		}
		behinds = slices.Insert(behinds, 0, behind)
		if chosen.drawn() {
			picture, behind, err := p.comparedPicture(r, chosen)
			if err != nil {
				p.fail(w, r, err)
				return
			}
			shown.draw(picture, chosen, diagram.Links{Bare: true})
			behinds = append(behinds, behind)
		}
		v := given
		v.Set("first", chosen.second)
		v.Set("second", chosen.first)
		shown.Swap = "/compare?" + clean(v)
	}
	out := page{Title: "Compare", Section: "/compare", Wide: shown.Picture != "", Body: shown, Behind: behinds}
	if shown.Picture != "" {
		out.Script = "zoom.js"
	}
	p.render(w, http.StatusOK, "compare", out)
}

func chosenOf(from []ref, id string) []choice {
	list := make([]choice, len(from))
	for i, n := range from {
		list[i] = choice{n.ID, n.Name, -1, n.ID == id}
	}
	return list
}

// compared asks the question and sorts the answer.
func (p *Pages) compared(r *http.Request, question string, shown *comparePage, first, second string) (behind, error) {
	variables := map[string]any{"first": first, "second": second}
	switch shown.What {
	case "journeys":
		type side struct {
			ref
			BusinessCapabilities, ServiceTypes, ApplicationTypes, Standards, PersonGroups []ref
		}
		var found struct{ First, Second side }
		asked, err := p.ask(r, question, variables, &found)
		shown.A, shown.B = found.First.ref, found.Second.ref
		a, b := &found.First, &found.Second
		shown.Parts = []comparison{
			split("Business capabilities", a.BusinessCapabilities, b.BusinessCapabilities), split("Kinds of service", a.ServiceTypes, b.ServiceTypes),
			split("Kinds of application", a.ApplicationTypes, b.ApplicationTypes), split("Standards that apply", a.Standards, b.Standards),
			split("Groups of people", a.PersonGroups, b.PersonGroups),
		}
		return asked, err
	case "areas":
		variables["journey"] = shown.Journey
		var found areasFound
		asked, err := p.ask(r, question, variables, &found)
		shown.A, shown.B = found.First, found.Second
		shown.Intro = "Business capabilities of “" + found.Journey.Name + "” that services in the area realise. Services that are run for the whole country are in both."
		shown.Parts = []comparison{found.capabilities()}
		return asked, err
	default:
		type nodes struct{ Nodes []ref }
		var found struct {
			First, Second                        ref
			Both, OnlyFirst, OnlySecond, Neither nodes
		}
		asked, err := p.ask(r, question, variables, &found)
		shown.A, shown.B = found.First, found.Second
		shown.Parts = []comparison{{
			Name: "Application capabilities", OnlyFirst: found.OnlyFirst.Nodes, Both: found.Both.Nodes, OnlySecond: found.OnlySecond.Nodes, Neither: found.Neither.Nodes,
		}}
		return asked, err
	}
}

// areasFound is what two areas have on a journey.
type areasFound struct {
	First, Second ref
	Journey       struct {
		Name         string
		BetweenAreas struct {
			Stages []struct{ InBoth, OnlyInArea, OnlyInOther, InNeither []ref }
		}
	}
}

// capabilities gives every business capability once, however many stages it is met at: an area has it at all of them or at none.
func (f *areasFound) capabilities() comparison {
	c := comparison{Name: "Business capabilities"}
	seen := map[string]bool{}
	for _, s := range f.Journey.BetweenAreas.Stages {
		for _, part := range []struct {
			into *[]ref
			from []ref
		}{{&c.Both, s.InBoth}, {&c.OnlyFirst, s.OnlyInArea}, {&c.OnlySecond, s.OnlyInOther}, {&c.Neither, s.InNeither}} {
			for _, n := range part.from {
				if !seen[n.ID] {
					seen[n.ID] = true
					*part.into = append(*part.into, n)
				}
			}
		}
	}
	return c
}

// split sorts the nodes of two lists into those of one only and those of both, each in the order of its list.
func split(name string, a, b []ref) comparison {
	c := comparison{Name: name}
	in := func(list []ref, n ref) bool {
		return slices.ContainsFunc(list, func(o ref) bool { return o.ID == n.ID })
	}
	for _, n := range a {
		if in(b, n) {
			c.Both = append(c.Both, n)
		} else {
			c.OnlyFirst = append(c.OnlyFirst, n)
		}
	}
	for _, n := range b {
		if !in(a, n) {
			c.OnlySecond = append(c.OnlySecond, n)
		}
	}
	return c
}
