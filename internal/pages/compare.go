package pages

import (
	"cmp"
	"encoding/json"
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
	Left          string // what is left out, because it takes its time in a model of this size; "" for nothing
	Whole         string // the address with it
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
	chosen := pair{what: what, journey: given.Get("journey"), first: given.Get("first"), second: given.Get("second")}
	if format := given.Get("format"); format != "" && chosen.drawn() {
		p.comparedFile(w, unhurried(r), chosen, format)
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
		chosen.less = p.large(r) && given.Get("show") != "reached"
		behind, data, err := p.compared(r, comparisons[i].question, &shown, chosen)
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
			picture, behind, err := p.comparedPicture(r, chosen, data)
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
func (p *Pages) compared(r *http.Request, question string, shown *comparePage, of pair) (behind, []byte, error) {
	variables := map[string]any{"first": of.first, "second": of.second}
	part := map[string]string{"journeys": "reached", "areas": diagram.AreasLess}[of.what]
	if of.what == "areas" {
		variables["journey"] = of.journey
	}
	if of.less && part != "" {
		variables[part] = false
	}
	data, asked, err := p.answerLess(r, question, variables, part)
	if asked.without || of.less && part != "" {
		shown.leaveOut(of, asked.without)
	}
	if err == nil {
		err = shown.sort(data)
	}
	return asked, data, err
}

// leaveOut says what was left out, and where it is if it is not too much to be asked for at all.
func (c *comparePage) leaveOut(of pair, tooMuch bool) {
	c.Left = map[string]string{
		"journeys": "Kinds of service, kinds of application and standards that the journeys rest on are not compared here",
		"areas":    "Which services realise a business capability in each area is not told here",
	}[of.what]
	if tooMuch {
		c.Left += ": that would be too much for one answer."
		return
	}
	c.Left += ": in a model of this size that takes a moment."
	v := of.values()
	v.Set("show", "reached")
	c.Whole = "/compare?" + clean(v)
}

// sort reads what both have and what only one has out of an answer.
func (c *comparePage) sort(data []byte) error {
	switch c.What {
	case "journeys":
		type side struct {
			ref
			BusinessCapabilities, ServiceTypes, ApplicationTypes, Standards, PersonGroups []ref
		}
		var found struct{ First, Second side }
		err := json.Unmarshal(data, &found)
		c.A, c.B = found.First.ref, found.Second.ref
		a, b := &found.First, &found.Second
		c.Parts = []comparison{split("Business capabilities", a.BusinessCapabilities, b.BusinessCapabilities)}
		if a.ServiceTypes != nil {
			c.Parts = append(c.Parts, split("Kinds of service", a.ServiceTypes, b.ServiceTypes),
				split("Kinds of application", a.ApplicationTypes, b.ApplicationTypes), split("Standards that apply", a.Standards, b.Standards))
		}
		c.Parts = append(c.Parts, split("Groups of people", a.PersonGroups, b.PersonGroups))
		return err
	case "areas":
		var found areasFound
		err := json.Unmarshal(data, &found)
		c.A, c.B = found.First, found.Second
		c.Intro = "Business capabilities of “" + found.Journey.Name + "” that services in the area realise. Services that are run for the whole country are in both."
		c.Parts = []comparison{found.capabilities()}
		return err
	default:
		type nodes struct{ Nodes []ref }
		var found struct {
			First, Second                        ref
			Both, OnlyFirst, OnlySecond, Neither nodes
		}
		err := json.Unmarshal(data, &found)
		c.A, c.B = found.First, found.Second
		c.Parts = []comparison{{
			Name: "Application capabilities", OnlyFirst: found.OnlyFirst.Nodes, Both: found.Both.Nodes, OnlySecond: found.OnlySecond.Nodes, Neither: found.Neither.Nodes,
		}}
		return err
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
	inA, inB := idsOf(a), idsOf(b)
	for _, n := range a {
		if inB[n.ID] {
			c.Both = append(c.Both, n)
		} else {
			c.OnlyFirst = append(c.OnlyFirst, n)
		}
	}
	for _, n := range b {
		if !inA[n.ID] {
			c.OnlySecond = append(c.OnlySecond, n)
		}
	}
	return c
}

func idsOf(list []ref) map[string]bool {
	ids := make(map[string]bool, len(list))
	for _, n := range list {
		ids[n.ID] = true
	}
	return ids
}
