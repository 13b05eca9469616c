package pages

import (
	"encoding/json"
	"net/http"
)

// listed is a row of the table of journeys.
type listed struct {
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
	Journeys       []listed
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
	var data struct{ Journeys json.RawMessage }
	asked, err := p.ask(r, "journeys", form.variables(k), &data)
	if err != nil {
		p.fail(w, r, err)
		return
	}
	var found struct {
		registered
		Nodes []listed
	}
	var counts facets
	if err := json.Unmarshal(data.Journeys, &found); err != nil {
		p.fail(w, r, err)
		return
	}
	_ = json.Unmarshal(data.Journeys, &counts) // members that are no facets are left out
	form.offer(counts)
	shown := journeysPage{Form: &form, Total: found.TotalCount, Journeys: found.Nodes}
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
	p.render(w, http.StatusOK, "journeys", page{Title: "Journeys", Section: "/journeys", Body: shown, Behind: []behind{asked}, Wide: true})
}
