package pages

import (
	"encoding/json"
	"net/http"
)

// listedJourney is a row of the table of journeys.
type listedJourney struct {
	ID, Name, Description, JourneyKind, LastReviewed, Owner, Status string
	Illustrative                                                    bool
	Shape                                                           struct{ Stages, Branches, Loops int }
	WithoutDigitalWay, WithoutOtherWay, WithoutBusinessCapability   struct{ TotalCount int }
}

// journeysPage is the table of journeys.
type journeysPage struct {
	Form           *listForm
	Columns        []column
	Total          int
	Journeys       []listedJourney
	Previous, Next string
}

func (p *Pages) journeys(w http.ResponseWriter, r *http.Request) {
	k := p.model.Kind("Journey")
	form, problems := readList(r.URL, k, nil)
	if form.Sort == "stagesCount" || form.Sort == "-stagesCount" {
		problems = nil
	}
	if len(problems) > 0 {
		p.badRequest(w, problems)
		return
	}
	data, counts, behinds, err := p.listed(r, k, "journeys", form.variables(k))
	if err != nil {
		p.fail(w, r, err)
		return
	}
	var found struct {
		registered
		Nodes []listedJourney
	}
	if err := json.Unmarshal(data, &found); err != nil {
		p.fail(w, r, err)
		return
	}
	form.offer(counts.facets)
	shown := journeysPage{Form: &form, Total: counts.TotalCount, Journeys: found.Nodes}
	shown.Columns = []column{
		form.column("name", "Journey", "", false),
		{Name: "Kind"},
		form.column("stagesCount", "Stages", "", true),
		{Name: "Branches", Number: true},
		{Name: "Loops", Number: true},
		{Name: "No digital way in", Number: true},
		{Name: "No other way in", Number: true},
		{Name: "No business capability", Number: true},
	}
	shown.Previous, shown.Next = form.around(found.registered)
	p.render(w, http.StatusOK, "journeys", page{Title: "Journeys", Section: "/journeys", Body: shown, Behind: behinds, Wide: true})
}
