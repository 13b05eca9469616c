package pages

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
)

// homePage is the first page.
type homePage struct {
	Groups                      []journeyGroup
	Total, Shown                int
	Counts                      []countLink
	Stages, NoDigital, NoOther  int
	Gaps, HighGaps              int
	GapsLater                   bool // they cannot be counted just now
	ReviewedFirst, ReviewedLast string
	State                       State
}

// journeyGroup are journeys of one kind.
type journeyGroup struct {
	Kind, Label, Help string
	Journeys          []homeJourney
}

type homeJourney struct {
	ID, Name, Description, JourneyKind, LifeEvent string
	StagesConnection, WithoutDigitalWay           counted
}

// share is a part of all.
type share struct{ Part, All int }

// Share is how many stages have a digital way in.
func (j homeJourney) Share() share {
	return share{j.StagesConnection.TotalCount - j.WithoutDigitalWay.TotalCount, j.StagesConnection.TotalCount}
}

// countLink is a number that leads to what was counted.
type countLink struct {
	Count       int
	Label, Href string
}

// countsGaps is up to how many stages the first page counts gaps. On a larger model the rules take seconds the first time, which
// is for the page of gaps and not for everybody who comes here.
const countsGaps = 2000

type counted struct{ TotalCount int }

func (p *Pages) home(w http.ResponseWriter, r *http.Request) {
	type reviewed struct {
		Nodes []struct{ LastReviewed string }
	}
	var found struct {
		Journeys struct {
			TotalCount int
			Nodes      []homeJourney
		}
		ReviewedFirst, ReviewedLast                                            reviewed
		Stages, NoDigitalWay, NoOtherWay                                       counted
		BusinessCapabilities, Services, Organisations, Applications, Standards counted
	}
	asked, err := p.ask(r, "front-page", nil, &found)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	shown := homePage{
		Total: found.Journeys.TotalCount, Shown: len(found.Journeys.Nodes), Stages: found.Stages.TotalCount,
		NoDigital: found.NoDigitalWay.TotalCount, NoOther: found.NoOtherWay.TotalCount, State: p.state(),
		Counts: []countLink{
			{found.Journeys.TotalCount, "journeys", "/journeys"},
			{found.Stages.TotalCount, "stages", "/stages"},
			{found.BusinessCapabilities.TotalCount, "business capabilities", "/business-capabilities"},
			{found.Services.TotalCount, "services", "/services"},
			{found.Organisations.TotalCount, "organisations", "/organisations"},
			{found.Applications.TotalCount, "applications", "/applications"},
			{found.Standards.TotalCount, "standards", "/standards"},
		},
	}
	behinds := []behind{asked}
	if shown.Stages <= countsGaps {
		worst, err := p.countGaps(r, &shown)
		if err != nil {
			p.fail(w, r, err)
			return
		}
		if !shown.GapsLater {
			behinds = append(behinds, worst)
		}
	}
	for _, n := range found.ReviewedFirst.Nodes {
		shown.ReviewedFirst = n.LastReviewed
	}
	for _, n := range found.ReviewedLast.Nodes {
		shown.ReviewedLast = n.LastReviewed
	}
	shown.Groups = p.group(found.Journeys.Nodes)
	p.render(w, http.StatusOK, "home", page{Title: "Care journeys, from symptom to resolution", Wide: true, Body: shown, Behind: behinds})
}

// countGaps counts what the gap rules find. That they cannot be asked just now, because the graph changes or they take too long, is
// no reason to have no first page: it says so instead.
func (p *Pages) countGaps(r *http.Request, shown *homePage) (behind, error) {
	var found gapAnswer
	variables := map[string]any{"where": map[string]any{"accepted": false}, "first": 1, "byJourney": false, "touches": false}
	asked, err := p.ask(r, "gap-list", variables, &found)
	if notNow(err) {
		shown.GapsLater = true
		return asked, nil
	}
	shown.Gaps = found.Gaps.TotalCount
	for _, c := range found.Gaps.Counts.Severity {
		if c.Value == "HIGH" {
			shown.HighGaps = c.Count
		}
	}
	return asked, err
}

// journeyKinds are headings for several journeys of a kind.
var journeyKinds = map[string]string{
	"LIFE_EVENT": "Life events", "URGENT": "Urgent care", "EPISODIC": "Single episodes", "LONG_TERM": "Long-term conditions", "SCREENING": "Screening",
}

// kindOrder is the order of the headings: what happens in a life is what people recognise themselves in.
var kindOrder = []string{"LIFE_EVENT", "URGENT", "EPISODIC", "LONG_TERM", "SCREENING"}

// group puts journeys under their kinds.
func (p *Pages) group(journeys []homeJourney) []journeyGroup {
	var groups []journeyGroup
	for _, j := range journeys {
		i := slices.IndexFunc(groups, func(g journeyGroup) bool { return g.Kind == j.JourneyKind })
		if i < 0 {
			g := journeyGroup{Kind: j.JourneyKind, Label: cmp.Or(journeyKinds[j.JourneyKind], words(j.JourneyKind), "Other journeys")}
			for _, v := range p.model.Enum("JourneyKind").Values {
				if v.Name == j.JourneyKind {
					g.Help = strings.TrimSuffix(v.Description, ".")
				}
			}
			groups, i = append(groups, g), len(groups)
		}
		groups[i].Journeys = append(groups[i].Journeys, j)
	}
	place := func(g journeyGroup) int {
		if i := slices.Index(kindOrder, g.Kind); i >= 0 {
			return i
		}
		return len(kindOrder)
	}
	slices.SortStableFunc(groups, func(a, b journeyGroup) int { return cmp.Compare(place(a), place(b)) })
	return groups
}
